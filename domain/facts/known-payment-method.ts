import { type Facts, fact } from '../decider.ts'
import { offeredPayment, type PaidAt, type PaymentOffer } from '../payment/offered-payment.ts'
import { paymentMethod } from '../payment/payment-method.ts'

/** A payment method as rules of other areas see it: absent, or with its stores, its fees and its process. */
export const knownPaymentMethod = fact(paymentMethod, state => state)

/** Asks for the facts of payment methods. */
export const paymentMethodsNamed = (...keys: readonly string[]) => keys.map(id => ({ fact: knownPaymentMethod, id }))

/** Whether one can pay by a method at a store and in a currency, or why it is not offered. */
export const paymentOffered = (facts: Facts, method: string, at: PaidAt, currency: string): PaymentOffer =>
  offeredPayment(facts.of(knownPaymentMethod, method), at, currency)
