import { type Html, html } from '../html.ts'

/** The part of a page that an event stream keeps up to date. */
export const liveRegion = (path: string, body: Html): Html =>
  html`<div class="stack" id="live" data-unasked data-live="${path}">${body}</div>`
