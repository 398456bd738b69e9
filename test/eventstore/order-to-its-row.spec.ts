import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { askProvider } from '../../api/payment/request-payment.ts'
import { openAsking } from '../../bin/ask-providers.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { fold } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import { paidOf } from '../../domain/orders/process/money.ts'
import type { PaymentProvider } from '../../domain/payment/provider.ts'
import { payOrders } from '../../domain/processes/pay-orders.ts'
import type { Process } from '../../domain/processes/process.ts'
import { reserveStock } from '../../domain/processes/reserve-stock.ts'
import type { Execute } from '../../eventstore/command.ts'
import { positionToken } from '../../eventstore/event-store.ts'
import { runProcess } from '../../eventstore/react.ts'
import type { ProcessPlace, ReactState } from '../../eventstore/react-state.ts'
import { orders } from '../../projections/orders/order.ts'
import { payments } from '../../projections/payment/payment.ts'
import { paymentMethods } from '../../projections/payment/payment-method.ts'
import { readUnanswered, type UnansweredPayment } from '../../projections/payment/unanswered.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { placed } from '../support/orders.ts'
import { startTestReadSide, writer } from '../support/read-side.ts'
import { withStores } from '../support/write-side.ts'

class Crash extends Error {}

/**
 * A shop on real tables, with the processes between an order, its payment and its stock. From the point at which it crashes
 * everything fails that comes to another one, until something is begun again.
 */
const shopThatCrashes = async (database: TestDatabase) => {
  const stop = new AbortController()
  const { signal } = stop
  const side = await withStores()
  const write = writer(side.store)
  let [points, crashAt, isDown] = [0, 0, false]
  const point = () => {
    points += 1
    isDown ||= points === crashAt
    if (isDown) throw new Crash()
  }
  const execute: Execute = async command => {
    point()
    const outcome = await side.execute(command)
    point()
    return outcome
  }
  const places = new Map<string, ProcessPlace>()
  const parked: unknown[] = []
  const state: ReactState = {
    placeOf: async name => places.get(name),
    advance: async (name, to) => {
      point()
      places.set(name, to)
      point()
    },
    park: async refused => void parked.push(refused),
    firedTimers: async () => new Set(),
    recordTimer: async () => undefined,
  }
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const readSide = await startTestReadSide({
    pool: database.pool,
    eventStore: side.store,
    projections: [orders, payments, paymentMethods],
    onError,
    hooks: { beforeBatch: point, beforeCommit: point, afterCommit: point },
  })
  await readSide.ready()
  const taken = new Map<string, number>()
  const provider: PaymentProvider = {
    request: async ({ requestKey, amount }) => {
      taken.set(requestKey, amount)
      return { says: 'accepted', authorised: amount, captured: { id: `took-${requestKey}`, amount } }
    },
  }
  let now = 0
  const asking = openAsking<UnansweredPayment>({
    ask: async asked => {
      point()
      await askProvider({ execute, newId: randomUUID }, provider, asked)
      point()
    },
    // Each look is after whatever wait there was.
    now: () => (now += 1_000_000),
    signal,
    onError,
  })
  const untilStopped = async (work: () => Promise<void>) => {
    while (!signal.aborted) {
      await work().catch(onError)
      await delay(1)
      isDown = false
    }
  }
  const deps = {
    ...side,
    execute,
    state,
    shutOut: async () => undefined,
    resetFactor: async () => undefined,
    lookForStock: async (_: string, skus: readonly string[]) => [{ warehouse: 'lon', skus: [...skus] }],
  }
  const running = [
    ...[payOrders, reserveStock].map((process: Process) => untilStopped(() => runProcess(deps, process, signal))),
    untilStopped(async () => {
      asking.begin(await readUnanswered(readSide.queries()))
      await asking.idle()
    }),
  ]
  await write('stock-lon.MUG', { type: 'StockSet', data: { quantity: 3000 } })
  await write('paymentMethod-card', {
    type: 'PaymentMethodAdded',
    data: { provider: 'dummy', names: { en: 'Card' }, stores: null, process: 'card-1', fees: [] },
  })
  await expect.poll(() => places.size, { interval: 1 }).toBe(2)
  const eventsOf = async (stream: string) =>
    (await side.store.readStream(stream)).map(event => ({ ...event, at: new Date(), commandId: '' })) as never
  return {
    ...side,
    taken,
    parked,
    errors,
    readSide,
    /** Places an order, and crashes at so manieth a point from then on. */
    place: async (id: string, at: number) => {
      ;[points, crashAt] = [0, at]
      const payment = { method: 'card', name: 'Card', process: 'card-1' }
      await write(`order-${id}`, placed({ number: id, process: 'card-1', state: 'payment_pending', payment }))
    },
    hasCrashed: () => points >= crashAt,
    /** What is told of an order and of its payment, which has the id of the event that placed it. */
    stored: async (id: string) => {
      const told = await side.store.readStream(`order-${id}`)
      const payment = await side.store.readStream(`payment-${told[0]?.id}`)
      return { order: told.map(({ type }) => type), payment: payment.map(({ type }) => type) }
    },
    order: async (id: string) => fold(order.evolve, order.initial, await eventsOf(`order-${id}`)),
    stock: async () => fold(stock.evolve, stock.initial, await eventsOf('stock-lon.MUG')),
    stop: async () => {
      stop.abort()
      await Promise.all([...running, asking.idle()])
      await readSide.stop()
    },
  }
}
type Shop = Awaited<ReturnType<typeof shopThatCrashes>>

const rowsOf = async ({ readSide }: Shop, id: string) => {
  const db = readSide.queries()
  const row = await db
    .selectFrom('sales_order')
    .select(['revision', 'paid', 'authorised', 'paymentState', 'backordered', 'states'])
    .where('id', '=', id)
    .executeTakeFirst()
  const lines = await db.selectFrom('order_line').select(['line', 'held']).where('order', '=', id).execute()
  const units = await db.selectFrom('order_unit').select(['state', 'quantity']).where('order', '=', id).execute()
  return { ...row, lines, units }
}

/** What the rows of an order have to say by what is stored of it. */
const asStored = async (shop: Shop, id: string) => {
  const state = await shop.order(id)
  if (state.status === 'absent') throw new Error(`no order ${id}`)
  const { length } = await shop.store.readStream(`order-${id}`)
  return {
    revision: length - 1,
    paid: paidOf(state),
    authorised: state.payments.authorised,
    paymentState: 'paid',
    backordered: 0,
    states: ['shipped'],
    lines: state.lines.map(({ line, held }) => ({ line, held })),
    units: state.lines.flatMap(({ units }) =>
      Object.entries(units).map(([state, { quantity }]) => ({ state, quantity })),
    ),
  }
}

const eventually = (read: () => Promise<unknown>, expected: object) =>
  expect.poll(read, { interval: 2, timeout: 10_000 }).toMatchObject(expected)

/** Paid and reserved by itself, then packed and sent; then the rows are what is stored. */
const lived = async (shop: Shop, id: string, crashAt: number) => {
  await shop.place(id, crashAt)
  const confirmed = { payments: { captured: 1200 }, lines: [{ held: [{ quantity: 3 }] }] }
  await eventually(() => shop.order(id), confirmed)
  await shop.send(order, id, 'AdvanceOrder', { step: 'skip_wait' })
  await shop.send(order, id, 'ShipUnits', {})
  await eventually(shop.stock, { promised: 0 })
  const head = positionToken(await shop.store.head())
  expect([crashAt, await shop.readSide.waitFor(head, { models: ['orders'] }, 10_000)]).toEqual([crashAt, 'fresh'])
  expect([crashAt, await rowsOf(shop, id)]).toEqual([crashAt, await asStored(shop, id)])
}

const ONCE = [
  'OrderAdvanced',
  'OrderPlaced',
  'PaymentAuthorized',
  'PaymentCaptured',
  'StockAsked',
  'UnitsReserved',
  'UnitsShipped',
]

it('an order comes to the same row, paid, reserved and sent once, wherever everything stops on the way', async () => {
  const database = await createDatabase()
  const shop = await shopThatCrashes(database)
  onTestFinished(async () => {
    await shop.stop()
    await database.close()
  })
  let tried = 0
  do {
    tried += 1
    const id = `${1000 + tried}`
    await lived(shop, id, tried)
    const { order: stored, payment } = await shop.stored(id)
    expect([tried, stored.toSorted()]).toEqual([tried, ONCE])
    expect([tried, payment]).toEqual([tried, ['PaymentRequested', 'PaymentAccepted', 'PaymentReceived']])
    expect(await shop.stock()).toMatchObject({ onHand: 3000 - 3 * tried })
  } while (shop.hasCrashed())
  console.log(`crashed at ${tried - 1} points`)
  expect(tried).toBeGreaterThan(40)
  expect([...shop.taken.values()]).toEqual(Array.from({ length: tried }, () => 1200))
  expect(shop.parked).toEqual([])
  expect(shop.errors.filter(error => !(error instanceof Crash))).toEqual([])
})
