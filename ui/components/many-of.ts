import { attrs, type Html, html } from '../html.ts'
import { describedBy, type Field, fieldId, notes, type SelectField } from './field.ts'

export type ManyOfField = Omit<Field, 'value'> &
  Pick<SelectField, 'options' | 'isCell'> & { readonly values: readonly string[] }

type Options = SelectField['options']

/** More than these would push the rest of the form out of sight. */
const FEW = 12

const chosenFirst = (options: Options, values: readonly string[]): Options => {
  const { chosen = [], other = [] } = Object.groupBy(options, ({ value }) =>
    values.includes(value) ? 'chosen' : 'other',
  )
  return [...chosen, ...other]
}

/** Any of some choices: a box for each, under a legend. Of many, those that are chosen stand first in a list that scrolls. */
export const manyOfField = ({ options, values, ...field }: ManyOfField): Html => {
  const box = ({ value, label }: Options[number]) =>
    html`<label><input type="checkbox" name="${field.name}" value="${value}"${attrs({ checked: values.includes(value) })}> ${label}</label>`
  const boxes =
    options.length > FEW
      ? html`<div class="choices">${chosenFirst(options, values).map(box)}</div>`
      : html`${options.map(box)}`
  return html`<fieldset class="field many" id="${fieldId(field.name, field.prefix)}" tabindex="-1"${attrs({ 'aria-describedby': describedBy(field) })}>
<legend${attrs({ class: field.isCell === true && 'visually-hidden' })}>${field.label}${field.required && html`<span class="required" aria-hidden="true"> *</span>`}</legend>${boxes}${notes(field)}
</fieldset>`
}
