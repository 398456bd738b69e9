import type { PaymentMethod } from './payment-method.ts'

/** A store, as far as it depends on it how one pays there. */
export type PaidAt = {
  readonly store: string
  readonly status: 'active' | 'inactive'
  readonly currencies: readonly string[]
}

/** Why a method is not offered, in the order in which it is asked. */
export const paymentNotOfferedReasons = [
  'methodUnknown',
  'methodInactive',
  'noStore',
  'otherStores',
  'storeInactive',
  'otherCurrencies',
] as const
export type PaymentNotOffered = (typeof paymentNotOfferedReasons)[number]

/** What it costs more, in minor units of the currency, by which set that is taxed, and what is started; or why it is not offered. */
export type PaymentOffer =
  | { readonly fee: number; readonly taxSet: string | null; readonly process: string }
  | { readonly notOffered: PaymentNotOffered }

const refusedOf = (method: PaymentMethod, at: PaidAt, currency: string): PaymentNotOffered | undefined => {
  if (method.status === 'absent') return 'methodUnknown'
  if (method.status === 'inactive') return 'methodInactive'
  if (method.stores?.length === 0) return 'noStore'
  if (method.stores?.includes(at.store) === false) return 'otherStores'
  if (at.status === 'inactive') return 'storeInactive'
  return at.currencies.includes(currency) ? undefined : 'otherCurrencies'
}

/** Whether one can pay so at a store and in a currency. What has no fee in that currency costs nothing more. */
export const offeredPayment = (method: PaymentMethod, at: PaidAt, currency: string): PaymentOffer => {
  const notOffered = refusedOf(method, at, currency)
  if (notOffered !== undefined || method.status === 'absent') return { notOffered: notOffered ?? 'methodUnknown' }
  const { fees, taxSet, process } = method
  return { fee: fees.find(fee => fee.currency === currency)?.amount ?? 0, taxSet, process }
}
