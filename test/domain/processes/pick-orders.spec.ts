import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { available } from '../../../domain/catalog/stock-moves.ts'
import { order } from '../../../domain/orders/order.ts'
import { pickableIn } from '../../../domain/orders/picking.ts'
import { claimKey, claimsOf } from '../../../domain/orders/picking-state.ts'
import { heldUnits, unitsLacking } from '../../../domain/orders/process/stock.ts'
import { processNamed } from '../../../domain/orders/processes/index.ts'
import { openOf } from '../../../domain/shipping/pick-position.ts'
import { line, placed } from '../../support/orders.ts'
import { PLACES, stockWorld } from '../../support/stock-world.ts'

type World = ReturnType<typeof stockWorld>

const sum = (quantities: readonly number[]) => quantities.reduce((all, one) => all + one, 0)

const shop = () => stockWorld(() => undefined)
const buy = (world: World, id: string, quantities: readonly number[]) =>
  world.append(order, id, [placed({ lines: quantities.map((quantity, index) => line({ line: index + 1, quantity })) })])
/** Orders whose stock is reserved, so that they can be packed. */
const ready = (world: World, ...bought: readonly (readonly [id: string, ...quantities: number[]])[]) => {
  for (const [id, ...quantities] of bought) {
    buy(world, id, quantities)
    world.settle()
    world.order(id, 'AdvanceOrder', { step: 'skip_wait' })
  }
  world.settle()
}
const draw = (world: World, id: string, orders: readonly string[], warehouse = 'lon') =>
  world.list(id, 'DrawPickList', { warehouse, route: 'order', assignee: null, orders })

const orderIn = (world: World, id: string) => {
  const found = world.orders().find(([one]) => one === id)?.[1]
  if (found === undefined) throw new Error(`no order ${id}`)
  return found
}
const listIn = (world: World, id: string) => {
  const found = world.lists().find(([one]) => one === id)?.[1]
  if (found === undefined) throw new Error(`no list ${id}`)
  return found
}
const counts = (world: World, id: string) =>
  listIn(world, id).positions.map(({ quantity, picked, missing, toPutBack }) => [quantity, picked, missing, toPutBack])
const unitsIn = (world: World, id: string) =>
  Object.fromEntries(
    orderIn(world, id).lines.flatMap(({ units }) =>
      Object.entries(units).map(([state, { quantity }]) => [state, quantity]),
    ),
  )
const stockIn = (world: World) => world.stocks().map(({ onHand, promised }) => [onHand ?? 0, promised])

describe('a pick list', () => {
  it('takes what lies there for an order, which no other list takes then', () => {
    const world = shop()
    world.stock('lon', 'SetStock', { quantity: 5 })
    ready(world, ['a', 2], ['b', 3])
    draw(world, 'one', ['a'])
    draw(world, 'two', ['a', 'b'])
    world.settle()
    expect(listIn(world, 'one').positions).toMatchObject([{ order: 'a', quantity: 2, isConfirmed: true }])
    expect(listIn(world, 'two').positions).toMatchObject([
      { order: 'a', quantity: 0, isConfirmed: true },
      { order: 'b', quantity: 3, isConfirmed: true },
    ])
    expect(draw(world, 'three', ['a', 'b'])).toMatchObject({ code: 'NothingToPick' })
  })

  it('leaves what it did not look for to another one when it is finished, and keeps what was picked', () => {
    const world = shop()
    world.stock('lon', 'SetStock', { quantity: 5 })
    ready(world, ['a', 3])
    draw(world, 'one', ['a'])
    world.settle()
    world.list('one', 'PickUnits', { position: 1, quantity: 2 })
    world.list('one', 'FinishPickList', { leaveOpen: true })
    world.settle()
    expect(pickableIn(orderIn(world, 'a'), 'lon')).toMatchObject([{ quantity: 1 }])
    draw(world, 'two', ['a'])
    world.settle()
    expect(counts(world, 'two')).toEqual([[1, 0, 0, 0]])
  })

  it('gives all back when it is abandoned, whether that is heard before it was drawn or after', () => {
    for (const isHeardFirst of [false, true]) {
      const world = shop()
      world.stock('lon', 'SetStock', { quantity: 5 })
      ready(world, ['a', 3])
      draw(world, 'one', ['a'])
      if (!isHeardFirst) world.settle()
      world.list('one', 'AbandonPickList', { reason: 'Closing time' })
      world.settle(pending => pending - 1)
      expect(claimsOf(orderIn(world, 'a').picking)).toEqual([])
      expect(pickableIn(orderIn(world, 'a'), 'lon')).toMatchObject([{ quantity: 3 }])
    }
  })

  it('is told what is cancelled: less is picked, and what was picked goes back', () => {
    const world = shop()
    world.stock('lon', 'SetStock', { quantity: 5 })
    ready(world, ['a', 3])
    draw(world, 'one', ['a'])
    world.settle()
    world.list('one', 'PickUnits', { position: 1, quantity: 2 })
    world.order('a', 'CancelOrderLines', { lines: [{ line: 1, quantity: 2 }], reason: 'Lost' })
    world.settle()
    expect(counts(world, 'one')).toEqual([[1, 1, 0, 1]])
  })

  it('is told what is sent: what was picked stays picked, and the rest needs no picking', () => {
    const world = shop()
    world.stock('lon', 'SetStock', { quantity: 5 })
    ready(world, ['a', 3])
    draw(world, 'one', ['a'])
    world.settle()
    world.list('one', 'PickUnits', { position: 1, quantity: 1 })
    world.order('a', 'ShipUnits', {})
    world.settle()
    expect(counts(world, 'one')).toEqual([[1, 1, 0, 0]])
    expect(stockIn(world)[0]).toEqual([2, 0])
  })
})

describe('units that are not found', () => {
  it('wait again, are asked for elsewhere, and do not lie there any more: once', () => {
    const world = shop()
    world.stock('lon', 'SetStock', { quantity: 3 })
    world.stock('ber', 'SetStock', { quantity: 1 })
    ready(world, ['a', 3])
    draw(world, 'one', ['a'])
    world.settle()
    world.list('one', 'ReportNotFound', { position: 1, quantity: 2 })
    world.settle()
    for (let event = 0; event < world.log.length; event += 1) world.deliverAgain(event)
    world.settle()
    expect(stockIn(world)).toEqual([
      [1, 1],
      [1, 1],
    ])
    expect(unitsIn(world, 'a')).toEqual({ to_pack: 2, backordered: 1 })
    expect(orderIn(world, 'a').lines[0]?.backordered).toBe(1)
    const adjusted = world.log.filter(({ type }) => type === 'StockAdjusted')
    expect(adjusted.map(({ data }) => data)).toEqual([{ by: -2, reason: 'not_found', pickList: 'one' }])
  })

  it('are not promised to anybody else meanwhile', () => {
    const world = shop()
    world.stock('lon', 'SetStock', { quantity: 2 })
    ready(world, ['a', 2])
    buy(world, 'b', [1])
    world.settle()
    draw(world, 'one', ['a'])
    world.settle()
    world.list('one', 'ReportNotFound', { position: 1, quantity: 2 })
    world.settle()
    expect(stockIn(world)[0]).toEqual([0, 0])
    expect(heldUnits(orderIn(world, 'b').lines[0] ?? (undefined as never))).toBe(0)
  })

  it('are counted once, though they are reported one by one and heard of backwards', () => {
    const world = shop()
    world.stock('lon', 'SetStock', { quantity: 3 })
    ready(world, ['a', 3])
    draw(world, 'one', ['a'])
    world.settle()
    for (const _ of [1, 2]) world.list('one', 'ReportNotFound', { position: 1, quantity: 1 })
    world.settle(pending => pending - 1)
    expect(stockIn(world)[0]).toEqual([1, 1])
    expect(unitsIn(world, 'a')).toEqual({ to_pack: 1, backordered: 2 })
  })

  it('are lost by the order, though it hears first that the list is over', () => {
    const world = shop()
    world.stock('lon', 'SetStock', { quantity: 3 })
    ready(world, ['a', 3])
    draw(world, 'one', ['a'])
    world.settle()
    world.list('one', 'PickUnits', { position: 1, quantity: 2 })
    world.list('one', 'ReportNotFound', { position: 1, quantity: 1 })
    world.list('one', 'FinishPickList', { leaveOpen: false })
    world.settle(pending => pending - 1)
    expect(stockIn(world)[0]).toEqual([2, 2])
    expect(claimsOf(orderIn(world, 'a').picking)).toMatchObject([{ quantity: 2, missing: 1 }])
  })
})

/** What an order believes a list to take, and what the list believes: the same once nothing more follows. */
const expectAgreed = (world: World) => {
  expect(world.refused).toEqual([])
  for (const [id, { status, positions }] of world.lists())
    for (const position of positions) {
      const claim = orderIn(world, position.order).picking.claims.get(claimKey(id, position.position))
      const { picked, sent, missing, quantity, toPutBack } = position
      expect(Math.min(picked - sent, openOf(position), missing, quantity, toPutBack)).toBeGreaterThanOrEqual(0)
      const left = status === 'abandoned' ? 0 : picked - sent + (status === 'open' ? openOf(position) : 0)
      expect(claim?.quantity ?? 0).toBe(left)
    }
  const held = world.orders().flatMap(([, { lines }]) => lines.flatMap(one => one.held))
  PLACES.forEach((place, index) => {
    const there = world.stocks()[index]
    expect(sum(held.map(({ warehouse, quantity }) => (warehouse === place ? quantity : 0)))).toBe(there?.promised)
    expect(there?.onHand ?? 0).toBeGreaterThanOrEqual(0)
  })
  const isLacking = world.orders().some(([, { process, lines }]) =>
    lines.some(one => {
      const lacking = unitsLacking(processNamed(process), one)
      expect(one.backordered).toBe(lacking)
      return lacking > 0
    }),
  )
  if (isLacking) for (const there of world.stocks()) expect(available(there)).toBe(0)
}

/** At every moment: no unit is on two lists, none is claimed that is not held, and no more is sent than was ordered and not cancelled. */
const expectSound = (world: World) => {
  for (const [, { lines, picking, shipments }] of world.orders())
    for (const { line: number, held, quantity, cancelled } of lines) {
      const claims = claimsOf(picking).filter(claim => claim.line === number)
      for (const place of PLACES) {
        const inPlace = ({ warehouse }: { readonly warehouse: string }) => warehouse === place
        const claimed = sum(claims.filter(inPlace).map(claim => claim.quantity))
        expect(claimed).toBeLessThanOrEqual(sum(held.filter(inPlace).map(one => one.quantity)))
      }
      const shipped = sum(shipments.all.map(({ shares }) => shares.get(number)?.shipped ?? 0))
      expect(shipped).toBeLessThanOrEqual(quantity - cancelled)
    }
}

const id = fc.constantFrom('a', 'b', 'c')
const list = fc.constantFrom('one', 'two', 'three')
const place = fc.constantFrom(...PLACES)
const many = fc.integer({ min: 1, max: 4 })
const position = fc.integer({ min: 1, max: 3 })
type Act = (world: World) => unknown

const isThere = (world: World, of: string) => world.orders().some(([one]) => one === of)
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(id, fc.array(many, { minLength: 1, maxLength: 2 })).map(
    ([of, lines]): Act =>
      world => {
        if (!isThere(world, of)) buy(world, of, lines)
        return world.order(of, 'AdvanceOrder', { step: 'skip_wait' })
      },
  ),
  fc.tuple(place, fc.nat(9)).map(
    ([where, quantity]): Act =>
      world =>
        world.stock(where, 'SetStock', { quantity }),
  ),
  {
    weight: 3,
    arbitrary: fc.tuple(list, place).map(
      ([of, where]): Act =>
        world => {
          const there = world.orders().map(([one]) => one)
          return there.length === 0 ? undefined : draw(world, of, there, where)
        },
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(list, position, many, fc.constantFrom('PickUnits', 'PickUnits', 'PutBackUnits', 'ReportNotFound'))
      .map(
        ([of, number, quantity, type]): Act =>
          world =>
            world.list(of, type, { position: number, quantity }),
      ),
  },
  fc.tuple(list, fc.boolean()).map(
    ([of, isFinished]): Act =>
      world =>
        isFinished
          ? world.list(of, 'FinishPickList', { leaveOpen: true })
          : world.list(of, 'AbandonPickList', { reason: 'Late' }),
  ),
  fc.tuple(id, fc.integer({ min: 1, max: 2 }), many).map(
    ([of, number, quantity]): Act =>
      world =>
        world.order(of, 'CancelOrderLines', { lines: [{ line: number, quantity }], reason: 'Lost' }),
  ),
  fc.tuple(id, fc.integer({ min: 1, max: 2 }), many).map(
    ([of, number, quantity]): Act =>
      world =>
        world.order(of, 'ShipUnits', { lines: [{ line: number, quantity }] }),
  ),
  fc.tuple(id, fc.integer({ min: 1, max: 2 }), many).map(
    ([of, number, quantity]): Act =>
      world =>
        world.order(of, 'CreateShipment', { units: [{ shipment: 1, line: number, quantity }] }),
  ),
  id.map(
    (of): Act =>
      world =>
        world.order(of, 'SplitByWarehouse', {}),
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
  fc.tuple(fc.nat(50), fc.boolean()).map(
    ([which, isBlind]): Act =>
      world =>
        world.deliverPending(which, { isBlind }),
  ),
  fc.tuple(fc.nat(50), fc.nat(2)).map(
    ([which, crashAfter]): Act =>
      world =>
        world.deliverPending(which, { crashAfter }),
  ),
  fc.nat(500).map(
    (which): Act =>
      world =>
        world.deliverAgain(which),
  ),
)

describe('whatever lists, orders, people and crashes do', () => {
  it('no unit is on two lists, none is lost, and all agree in the end', () => {
    const seen = { UnitsMissing: 0, PickingWithdrawn: 0, PickListFinished: 0 }
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 3, arbitrary: acts }, { weight: 4, arbitrary: deliveries }), {
          minLength: 40,
          maxLength: 110,
        }),
        fc.nat(1000),
        (happening, seed) => {
          const world = shop()
          world.stock('lon', 'SetStock', { quantity: 6 })
          world.stock('ber', 'SetStock', { quantity: 3 })
          ready(world, ['a', 3, 2], ['b', 2])
          for (const act of happening) {
            act(world)
            expectSound(world)
          }
          let turn = seed
          world.settle(pending => (turn = (turn * 31 + 7) % 1009) % pending)
          expectSound(world)
          expectAgreed(world)
          const before = world.log.length
          for (let event = 0; event < world.log.length; event += 1) world.deliverAgain(event)
          world.settle()
          expect(world.log.length).toBe(before)
          for (const { type } of world.log) if (type in seen) seen[type as keyof typeof seen] += 1
        },
      ),
      { numRuns: 400 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  })
})
