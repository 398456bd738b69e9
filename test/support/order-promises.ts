import { expect } from 'vitest'
import { isRejection } from '../../domain/decider.ts'
import type { OrderEvent } from '../../domain/orders/events/index.ts'
import type { Order, Placed } from '../../domain/orders/order-state.ts'
import { dueOf, isPaid, paidOf, toRefundOf } from '../../domain/orders/process/money.ts'
import { heldUnits, needsStock, unitsLacking, unitsWith } from '../../domain/orders/process/stock.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { decided, foldedOn, type Step } from './order-life.ts'

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

const movedFrom = (was: Placed | undefined, events: readonly OrderEvent[], line: number) => {
  const counts = new Map(countsOf(was, line))
  const moves = events.flatMap(({ data }) => ('moves' in data ? (data.moves ?? []) : []))
  for (const move of moves) {
    if (move.line !== line) continue
    expect(counts.get(move.from) ?? 0, `${move.from} has them`).toBeGreaterThanOrEqual(move.quantity)
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
      expect(sum(there.map(([, { quantity }]) => quantity))).toBe(line.quantity)
      for (const [state, { quantity }] of there) {
        expect(quantity).toBeGreaterThan(0)
        expect(process.states[state], state).toBeDefined()
      }
      expect(unitsWith(process, line, 'void')).toBe(line.cancelled)
      expect(line.units['returned']?.quantity ?? 0).toBe(line.returned)
    }
  },

  'no more stock is held than is needed, and none is waited for that nobody lacks': is => {
    const process = processNamed(is.process)
    for (const line of is.lines) {
      for (const { quantity } of line.held) expect(quantity).toBeGreaterThan(0)
      expect(heldUnits(line)).toBeLessThanOrEqual(unitsWith(process, line, 'reserved'))
      if (needsStock(line)) expect(unitsWith(process, line, 'allotted')).toBeLessThanOrEqual(heldUnits(line))
      expect(line.backordered).toBeGreaterThanOrEqual(0)
      expect(line.backordered).toBeLessThanOrEqual(unitsLacking(process, line))
    }
  },

  'no sum falls below zero, and what is given back was paid for': is => {
    const { payments, lines, expenses, expensesGiven, total } = is
    const sums = [dueOf(is), paidOf(is), toRefundOf(is), payments.authorised, payments.captured, payments.refunded]
    expect(Math.min(...sums, expensesGiven)).toBeGreaterThanOrEqual(0)
    for (const { paid, given } of lines) {
      expect(given).toBeGreaterThanOrEqual(0)
      expect(given).toBeLessThanOrEqual(paid)
    }
    expect(expensesGiven).toBeLessThanOrEqual(expenses)
    expect(sum(lines.map(({ paid }) => paid)) + expenses).toBe(total)
  },

  'a provider takes no more than it granted, and a refund is what is owed at most': (is, { was, events }) => {
    const { payments } = is
    const atProviders = [...payments.atProvider].map(([, one]) => one)
    for (const { granted, captured } of atProviders) expect(captured).toBeLessThanOrEqual(granted)
    expect(sum(atProviders.map(({ granted }) => granted))).toBe(payments.authorised)
    expect(sum([...payments.captures].map(([, amount]) => amount))).toBe(payments.captured)
    expect(sum([...payments.refunds].map(([, amount]) => amount))).toBe(payments.refunded)
    const refunded = sum(events.flatMap(({ type, data }) => (type === 'RefundSettled' ? [data.amount] : [])))
    if (refunded > 0) expect(refunded).toBeLessThanOrEqual(toRefundOf(placedIn(was)))
  },

  'events say what they moved, from where it was to where it is': (is, { was, events }) => {
    if (was.status === 'absent') return
    for (const { line } of is.lines) expect(movedFrom(was, events, line)).toEqual(new Map(countsOf(is, line)))
  },

  'it wakes at the first moment at which time has something to do, and then does all of it': (
    is,
    { at, commandId },
  ) => {
    const due = is.lines.flatMap(({ units }) => Object.values(units).flatMap(({ dueAt }) => dueAt ?? []))
    expect(is.wakesAt).toBe(is.heldSince === null ? (due.toSorted()[0] ?? null) : null)
    if (is.wakesAt === null) return expect(timedOut(is, at.getTime() + 366 * 86_400_000)).toEqual([])
    const moment = Date.parse(is.wakesAt)
    expect(timedOut(is, moment - 1)).toEqual([])
    const moved = timedOut(is, moment)
    expect(moved).not.toEqual([])
    expect(timedOut(foldedOn(is, moved, { at: new Date(moment), commandId }), moment)).toEqual([])
  },

  'nothing stands still that has what it waits for': is => {
    if (is.heldSince !== null) return
    const process = processNamed(is.process)
    for (const { units, ...line } of is.lines) {
      const unused = heldUnits({ ...line, units }) - unitsWith(process, { ...line, units }, 'allotted')
      expect(Math.min(units['backordered']?.quantity ?? 0, unused)).toBeLessThanOrEqual(0)
      if (isPaid(is)) expect([units['payment_pending'], units['payment_due']]).toEqual([undefined, undefined])
    }
  },
}

/** @throws Error that names the promise which is broken */
export const keepsPromises = (step: Step): void => {
  if (step.events.length === 0) return expect(step.then, 'what is refused leaves nothing').toBe(step.was)
  for (const [promise, holds] of Object.entries(promises))
    try {
      holds(placedIn(step.then), step)
    } catch (cause) {
      throw new Error(`${promise}: not after ${step.asked.type}`, { cause })
    }
}
