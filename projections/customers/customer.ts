import { indexesFor, list } from '../engine/list/list.ts'
import { Personal } from '../engine/model/personal.ts'
import {
  type PersonalFields,
  type ProjectedEvent,
  projection,
  type TablesOf,
  type Writers,
} from '../engine/model/projection.ts'
import {
  country,
  integer,
  language,
  nullable,
  personalText,
  type Row,
  type Stored,
  table,
  text,
  timestamp,
} from '../engine/model/table.ts'

type Name = Personal<string> | null

/** First and last name as one; closed as they are. */
const fullName = (first: Name, last: Name): Name =>
  first === null ? last : first.map(opened => `${opened} ${Personal.reveal(last) ?? ''}`.trim())

const person = {
  salutation: personalText(),
  firstName: personalText(),
  lastName: personalText(),
  name: personalText(),
  phone: personalText(),
  company: personalText(),
}
type Person = Row<typeof person>

type PersonPart = PersonalFields<{
  salutation?: string | undefined
  firstName: string
  lastName: string
  phone?: string | undefined
  company?: string | undefined
}>

const personOf = ({ salutation, firstName, lastName, phone, company }: PersonPart): Person => ({
  salutation,
  firstName,
  lastName,
  name: fullName(firstName, lastName),
  phone,
  company,
})

const nobody: Person = { salutation: null, firstName: null, lastName: null, name: null, phone: null, company: null }

const postalAddress = {
  ...person,
  street: personalText(),
  street2: personalText(),
  city: personalText(),
  zip: personalText(),
  comment: personalText(),
}

type AddressPart = PersonPart &
  PersonalFields<{ street: string; street2?: string; city: string; zip?: string; comment?: string }>

const addressOf = (part: AddressPart): Row<typeof postalAddress> => ({
  ...personOf(part),
  street: part.street,
  street2: part.street2,
  city: part.city,
  zip: part.zip,
  comment: part.comment,
})

const reading = {
  key: 'id',
  sorts: {
    registeredAt: { column: 'registeredAt', direction: 'desc' },
    id: { column: 'id', direction: 'asc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: ['active', 'erased'] },
    country: { kind: 'choice', column: 'country' },
    reference: { kind: 'choice', column: 'reference', isNarrow: true },
    locale: { kind: 'choice', column: 'locale', isApart: true },
    store: { kind: 'choice', column: 'store', isApart: true },
    registeredAt: { kind: 'days', column: 'registeredAt', of: 'moment' },
  },
} as const

/** All customers, newest first; the erased stay, without names. */
export const customerList = list({
  table: 'customer',
  ...reading,
  defaultSort: 'registeredAt',
  search: true,
  searchesPersonal: 'customer:personal',
})

const customer = table({
  key: ['id'],
  subject: 'subject',
  columns: {
    id: text(),
    subject: text(),
    status: text<'active' | 'erased'>(),
    /** The number of a range; else the id, where it is one that people use. */
    reference: nullable(text()),
    email: personalText(),
    ...person,
    country: nullable(country()),
    locale: nullable(language()),
    store: nullable(text()),
    defaultBillingAddress: nullable(text()),
    defaultShippingAddress: nullable(text()),
    registeredAt: timestamp(),
    changedAt: timestamp(),
    erasedAt: nullable(timestamp()),
    /** Of the stream, for If-Match. */
    revision: integer(),
  },
  indexes: indexesFor(reading),
  search: ['id', 'reference', 'name', 'email'],
})

const tables = {
  customer,
  customer_address: table({
    key: ['customer', 'address'],
    subject: 'subject',
    columns: { customer: text(), address: text(), subject: text(), country: country(), ...postalAddress },
  }),
  customer_note: table({
    key: ['customer', 'note'],
    subject: 'subject',
    columns: {
      customer: text(),
      /** Id of the event that holds it. */
      note: text(),
      subject: text(),
      text: personalText(),
      notedAt: timestamp(),
      notedBy: text(),
    },
    indexes: [['customer', 'notedAt']],
  }),
}

type Place = Pick<ProjectedEvent, 'id' | 'at' | 'revision'>

const newcomer = ({ id, at, revision }: Place) => ({
  ...nobody,
  id,
  subject: `customer-${id}`,
  status: 'active' as const,
  reference: null,
  email: null,
  country: null,
  locale: null,
  store: null,
  defaultBillingAddress: null,
  defaultShippingAddress: null,
  registeredAt: at,
  changedAt: at,
  erasedAt: null,
  revision,
})

const putAddress = (
  event: ProjectedEvent<'CustomerAddressAdded'> | ProjectedEvent<'CustomerAddressChanged'>,
  { customer, customer_address }: Writers<typeof tables>,
) => {
  const { address, country, personal } = event.data
  const row = { customer: event.id, address, subject: personal.subject, country, ...addressOf(personal) }
  return [customer_address.put(row), customer.amend(event, {})]
}

const unless = (address: string, chosen: string | null) => (chosen === address ? null : chosen)

export const customers = projection({
  name: 'customer',
  version: 5,
  tables,
  on: {
    CustomerRegistered: (event, { customer }) => {
      const { reference, country, locale, store, personal } = event.data
      const rest = { reference: reference ?? null, country: country ?? null, locale, store, email: personal.email }
      return customer.put({ ...newcomer(event), ...personOf(personal), ...rest })
    },
    CustomerRecorded: (event, { customer }) => {
      const { reference, country } = event.data
      return customer.put({ ...newcomer(event), reference, country })
    },
    CustomerNumbered: (event, { customer }) => customer.amend(event, { reference: event.data.number }),
    CustomerEmailChanged: (event, { customer }) => customer.amend(event, { email: event.data.personal?.email ?? null }),
    CustomerProfileChanged: (event, { customer }) => customer.amend(event, personOf(event.data.personal)),
    CustomerLocaleChanged: (event, { customer }) => customer.amend(event, event.data),
    CustomerAddressAdded: putAddress,
    CustomerAddressChanged: putAddress,
    CustomerAddressRemoved: (event, { customer, customer_address }) => {
      const { id, data } = event
      return [
        customer_address.remove({ customer: id, ...data }),
        customer.change({ id }, row => ({
          ...row,
          defaultBillingAddress: unless(data.address, row.defaultBillingAddress),
          defaultShippingAddress: unless(data.address, row.defaultShippingAddress),
        })),
        customer.amend(event, {}),
      ]
    },
    DefaultBillingAddressSet: (event, { customer }) =>
      customer.amend(event, { defaultBillingAddress: event.data.address }),
    DefaultShippingAddressSet: (event, { customer }) =>
      customer.amend(event, { defaultShippingAddress: event.data.address }),
    CustomerNoted: (event, { customer, customer_note }) => {
      const { id, at, eventId, actor, data } = event
      const { subject, text } = data.personal
      const row = { customer: id, note: eventId, subject, text, notedAt: at, notedBy: actor.id }
      return [customer_note.put(row), customer.amend(event, {})]
    },
    CustomerKeyDestroyed: (event, { customer }) => customer.amend(event, {}),
    // The row stays, so that orders still lead to somebody; what else was known of the person goes.
    CustomerErased: (event, { customer, customer_address, customer_note }) => [
      customer.amend(event, {
        ...nobody,
        email: null,
        status: 'erased',
        defaultBillingAddress: null,
        defaultShippingAddress: null,
        erasedAt: event.at,
      }),
      customer_address.remove({ customer: event.id }),
      customer_note.remove({ customer: event.id }),
    ],
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof customers> {}
}

export type CustomerRow = Stored<typeof customer.columns>
export type AddressRow = Stored<typeof tables.customer_address.columns>
export type NoteRow = Stored<typeof tables.customer_note.columns>
