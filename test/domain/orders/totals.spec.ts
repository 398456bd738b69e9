import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Context, fold, isRejection, type MessageOf } from '../../../domain/decider.ts'
import type { EventData, Events } from '../../../domain/index.ts'
import { unitsLeft, worth } from '../../../domain/orders/line.ts'
import { order } from '../../../domain/orders/order.ts'
import { orderReturn } from '../../../domain/orders/return.ts'
import { lineTotal } from '../../../domain/shared/money.ts'
import { now } from '../../support/given.ts'

type Event = MessageOf<Events>
type Placed = Exclude<typeof order.initial, { status: 'absent' }>

const stateOf = (events: readonly Event[]) =>
  fold(
    order.evolve,
    order.initial,
    events.map(event => ({ ...event, at: now, commandId: 'spec' })),
  )

const placedState = (events: readonly Event[]): Placed => {
  const state = stateOf(events)
  if (state.status === 'absent') throw new Error('the order is there')
  return state
}

/** A context whose only fact is the order as it is by then. */
const context = (state: unknown): Context => ({
  now,
  actor: { id: 'ada', kind: 'user' },
  id: 'X1',
  facts: { of: () => state as never },
  claimed: {},
})

const eventsOf = (decision: ReturnType<(typeof order.decide)['RecordOrder']>) => (isRejection(decision) ? [] : decision)

const price = fc
  .tuple(fc.nat(2000), fc.nat(9999))
  .map(([whole, fraction]) => `${whole}.${fraction.toString().padStart(4, '0')}`)
const soldLine = fc.record({
  kind: fc.constantFrom('product' as const, 'shipping' as const, 'manual' as const),
  sku: fc.constant('MUG'),
  name: fc.constant('Mug'),
  quantity: fc.integer({ min: 1, max: 9 }),
  unitPrice: price,
})
type SoldLine = EventData<'OrderPlaced'>['lines'][number]

const sale = { store: 'UK', currency: 'GBP' as const, country: 'GB', customer: null, placedOn: '2026-01-15' }
const record = (lines: readonly Omit<SoldLine, 'line' | 'total'>[]) =>
  eventsOf(order.decide.RecordOrder(order.initial, { ...sale, lines: [...lines] }, context(undefined)))

/** Sums what the events of one kind say. */
const sum = (events: readonly Event[], amount: (event: Event) => number) =>
  events.reduce((total, event) => total + amount(event), 0)

const units = { line: fc.integer({ min: 1, max: 6 }), quantity: fc.integer({ min: 1, max: 6 }) }
const step = fc.record({ command: fc.constantFrom('CancelOrderLines', 'BookReturn'), ...units })
type Step = { readonly command: string; readonly line: number; readonly quantity: number }

const taken = (events: readonly Event[], { command, line, quantity }: Step, index: number): readonly Event[] => {
  const state = stateOf(events)
  const lines = [{ line, quantity }]
  return command === 'CancelOrderLines'
    ? eventsOf(order.decide.CancelOrderLines(state, { lines, reason: 'Damaged' }, context(state)))
    : eventsOf(order.decide.BookReturn(state, { return: `R${index}`, lines }, context(state)))
}

const worthOfReturn = (before: readonly Event[], { type, data }: Event): number => {
  if (type !== 'OrderLinesReturned') return 0
  return data.lines.reduce((all, { line, quantity }) => {
    const was = placedState(before).lines[line - 1]
    return was === undefined ? all : all + worth(was.unitPrice, unitsLeft(was), quantity)
  }, 0)
}

test('totals agree with the lines, and never more units go than were ordered, whatever is asked for', () => {
  const lines = fc.array(soldLine, { minLength: 1, maxLength: 5 })
  const property = fc.property(lines, fc.array(step, { maxLength: 20 }), (lines, steps) => {
    const placed: readonly Event[] = record(lines)
    const events = steps.reduce((past, step, index) => [...past, ...taken(past, step, index)], placed)
    const total = sum(events, ({ type, data }) => (type === 'OrderPlaced' ? data.total : 0))
    const cancelled = sum(events, ({ type, data }) => (type === 'OrderLinesCancelled' ? data.amount : 0))
    const state = placedState(events)
    expect(total).toBe(lines.reduce((all, { unitPrice, quantity }) => all + lineTotal(unitPrice, quantity), 0))
    for (const line of state.lines) expect(line.cancelled + line.returned).toBeLessThanOrEqual(line.quantity)
    // Whatever came back was worth what it took off the rest: cancelling and returning by turns gives nothing away.
    const cameBack = sum(events, event => worthOfReturn(events.slice(0, events.indexOf(event)), event))
    const rest = state.lines.map(line => lineTotal(line.unitPrice, unitsLeft(line)))
    expect(total - cancelled - cameBack).toBe(rest.reduce((all, amount) => all + amount, 0))
  })
  fc.assert(property)
})

test('giving an order back piece by piece returns exactly what was paid', () => {
  const property = fc.property(soldLine, fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 9 }), (line, pieces) => {
    let events: readonly Event[] = record([line])
    let [back, left] = [0, line.quantity]
    for (const [index, wanted] of [...pieces, ...Array.from({ length: line.quantity }, () => 1)].entries()) {
      const quantity = Math.min(wanted, left)
      if (quantity === 0) continue
      const state = placedState(events)
      const asked = { order: 'X1', lines: [{ line: 1, quantity }], reason: 'Damaged' }
      const decision = orderReturn.decide.ReturnOrderLines(orderReturn.initial, asked, context(state))
      const [returned] = isRejection(decision) ? [] : decision
      if (returned?.type !== 'ReturnRecorded') throw new Error('it is returned')
      back += returned.data.total
      left -= quantity
      events = [...events, ...taken(events, { command: 'BookReturn', line: 1, quantity }, index)]
    }
    expect(back).toBe(lineTotal(line.unitPrice, line.quantity))
  })
  fc.assert(property)
})
