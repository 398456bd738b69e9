import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { Currency } from '../../shared/currency.ts'
import { Key } from '../../shared/id.ts'
import { Minor } from '../../shared/money.ts'
import { personal } from '../../shared/personal.ts'
import { Moved } from '../moved.ts'
import { ifPlaced, moving, type Order } from '../order-state.ts'
import { capturing, failing, granting, type Payments, refunding } from '../payments-state.ts'
import { Units } from '../units.ts'

/** How money came: the provider of the payment took it, somebody booked it, or it stood on a bank statement. */
export const captureWays = ['provider', 'hand', 'statement'] as const

const Money = { amount: Minor, currency: Currency, store: Key }

// Stored for ever: never rename a key, only add optional fields. `payment`: the stream of what its provider says.
export const paymentEvents = {
  PaymentAuthorized: z.strictObject({ payment: Key, method: Key, ...Money, ...Moved }),
  PaymentFailed: z.strictObject({ payment: Key, method: Key, reason: z.string(), store: Key, ...Moved }),
  /** Money has come in. `lines`: what it is for, where somebody said it; `capture`: its id, booked once. */
  PaymentCaptured: z.strictObject({
    capture: z.string(),
    /** Of a line of a statement: that it is booked here, and on no other order. */
    captureClaim: z.string().optional(),
    way: z.enum(captureWays),
    payment: Key.optional(),
    method: Key.optional(),
    ...Money,
    valueDate: z.iso.date(),
    lines: z.array(Units).optional(),
    personal: personal({ reference: z.string() }).optional(),
    ...Moved,
  }),
  /** Money went back: what was owed to the customer is settled, by so much. */
  RefundSettled: z.strictObject({
    refund: z.string(),
    ...Money,
    valueDate: z.iso.date(),
    personal: personal({ reference: z.string() }).optional(),
    ...Moved,
  }),
}

const paying = (order: Order, data: Moved, change: (was: Payments) => Payments): Order =>
  ifPlaced(order, was => moving({ ...was, payments: change(was.payments) }, data))

export const paymentEvolve: Evolve<Order, typeof paymentEvents> = {
  PaymentAuthorized: (order, data) => paying(order, data, was => granting(was, data)),
  PaymentFailed: (order, data) => paying(order, data, was => failing(was, data)),
  PaymentCaptured: (order, data) => paying(order, data, was => capturing(was, data)),
  RefundSettled: (order, data) => paying(order, data, was => refunding(was, data)),
}
