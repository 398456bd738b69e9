import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type Facts,
  isRejection,
  type MessageOf,
  type Rejection,
  reject,
  type Touches,
} from '../decider.ts'
import { keptNames } from '../facts/content-language.ts'
import { taxedBy } from '../facts/kept-tax-set.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { amend, changed } from '../shared/changes.ts'
import { Currency } from '../shared/currency.ts'
import { Names } from '../shared/locale.ts'
import { SmallKey } from '../shared/small-key.ts'
import { AskedStore } from '../shared/store-key.ts'
import { AskedPriceAt, priceAsked } from './asked-price.ts'
import { DeliveryPrice, type PriceAt } from './delivery-price.ts'
import { AskedTerms, NOTHING, refusedOf, termFacts, termsOf } from './delivery-terms.ts'

/** null: all stores, also those that come later. */
const Stores = { stores: z.array(z.string()).nullable() }
/** ISO 3166-1 codes; null: all that its store sells to. */
const Countries = { countries: z.array(z.string()).nullable() }
/** Working days that it takes, as far as somebody says so. */
const Days = { minDays: z.int().nullable(), maxDays: z.int().nullable() }
const At = { store: z.string(), currency: Currency }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  DeliveryMethodAdded: z.strictObject({ names: Names, carrier: z.string(), ...Stores, ...Countries, ...Days }),
  DeliveryMethodRenamed: z.strictObject({ names: Names }),
  DeliveryMethodGivenToCarrier: z.strictObject({ carrier: z.string() }),
  DeliveryMethodStoresSet: z.strictObject(Stores),
  DeliveryMethodCountriesSet: z.strictObject(Countries),
  DeliveryDaysSet: z.strictObject(Days),
  /** `from`: the one before. */
  DeliveryMethodTaxSetAssigned: z.strictObject({ taxSet: z.string().nullable(), from: z.string().optional() }),
  /** Amounts are in minor units of the currency. */
  DeliveryPriceSet: z.strictObject({ ...At, price: DeliveryPrice, freeFrom: z.int().nullable() }),
  DeliveryPriceRemoved: z.strictObject(At),
  DeliveryMethodActivated: z.strictObject({}),
  DeliveryMethodDeactivated: z.strictObject({}),
  /** `taxSet`: the one that it had. Its key is never given again. */
  DeliveryMethodRemoved: z.strictObject({ taxSet: z.string().nullable() }),
}

type Known = z.infer<typeof events.DeliveryMethodAdded> & {
  readonly status: 'active' | 'inactive' | 'removed'
  readonly taxSet: string | null
  /** By store and currency. */
  readonly prices: Readonly<Record<string, PriceAt>>
}
type DeliveryMethod = { readonly status: 'absent' } | Known

/** Prices are kept per store and currency. */
export const priceKey = ({ store, currency }: { readonly store: string; readonly currency: string }) =>
  `${store}/${currency}`

const evolve: Evolve<DeliveryMethod, typeof events> = {
  DeliveryMethodAdded: (_, data) => ({ status: 'inactive', ...data, taxSet: null, prices: {} }),
  DeliveryMethodRenamed: amend,
  DeliveryMethodGivenToCarrier: amend,
  DeliveryMethodStoresSet: amend,
  DeliveryMethodCountriesSet: amend,
  DeliveryDaysSet: amend,
  DeliveryMethodTaxSetAssigned: (method, { taxSet }) => amend(method, { taxSet }),
  DeliveryPriceSet: (method, data) =>
    method.status === 'absent' ? method : { ...method, prices: { ...method.prices, [priceKey(data)]: data } },
  DeliveryPriceRemoved: (method, data) => {
    if (method.status === 'absent') return method
    const { [priceKey(data)]: _removed, ...prices } = method.prices
    return { ...method, prices }
  },
  DeliveryMethodActivated: method => amend(method, { status: 'active' }),
  DeliveryMethodDeactivated: method => amend(method, { status: 'inactive' }),
  DeliveryMethodRemoved: method => amend(method, { status: 'removed' }),
}

const commands = {
  AddDeliveryMethod: AskedTerms,
  EditDeliveryMethod: AskedTerms,
  SetDeliveryPrice: AskedPriceAt,
  /** At that store it is not offered in that currency any more. */
  RemoveDeliveryPrice: z.strictObject({ store: AskedStore, currency: Currency }),
  ActivateDeliveryMethod: z.strictObject({}),
  DeactivateDeliveryMethod: z.strictObject({}),
  RemoveDeliveryMethod: z.strictObject({}),
}

const added = (asked: AskedTerms, { id, facts }: Context): Decision<typeof events> => {
  if (!SmallKey.safeParse(id).success) return reject('invalid', 'DeliveryMethodKeyMalformed', {}, 'id')
  const names = keptNames(facts, asked.names)
  if (isRejection(names)) return names
  const terms = termsOf(asked)
  const { taxSet, ...data } = terms
  return (
    refusedOf(NOTHING, terms, facts) ?? [
      { type: 'DeliveryMethodAdded', data: { ...data, names } },
      ...taxedBy('DeliveryMethodTaxSetAssigned', null, taxSet),
    ]
  )
}

const edited = (was: Known, asked: AskedTerms, facts: Facts): Decision<typeof events> => {
  const names = keptNames(facts, asked.names, { was: was.names })
  if (isRejection(names)) return names
  const terms = termsOf(asked)
  const { carrier, taxSet, stores, countries, minDays, maxDays } = terms
  return (
    refusedOf(was, terms, facts) ?? [
      ...changed('DeliveryMethodRenamed', was, { names }),
      ...changed('DeliveryMethodGivenToCarrier', was, { carrier }),
      ...changed('DeliveryMethodStoresSet', was, { stores }),
      ...changed('DeliveryMethodCountriesSet', was, { countries }),
      ...changed('DeliveryDaysSet', was, { minDays, maxDays }),
      ...taxedBy('DeliveryMethodTaxSetAssigned', was.taxSet, taxSet),
    ]
  )
}

/** The store of a price has to be there and to be paid in its currency. */
const unpaid = ({ store, currency }: AskedPriceAt, facts: Facts): Rejection | undefined => {
  const at = storeIn(facts, store)
  if (isRejection(at)) return at
  return at.currencies.includes(currency)
    ? undefined
    : reject('invalid', 'CurrencyNotOfStore', { store, currency }, 'currency')
}

const priced = (was: Known, asked: AskedPriceAt, facts: Facts): Decision<typeof events> => {
  const { store, currency } = asked
  const said = priceAsked(asked)
  if (isRejection(said)) return said
  const data = { store, currency, ...said }
  const before = was.prices[priceKey(asked)]
  const made: readonly MessageOf<typeof events>[] =
    before === undefined ? [{ type: 'DeliveryPriceSet', data }] : changed('DeliveryPriceSet', before, data)
  return made.length === 0 ? [] : (unpaid(asked, facts) ?? made)
}

/** Answers for a method that is there. */
const known = (method: DeliveryMethod, id: string, then: (method: Known) => Decision<typeof events>) =>
  method.status === 'absent' || method.status === 'removed'
    ? reject('unknown', 'DeliveryMethodUnknown', { deliveryMethod: id })
    : then(method)

const decide: Decide<DeliveryMethod, typeof commands, typeof events> = {
  AddDeliveryMethod: (method, asked, context) => {
    if (method.status === 'absent') return added(asked, context)
    const { id } = context
    return method.status === 'removed'
      ? reject('conflict', 'DeliveryMethodWasRemoved', { key: id }, 'id')
      : reject('conflict', 'DeliveryMethodExists', { deliveryMethod: id }, 'id')
  },
  EditDeliveryMethod: (method, asked, { id, facts }) => known(method, id, was => edited(was, asked, facts)),
  SetDeliveryPrice: (method, asked, { id, facts }) => known(method, id, was => priced(was, asked, facts)),
  RemoveDeliveryPrice: (method, at, { id }) =>
    known(method, id, ({ prices }) => (priceKey(at) in prices ? [{ type: 'DeliveryPriceRemoved', data: at }] : [])),
  ActivateDeliveryMethod: (method, _, { id }) =>
    known(method, id, ({ status }) => (status === 'active' ? [] : [{ type: 'DeliveryMethodActivated', data: {} }])),
  DeactivateDeliveryMethod: (method, _, { id }) =>
    known(method, id, ({ status }) => (status === 'inactive' ? [] : [{ type: 'DeliveryMethodDeactivated', data: {} }])),
  RemoveDeliveryMethod: (method, _, { id }) =>
    method.status === 'removed'
      ? []
      : known(method, id, ({ taxSet }) => [{ type: 'DeliveryMethodRemoved', data: { taxSet } }]),
}

const touches: Touches<DeliveryMethod, typeof commands, typeof events> = {
  DeliveryMethodAdded: () => ['names', 'carrier', 'stores', 'countries', 'minDays', 'maxDays', 'status'],
  DeliveryMethodRenamed: () => ['names'],
  DeliveryMethodGivenToCarrier: () => ['carrier'],
  DeliveryMethodStoresSet: () => ['stores', 'allStores'],
  DeliveryMethodCountriesSet: () => ['countries', 'allCountries'],
  DeliveryDaysSet: () => ['minDays', 'maxDays'],
  DeliveryMethodTaxSetAssigned: () => ['taxSet'],
  DeliveryPriceSet: data => [`prices.${priceKey(data)}`],
  DeliveryPriceRemoved: data => [`prices.${priceKey(data)}`],
  DeliveryMethodActivated: () => ['status'],
  DeliveryMethodDeactivated: () => ['status'],
  DeliveryMethodRemoved: () => ['status'],
}

/** How parcels come to customers, by which carrier, where and at what price; id = a key that never changes. */
export const deliveryMethod: Decider<DeliveryMethod, typeof commands, typeof events> = {
  category: 'deliveryMethod',
  newId: SmallKey,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: {
    AddDeliveryMethod: termFacts,
    EditDeliveryMethod: termFacts,
    SetDeliveryPrice: ({ store }) => storesNamed(store),
  },
}
