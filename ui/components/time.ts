import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

/** A moment as the viewer reads it; the full time with zone is its tooltip. */
export const moment = ({ format }: Words, at: Date): Html =>
  html`<time datetime="${at.toISOString()}" title="${format.exactly(at)}">${format.moment(at)}</time>`

/** How long ago something happened. */
export const ago = ({ format }: Words, at: Date): Html =>
  html`<time datetime="${at.toISOString()}" title="${format.exactly(at)}">${format.ago(at)}</time>`

/** A calendar date, `YYYY-MM-DD`. */
export const calendarDate = ({ format }: Words, day: string): Html =>
  html`<time datetime="${day}">${format.date(day)}</time>`
