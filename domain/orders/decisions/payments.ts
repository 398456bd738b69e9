import { z } from 'zod'
import {
  type ClaimRef,
  type Context,
  type Decide,
  type Decision,
  isRejection,
  type Rejection,
  reject,
  type Touches,
} from '../../decider.ts'
import { AskedAmount, amountText, minorOf } from '../../shared/amount.ts'
import { claimIn } from '../../shared/claimed.ts'
import { Currency, decimalsOf } from '../../shared/currency.ts'
import { AskedDay } from '../../shared/day.ts'
import { AskedKey, Key } from '../../shared/id.ts'
import { MAX_AMOUNT } from '../../shared/limits.ts'
import { localDate } from '../../shared/local-time.ts'
import type { PersistentMap } from '../../shared/persistent-map.ts'
import { concluding, movedBy } from '../conclude.ts'
import type { OrderEvents } from '../events/index.ts'
import type { paymentEvents } from '../events/payments.ts'
import type { Order, Placed } from '../order-state.ts'
import { atProvider } from '../payments-state.ts'
import { byFact } from '../process/acts.ts'
import { toRefundOf } from '../process/money.ts'
import { orderSubject } from '../subject.ts'
import { AskedUnits, type Units } from '../units.ts'
import { placed } from './placed.ts'
import { going, ofItsStore, unitsFor } from './steps.ts'

/** The stream of what a provider says. */
const Of = { payment: Key, method: Key }
const Money = { amount: z.int().positive().max(MAX_AMOUNT), currency: Currency }
const Reference = z.string().trim().min(1).max(140)
const Booked = { amount: AskedAmount, valueDate: AskedDay, bankReference: Reference }

export const paymentCommands = {
  /** Sent by the process that follows what a provider says. */
  AuthorizePayment: z.strictObject({ ...Of, ...Money }),
  FailPayment: z.strictObject({ ...Of, reason: z.string().max(500) }),
  CapturePayment: z.strictObject({ ...Of, ...Money, capture: z.string().min(1).max(400) }),
  /** Money that came another way. */
  BookPayment: z.strictObject({
    ...Booked,
    lines: AskedUnits.optional().describe('What it is for, where it lets these units go on.'),
    way: z.enum(['hand', 'statement']).optional(),
    capture: AskedKey.optional().describe(
      'Its id, booked once. That of a line of a statement is booked on one order only.',
    ),
  }),
  /** Money went back to the customer. `refund`: its id, under which it is booked once. */
  SettleRefund: z.strictObject({ ...Booked, refund: AskedKey.optional() }),
}
type Booking = z.infer<typeof paymentCommands.BookPayment>
type Came = z.infer<typeof paymentEvents.PaymentCaptured>
type Settling = z.infer<typeof paymentCommands.SettleRefund>

const otherCurrency = ({ currency }: Placed, asked: string): Rejection | undefined =>
  asked === currency ? undefined : reject('conflict', 'PaymentInOtherCurrency', { currency }, 'currency')

/** What is booked already under an id: nothing to do, or something else. Undefined where the id is free. */
const bookedAs = (booked: PersistentMap<number>, id: string, amount: number): Decision<OrderEvents> | undefined => {
  const before = booked.get(id)
  if (before === undefined) return undefined
  return before === amount ? [] : reject('conflict', 'BookedOtherwise', { id }, 'amount')
}

/** The first id of this kind that nothing is booked under. */
const freeId = (booked: PersistentMap<number>, kind: string): string => {
  let number = booked.size + 1
  while (booked.has(`${kind}-${number}`)) number += 1
  return `${kind}-${number}`
}

const A_YEAR = 1
const yearBefore = (day: string): string =>
  `${String(Number(day.slice(0, 4)) - A_YEAR).padStart(4, '0')}${day.slice(4)}`

/** Nobody books money of tomorrow, nor of long before there was an order. */
const unlikelyDay = ({ placedOn, timeZone }: Placed, valueDate: string, now: Date): Rejection | undefined => {
  if (valueDate > localDate(now, timeZone)) return reject('invalid', 'ValueDateInFuture', {}, 'valueDate')
  return valueDate < yearBefore(placedOn) ? reject('invalid', 'ValueDateLongAgo', { placedOn }, 'valueDate') : undefined
}

/** A typed amount in minor units of the order's currency, or what is wrong with it. */
const typedAmount = ({ currency }: Placed, amount: string): number | Rejection => {
  const minor = minorOf(amount, currency)
  if (minor === undefined)
    return reject('invalid', 'PaymentAmountTooFine', { currency, decimals: decimalsOf(currency) }, 'amount')
  return minor > 0 ? minor : reject('invalid', 'NoAmount', {}, 'amount')
}

const sealed = (order: Placed, id: string, reference: string) => ({
  subject: orderSubject(id, order.customer),
  value: { reference },
})

const granted = (
  was: Placed,
  { payment, method, amount }: z.infer<typeof paymentCommands.AuthorizePayment>,
  timing: Context,
) => {
  if (atProvider(was.payments, payment).granted > 0) return []
  const data = { payment, method, amount, currency: was.currency, store: was.store }
  return concluding(was, { fact: { type: 'PaymentAuthorized', data }, first: [] }, timing)
}

const failed = (was: Placed, data: z.infer<typeof paymentCommands.FailPayment>, timing: Context) => {
  const { granted: hasGranted, hasFailed } = atProvider(was.payments, data.payment)
  if (hasFailed || hasGranted > 0) return []
  return concluding(was, { fact: { type: 'PaymentFailed', data: { ...data, store: was.store } }, first: [] }, timing)
}

/** Money that came, and the units that go on by it. */
const came = (was: Placed, data: Came, units: readonly Units[] | undefined, timing: Context) => {
  const named = units === undefined ? data : { ...data, lines: [...units] }
  const first = movedBy(was, 'PaymentCaptured', units ?? [])
  return concluding(was, { fact: { type: 'PaymentCaptured', data: named }, first }, timing)
}

const captured = (was: Placed, data: z.infer<typeof paymentCommands.CapturePayment>, timing: Context) => {
  const before = bookedAs(was.payments.captures, data.capture, data.amount)
  if (before !== undefined) return before
  const { granted: most, captured: already } = atProvider(was.payments, data.payment)
  if (already + data.amount > most)
    return reject('conflict', 'CapturedTooMuch', { authorised: amountText(most, was.currency), currency: was.currency })
  const valueDate = localDate(timing.now, was.timeZone)
  return came(was, { ...data, way: 'provider', store: was.store, valueDate }, undefined, timing)
}

const LINE = 'statement-line'

/** A line of a statement is booked on one order, however many it is booked on at the same moment. */
const statementLine = ({ way, capture }: Pick<Booking, 'way' | 'capture'>): readonly ClaimRef[] =>
  way === 'statement' && capture !== undefined
    ? [{ scope: LINE, value: capture, taken: 'StatementLineBooked', field: 'capture' }]
    : []

const booked = (was: Placed, { lines: asked, bankReference, ...booking }: Booking, timing: Context) => {
  const amount = typedAmount(was, booking.amount)
  if (isRejection(amount)) return amount
  const { captures, captured: already } = was.payments
  const { way = 'hand', capture = freeId(captures, way), valueDate } = booking
  const known = bookedAs(captures, capture, amount) ?? unlikelyDay(was, valueDate, timing.now)
  if (known !== undefined) return known
  if (already + amount > MAX_AMOUNT) return reject('invalid', 'BookedBeyondReach', {}, 'amount')
  const { currency, store } = was
  const claims = statementLine(booking).map(({ scope }) => ({ captureClaim: claimIn(timing, scope) }))
  const personal = sealed(was, timing.id, bankReference)
  const data = { capture, ...claims[0], way, amount, currency, store, valueDate, personal }
  if (asked === undefined) return came(was, data, undefined, timing)
  return going(was, () => {
    const units = unitsFor(was, asked, { can: byFact('PaymentCaptured'), act: 'pay' })
    return isRejection(units) ? units : came(was, data, units, timing)
  })
}

const settled = (was: Placed, { bankReference, ...asked }: Settling, timing: Context): Decision<OrderEvents> => {
  const amount = typedAmount(was, asked.amount)
  if (isRejection(amount)) return amount
  const { valueDate, refund = freeId(was.payments.refunds, 'refund') } = asked
  const known = bookedAs(was.payments.refunds, refund, amount) ?? unlikelyDay(was, valueDate, timing.now)
  if (known !== undefined) return known
  const { currency, store } = was
  const most = toRefundOf(was)
  if (most === 0) return reject('conflict', 'NothingToRefund', {}, 'amount')
  if (amount > most)
    return reject('conflict', 'RefundTooLarge', { amount: amountText(most, currency), currency }, 'amount')
  const data = { refund, amount, currency, store, valueDate, personal: sealed(was, timing.id, bankReference) }
  return concluding(was, { fact: { type: 'RefundSettled', data }, first: [] }, timing)
}

export const paymentDecide: Decide<Order, typeof paymentCommands, OrderEvents> = {
  AuthorizePayment: (order, asked, context) =>
    placed(order, context.id, was => otherCurrency(was, asked.currency) ?? granted(was, asked, context)),
  FailPayment: (order, asked, context) => placed(order, context.id, was => failed(was, asked, context)),
  CapturePayment: (order, asked, context) =>
    placed(order, context.id, was => otherCurrency(was, asked.currency) ?? captured(was, asked, context)),
  BookPayment: (order, asked, context) => placed(order, context.id, was => booked(was, asked, context)),
  SettleRefund: (order, asked, context) => placed(order, context.id, was => settled(was, asked, context)),
}

export const paymentFacts = {
  AuthorizePayment: ofItsStore,
  FailPayment: ofItsStore,
  CapturePayment: ofItsStore,
  BookPayment: ofItsStore,
  SettleRefund: ofItsStore,
}

export const paymentClaims = { BookPayment: statementLine }

export const paymentTouches: Touches<Order, typeof paymentCommands, typeof paymentEvents> = {
  PaymentAuthorized: () => ['payments'],
  PaymentFailed: () => ['payments'],
  PaymentCaptured: () => ['payments'],
  RefundSettled: () => ['payments'],
}
