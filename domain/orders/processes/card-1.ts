import { paidFirst } from './paid-first.ts'

/** Paid by card: authorised when it is placed, and cancelled unless it is paid soon. */
export const card1 = paidFirst({ name: 'card-1', within: 'cardPaymentMinutes' })
