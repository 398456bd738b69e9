import type { CustomerRow } from '../../projections/customers/customer.ts'
import { selectField, textField } from '../components/field.ts'
import { type Html, html } from '../html.ts'
import type { FormState } from '../submitted.ts'
import type { Words } from '../words.ts'

type Person = Pick<CustomerRow, 'salutation' | 'first_name' | 'last_name' | 'phone' | 'company'>

const salutations = ['Mr', 'Mrs', 'Ms', 'Dr'] as const

/** Who somebody is: the same fields for a customer and for whoever an address is of. */
export const personFields = ({ text }: Words, form: FormState, recorded?: Person): Html => {
  const salutation = selectField({
    name: 'salutation',
    label: text('customer.salutation'),
    options: salutations.map(value => ({ value, label: text(`customer.salutation.${value}`) })),
    none: text('customer.salutation.none'),
    value: form.value('salutation', recorded?.salutation ?? ''),
    ...form.error('salutation'),
  })
  const field = (name: string, label: string, value: string | null | undefined, maxLength: number, required = false) =>
    textField({ name, label, required, maxLength, value: form.value(name, value ?? ''), ...form.error(name) })
  return html`<div class="fields">${salutation}
${field('firstName', text('customer.firstName'), recorded?.first_name, 100, true)}
${field('lastName', text('customer.lastName'), recorded?.last_name, 100, true)}</div>
<div class="fields">${field('phone', text('customer.phone'), recorded?.phone, 50)}
${field('company', text('customer.company'), recorded?.company, 255)}</div>`
}
