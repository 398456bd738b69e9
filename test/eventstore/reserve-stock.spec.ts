import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { stock } from '../../domain/catalog/stock.ts'
import { available } from '../../domain/catalog/stock-moves.ts'
import { fold } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import { reserveStock } from '../../domain/processes/reserve-stock.ts'
import type { Execute } from '../../eventstore/command.ts'
import { runProcess } from '../../eventstore/react.ts'
import type { ProcessPlace, ReactState } from '../../eventstore/react-state.ts'
import { placed } from '../support/orders.ts'
import { writer } from '../support/read-side.ts'
import { withStores } from '../support/write-side.ts'

class Crash extends Error {}

const ORDER = '536365'
const STOCKS = ['lon.MUG', 'ber.MUG'] as const

let stop = new AbortController()
afterEach(() => stop.abort())

/**
 * A shop with one mug in London and two in Berlin, in which everything stops once, at that one of the points between two steps;
 * at none when it is 0. After it has stopped, what is looked up is known otherwise.
 */
const shopThatCrashes = async (crashAt: number) => {
  stop = new AbortController()
  const { signal } = stop
  const side = await withStores()
  const write = writer(side.store)
  let points = 0
  let hasCrashed = false
  const point = () => {
    points += 1
    if (points !== crashAt) return
    hasCrashed = true
    throw new Crash()
  }
  const execute: Execute = async command => {
    point()
    const outcome = await side.execute(command)
    point()
    return outcome
  }
  let place: ProcessPlace | undefined
  const parked: unknown[] = []
  const errors: unknown[] = []
  const state: ReactState = {
    placeOf: async () => place,
    advance: async (_, to) => {
      point()
      place = to
      point()
    },
    park: async refused => void parked.push(refused),
    firedTimers: async () => new Set(),
    recordTimer: async () => undefined,
  }
  const lookForStock = async (_: string, skus: readonly string[]) => {
    const there = ['lon', 'ber'].map(warehouse => ({ warehouse, skus: [...skus] }))
    return hasCrashed ? there.toReversed() : there
  }
  const nothing = async () => undefined
  const deps = { ...side, execute, state, lookForStock, shutOut: nothing, resetFactor: nothing }
  const running = async () => {
    while (!signal.aborted) {
      await runProcess(deps, reserveStock, signal).catch(error => errors.push(error))
      await delay(1)
    }
  }
  await write('stock-lon.MUG', { type: 'StockSet', data: { quantity: 1 } })
  await write('stock-ber.MUG', { type: 'StockSet', data: { quantity: 2 } })
  void running()
  await expect.poll(() => place !== undefined, { interval: 1 }).toBe(true)
  await write(`order-${ORDER}`, placed())
  const eventsOf = async (stream: string) =>
    (await side.store.readStream(stream)).map(event => ({ ...event, at: new Date(), commandId: '' })) as never
  return {
    order: async () => fold(order.evolve, order.initial, await eventsOf(`order-${ORDER}`)),
    stocks: async () =>
      Promise.all(STOCKS.map(async id => fold(stock.evolve, stock.initial, await eventsOf(`stock-${id}`)))),
    send: (type: string, data: object) => side.send(order, ORDER, type, data),
    parked,
    errors,
    points: () => points,
  }
}
type Shop = Awaited<ReturnType<typeof shopThatCrashes>>

const heldBy = async ({ order: read }: Shop) => {
  const state = await read()
  const held = state.status === 'absent' ? [] : state.lines.flatMap(one => one.held)
  return held.map(({ warehouse, quantity }) => `${warehouse} ${quantity}`).toSorted()
}

const left = async ({ stocks }: Shop) =>
  (await stocks()).map(one => ({ onHand: one.onHand, promised: one.promised, free: available(one) }))

const eventually = (read: () => Promise<unknown>, expected: unknown) =>
  expect.poll(read, { interval: 2, timeout: 5_000 }).toEqual(expected)

/** Reserved, then one cancelled, then the other two shipped, each once what was before is done. */
const lived = async (crashAt: number) => {
  const shop = await shopThatCrashes(crashAt)
  await eventually(() => heldBy(shop), ['ber 2', 'lon 1'])
  await eventually(async () => (await shop.stocks()).map(({ promised }) => promised), [1, 2])
  await shop.send('CancelOrderLines', { lines: [{ line: 1, quantity: 1 }], reason: 'Lost' })
  await eventually(async () => (await shop.stocks()).reduce((sum, { promised }) => sum + promised, 0), 2)
  await shop.send('AdvanceOrder', { step: 'skip_wait' })
  await shop.send('ShipUnits', {})
  await eventually(
    async () => (await left(shop)).map(({ onHand, promised }) => [onHand, promised]),
    expect.toSatisfy(
      (all: unknown) => JSON.stringify(all) === '[[0,0],[1,0]]' || JSON.stringify(all) === '[[1,0],[0,0]]',
    ),
  )
  return shop
}

describe('the stock of an order', () => {
  it('is reserved, let go and taken by itself', async () => {
    const { parked, errors } = await lived(0)
    expect([parked, errors]).toEqual([[], []])
  })

  it('is the same wherever everything stops on the way', async () => {
    const shop = await lived(0)
    await expect.poll(shop.points, { interval: 5 }).toBeGreaterThanOrEqual(20)
    const all = shop.points()
    stop.abort()
    for (let crashAt = 1; crashAt <= all; crashAt += 1) {
      const { parked, errors, points } = await lived(crashAt)
      await expect.poll(points, { interval: 2 }).toBeGreaterThanOrEqual(crashAt)
      expect([crashAt, parked]).toEqual([crashAt, []])
      expect(errors).toEqual([expect.any(Crash)])
      stop.abort()
    }
  })
})
