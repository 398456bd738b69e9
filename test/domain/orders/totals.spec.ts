import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Context, fold, isRejection, type MessageOf } from '../../../domain/decider.ts'
import type { EventData, Events } from '../../../domain/index.ts'
import { unitsLeft } from '../../../domain/orders/line.ts'
import { order } from '../../../domain/orders/order.ts'
import { orderReturn } from '../../../domain/orders/return.ts'
import { lineTotal } from '../../../domain/shared/money.ts'
import { now } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'

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

/** A context whose facts are the order as it is by then, and its store. */
const context = (state: unknown): Context => ({
  now,
  actor: { id: 'ada', kind: 'user' },
  id: 'X1',
  facts: { of: ({ category }) => (({ store: storeOf('UK'), settings: {} })[category] ?? state) as never },
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
/** An order whose units are in that state. */
const record = (lines: readonly Omit<SoldLine, 'line' | 'total'>[], state: string): readonly Event[] =>
  eventsOf(order.decide.RecordOrder(order.initial, { ...sale, lines: [...lines] }, context(undefined))).map(event =>
    event.type === 'OrderPlaced' ? { ...event, data: { ...event.data, state } } : event,
  )

type ReturnEvent = MessageOf<typeof orderReturn.events>
const eventsOfReturn = (decision: ReturnType<(typeof orderReturn.decide)['RecordReturn']>) =>
  isRejection(decision) ? [] : decision

/** What a return gives back once the order has said what its units are worth. */
const creditOf = (recorded: readonly ReturnEvent[], made: readonly Event[]): number => {
  const booked = made.find(({ type }) => type === 'OrderLinesReturned')
  const state = fold(
    orderReturn.evolve,
    orderReturn.initial,
    recorded.map(event => ({ ...event, at: now, commandId: 'spec' })),
  )
  const lines =
    booked?.type === 'OrderLinesReturned'
      ? booked.data.lines.map(({ line, amount = 0 }) => ({ orderLine: line, amount }))
      : []
  const valued = eventsOfReturn(orderReturn.decide.ValueReturn(state, { order: 'X1', lines }, context(undefined)))
  return [...recorded, ...valued].reduce((all, { type, data }) => {
    if (type === 'ReturnRecorded') return all + data.total
    return type === 'ReturnValued' ? all + data.difference : all
  }, 0)
}

/** Sums what the events of one kind say. */
const sum = (events: readonly Event[], amount: (event: Event) => number) =>
  events.reduce((total, event) => total + amount(event), 0)

const units = { line: fc.integer({ min: 1, max: 6 }), quantity: fc.integer({ min: 1, max: 6 }) }
const step = fc.record({ command: fc.constantFrom('CancelOrderLines', 'BookReturn'), ...units })
type Step = { readonly command: string; readonly line: number; readonly quantity: number }

const taken = (events: readonly Event[], { command, line, quantity }: Step, index: number): readonly Event[] => {
  const state = stateOf(events)
  const lines = [{ line, quantity }]
  if (command === 'CancelOrderLines')
    return eventsOf(order.decide.CancelOrderLines(state, { lines, reason: 'Damaged' }, context(state)))
  // What is still here is sent first: nothing else comes back.
  const sent = eventsOf(order.decide.ShipUnits(state, { lines }, context(state)))
  const there = stateOf([...events, ...sent])
  return [...sent, ...eventsOf(order.decide.BookReturn(there, { return: `R${index}`, lines }, context(there)))]
}

/** What an event of the order gives back. */
const givenBack = ({ type, data }: Event): number =>
  type === 'OrderLinesReturned' || type === 'OrderLinesCancelled'
    ? data.lines.reduce((all, { amount = 0 }) => all + amount, 0)
    : 0

test('totals agree with the lines, and never more units go than were ordered, whatever is asked for', () => {
  const lines = fc.array(soldLine, { minLength: 1, maxLength: 5 })
  const property = fc.property(lines, fc.array(step, { maxLength: 20 }), (lines, steps) => {
    const placed = record(lines, 'to_pack')
    const events = steps.reduce((past, step, index) => [...past, ...taken(past, step, index)], placed)
    const total = sum(events, ({ type, data }) => (type === 'OrderPlaced' ? data.total : 0))
    const state = placedState(events)
    expect(total).toBe(lines.reduce((all, { unitPrice, quantity }) => all + lineTotal(unitPrice, quantity, 'GBP'), 0))
    for (const line of state.lines) expect(line.cancelled + line.returned).toBeLessThanOrEqual(line.quantity)
    // Whatever came back was worth what it took off the rest: cancelling and returning by turns gives nothing away.
    const rest = state.lines.map(line => lineTotal(line.unitPrice, unitsLeft(line), 'GBP'))
    expect(total - sum(events, givenBack)).toBe(rest.reduce((all, amount) => all + amount, 0))
  })
  fc.assert(property)
})

test('however a line is divided among returns taken at once and cancellations, exactly what was paid goes back', () => {
  const pieces = fc.array(fc.tuple(fc.constantFrom('CancelOrderLines', 'BookReturn'), fc.integer({ min: 1, max: 4 })))
  const property = fc.property(soldLine, pieces, (line, wanted) => {
    const placed = record([line], 'to_pack')
    const first = placedState(record([line], 'closed'))
    let [events, left, back] = [placed, line.quantity, 0]
    for (const [index, [command, most]] of [...wanted, ['BookReturn', 9] as const].entries()) {
      const quantity = Math.min(most, left)
      if (quantity === 0) continue
      left -= quantity
      const more = taken(events, { command, line: 1, quantity }, index)
      // All returns were taken before any of them was booked.
      const asked = { order: 'X1', lines: [{ line: 1, quantity }], reason: 'Damaged' }
      const recorded = eventsOfReturn(orderReturn.decide.ReturnOrderLines(orderReturn.initial, asked, context(first)))
      events = [...events, ...more]
      back += command === 'CancelOrderLines' ? sum(more, givenBack) : creditOf(recorded, more)
    }
    expect(sum(events, givenBack)).toBe(lineTotal(line.unitPrice, line.quantity, 'GBP'))
    expect(back).toBe(lineTotal(line.unitPrice, line.quantity, 'GBP'))
  })
  fc.assert(property)
})

test('an older booking that gave a cent too much back is made up for by the last', () => {
  const [placed] = record([{ kind: 'product', sku: 'MUG', name: 'Mug', quantity: 3, unitPrice: '0.335' }], 'to_pack')
  const cancelled = (amount: number) => ({
    type: 'OrderLinesCancelled' as const,
    data: {
      lines: [{ line: 1, quantity: 1, amount }],
      amount,
      reason: '',
      currency: 'GBP' as const,
      store: 'UK',
      on: '2026-01-15',
    },
  })
  const events: readonly Event[] = placed === undefined ? [] : [placed, cancelled(34), cancelled(34)]
  expect(sum(taken(events, { command: 'BookReturn', line: 1, quantity: 1 }, 0), givenBack)).toBe(33)
})

test('giving an order back piece by piece returns exactly what was paid', () => {
  const property = fc.property(soldLine, fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 9 }), (line, pieces) => {
    let events = record([line], 'closed')
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
    expect(back).toBe(lineTotal(line.unitPrice, line.quantity, 'GBP'))
  })
  fc.assert(property)
})
