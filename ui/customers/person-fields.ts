import type { CustomerRow } from '../../projections/customers/customer.ts'
import { type Html, html } from '../html.ts'
import type { FieldOptions } from '../kit/control.ts'

type Person = {
  readonly salutation: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly phone: string | null
  readonly company: string | null
}
type Recorded = Pick<CustomerRow, 'salutation' | 'first_name' | 'last_name' | 'phone' | 'company'>

/** Who somebody is, under the names that commands have. */
export const personOf = ({ salutation, first_name, last_name, phone, company }: Recorded): Person => ({
  salutation,
  firstName: first_name,
  lastName: last_name,
  phone,
  company,
})

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
