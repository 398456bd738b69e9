import { attrs, type Child, type Html, html } from '../html.ts'

/** Fields of a form that belong together. */
export const group = (legend: string, ...fields: readonly Child[]): Html =>
  html`<fieldset class="group"><legend>${legend}</legend>${fields}</fieldset>`

export const hint = (sentence: string): Html => html`<p class="hint">${sentence}</p>`
export const beside = (...fields: readonly Child[]): Html => html`<div class="fields">${fields}</div>`

/** Fields that few need, folded away. */
export const folded = (summary: string, isOpen: boolean, body: Child): Html =>
  html`<details${attrs({ open: isOpen })}><summary>${summary}</summary>${body}</details>`
