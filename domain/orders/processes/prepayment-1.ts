import { paidFirst } from './paid-first.ts'

/** Paid before it is sent, by transfer: cancelled unless the money comes within days. */
export const prepayment1 = paidFirst({ name: 'prepayment-1', within: 'prepaymentDays' })
