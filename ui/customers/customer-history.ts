import type { FieldChange, HistoryEntry, StreamHistory } from '../../api/stream-history.ts'
import type { Json } from '../../eventstore/event-store.ts'
import type { CustomerDetail } from '../../projections/customers/customer-detail.ts'
import { valueName } from '../kit/labels.ts'
import type { Words } from '../words.ts'
import { addressLine } from './customer-address.ts'

const person = ['salutation', 'firstName', 'lastName', 'phone', 'company']
const place = ['street', 'street2', 'zip', 'city', 'comment']
const personal: ReadonlySet<string> = new Set(['email', ...person, ...place, 'text'])
const SHOWN: ReadonlySet<string> = new Set([
  ...personal,
  'country',
  'locale',
  'store',
  'reference',
  'status',
  'defaultBillingAddress',
  'defaultShippingAddress',
])

/** The personal fields that every event of a type has; which of the others it had is not known any more. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  CustomerRegistered: ['email', 'firstName', 'lastName'],
  CustomerEmailChanged: ['email'],
  CustomerProfileChanged: ['firstName', 'lastName'],
  CustomerAddressAdded: ['street', 'zip', 'city'],
  CustomerAddressChanged: ['street', 'zip', 'city'],
  CustomerNoted: ['text'],
}

/** `customer_address 0197…: city` → `city`: one event changes one address or one note. */
const fieldOf = (path: string): string => path.split(': ').at(-1) ?? path

const CODES: ReadonlySet<string> = new Set(['status', 'salutation'])

/** Codes by what they mean; what people wrote stays as it is. */
const shownText = (words: Words, customer: CustomerDetail, field: string, value: string): string => {
  if (field === 'country') return words.format.country(value)
  if (field === 'locale') return words.format.language(value)
  if (CODES.has(field)) return valueName(words, 'customer', field, value)
  if (!field.startsWith('default')) return value
  if (customer.status === 'erased') return words.text('customer.erasedValue')
  const address = customer.addresses.find(({ address }) => address === value)
  return address === undefined ? words.text('customer.address.gone') : addressLine(address)
}

const shownValue = (words: Words, customer: CustomerDetail, field: string, value: Json | undefined): Json =>
  typeof value === 'string' ? shownText(words, customer, field, value) : (value ?? null)

/** Countries are named by whoever makes the sentence. */
const sentenceValues = (words: Words, customer: CustomerDetail, { parameters }: HistoryEntry) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' && name !== 'country' ? shownText(words, customer, name, value) : value,
    ]),
  )

const isEmpty = (value: Json): boolean => value === null || value === ''

const changesOf = (words: Words, customer: CustomerDetail, { type, changes }: HistoryEntry): FieldChange[] => {
  const isErased = customer.status === 'erased'
  const shown = changes.flatMap(({ path, before, after }) => {
    const field = fieldOf(path)
    if (!SHOWN.has(field) || (isErased && personal.has(field))) return []
    const change = {
      path: field,
      before: shownValue(words, customer, field, before),
      after: shownValue(words, customer, field, after),
    }
    return isEmpty(change.before) && isEmpty(change.after) ? [] : [change]
  })
  const gone = words.text('customer.erasedValue')
  const erased = (isErased ? (ALWAYS[type] ?? []) : []).map(path => ({
    path,
    ...(type.endsWith('Changed') ? { before: gone } : {}),
    after: gone,
  }))
  return [...erased, ...shown]
}

/**
 * A customer's history as people read it: fields by their names, codes by what they mean, what only the read model needs
 * left out. Of an erased customer every personal value shows as erased.
 */
export const customerHistory = (
  words: Words,
  customer: CustomerDetail,
  history: StreamHistory | undefined,
): StreamHistory | undefined =>
  history && {
    ...history,
    entries: history.entries.map(entry => ({
      ...entry,
      parameters: sentenceValues(words, customer, entry),
      changes: changesOf(words, customer, entry),
    })),
  }
