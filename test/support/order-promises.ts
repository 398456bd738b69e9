import { deepEqual, equal, ok } from 'node:assert/strict'
import { isRejection } from '../../domain/decider.ts'
import type { OrderEvent } from '../../domain/orders/events/index.ts'
import { shipmentEvents } from '../../domain/orders/events/shipments.ts'
import type { Order, Placed } from '../../domain/orders/order-state.ts'
import { claimsOf, perPlace } from '../../domain/orders/picking-state.ts'
import { byFact } from '../../domain/orders/process/acts.ts'
import { dueOf, isPaid, paidOf, toRefundOf } from '../../domain/orders/process/money.ts'
import { unitsThatCan } from '../../domain/orders/process/moves.ts'
import { heldUnits, needsStock, unitsLacking, unitsWith } from '../../domain/orders/process/stock.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import type { Share } from '../../domain/orders/shipments-state.ts'
import { decided, foldedOn, type Step } from './order-life.ts'

/** Without `expect`: this is asked of thousands of places. */
const atMost = (less: number, more: number, what = 'at most'): void => ok(less <= more, `${what}: ${less} > ${more}`)

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)
export const placedIn = (state: Order): Placed => {
  if (state.status === 'absent') throw new Error('the order was not placed')
  return state
}

const timedOut = (was: Order, at: number): readonly OrderEvent[] => {
  const decision = decided(was, { type: 'TimeOut', data: {} }, new Date(at))
  if (isRejection(decision)) throw new Error(decision.code)
  return decision
}

/** Units of a line that an amendment added, where it put them. */
const begunBy = (events: readonly OrderEvent[], was: Placed | undefined, line: number) =>
  events.flatMap(({ type, data }) =>
    type === 'OrderAmended' && was !== undefined
      ? data.lines.flatMap(one => (one.line === line ? [[processNamed(was.process).start, one.quantity] as const] : []))
      : [],
  )

const movedFrom = (was: Placed | undefined, events: readonly OrderEvent[], line: number) => {
  const counts = new Map(was?.lines[line - 1] === undefined ? begunBy(events, was, line) : countsOf(was, line))
  const moves = events.flatMap(({ data }) => ('moves' in data ? (data.moves ?? []) : []))
  for (const move of moves) {
    if (move.line !== line) continue
    atMost(move.quantity, counts.get(move.from) ?? 0, `${move.from} has them`)
    counts.set(move.from, (counts.get(move.from) ?? 0) - move.quantity)
    counts.set(move.to, (counts.get(move.to) ?? 0) + move.quantity)
  }
  return new Map([...counts].filter(([, quantity]) => quantity > 0))
}
const countsOf = (was: Placed | undefined, line: number) =>
  Object.entries(was?.lines[line - 1]?.units ?? {}).map(([state, { quantity }]) => [state, quantity] as const)

/** What holds of every order after everything that is asked of it. */
const promises: Readonly<Record<string, (is: Placed, step: Step) => void>> = {
  'all units of a line are in some state, and what is gone is told': is => {
    const process = processNamed(is.process)
    for (const line of is.lines) {
      const there = Object.entries(line.units)
      equal(sum(there.map(([, { quantity }]) => quantity)), line.quantity)
      for (const [state, { quantity }] of there) {
        atMost(1, quantity)
        ok(process.states[state] !== undefined, state)
      }
      equal(unitsWith(process, line, 'void'), line.cancelled)
      equal(line.units['returned']?.quantity ?? 0, line.returned)
    }
  },

  'what was not cancelled goes with some shipment, and what was not sent with one that still has to send it': is => {
    const process = processNamed(is.process)
    const sumOf = (line: number, of: (share: Share) => number) =>
      sum(is.shipments.all.map(({ shares }) => of(shares.get(line) ?? { quantity: 0, shipped: 0, delivered: 0 })))
    for (const line of is.lines) {
      equal(
        sumOf(line.line, ({ quantity }) => quantity),
        line.quantity - line.cancelled,
      )
      equal(
        sumOf(line.line, ({ quantity, shipped }) => quantity - shipped),
        unitsWith(process, line, 'reserved'),
      )
      atMost(
        line.units['shipped']?.quantity ?? 0,
        sumOf(line.line, ({ shipped, delivered }) => shipped - delivered),
      )
    }
    for (const { shares, shipment } of is.shipments.all) {
      atMost(1, shares.size, 'none is empty')
      atMost(shipment, is.shipments.lastNumber)
      for (const { quantity, shipped, delivered } of shares.values()) {
        atMost(1, quantity)
        atMost(0, Math.min(quantity - shipped, shipped - delivered, delivered))
      }
    }
  },

  'dividing, moving and merging shipments books nothing': (is, { was, events }) => {
    if (was.status === 'absent' || events.some(({ type }) => !(type in shipmentEvents))) return
    deepEqual({ ...is, shipments: was.shipments }, was)
  },

  'no more stock is held than is needed, and none is waited for that nobody lacks': is => {
    const process = processNamed(is.process)
    for (const line of is.lines) {
      for (const { quantity } of line.held) atMost(1, quantity)
      atMost(heldUnits(line), unitsWith(process, line, 'reserved'))
      if (needsStock(line)) atMost(unitsWith(process, line, 'allotted'), heldUnits(line))
      atMost(0, line.backordered)
      atMost(line.backordered, unitsLacking(process, line))
    }
  },

  'what is on lists and was picked is held for it there, and may be sent': is => {
    const process = processNamed(is.process)
    const claims = claimsOf(is.picking)
    const claimedAt = perPlace(claims)
    for (const was of is.lines) {
      const { line, held } = was
      const heldAt = perPlace(held)
      for (const { warehouse } of claims) atMost(claimedAt({ line, warehouse }), heldAt({ line, warehouse }))
      const of = sum(claims.map(claim => (claim.line === line ? claim.quantity : 0)))
      if (of > 0) atMost(of, unitsThatCan(process, was, byFact('UnitsShipped')))
    }
  },

  'no sum falls below zero, and what is given back was paid for': is => {
    const { payments, lines, expenses, expensesGiven, total } = is
    const sums = [dueOf(is), paidOf(is), toRefundOf(is), payments.authorised, payments.captured, payments.refunded]
    atMost(0, Math.min(...sums, expensesGiven))
    for (const { paid, given } of lines) {
      atMost(0, given)
      atMost(given, paid)
    }
    atMost(expensesGiven, expenses)
    equal(sum(lines.map(({ paid }) => paid)) + expenses, total)
  },

  'a provider takes no more than it granted, and a refund is what is owed at most': (is, { was, events }) => {
    const { payments } = is
    const atProviders = [...payments.atProvider].map(([, one]) => one)
    for (const { granted, captured } of atProviders) atMost(captured, granted)
    equal(sum(atProviders.map(({ granted }) => granted)), payments.authorised)
    equal(sum([...payments.captures].map(([, amount]) => amount)), payments.captured)
    equal(sum([...payments.refunds].map(([, amount]) => amount)), payments.refunded)
    const refunded = sum(events.flatMap(({ type, data }) => (type === 'RefundSettled' ? [data.amount] : [])))
    if (refunded > 0) atMost(refunded, toRefundOf(placedIn(was)))
  },

  'events say what they moved, from where it was to where it is': (is, { was, events }) => {
    if (was.status === 'absent') return
    for (const { line } of is.lines) deepEqual(movedFrom(was, events, line), new Map(countsOf(is, line)))
  },

  'it wakes at the first moment at which time has something to do, and then does all of it': (
    is,
    { at, commandId },
  ) => {
    const due = is.lines.flatMap(({ units }) => Object.values(units).flatMap(({ dueAt }) => dueAt ?? []))
    equal(is.wakesAt, is.heldSince === null ? (due.toSorted()[0] ?? null) : null)
    if (is.wakesAt === null) return deepEqual(timedOut(is, at.getTime() + 366 * 86_400_000), [])
    const moment = Date.parse(is.wakesAt)
    deepEqual(timedOut(is, moment - 1), [])
    const moved = timedOut(is, moment)
    ok(moved.length > 0)
    deepEqual(timedOut(foldedOn(is, moved, { at: new Date(moment), commandId }), moment), [])
  },

  'nothing stands still that has what it waits for': is => {
    if (is.heldSince !== null) return
    const process = processNamed(is.process)
    for (const { units, ...line } of is.lines) {
      const unused = heldUnits({ ...line, units }) - unitsWith(process, { ...line, units }, 'allotted')
      atMost(Math.min(units['backordered']?.quantity ?? 0, unused), 0)
      if (isPaid(is)) deepEqual([units['payment_pending'], units['payment_due']], [undefined, undefined])
    }
  },
}

/** @throws Error that names the promise which is broken */
export const keepsPromises = (step: Step): void => {
  if (step.events.length === 0) return ok(step.then === step.was, 'what is refused leaves nothing')
  for (const [promise, holds] of Object.entries(promises))
    try {
      holds(placedIn(step.then), step)
    } catch (cause) {
      throw new Error(`${promise}: not after ${step.asked.type}`, { cause })
    }
}
