import { type ScaleBand, type ScaleLinear, scaleBand, scaleLinear } from 'd3-scale'
import { area, curveMonotoneX, line } from 'd3-shape'
import { type Html, html } from '../html.ts'

export type ChartPoint = { readonly label: string; readonly value: number }

export type Chart = {
  readonly kind: 'bar' | 'line' | 'area'
  readonly title: string
  /** Heads of the table behind the picture: what a point is, and what is measured. */
  readonly heads: readonly [point: string, value: string]
  readonly points: readonly ChartPoint[]
  readonly format: (value: number) => string
  /** Shorter, for the scale at the side. */
  readonly scale?: (value: number) => string
}

const WIDTH = 720
const HEIGHT = 220
const LEFT = 64
const TOP = 10
const BOTTOM = HEIGHT - 24
/** Of a letter below the axis, with room to breathe. */
const LETTER = 7

type Scales = { readonly x: ScaleBand<number>; readonly y: ScaleLinear<number, number> }

const scalesOf = (points: readonly ChartPoint[]): Scales => {
  const values = points.map(({ value }) => value)
  return {
    x: scaleBand<number>([...points.keys()], [LEFT, WIDTH - 4]).padding(0.25),
    y: scaleLinear([Math.min(0, ...values), Math.max(1, ...values)], [BOTTOM, TOP]).nice(4),
  }
}

/** A tenth of a unit is as fine as anybody sees, and shorter. */
const round = (value: number): number => Math.round(value * 10) / 10
const middle = ({ x }: Scales, index: number): number => round((x(index) ?? 0) + x.bandwidth() / 2)

const gridLines = ({ y }: Scales, format: Chart['format']): Html =>
  html`<g class="grid">${y
    .ticks(4)
    .map(
      value =>
        html`<line x1="${LEFT}" x2="${WIDTH}" y1="${round(y(value))}" y2="${round(y(value))}"/><text x="${LEFT - 8}" y="${round(y(value)) + 4}" text-anchor="end">${format(value)}</text>`,
    )}</g>`

const labels = (scales: Scales, points: readonly ChartPoint[]): Html => {
  const longest = Math.max(1, ...points.map(({ label }) => label.length))
  const every = Math.ceil((points.length * longest * LETTER) / (WIDTH - LEFT))
  return html`<g class="grid">${points.map(
    ({ label }, index) =>
      index % every === 0 &&
      html`<text x="${middle(scales, index)}" y="${HEIGHT - 6}" text-anchor="middle">${label}</text>`,
  )}</g>`
}

const tip = ({ label, value }: ChartPoint, format: Chart['format']): Html =>
  html`<title>${label}: ${format(value)}</title>`

const bars = ({ x, y }: Scales, { points, format }: Chart): Html =>
  html`<g class="bars">${points.map((point, index) => {
    const [top, foot] = [Math.min(y(point.value), y(0)), Math.max(y(point.value), y(0))]
    return html`<rect x="${round(x(index) ?? 0)}" y="${round(top)}" width="${round(x.bandwidth())}" height="${round(foot - top)}" rx="2">${tip(point, format)}</rect>`
  })}</g>`

const curve = (scales: Scales, { kind, points, format }: Chart): Html => {
  const x = (_: ChartPoint, index: number) => middle(scales, index)
  const y = ({ value }: ChartPoint) => scales.y(value)
  const stroke = line(x, y).curve(curveMonotoneX).digits(1)([...points])
  const fill = kind === 'area' && area(x, scales.y(0), y).curve(curveMonotoneX).digits(1)([...points])
  return html`${fill !== false && html`<path class="fill" d="${fill}"/>`}<path class="stroke" d="${stroke}"/>
<g class="dots">${points.map((point, index) => html`<circle cx="${middle(scales, index)}" cy="${round(scales.y(point.value))}" r="3">${tip(point, format)}</circle>`)}</g>`
}

const tableOf = ({
  title,
  heads,
  points,
  format,
}: Chart): Html => html`<table class="visually-hidden"><caption>${title}</caption>
<thead><tr><th scope="col">${heads[0]}</th><th scope="col">${heads[1]}</th></tr></thead>
<tbody>${points.map(point => html`<tr><th scope="row">${point.label}</th><td>${format(point.value)}</td></tr>`)}</tbody></table>`

/** A chart drawn on the server. The picture is for the eye, the table behind it for everybody else. */
export const chart = (it: Chart): Html => {
  const scales = scalesOf(it.points)
  return html`<figure class="chart"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${gridLines(scales, it.scale ?? it.format)}${
    it.kind === 'bar' ? bars(scales, it) : curve(scales, it)
  }${labels(scales, it.points)}</svg>${tableOf(it)}</figure>`
}
