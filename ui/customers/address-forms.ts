import { customerCommands } from '../../api/customers/customer.ts'
import type { Page, PageContext } from '../../api/page.ts'
import type { AddressRow } from '../../projections/customers/customer.ts'
import { type Html, html } from '../html.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { editPage } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'
import { countryOptions } from './country-options.ts'
import { readActive } from './customer-forms.ts'
import { customerName } from './customer-name.ts'
import { personFields } from './person-fields.ts'

const placeFields = (
  words: Words,
  { field }: FieldsOf<typeof customerCommands.EditAddress>,
  recorded?: AddressRow,
): Html =>
  html`<div class="fields">${field('street')}${field('street2')}</div>
<div class="fields">${field('zip')}${field('city')}${field('country', { options: countryOptions(words, recorded?.country) })}</div>
${field('comment', { rows: 2 })}`

const add = editPage(customerCommands.AddAddress, {
  read: readActive,
  title: (words, customer) => words.text('customer.address.adding', { name: customerName(words, customer) }),
  meta: () => undefined,
  sent: (_, { newId }) => ({ recorded: undefined, values: { address: newId() } }),
  fields: (fields, customer, { words }) => html`${personFields(fields, customer)}${placeFields(words, fields)}`,
})

/** Which address is edited: the one that a refused form was about, else the one that the link names. */
const askedOf = ({ submitted, query }: PageContext): string => {
  const typed = submitted?.fields['address'] ?? query.get('address')
  return typeof typed === 'string' ? typed : ''
}

const edit = editPage(customerCommands.EditAddress, {
  read: async (context, id) => {
    const customer = await readActive(context, id)
    const asked = askedOf(context)
    const edited = customer?.addresses.find(({ address }) => address === asked)
    return customer && edited && { ...customer, edited }
  },
  title: (words, customer) => words.text('customer.address.editing', { name: customerName(words, customer) }),
  meta: () => undefined,
  sent: ({ edited }) => ({ recorded: edited, values: { address: edited.address } }),
  fields: (fields, { edited }, { words }) => html`${personFields(fields)}${placeFields(words, fields, edited)}`,
})

/** The pages with the form of one address: `/edit` takes the address from the query. */
export const addressFormPages: readonly Page[] = [add, edit]
