import type { FormFields } from '../../api/form.ts'
import { seesPersonal } from '../../api/hidden-personal.ts'
import type { PageContext, Submitted } from '../../api/page.ts'
import type { AddressRow } from '../../projections/customers/customer.ts'
import { type CustomerDetail, readCustomer } from '../../projections/customers/customer-detail.ts'

/** The fields of an address in the form of an order, in the order in which they stand there. */
export const addressFields = [
  'salutation',
  'firstName',
  'lastName',
  'company',
  'street',
  'extra',
  'zip',
  'city',
  'country',
  'phone',
  'email',
] as const
export const addressKinds = ['billing', 'shipping'] as const
type AddressPath = `${(typeof addressKinds)[number]}.${(typeof addressFields)[number]}`

const addressPaths = addressKinds.flatMap(kind => addressFields.map((field): AddressPath => `${kind}.${field}`))

/** The fields of an order's form that a customer brings along. */
const BROUGHT = ['store', 'contact.name', 'contact.email', 'contact.phone', ...addressPaths] as const

export type Brought = Readonly<Record<(typeof BROUGHT)[number], string>>

/** Stands in the form unseen: the customer who brought what was filled in last. */
export const BROUGHT_BY = 'broughtBy'

// Its keys are those that are mapped.
const NOTHING = Object.fromEntries(BROUGHT.map(name => [name, ''])) as Brought

type Book = Pick<CustomerDetail, 'addresses' | 'defaultBillingAddress' | 'defaultShippingAddress'>

/** Where bills go: the address for that, else the one for goods, else the only one; and where goods go, if elsewhere. */
const chosenFrom = ({ addresses, defaultBillingAddress, defaultShippingAddress }: Book) => {
  const named = (key: string | null) => addresses.find(({ address }) => address === key)
  const shipping = named(defaultShippingAddress)
  const billing = named(defaultBillingAddress) ?? shipping ?? (addresses.length === 1 ? addresses[0] : undefined)
  return { billing, shipping: shipping === billing ? undefined : shipping }
}

const filledFrom = (kind: (typeof addressKinds)[number], address: AddressRow | undefined): Partial<Brought> => {
  if (address === undefined) return {}
  const { salutation, firstName, lastName, company, street, street2, zip, city, country, phone } = address
  const values = { salutation, firstName, lastName, company, street, extra: street2, zip, city, country, phone }
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [`${kind}.${field}`, value ?? '']))
}

/** A customer whose addresses may be shown; undefined where there is none, or none that the viewer may read. */
const readBook = async ({ viewer, db }: PageContext, id: string): Promise<CustomerDetail | undefined> =>
  id !== '' && viewer.may.has('customer:read') ? readCustomer(viewer, db, id) : undefined

/** What a customer brings along; nothing where there is none, or none that the viewer may read. */
export const broughtBy = async (context: PageContext, id: string): Promise<Brought> => {
  const { viewer } = context
  const customer = await readBook(context, id)
  if (customer === undefined) return NOTHING
  const { store, name, email, phone } = customer
  // A contact needs a name: nothing is filled in that would be refused, nor a word that stands for what is hidden.
  if (name === null || !seesPersonal(viewer)) return { ...NOTHING, store: store ?? '' }
  const { billing, shipping } = chosenFrom(customer)
  return {
    ...NOTHING,
    store: store ?? '',
    'contact.name': name,
    'contact.email': email ?? '',
    'contact.phone': phone ?? '',
    ...filledFrom('billing', billing),
    ...filledFrom('shipping', shipping),
  }
}

const textIn = (fields: FormFields, name: string): string => [fields[name] ?? ''].flat().at(-1) ?? ''

/** A text area's lines end as browsers send them. */
const isSame = (typed: string, brought: string): boolean => typed.replaceAll('\r\n', '\n') === brought

/** The customer that is filled in, saved or not. */
export const customerIn = ({ submitted }: PageContext, recorded: string): string =>
  submitted?.fields['customer'] === undefined ? recorded : textIn(submitted.fields, 'customer')

/** The addresses of a customer, as far as the viewer may see them. */
export const bookOf = async (context: PageContext, customer: string): Promise<readonly AddressRow[]> =>
  seesPersonal(context.viewer) ? ((await readBook(context, customer))?.addresses ?? []) : []

type Filling = { readonly kind: (typeof addressKinds)[number]; readonly address: string }

/** An address of the book takes the place of what was filled in; one that is not there leaves all of it blank. */
const withAddress = async (context: PageContext, submitted: Submitted, { kind, address }: Filling) => {
  const { fields } = submitted
  const book = await bookOf(context, textIn(fields, 'customer'))
  const blank = Object.fromEntries(addressFields.map(field => [`${kind}.${field}`, '']))
  const found = book.find(row => row.address === address)
  return { ...submitted, fields: { ...fields, ...blank, ...filledFrom(kind, found) } }
}

/** The form of an order in which an address was chosen, or a customer was taken: what is blank, or was brought by the one before, is theirs now. */
export const withBook = async (context: PageContext, submitted: Submitted): Promise<Submitted> => {
  const { draft, fields } = submitted
  const kind = addressKinds.find(one => draft?.kind === 'fill' && draft.path === one)
  if (draft?.kind === 'fill' && kind !== undefined)
    return withAddress(context, submitted, { kind, address: draft.value })
  if (draft?.kind !== 'choose' || draft.path !== 'customer') return submitted
  const before = await broughtBy(context, textIn(fields, BROUGHT_BY))
  const now = await broughtBy(context, draft.value)
  const filled = BROUGHT.flatMap(name => {
    const typed = textIn(fields, name)
    return typed === '' || isSame(typed, before[name]) ? [[name, now[name]] as const] : []
  })
  return { ...submitted, fields: { ...fields, ...Object.fromEntries(filled), [BROUGHT_BY]: draft.value } }
}
