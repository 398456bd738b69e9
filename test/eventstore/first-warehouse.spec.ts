import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openServing } from '../../bin/serve-waiting.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { fold } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import { reserveStock } from '../../domain/processes/reserve-stock.ts'
import type { Execute } from '../../eventstore/command.ts'
import { comparePositions, type Position, START } from '../../eventstore/event-store.ts'
import { runProcess } from '../../eventstore/react.ts'
import type { ProcessPlace, ReactState } from '../../eventstore/react-state.ts'
import { stocks } from '../../projections/catalog/stock.ts'
import { readStockPlaces } from '../../projections/catalog/stock-places.ts'
import { orders } from '../../projections/orders/order.ts'
import { ordersUnasked } from '../../projections/orders/order-unasked.ts'
import { warehouses } from '../../projections/shipping/warehouse.ts'
import { stores } from '../../projections/shop/store.ts'
import { createDatabase } from '../support/database.ts'
import { line, placed } from '../support/orders.ts'
import type { Happened } from '../support/projections.ts'
import { startTestReadSide, writer } from '../support/read-side.ts'
import { writeSide } from '../support/write-side.ts'

class Crash extends Error {}

const opened: Happened = {
  type: 'StoreOpened',
  data: {
    name: 'Shop',
    nameClaim: 'store-name.5f',
    timeZone: 'Europe/London',
    languages: ['en'],
    language: 'en',
    currencies: ['GBP'],
    currency: 'GBP',
    countries: [],
    priceMode: 'gross',
    taxRounding: 'line',
    sender: null,
  },
}

/** A shop on real tables in which those who wait are served; at one point everything stops until it is begun again. */
const shopThatStops = async () => {
  const database = await createDatabase()
  const stop = new AbortController()
  const { signal } = stop
  const side = writeSide()
  const write = writer(side.store)
  let [points, stopAt, isDown] = [0, 0, false]
  const point = () => {
    points += 1
    isDown ||= points === stopAt
    if (isDown) throw new Crash()
  }
  const execute: Execute = async command => {
    point()
    const outcome = await side.execute(command)
    point()
    return outcome
  }
  const places = new Map<string, ProcessPlace>()
  const state: ReactState = {
    placeOf: async name => places.get(name),
    advance: async (name, to) => {
      point()
      places.set(name, to)
    },
    park: async refused => void errors.push(refused),
    firedTimers: async () => new Set(),
    recordTimer: async () => undefined,
  }
  const errors: unknown[] = []
  const readSide = await startTestReadSide({
    pool: database.pool,
    eventStore: side.store,
    projections: [orders, ordersUnasked, stocks, warehouses, stores],
    onError: error => errors.push(error),
  })
  await readSide.ready()
  const untilStopped = async (work: () => Promise<void>) => {
    while (!signal.aborted) {
      await work().catch(error => errors.push(error))
      await delay(1)
      isDown = false
    }
  }
  let clock = 0
  /** What it remembers is lost where it stops. */
  const serving = async () => {
    const { look } = openServing({ execute, readSide, now: () => (clock += 1_000_000) })
    while (!signal.aborted) {
      await look()
      await delay(1)
    }
  }
  const deps = {
    ...side,
    execute,
    state,
    shutOut: async () => undefined,
    resetFactor: async () => undefined,
    lookForStock: (store: string, skus: readonly string[]) => readStockPlaces(readSide.queries(), store, skus),
  }
  const running = [untilStopped(() => runProcess(deps, reserveStock, signal)), untilStopped(serving)]
  await write('store-UK', opened)
  await expect.poll(() => places.size, { interval: 1 }).toBe(1)
  onTestFinished(async () => {
    stop.abort()
    await Promise.all(running)
    await readSide.stop()
    await database.close()
  })
  const told = async (stream: string) =>
    (await side.store.readStream(stream)).map(event => ({ ...event, at: new Date(), commandId: '' })) as never
  return {
    write,
    errors,
    stopAt: (at: number) => {
      ;[points, stopAt] = [0, at]
    },
    hasStopped: () => points >= stopAt,
    /** Whether the process has come so far. */
    hasSeen: (position: Position) => comparePositions(places.get(reserveStock.name)?.position ?? START, position) >= 0,
    order: async (id: string) => fold(order.evolve, order.initial, await told(`order-${id}`)),
    stock: async (id: string) => fold(stock.evolve, stock.initial, await told(`stock-${id}`)),
    asked: async (id: string) =>
      (await side.store.readStream(`order-${id}`)).filter(({ type }) => type === 'ReservationRequested').length,
  }
}

it('the first warehouse of a store serves who ordered before it, the oldest first, wherever everything stops on the way', async () => {
  const shop = await shopThatStops()
  let tried = 0
  do {
    tried += 1
    const [store, warehouse, old, young] = [`S${tried}`, `w${tried}`, `${tried}-old`, `${tried}-young`]
    await shop.write(`store-${store}`, opened)
    const mugs = { store, lines: [line({ quantity: 2, total: 800 })], total: 800 }
    await shop.write(`order-${old}`, { ...placed(mugs), at: '2026-01-15T09:00:00.000Z' })
    const last = await shop.write(`order-${young}`, { ...placed(mugs), at: '2026-01-15T09:30:00.000Z' })
    await expect.poll(() => shop.hasSeen(last), { interval: 1 }).toBe(true)
    await shop.write(`stock-${warehouse}.MUG`, { type: 'StockSet', data: { quantity: 3 } })
    shop.stopAt(tried)
    await shop.write(
      `warehouse-${warehouse}`,
      { type: 'WarehouseOpened', data: { name: warehouse } },
      { type: 'WarehouseStoresSet', data: { stores: [store] } },
    )
    const held = (quantity: number) => ({ lines: [{ held: [{ warehouse, quantity }] }] })
    await expect.poll(() => shop.order(old), { interval: 2, timeout: 10_000 }).toMatchObject(held(2))
    await expect.poll(() => shop.order(young), { interval: 2, timeout: 10_000 }).toMatchObject(held(1))
    await expect
      .poll(() => shop.stock(`${warehouse}.MUG`), { interval: 2, timeout: 10_000 })
      .toMatchObject({ onHand: 3, promised: 3 })
    expect([tried, await shop.asked(old), await shop.asked(young)]).toEqual([tried, 1, 1])
  } while (shop.hasStopped())
  console.log(`stopped at ${tried - 1} points`)
  expect(tried).toBeGreaterThan(20)
  expect(shop.errors.filter(error => !(error instanceof Crash))).toEqual([])
})
