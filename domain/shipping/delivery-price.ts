import { z } from 'zod'
import { Minor } from '../shared/money.ts'

/** How a price is said: one for all, by the weight of the parcel, or by the value of what is in it. */
export const priceKinds = ['flat', 'weight', 'value'] as const

/** What delivery costs at a store, in minor units of a currency. Events hold it: never rename a key. */
export const DeliveryPrice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flat'), amount: Minor }),
  /** Each up to so many grams, rising; what is heavier than the last is not delivered. */
  z.strictObject({ kind: z.literal('weight'), steps: z.array(z.strictObject({ upTo: z.int(), amount: Minor })) }),
  /** Each from such a value of the order on, rising; what is below the first is not delivered. */
  z.strictObject({ kind: z.literal('value'), steps: z.array(z.strictObject({ from: Minor, amount: Minor })) }),
])
export type DeliveryPrice = z.infer<typeof DeliveryPrice>

export type PriceAt = {
  readonly store: string
  readonly currency: string
  readonly price: DeliveryPrice
  /** The value of an order from which on it is delivered free; null: it never is. */
  readonly freeFrom: number | null
}

/** A delivery method, as far as its price depends on it. */
export type Delivered = {
  readonly status: 'active' | 'inactive'
  /** null: all. */
  readonly stores: readonly string[] | null
  /** null: all that the store sells to. */
  readonly countries: readonly string[] | null
  readonly prices: readonly PriceAt[]
}

/** What is to be delivered, and from where. */
export type Parcel = {
  /** `countries`: where it sells to; none: everywhere. */
  readonly store: { readonly store: string; readonly countries: readonly string[] }
  readonly currency: string
  /** Where it goes. */
  readonly country: string
  readonly grams: number
  /** What the order comes to, in minor units. */
  readonly value: number
}

/** Why a method is not offered, in the order in which it is asked. */
export const notOfferedReasons = [
  'methodInactive',
  'carrierInactive',
  'otherStores',
  'notSoldTo',
  'otherCountries',
  'noPrice',
  'tooHeavy',
  'valueTooLow',
] as const
export type NotOffered = (typeof notOfferedReasons)[number]

/** A price in minor units of the currency that was asked for, or why there is none. */
export type DeliveryOffer = { readonly price: number } | { readonly notOffered: NotOffered }

const offered = (price: number | undefined, otherwise: NotOffered): DeliveryOffer =>
  price === undefined ? { notOffered: otherwise } : { price }

const stepped = (price: DeliveryPrice, { grams, value }: Parcel): DeliveryOffer => {
  if (price.kind === 'flat') return { price: price.amount }
  return price.kind === 'weight'
    ? offered(price.steps.find(({ upTo }) => grams <= upTo)?.amount, 'tooHeavy')
    : offered(price.steps.findLast(({ from }) => value >= from)?.amount, 'valueTooLow')
}

const unserved = (
  { status, stores, countries }: Delivered,
  carrier: string,
  { store, country }: Parcel,
): NotOffered | undefined => {
  if (status !== 'active') return 'methodInactive'
  if (carrier !== 'active') return 'carrierInactive'
  if (stores?.includes(store.store) === false) return 'otherStores'
  if (store.countries.length > 0 && !store.countries.includes(country)) return 'notSoldTo'
  return countries?.includes(country) === false ? 'otherCountries' : undefined
}

/** What a method costs for a parcel, or why it is not offered. @param carrier the status of its carrier */
export const deliveryPrice = (method: Delivered, carrier: string, parcel: Parcel): DeliveryOffer => {
  const notOffered = unserved(method, carrier, parcel)
  if (notOffered !== undefined) return { notOffered }
  const { store, currency, value } = parcel
  const at = method.prices.find(one => one.store === store.store && one.currency === currency)
  if (at === undefined) return { notOffered: 'noPrice' }
  const offer = stepped(at.price, parcel)
  const isFree = at.freeFrom !== null && value >= at.freeFrom
  return 'price' in offer && isFree ? { price: 0 } : offer
}
