import { z } from 'zod'
import {
  type ClaimRef,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  isRejection,
  type Rejection,
  reject,
  type Touches,
} from '../decider.ts'
import { activeStoreIn, storesNamed } from '../facts/known-store.ts'
import { claimIn, giving } from '../shared/claimed.ts'
import { AskedCountry, Country, isCountry, postcodeWanted, RecordedCountry } from '../shared/country.ts'
import { AskedEmail, emailKey } from '../shared/email.ts'
import { AskedUuid, Uuid } from '../shared/id.ts'
import { AskedLanguage, Language } from '../shared/language.ts'
import { NumberedBy } from '../shared/number.ts'
import { Email } from '../shared/person.ts'
import { personal } from '../shared/personal.ts'
import { AskedStore } from '../shared/store-key.ts'
import { AskedPerson, Person, PostalAddress } from './customer-person.ts'
import { type Customer, change, type Known, type KnownAddress, newcomer, profileOf } from './customer-state.ts'

const Address = { address: z.string(), country: Country, personal: personal(PostalAddress) }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  CustomerRegistered: z.strictObject({
    /** What people call the customer, when the id is a natural key. */
    reference: z.string().optional(),
    locale: Language,
    store: z.string(),
    country: Country.optional(),
    emailClaim: z.string(),
    personal: personal({ ...Person, email: Email }),
  }),
  /** Somebody known from elsewhere, of whom no personal data was handed over. */
  CustomerRecorded: z.strictObject({ reference: z.string(), country: Country }),
  /** The number that they were given; `range`: by which. */
  CustomerNumbered: z.strictObject({ number: z.string(), range: z.string() }),
  CustomerProfileChanged: z.strictObject({ personal: personal(Person) }),
  /** `released`: the claim of the address before, unless it is the same one in another spelling. */
  CustomerEmailChanged: z.strictObject({
    emailClaim: z.string(),
    released: z.string().optional(),
    personal: personal({ email: Email }),
  }),
  CustomerLocaleChanged: z.strictObject({ locale: Language }),
  CustomerAddressAdded: z.strictObject(Address),
  CustomerAddressChanged: z.strictObject(Address),
  CustomerAddressRemoved: z.strictObject({ address: z.string() }),
  DefaultBillingAddressSet: z.strictObject({ address: z.string() }),
  DefaultShippingAddressSet: z.strictObject({ address: z.string() }),
  CustomerNoted: z.strictObject({ personal: personal({ text: z.string() }) }),
  CustomerErased: z.strictObject({ emailClaim: z.string().optional() }),
  /** Behind this nothing can be opened any more: whatever was still projected before it is cleared once more. */
  CustomerKeyDestroyed: z.strictObject({}),
}

const withAddress = (customer: Customer, { address, country, personal }: z.infer<typeof events.CustomerAddressAdded>) =>
  change(customer, ({ addresses }) => ({
    addresses: addresses.with(address, { country, value: personal.value }),
  }))

const evolve: Evolve<Customer, typeof events> = {
  CustomerRegistered: (_, { locale, emailClaim, personal }) => ({
    ...newcomer,
    locale,
    emailClaim,
    profile: profileOf(personal.value),
    email: personal.value?.email ?? null,
  }),
  CustomerRecorded: () => newcomer,
  CustomerNumbered: (customer, { number }) => change(customer, () => ({ number })),
  CustomerProfileChanged: (customer, { personal }) => change(customer, () => ({ profile: personal.value })),
  CustomerEmailChanged: (customer, { emailClaim, personal }) =>
    change(customer, () => ({ emailClaim, email: personal.value?.email ?? null })),
  CustomerLocaleChanged: (customer, { locale }) => change(customer, () => ({ locale })),
  CustomerAddressAdded: withAddress,
  CustomerAddressChanged: withAddress,
  CustomerAddressRemoved: (customer, { address }) =>
    change(customer, ({ addresses, billing, shipping }) => ({
      addresses: addresses.without(address),
      billing: billing === address ? null : billing,
      shipping: shipping === address ? null : shipping,
    })),
  DefaultBillingAddressSet: (customer, { address }) => change(customer, () => ({ billing: address })),
  DefaultShippingAddressSet: (customer, { address }) => change(customer, () => ({ shipping: address })),
  CustomerNoted: customer => customer,
  CustomerErased: () => ({ status: 'erased', isKeyGone: false }),
  CustomerKeyDestroyed: () => ({ status: 'erased', isKeyGone: true }),
}

const AddressForm = z.strictObject({ address: AskedUuid, country: AskedCountry, ...PostalAddress, ...AskedPerson })
const AddressRef = z.strictObject({ address: AskedUuid })

const commands = {
  RegisterCustomer: z.strictObject({
    ...AskedPerson,
    email: AskedEmail,
    locale: AskedLanguage,
    store: AskedStore,
    country: AskedCountry.optional(),
  }),
  RecordCustomer: z.strictObject({ country: RecordedCountry }),
  /** Sent by the process that had a number given to them. */
  NumberCustomer: NumberedBy,
  ChangeEmail: z.strictObject({ email: AskedEmail }),
  EditProfile: z.strictObject({ ...AskedPerson, locale: AskedLanguage.optional() }),
  /** `billing`, `shipping`: it becomes the default, as the first one does by itself. */
  AddAddress: AddressForm.extend({ billing: z.boolean().optional(), shipping: z.boolean().optional() }),
  /** Its country may stay what an import or an older log called it. */
  EditAddress: AddressForm.extend({ country: RecordedCountry }),
  RemoveAddress: AddressRef,
  SetDefaultBillingAddress: AddressRef,
  SetDefaultShippingAddress: AddressRef,
  AddNote: z.strictObject({ text: z.string().trim().min(1).max(5000) }),
  EraseCustomer: z.strictObject({}),
  /** Sent by the process once the key is destroyed. */
  ConfirmErasure: z.strictObject({}),
}

/** Whose key seals the personal data of a customer. */
const subjectOf = (id: string) => `customer-${id}`
const sealed = <Value>(id: string, value: Value) => ({ subject: subjectOf(id), value })

/** Answers for a customer who is there and not erased; everything else is refused alike. */
const known = (customer: Customer, id: string, then: (customer: Known) => Decision<typeof events>) => {
  if (customer.status === 'absent') return reject('unknown', 'CustomerUnknown', { customer: id })
  return customer.status === 'erased' ? reject('conflict', 'CustomerIsErased', { customer: id }) : then(customer)
}

const withAddressOf = (
  customer: Customer,
  id: string,
  address: string,
  then: (address: KnownAddress, customer: Known) => Decision<typeof events>,
) =>
  known(customer, id, is => {
    const found = is.addresses.get(address)
    return found === undefined ? reject('unknown', 'AddressUnknown', {}, 'address') : then(found, is)
  })

const sameFields = (a: object | null, b: object): boolean => {
  const fields = new Map(Object.entries(a ?? {}))
  return Object.entries(b).every(([key, value]) => fields.get(key) === value) && fields.size === Object.keys(b).length
}

type Place = { readonly country: string; readonly zip?: string | undefined }

/** Why an address can not be this place, if it can not. Somebody who edits a name need not know a better postcode. */
const misplaced = ({ country, zip }: Place, was?: Place): Rejection | undefined => {
  if (country === was?.country && zip === was.zip) return undefined
  if (country !== was?.country && !isCountry(country))
    return reject('invalid', 'CountryUnknown', { name: country }, 'country')
  const example = postcodeWanted(country, zip)
  return example === undefined ? undefined : reject('invalid', 'PostcodeMalformed', { example }, 'zip')
}

const billing = (address: string) => ({ type: 'DefaultBillingAddressSet', data: { address } }) as const
const shipping = (address: string) => ({ type: 'DefaultShippingAddressSet', data: { address } }) as const

const decide: Decide<Customer, typeof commands, typeof events> = {
  RegisterCustomer: (customer, { locale, store, country, ...person }, { id, facts, claimed }) => {
    if (customer.status === 'erased') return reject('conflict', 'CustomerIsErased', { customer: id })
    if (customer.status === 'known') return reject('conflict', 'CustomerExists', { customer: id }, 'id')
    const at = activeStoreIn(facts, store)
    if (isRejection(at)) return at
    const reference = Uuid.safeParse(id).success ? {} : { reference: id }
    const emailClaim = claimIn({ claimed }, 'customer-email')
    const rest = country === undefined ? {} : { country }
    const data = { ...reference, locale, store, ...rest, emailClaim, personal: sealed(id, person) }
    return [{ type: 'CustomerRegistered', data }]
  },
  RecordCustomer: (customer, { country }, { id }) => {
    if (customer.status === 'absent') return [{ type: 'CustomerRecorded', data: { reference: id, country } }]
    return known(customer, id, () => [])
  },
  NumberCustomer: (customer, data, { id }) =>
    customer.status === 'erased'
      ? []
      : known(customer, id, ({ number }) => (number === null ? [{ type: 'CustomerNumbered', data }] : [])),
  ChangeEmail: (customer, { email }, { id, claimed }) =>
    known(customer, id, was => {
      if (was.email === email) return []
      const emailClaim = claimIn({ claimed }, 'customer-email')
      const data = { emailClaim, ...giving(was.emailClaim, emailClaim), personal: sealed(id, { email }) }
      return [{ type: 'CustomerEmailChanged', data }]
    }),
  EditProfile: (customer, { locale, ...person }, { id }) =>
    known(customer, id, was => {
      const profile = { type: 'CustomerProfileChanged', data: { personal: sealed(id, person) } } as const
      return [
        ...(sameFields(was.profile, person) ? [] : [profile]),
        ...(locale === undefined || was.locale === locale
          ? []
          : [{ type: 'CustomerLocaleChanged' as const, data: { locale } }]),
      ]
    }),
  AddAddress: (customer, { address, country, billing: isBilling, shipping: isShipping, ...form }, { id }) =>
    known(customer, id, ({ addresses }) => {
      const present = addresses.get(address)
      if (present !== undefined)
        return present.country === country && sameFields(present.value, form)
          ? []
          : reject('conflict', 'AddressExists', {}, 'address')
      const data = { address, country, personal: sealed(id, form) }
      const isFirst = addresses.size === 0
      return (
        misplaced({ country, zip: form.zip }) ?? [
          { type: 'CustomerAddressAdded', data },
          ...(isFirst || isBilling === true ? [billing(address)] : []),
          ...(isFirst || isShipping === true ? [shipping(address)] : []),
        ]
      )
    }),
  EditAddress: (customer, { address, country, ...form }, { id }) =>
    withAddressOf(customer, id, address, was => {
      const data = { address, country, personal: sealed(id, form) }
      const same = was.country === country && sameFields(was.value, form)
      const refused = misplaced({ country, zip: form.zip }, { country: was.country, zip: was.value?.zip })
      return same ? [] : (refused ?? [{ type: 'CustomerAddressChanged', data }])
    }),
  RemoveAddress: (customer, { address }, { id }) =>
    known(customer, id, is => (is.addresses.has(address) ? removed(is, address) : [])),
  SetDefaultBillingAddress: (customer, { address }, { id }) =>
    withAddressOf(customer, id, address, (_, is) => (is.billing === address ? [] : [billing(address)])),
  SetDefaultShippingAddress: (customer, { address }, { id }) =>
    withAddressOf(customer, id, address, (_, is) => (is.shipping === address ? [] : [shipping(address)])),
  AddNote: (customer, note, { id }) =>
    known(customer, id, () => [{ type: 'CustomerNoted', data: { personal: sealed(id, note) } }]),
  ConfirmErasure: (customer, _, { id }) => {
    if (customer.status !== 'erased') return reject('conflict', 'CustomerNotErased', { customer: id })
    return customer.isKeyGone ? [] : [{ type: 'CustomerKeyDestroyed', data: {} }]
  },
  EraseCustomer: (customer, _, { id }) => {
    if (customer.status === 'erased') return []
    return known(customer, id, ({ emailClaim }) => [
      { type: 'CustomerErased', data: emailClaim === null ? {} : { emailClaim } },
    ])
  },
}

/** Whoever has one address left uses it for everything; among several a person has to choose. */
const removed = ({ addresses, ...is }: Known, address: string): Decision<typeof events> => {
  const [left, another] = [...addresses.keys()].filter(id => id !== address)
  const only = another === undefined ? left : undefined
  return [
    { type: 'CustomerAddressRemoved', data: { address } },
    ...(only !== undefined && is.billing === address ? [billing(only)] : []),
    ...(only !== undefined && is.shipping === address ? [shipping(only)] : []),
  ]
}

const profile = Object.keys(Person) as (keyof typeof Person)[]

const touches: Touches<Customer, typeof commands, typeof events> = {
  CustomerRegistered: () => [...profile, 'email', 'locale'],
  CustomerRecorded: () => profile,
  CustomerNumbered: () => ['number'],
  CustomerProfileChanged: () => profile,
  CustomerEmailChanged: () => ['email'],
  CustomerLocaleChanged: () => ['locale'],
  CustomerAddressAdded: ({ address }) => [`addresses.${address}`],
  CustomerAddressChanged: ({ address }) => [`addresses.${address}`],
  CustomerAddressRemoved: ({ address }) => [`addresses.${address}`],
  DefaultBillingAddressSet: ({ address }) => ['billing', `addresses.${address}`],
  DefaultShippingAddressSet: ({ address }) => ['shipping', `addresses.${address}`],
  CustomerNoted: () => ['text'],
  CustomerErased: () => [...profile, 'email', 'locale', 'addresses', 'billing', 'shipping'],
  CustomerKeyDestroyed: () => [],
}

const email = ({ email }: { readonly email: string }): readonly ClaimRef[] => [
  { scope: 'customer-email', value: emailKey(email), taken: 'EmailTaken', field: 'email' },
]

/** A person who buys; id = UUID, or the number of an imported customer. Nothing follows an erasure. */
export const customer: Decider<Customer, typeof commands, typeof events> = {
  category: 'customer',
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { RegisterCustomer: ({ store }) => storesNamed(store) },
  claims: { RegisterCustomer: email, ChangeEmail: email },
}
