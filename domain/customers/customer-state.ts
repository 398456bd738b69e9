import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import type { Person, PostalAddress } from './customer-person.ts'

/** null when the key of the personal part is gone. */
export type KnownAddress = { readonly country: string; readonly value: PostalAddress | null }
export type Known = {
  readonly status: 'known'
  readonly profile: Person | null
  readonly email: string | null
  /** The language they are written to, by its BCP 47 tag. */
  readonly locale: string | null
  readonly emailClaim: string | null
  /** The number of a range; null while, or where, they have none. */
  readonly number: string | null
  readonly addresses: PersistentMap<KnownAddress>
  readonly billing: string | null
  readonly shipping: string | null
}
export type Customer =
  | { readonly status: 'absent' }
  | Known
  | { readonly status: 'erased'; readonly isKeyGone: boolean }

export const newcomer: Known = {
  status: 'known',
  profile: null,
  email: null,
  locale: null,
  emailClaim: null,
  number: null,
  addresses: emptyMap(),
  billing: null,
  shipping: null,
}

/** The customer with what an event says of them; nothing becomes of who is not there. */
export const change = (customer: Customer, fields: (known: Known) => Partial<Known>): Customer =>
  customer.status === 'known' ? { ...customer, ...fields(customer) } : customer

/** What of a registration can be edited as the profile. */
export const profileOf = (value: (Person & { readonly email: string }) | null): Person | null => {
  if (value === null) return null
  const { email: _notEditable, ...profile } = value
  return profile
}
