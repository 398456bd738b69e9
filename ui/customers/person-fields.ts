import type { CustomerRow } from '../../projections/customers/customer.ts'
import { type Html, html } from '../html.ts'
import type { FieldOptions } from '../kit/control.ts'

type Person = Pick<CustomerRow, 'salutation' | 'firstName' | 'lastName' | 'phone' | 'company'>
type PersonForm = { readonly field: (path: keyof Person, options?: FieldOptions) => Html }

/**
 * Who somebody is: the same fields for a customer and for whoever an address is of.
 * @param start what a new one begins with
 */
export const personFields = ({ field }: PersonForm, start?: Person): Html => {
  const of = (path: keyof Person) => field(path, { start: start?.[path] ?? undefined })
  return html`<div class="fields">${of('salutation')}${of('firstName')}${of('lastName')}</div>
<div class="fields">${of('phone')}${of('company')}</div>`
}
