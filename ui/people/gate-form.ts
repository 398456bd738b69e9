import type { FormFields } from '../../api/form.ts'
import { type Child, type Html, html } from '../html.ts'

/** A form of those who are on their way in, sent as it is. One that script sends has no button of its own. */
export const gateForm = (
  action: string,
  submit: string | false,
  fields: Child,
): Html => html`<form class="form" method="post" action="${action}">
${fields}
${submit !== false && html`<div class="form-actions"><button class="button primary">${submit}</button></div>`}</form>`

export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

export const hiddenFields = (fields: FormFields): Html =>
  html`${Object.entries(fields).flatMap(([name, values]) => [values].flat().map(value => hidden(name, value)))}`
