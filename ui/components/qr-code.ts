import { encode } from 'uqr'
import { type Html, html } from '../html.ts'

/** As much white around it as readers need. */
const BORDER = 4

/** The dark squares of a row, those that touch as one. */
const rowPath = (row: readonly boolean[], y: number): string => {
  const marks = row.map(isDark => (isDark ? '1' : '0')).join('')
  return [...marks.matchAll(/1+/g)]
    .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    .join('')
}

/** A text for a camera, drawn on the server: it is in no address, and no other place is asked for it. */
export const qrCode = (text: string, label: string): Html => {
  const { data, size } = encode(text, { border: BORDER, ecc: 'M' })
  return html`<svg class="qr-code" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}"><path d="${data.map(rowPath).join('')}"/></svg>`
}
