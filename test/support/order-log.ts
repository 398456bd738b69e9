import { fold, isRejection, type MessageOf } from '../../domain/decider.ts'
import { concluding } from '../../domain/orders/conclude.ts'
import { stepDecide } from '../../domain/orders/decisions/steps.ts'
import { type OrderEvent, type OrderEvents, orderEvolve } from '../../domain/orders/events/index.ts'
import type { Order, Placed } from '../../domain/orders/order-state.ts'
import { needsStock, unitsLacking, unitsWith } from '../../domain/orders/process/stock.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { storeOf } from './known-stores.ts'
import type { Happened } from './projections.ts'

/** What somebody tries next: what, with which line, how many units or how much money. */
export type Attempt = { readonly what: number; readonly line: number; readonly much: number }

export const orderAfter = (events: readonly Happened[]): Order => {
  const past = events.map(event => ({ ...event, at: new Date(event.at ?? 0), commandId: 'c' }))
  return fold(orderEvolve as never, { status: 'absent' }, past)
}

type At = { readonly order: Placed; readonly now: Date; readonly attempt: Attempt; readonly count: number }

const facts = {
  of: ({ category }: { readonly category: string }, id: string) => (category === 'store' ? storeOf(id) : {}) as never,
}

const command = (type: keyof typeof stepDecide, data: object, { order, now }: At): readonly OrderEvent[] => {
  const context = { now, facts, id: '536365', actor: { id: 'ada', kind: 'user' }, claimed: {} }
  const decision = stepDecide[type](order, data as never, context as never)
  return isRejection(decision) ? [] : decision
}

const concluded = (fact: MessageOf<OrderEvents>, { order, now }: At) =>
  concluding(order, { fact, first: [] }, { now, facts })

const { store, currency } = { store: 'UK', currency: 'GBP' as const }

const tries: readonly ((at: At) => readonly OrderEvent[])[] = [
  at => command('AdvanceOrder', { step: 'skip_grace' }, at),
  at => command('AdvanceOrder', { step: 'skip_wait' }, at),
  at => command('AdvanceOrder', { step: 'close' }, at),
  at => command('TimeOut', {}, at),
  at => command('ShipUnits', { lines: [{ line: at.attempt.line, quantity: at.attempt.much }] }, at),
  at => command('DeliverUnits', {}, at),
  at =>
    command('CancelOrderLines', { lines: [{ line: at.attempt.line, quantity: at.attempt.much }], reason: 'Lost' }, at),
  at =>
    command(
      'BookReturn',
      { return: `r-${at.count}`, lines: [{ line: at.attempt.line, quantity: at.attempt.much }] },
      at,
    ),
  at => command('HoldOrder', { reason: 'Wait' }, at),
  at => command('ReleaseOrder', {}, at),
  at => {
    const was = at.order.lines[at.attempt.line - 1]
    const lacking = was === undefined ? 0 : unitsLacking(processNamed(at.order.process), was)
    if (was === undefined || lacking === 0) return []
    const quantity = Math.min(lacking, at.attempt.much)
    const held = { line: was.line, quantity, sku: was.sku, warehouse: 'W1', reservation: `s-${at.count}` }
    return concluded({ type: 'UnitsReserved', data: { lines: [held], store } }, at)
  },
  at => {
    const lines = at.order.lines.flatMap(was =>
      needsStock(was) && unitsWith(processNamed(at.order.process), was, 'reserved') > 0
        ? [{ line: was.line, quantity: at.attempt.much, sku: was.sku }]
        : [],
    )
    return lines.length === 0 ? [] : [{ type: 'UnitsBackordered', data: { lines, store } }]
  },
  at => {
    const amount = at.attempt.much * 400
    return concluded({ type: 'PaymentAuthorized', data: { payment: 'p', method: 'card', amount, currency, store } }, at)
  },
  at => concluded({ type: 'PaymentFailed', data: { payment: 'p', method: 'card', reason: 'no', store } }, at),
  at => {
    const data = { capture: `c-${at.count}`, way: 'hand', amount: at.attempt.much * 400, currency, store } as const
    return concluded({ type: 'PaymentCaptured', data: { ...data, valueDate: '2026-01-15' } }, at)
  },
  at => {
    const data = { refund: `f-${at.count}`, amount: at.attempt.much * 100, currency, store }
    return concluded({ type: 'RefundSettled', data: { ...data, valueDate: '2026-01-15' } }, at)
  },
]
export const MOST_TRIES = tries.length

/** What becomes of an order that people, stock, payments and time do these things with, each an hour after the one before. */
export const orderLog = (placed: Happened, attempts: readonly Attempt[]): readonly Happened[] => {
  const begin = Date.parse('2026-01-15T09:00:00Z')
  const log: Happened[] = [{ ...placed, at: new Date(begin).toISOString() }]
  for (const [count, attempt] of attempts.entries()) {
    const now = new Date(begin + (count + 1) * 3_600_000)
    const order = orderAfter(log)
    if (order.status === 'absent') throw new Error('the order was not placed')
    const events = tries[attempt.what]?.({ order, now, attempt, count }) ?? []
    log.push(...events.map(event => ({ ...event, at: now.toISOString() })))
  }
  return log
}
