import { type Facts, isRejection, type Rejection, reject } from '../decider.ts'
import { deliveryOffered, knownDeliveryMethod } from '../facts/known-delivery-method.ts'
import { knownPaymentMethod, paymentOffered } from '../facts/known-payment-method.ts'
import type { KnownStore } from '../facts/known-store.ts'
import { rateOf } from '../facts/rates-of-tax-set.ts'
import { sellableProduct } from '../facts/sellable-product.ts'
import { postcodeWanted } from '../shared/country.ts'
import { defaultName } from '../shared/locale.ts'
import type { Rate } from '../shared/tax/calculate.ts'
import type { OrderAddress } from './order-address.ts'
import type { AskedExpense } from './totals.ts'

type Asked = {
  readonly store: string
  readonly delivery?: string | undefined
  readonly payment?: string | undefined
  readonly billing?: OrderAddress | undefined
  readonly shipping?: OrderAddress | undefined
}

/** Where and when something is sold, as far as its taxes depend on it; without a country nothing says how it is taxed. */
export type Sold = { readonly country: string | undefined; readonly on: string }

/** Goods go to the address for them, else to that of the bill. */
export const destinationOf = ({ billing, shipping }: Asked) => {
  if (shipping !== undefined) return { field: 'shipping', ...shipping }
  return billing === undefined ? undefined : { field: 'billing', ...billing }
}

const misspelt = (field: 'billing' | 'shipping', address: OrderAddress | undefined): Rejection[] => {
  const example = address && postcodeWanted(address.country, address.zip)
  return example === undefined ? [] : [reject('invalid', 'PostcodeMalformed', { example }, `${field}.zip`)]
}

/** What is wrong with where an order goes. */
export const misaddressed = (asked: Asked, at: KnownStore): Rejection[] => {
  const { store, delivery, billing, shipping } = asked
  const to = destinationOf(asked)
  const sells = to === undefined || at.countries.length === 0 || at.countries.includes(to.country)
  return [
    ...misspelt('billing', billing),
    ...misspelt('shipping', shipping),
    ...(sells ? [] : [reject('conflict', 'OrderNotSoldThere', { store }, `${to.field}.country`)]),
    ...(delivery !== undefined && to === undefined
      ? [reject('invalid', 'OrderAddressMissing', {}, 'shipping.street')]
      : []),
    // Prices without tax are no prices yet.
    ...(at.priceMode === 'net' && to === undefined
      ? [reject('invalid', 'OrderCountryMissing', { store }, 'shipping.country')]
      : []),
  ]
}

/** Undefined where nothing is to be taxed, or nobody has said how. */
type Taxing = Rate | undefined | Rejection

export const taxing = (facts: Facts, set: string | null, { country, on }: Sold, untaxed: Rejection): Taxing => {
  if (set === null || country === undefined) return undefined
  const rate = rateOf(facts, set, { country, on })
  return rate === undefined ? untaxed : rate
}

/** At how much a product is taxed. @param path of its line in the command */
export const rateOfProduct = (facts: Facts, sku: string, path: string, sold: Sold): Taxing => {
  const { taxSet } = facts.of(sellableProduct, sku)
  return taxing(facts, taxSet, sold, reject('conflict', 'ProductNotTaxed', { sku }, `${path}.sku`))
}

type Place = { readonly store: string; readonly currency: string; readonly country: string; readonly value: number }
type Expense = AskedExpense | Rejection | undefined

const taxed = (expense: Omit<AskedExpense, 'rate'>, rate: Taxing): AskedExpense | Rejection => {
  if (isRejection(rate)) return rate
  return rate === undefined ? expense : { ...expense, rate }
}

/** No product has a weight yet: every parcel weighs nothing. */
const NO_WEIGHT = 0

/** What delivery costs by a method, or why it is not offered. */
const deliveryExpense = (facts: Facts, key: string, at: KnownStore, place: Place, on: string): Expense => {
  const method = facts.of(knownDeliveryMethod, key)
  const { currency, country, value, store } = place
  const { countries } = at
  const parcel = { store: { store, countries }, currency, country, grams: NO_WEIGHT, value }
  const offer = deliveryOffered(facts, key, parcel)
  if (method === undefined || offer === undefined)
    return reject('invalid', 'OrderDeliveryUnknown', { delivery: key }, 'delivery')
  if ('notOffered' in offer)
    return reject(
      'conflict',
      'OrderDeliveryNotOffered',
      { delivery: method.name, reason: offer.notOffered },
      'delivery',
    )
  const untaxed = reject('conflict', 'OrderDeliveryNotTaxed', { delivery: method.name }, 'delivery')
  const rate = taxing(facts, method.taxSet, { country, on }, untaxed)
  return taxed({ kind: 'delivery', key, name: method.name, amount: offer.price }, rate)
}

type Paid = { readonly currency: string; readonly sold: Sold }

const nameOfPayment = (facts: Facts, key: string): string => {
  const method = facts.of(knownPaymentMethod, key)
  return method.status === 'absent' ? key : defaultName(method.names)
}

/** What paying by a method costs and starts, or why it is not offered. */
const paidBy = (facts: Facts, key: string, at: KnownStore & { readonly store: string }, { currency, sold }: Paid) => {
  const offer = paymentOffered(facts, key, at, currency)
  const payment = nameOfPayment(facts, key)
  if ('notOffered' in offer)
    return reject('conflict', 'OrderPaymentNotOffered', { payment, reason: offer.notOffered }, 'payment')
  const untaxed = reject('conflict', 'OrderPaymentNotTaxed', { payment }, 'payment')
  const { fee, taxSet, process } = offer
  const expense: Omit<AskedExpense, 'rate'> = { kind: 'payment', key, name: payment, amount: fee }
  const asked = fee === 0 ? undefined : taxed(expense, taxing(facts, taxSet, sold, untaxed))
  return isRejection(asked) ? asked : { expense: asked, said: { method: key, name: payment, process } }
}

/** What of an order is neither goods nor people: how it is delivered and paid, with what these cost. */
export const chosenTerms = (
  facts: Facts,
  { store, delivery, payment }: Asked,
  at: KnownStore,
  { currency, value, sold }: Paid & { readonly value: number },
) => {
  const { country, on } = sold
  const place = country === undefined ? undefined : { store, currency, country, value }
  const expense =
    delivery === undefined || place === undefined ? undefined : deliveryExpense(facts, delivery, at, place, on)
  const paid = payment === undefined ? undefined : paidBy(facts, payment, { ...at, store }, { currency, sold })
  if (isRejection(expense)) return isRejection(paid) ? { ...expense, others: [paid] } : expense
  if (isRejection(paid)) return paid
  return {
    expenses: [expense, paid?.expense].filter(one => one !== undefined),
    ...(expense === undefined ? {} : { delivery: { method: expense.key, name: expense.name } }),
    ...(paid === undefined ? {} : { payment: paid.said }),
  }
}
