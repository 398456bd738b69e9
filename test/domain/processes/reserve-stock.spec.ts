import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { available } from '../../../domain/catalog/stock-moves.ts'
import { order } from '../../../domain/orders/order.ts'
import { heldUnits, unitsLacking } from '../../../domain/orders/process/stock.ts'
import { processNamed } from '../../../domain/orders/processes/index.ts'
import { line, placed } from '../../support/orders.ts'
import { PLACES, stockWorld } from '../../support/stock-world.ts'

type World = ReturnType<typeof stockWorld>

const sum = (quantities: Iterable<number>) => [...quantities].reduce((all, one) => all + one, 0)

/** Whatever happens: nothing is promised that is not there, none lies below zero, and the oldest who waits comes first. */
const watched = () =>
  stockWorld((was, { type, data }) => {
    if (type !== 'StockReserved') return
    const { quantity, waited, order: id, line: of } = data as Record<string, never>
    expect(quantity).toBeLessThanOrEqual(available(was))
    if (waited !== true) return
    const ages = [...was.waiting].map(([, { since }]) => since).sort()
    expect(was.waiting.get(`${id}/${of}`)?.since).toBe(ages[0])
  })

const buy = (world: World, id: string, quantities: readonly number[]) => {
  const lines = quantities.map((quantity, at) => line({ line: at + 1, quantity }))
  world.append(order, id, [placed({ lines })])
}

const heldBy = (world: World) =>
  Object.fromEntries(
    world
      .orders()
      .flatMap(([, { lines }]) => lines.flatMap(({ held }) => held))
      .map(({ warehouse, reservation, quantity }) => [`${warehouse} ${reservation}`, quantity]),
  )
const reservedIn = (world: World) =>
  Object.fromEntries(
    world
      .stocks()
      .flatMap(({ reserved }, at) => [...reserved].map(([key, quantity]) => [`${PLACES[at]} ${key}`, quantity])),
  )

/** Once nothing more follows: both sides say the same, and whoever lacks something waits for it where nothing is. */
const expectAgreed = (world: World) => {
  expect(world.refused).toEqual([])
  expect(heldBy(world)).toEqual(reservedIn(world))
  const lacking = world.orders().flatMap(([id, { process, lines }]) =>
    lines.flatMap(one => {
      const quantity = unitsLacking(processNamed(process), one)
      expect(one.backordered).toBe(quantity)
      return quantity > 0 ? [[`${id}/${one.line}`, quantity]] : []
    }),
  )
  for (const there of world.stocks()) {
    const waiting = [...there.waiting].map(([key, { quantity }]) => [key, quantity])
    expect(Object.fromEntries(waiting)).toEqual(Object.fromEntries(lacking))
    if (lacking.length > 0) expect(available(there)).toBe(0)
    expect(there.onHand ?? 0).toBeGreaterThanOrEqual(0)
  }
}

const heldOf = (world: World, id: string) =>
  sum(world.orders().flatMap(([one, { lines }]) => (one === id ? lines.map(heldUnits) : [])))
const availableIn = (world: World) => sum(world.stocks().map(available))

describe('an order that is placed', () => {
  it('has its stock reserved by itself, from the first warehouse on, and from several where one is not enough', () => {
    const world = watched()
    world.stock('lon', 'SetStock', { quantity: 2 })
    world.stock('ber', 'SetStock', { quantity: 5 })
    buy(world, 'a', [3])
    world.settle()
    expect(world.stocks().map(({ promised }) => promised)).toEqual([2, 1])
    expectAgreed(world)
  })

  it('leaves what others can have, and gives it back when it is cancelled', () => {
    const world = watched()
    world.stock('lon', 'SetStock', { quantity: 5 })
    buy(world, 'a', [3])
    world.settle()
    expect(availableIn(world)).toBe(2)
    world.order('a', 'CancelOrderLines', { lines: [{ line: 1, quantity: 3 }], reason: 'Lost' })
    world.settle()
    expect(availableIn(world)).toBe(5)
    expectAgreed(world)
  })

  it('takes its stock along when it is shipped', () => {
    const world = watched()
    world.stock('lon', 'SetStock', { quantity: 5 })
    buy(world, 'a', [3])
    world.settle()
    world.order('a', 'AdvanceOrder', { step: 'skip_wait' })
    world.order('a', 'ShipUnits', { lines: [{ line: 1, quantity: 2 }] })
    world.settle()
    expect(world.stocks()[0]).toMatchObject({ onHand: 3, promised: 1 })
    expectAgreed(world)
  })

  it('takes along what several shipments have of one reservation', () => {
    const world = watched()
    world.stock('lon', 'SetStock', { quantity: 5 })
    buy(world, 'a', [3])
    world.settle()
    world.order('a', 'AdvanceOrder', { step: 'skip_wait' })
    world.order('a', 'CreateShipment', { units: [{ shipment: 1, line: 1, quantity: 1 }] })
    world.order('a', 'ShipUnits', {})
    world.settle()
    expect(world.stocks()[0]).toMatchObject({ onHand: 2, promised: 0 })
    expectAgreed(world)
  })

  it('gets all it wants of what is never out of stock', () => {
    const world = watched()
    world.stock('ber', 'SetStock', { quantity: 0 })
    world.stock('ber', 'SetNeverOutOfStock', { on: true })
    buy(world, 'a', [3])
    world.settle()
    expect(heldOf(world, 'a')).toBe(3)
  })

  it('waits where there is too little, and is served by age when some arrives, wherever that is', () => {
    const world = watched()
    world.stock('lon', 'SetStock', { quantity: 1 })
    buy(world, 'old', [2])
    world.settle()
    buy(world, 'young', [2])
    world.settle()
    expectAgreed(world)
    world.stock('ber', 'SetStock', { quantity: 2 })
    world.settle()
    expect([heldOf(world, 'old'), heldOf(world, 'young')]).toEqual([2, 1])
    world.order('old', 'CancelOrderLines', { lines: [{ line: 1, quantity: 2 }], reason: 'Lost' })
    world.settle()
    expect(heldOf(world, 'young')).toBe(2)
    expectAgreed(world)
  })

  it('finds in the warehouses what nobody knew of when it was looked up', () => {
    const world = watched()
    world.stock('lon', 'SetStock', { quantity: 5 })
    buy(world, 'a', [3])
    world.deliverPending(0)
    world.deliverPending(0, { isBlind: true })
    world.settle()
    expect(heldOf(world, 'a')).toBe(3)
    expectAgreed(world)
  })

  it('asks for nothing where its process needs nothing any more', () => {
    const world = watched()
    world.stock('lon', 'SetStock', { quantity: 5 })
    world.append(order, 'closed', [placed({ state: 'closed' })])
    world.append(order, 'fee', [placed({ lines: [line({ kind: 'manual' })] })])
    world.settle()
    expect(availableIn(world)).toBe(5)
  })
})

const id = fc.constantFrom('a', 'b', 'c')
const place = fc.constantFrom(...PLACES)
const quantity = fc.integer({ min: 1, max: 6 })
type Act = (world: World) => unknown

const isThere = (world: World, of: string) => world.orders().some(([one]) => one === of)
let transfers = 0

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(id, fc.array(quantity, { minLength: 1, maxLength: 2 })).map(
    ([of, lines]): Act =>
      world => {
        if (!isThere(world, of)) buy(world, of, lines)
      },
  ),
  fc.tuple(place, fc.nat(12)).map(
    ([at, many]): Act =>
      world =>
        world.stock(at, 'SetStock', { quantity: many }),
  ),
  fc.tuple(place, fc.integer({ min: -4, max: 4 })).map(
    ([at, by]): Act =>
      world =>
        world.stock(at, 'AdjustStock', { by, reason: 'correction' }),
  ),
  fc.tuple(place, quantity).map(
    ([from, many]): Act =>
      world => {
        const transfer = `t-${(transfers += 1)}`
        world.stock(from, 'SendStock', { transfer, attempt: 1, line: 1, quantity: many })
        const to = from === 'lon' ? 'ber' : 'lon'
        const hasLeft = world.log.some(
          ({ type, data }) => type === 'StockSent' && 'transfer' in data && data.transfer === transfer,
        )
        if (hasLeft) world.stock(to, 'ReceiveStock', { transfer, sent: many, received: many })
      },
  ),
  fc.tuple(id, fc.integer({ min: 1, max: 2 }), quantity).map(
    ([of, at, many]): Act =>
      world =>
        world.order(of, 'CancelOrderLines', { lines: [{ line: at, quantity: many }], reason: 'Lost' }),
  ),
  id.map(
    (of): Act =>
      world => {
        world.order(of, 'AdvanceOrder', { step: 'skip_wait' })
        return world.order(of, 'ShipUnits', {})
      },
  ),
  id.map(
    (of): Act =>
      world =>
        world.order(of, 'ReserveOrder', {}),
  ),
  id.map(
    (of): Act =>
      world =>
        world.order(of, 'HoldOrder', { reason: 'Wait' }),
  ),
  id.map(
    (of): Act =>
      world =>
        world.order(of, 'ReleaseOrder', {}),
  ),
)
const deliveries: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(50), fc.boolean()).map(
      ([which, isBlind]): Act =>
        world =>
          world.deliverPending(which, { isBlind }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(50), fc.nat(2)).map(
      ([which, crashAfter]): Act =>
        world =>
          world.deliverPending(which, { crashAfter }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.nat(500).map(
      (which): Act =>
        world =>
          world.deliverAgain(which),
    ),
  },
)

describe('whatever orders, people and crashes do', () => {
  it('both sides agree in the end, and nothing is promised twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(acts, deliveries), { minLength: 30, maxLength: 90 }),
        fc.nat(1000),
        (happening, seed) => {
          const world = watched()
          for (const act of happening) act(world)
          let turn = seed
          world.settle(pending => (turn = (turn * 31 + 7) % 1009) % pending)
          expectAgreed(world)
          const before = [heldBy(world), world.log.length]
          for (let at = 0; at < world.log.length; at += 1) world.deliverAgain(at)
          world.settle()
          expectAgreed(world)
          expect([heldBy(world), world.log.length]).toEqual(before)
        },
      ),
      { numRuns: 500 },
    )
  })
})
