import { attrs, type Html, html } from '../html.ts'
import { describedBy, type Field, fieldId, notes, type SelectField } from './field.ts'

export type ManyOfField = Omit<Field, 'value'> &
  Pick<SelectField, 'options' | 'isCell'> & { readonly values: readonly string[] }

/** Any of some choices: a box for each, under a legend. */
export const manyOfField = ({ options, values, ...field }: ManyOfField): Html => {
  const box = ({ value, label }: SelectField['options'][number]) =>
    html`<label><input type="checkbox" name="${field.name}" value="${value}"${attrs({ checked: values.includes(value) })}> ${label}</label>`
  return html`<fieldset class="field many" id="${fieldId(field.name, field.prefix)}" tabindex="-1"${attrs({ 'aria-describedby': describedBy(field) })}>
<legend${attrs({ class: field.isCell === true && 'visually-hidden' })}>${field.label}${field.required && html`<span class="required" aria-hidden="true"> *</span>`}</legend>${options.map(box)}${notes(field)}
</fieldset>`
}
