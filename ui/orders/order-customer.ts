import type { FormFields } from '../../api/form.ts'
import { seesPersonal } from '../../api/hidden-personal.ts'
import type { PageContext, Submitted } from '../../api/page.ts'
import { type CustomerDetail, readCustomer } from '../../projections/customers/customer-detail.ts'
import { type Words, wordsFor } from '../words.ts'

/** The fields of an order's form that a customer brings along. */
const BROUGHT = ['store', 'contact.name', 'contact.email', 'contact.phone', 'contact.address'] as const

export type Brought = Readonly<Record<(typeof BROUGHT)[number], string>>

/** Stands in the form unseen: the customer who brought what was filled in last. */
export const BROUGHT_BY = 'broughtBy'

const NOTHING: Brought = {
  store: '',
  'contact.name': '',
  'contact.email': '',
  'contact.phone': '',
  'contact.address': '',
}

/** Where things are sent to: the address for that, else the one for bills, else the only one. */
const shippingAddress = ({ addresses, defaultShippingAddress, defaultBillingAddress }: CustomerDetail) =>
  addresses.find(({ address }) => address === defaultShippingAddress) ??
  addresses.find(({ address }) => address === defaultBillingAddress) ??
  (addresses.length === 1 ? addresses[0] : undefined)

const lines = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter(part => part !== null && part !== undefined && part !== '').join('\n')

const addressText = ({ format }: Words, customer: CustomerDetail): string => {
  const found = shippingAddress(customer)
  if (found === undefined) return ''
  const { name, company, street, street2, zip, city, country } = found
  const place = [zip, city].filter(part => part !== null).join(' ')
  return lines(name, company, street, street2, place, format.country(country))
}

/** What a customer brings along; nothing where there is none, or none that the viewer may read. */
export const broughtBy = async (context: PageContext, id: string): Promise<Brought> => {
  const { viewer, db, now } = context
  const customer = id !== '' && viewer.may.has('customer:read') ? await readCustomer(viewer, db, id) : undefined
  if (customer === undefined) return NOTHING
  const { store, name, email, phone } = customer
  // A contact needs a name: nothing is filled in that would be refused, nor a word that stands for what is hidden.
  if (name === null || !seesPersonal(viewer)) return { ...NOTHING, store: store ?? '' }
  return {
    store: store ?? '',
    'contact.name': name,
    'contact.email': email ?? '',
    'contact.phone': phone ?? '',
    'contact.address': addressText(wordsFor(viewer, now), customer),
  }
}

const textIn = (fields: FormFields, name: string): string => [fields[name] ?? ''].flat().at(-1) ?? ''

/** A text area's lines end as browsers send them. */
const isSame = (typed: string, brought: string): boolean => typed.replaceAll('\r\n', '\n') === brought

/** The form of an order in which a customer was taken: what is blank, or was brought by the one before, is theirs now. */
export const withCustomer = async (context: PageContext, submitted: Submitted): Promise<Submitted> => {
  const { draft, fields } = submitted
  if (draft?.kind !== 'choose' || draft.path !== 'customer') return submitted
  const before = await broughtBy(context, textIn(fields, BROUGHT_BY))
  const now = await broughtBy(context, draft.value)
  const filled = BROUGHT.flatMap(name => {
    const typed = textIn(fields, name)
    return typed === '' || isSame(typed, before[name]) ? [[name, now[name]] as const] : []
  })
  return { ...submitted, fields: { ...fields, ...Object.fromEntries(filled), [BROUGHT_BY]: draft.value } }
}
