import { scaleLinear } from 'd3-scale'
import { curveMonotoneX, line } from 'd3-shape'
import { type Html, html } from '../html.ts'

const WIDTH = 64
const HEIGHT = 20

/** A trend without axes; decoration beside a figure that is there in words. Nothing for less than two values. */
export const sparkline = (values: readonly number[]): Html => {
  if (values.length < 2) return html``
  const x = scaleLinear([0, values.length - 1], [1, WIDTH - 1])
  const y = scaleLinear([Math.min(...values), Math.max(...values)], [HEIGHT - 2, 2])
  const path = line<number>((_, index) => x(index), y)
    .curve(curveMonotoneX)
    .digits(1)([...values])
  return html`<svg class="sparkline" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"><path d="${path}"/></svg>`
}
