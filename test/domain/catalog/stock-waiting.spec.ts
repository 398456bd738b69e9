import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stock } from '../../../domain/catalog/stock.ts'
import { available } from '../../../domain/catalog/stock-moves.ts'
import { MOST_SERVED } from '../../../domain/catalog/stock-waiting.ts'
import { type Context, fold, isRejection, type MessageOf } from '../../../domain/decider.ts'
import { warehouseStatus } from '../../../domain/facts/warehouse-status.ts'
import { given as givenOf, now } from '../../support/given.ts'

const id = 'main.CHAIR-1'
type Event = MessageOf<typeof stock.events>
type Command = MessageOf<typeof stock.commands>

const set = (quantity: number): Event => ({ type: 'StockSet', data: { quantity } })
const since = (minute: number) => `2026-01-15T10:${String(minute).padStart(2, '0')}:00.000Z`
const waiting = (order: string, quantity: number, minute = 0, version = 1) => ({
  order,
  line: 1,
  quantity,
  since: since(minute),
  version,
})
const awaited = (...of: Parameters<typeof waiting>): Event => ({ type: 'StockAwaited', data: waiting(...of) })
const wait = (...of: Parameters<typeof waiting>): Command => ({ type: 'AwaitStock', data: waiting(...of) })
const stop = (order: string, version: number): Command => ({ type: 'StopAwaiting', data: { order, line: 1, version } })
const stopped = (order: string, version: number): Event => ({
  type: 'StockAwaitingEnded',
  data: { order, line: 1, version },
})
const served = (order: string, quantity: number, nth: number, more: object = {}): Event => ({
  type: 'StockReserved',
  data: { reservation: `${order}/1~${nth}`, order, line: 1, quantity, waited: true, ...more },
})
const serve: Command = { type: 'ServeWaiting', data: {} }
const reserve = (order: string, quantity: number): Command => ({
  type: 'ReserveStock',
  data: { reservation: order, order, line: 1, quantity, inParts: true },
})

const given = (...events: readonly Event[]) => ({
  when: (command: Command, status: 'open' | 'closed' = 'open') =>
    givenOf(stock, id, ...events).when(command, { facts: [[warehouseStatus, 'main', status]] }),
})

describe('an order that waits for stock', () => {
  it('waits where there is none', () => given(set(0)).when(wait('a', 2)).then(awaited('a', 2)))
  it('waits once', () => given(awaited('a', 2)).when(wait('a', 2)).thenNothing())
  it('waits for fewer or more when a later event of it says so, and not by an earlier one', () => {
    given(awaited('a', 2, 0, 3))
      .when(wait('a', 5, 0, 4))
      .then(awaited('a', 5, 0, 4))
    given(awaited('a', 2, 0, 3))
      .when(wait('a', 5, 0, 2))
      .thenNothing()
  })
  it('gets at once what came in the meantime', () =>
    given(set(3))
      .when(wait('a', 2))
      .then(awaited('a', 2), served('a', 2, 1)))
  it('waits no more once it says so, and does not begin again by what it said before', () => {
    given(awaited('a', 2)).when(stop('a', 2)).then(stopped('a', 2))
    given(awaited('a', 2), stopped('a', 2)).when(stop('a', 2)).thenNothing()
    given(stopped('a', 2)).when(wait('a', 2)).thenNothing()
    given(set(5), awaited('a', 2), stopped('a', 2)).when(serve).thenNothing()
  })
})

describe('those that wait', () => {
  it('are served by age, the last of them in part', () =>
    given(awaited('young', 2, 9), awaited('old', 2, 1), awaited('middle', 2, 5), set(3))
      .when(serve)
      .then(served('old', 2, 1), served('middle', 1, 2)))
  it('are served again with what comes later', () =>
    given(awaited('old', 2, 1), awaited('middle', 2, 5), set(3), served('old', 2, 1), served('middle', 1, 2), set(9))
      .when(serve)
      .then(served('middle', 1, 3)))
  it('are served once', () =>
    given(awaited('a', 2), set(2), served('a', 2, 1))
      .when(serve)
      .thenNothing())
  it('get nothing that is promised, and nothing from a closed warehouse', () => {
    const held: Event = { type: 'StockReserved', data: { reservation: 'x', order: 'x', quantity: 2 } }
    given(set(3), held, awaited('a', 2))
      .when(serve)
      .then(served('a', 1, 1))
    given(set(3), awaited('a', 2)).when(serve, 'closed').thenNothing()
  })
  it('get all they want of what is never out of stock', () =>
    given(awaited('a', 900), { type: 'NeverOutOfStockSet', data: {} })
      .when(serve)
      .then(served('a', 900, 1)))
  it('come before whoever asks later', () => {
    const missed = (quantity: number, free: number): Event => ({
      type: 'StockReservationRefused',
      data: { reservation: 'new', order: 'new', line: 1, quantity, available: free },
    })
    given(awaited('a', 2), set(2)).when(reserve('new', 1)).then(missed(1, 0))
    given(awaited('a', 2), set(3))
      .when(reserve('new', 2))
      .then({ type: 'StockReserved', data: { reservation: 'new', order: 'new', line: 1, quantity: 1 } }, missed(1, 1))
  })
  it('are served so many at a time, and the last of them says that there are more', () => {
    const all = Array.from({ length: MOST_SERVED + 1 }, (_, n) => awaited(`o-${String(n).padStart(3, '0')}`, 1, 1))
    const first = all.slice(0, MOST_SERVED).map((_, n) => served(`o-${String(n).padStart(3, '0')}`, 1, n + 1))
    const told = first.with(MOST_SERVED - 1, served(`o-${MOST_SERVED - 1}`, 1, MOST_SERVED, { more: true }))
    given(...all, set(MOST_SERVED + 5))
      .when(serve)
      .then(...told)
    given(...all, set(MOST_SERVED + 5), ...told)
      .when(serve)
      .then(served(`o-${MOST_SERVED}`, 1, MOST_SERVED + 1))
    given(...all, set(MOST_SERVED))
      .when(serve)
      .then(...first)
  })
})

const order = fc.constantFrom('a', 'b', 'c', 'd')
const quantity = fc.integer({ min: 1, max: 6 })
const version = fc.nat(9)
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('SetStock' as const), data: fc.record({ quantity: fc.nat(10) }) }),
  fc.tuple(order, quantity).map(([of, n]) => reserve(of, n)),
  fc.tuple(order, quantity, fc.nat(59), version).map(of => wait(...of)),
  fc.tuple(order, version).map(of => stop(...of)),
  fc.constant(serve),
  fc.tuple(order, quantity, fc.nat(5)).map(([of, n, act]): Command => {
    const data = { reservation: of, quantity: n }
    return act % 2 === 0
      ? { type: 'ReleaseReservation', data: { ...data, release: `${act}` } }
      : { type: 'DeductReservation', data: { ...data, shipment: `${act}` } }
  }),
)

const context: Context = {
  now,
  id,
  actor: { id: 'p', kind: 'process' },
  claimed: {},
  facts: { of: () => 'open' as never },
}

const sum = (quantities: Iterable<number>) => [...quantities].reduce((all, one) => all + one, 0)

/** What a stock is granted is there, is not due to others, and goes to the oldest who waits. */
const expectFair = (was: typeof stock.initial, event: Event) => {
  if (event.type !== 'StockReserved') return
  const { quantity, waited, order } = event.data
  const [oldest] = [...was.waiting].map(([, { since }]) => since).sort()
  expect(quantity).toBeLessThanOrEqual(available(was) - (waited === undefined ? was.awaited : 0))
  if (waited === true) expect(was.waiting.get(`${order}/1`)?.since).toBe(oldest)
}

const expectSound = ({ onHand, promised, awaited, reserved, waiting: them }: typeof stock.initial) => {
  expect(onHand ?? 0).toBeGreaterThanOrEqual(0)
  expect(promised).toBe(sum([...reserved].map(([, held]) => held)))
  expect(awaited).toBe(sum([...them].map(([, one]) => one.quantity)))
}

const happening = (was: typeof stock.initial, event: Event) => {
  expectFair(was, event)
  const then = fold(stock.evolve, was, [{ ...event, at: now, commandId: 'c' }])
  expectSound(then)
  return then
}

it('whatever is asked, none is promised twice, none lies below zero, and the oldest who waits comes first', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), commands => {
      let state = stock.initial
      for (const { type, data } of commands) {
        const decision = stock.decide[type](state, data as never, context)
        if (isRejection(decision)) continue
        state = decision.reduce(happening, state)
        const again = stock.decide[type](state, data as never, context)
        expect(isRejection(again) ? [] : again, type).toEqual([])
      }
    }),
    { numRuns: 2000 },
  )
})
