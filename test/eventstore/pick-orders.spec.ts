import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { stock } from '../../domain/catalog/stock.ts'
import { fold } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import { claimsOf } from '../../domain/orders/picking-state.ts'
import { pickOrders } from '../../domain/processes/pick-orders.ts'
import type { Process } from '../../domain/processes/process.ts'
import { reserveStock } from '../../domain/processes/reserve-stock.ts'
import { pickList } from '../../domain/shipping/pick-list.ts'
import type { Execute } from '../../eventstore/command.ts'
import { runProcess } from '../../eventstore/react.ts'
import type { ProcessPlace, ReactState } from '../../eventstore/react-state.ts'
import { placed } from '../support/orders.ts'
import { writer } from '../support/read-side.ts'
import { withStores } from '../support/write-side.ts'

class Crash extends Error {}

const ORDER = '536365'
const LIST = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e95'
const STOCKS = ['lon.MUG', 'ber.MUG'] as const

let stop = new AbortController()
afterEach(() => stop.abort())

/** Three mugs in London that an order holds, and one in Berlin; everything stops once, at that one of the points between two steps. */
const shopThatCrashes = async (crashAt: number) => {
  stop = new AbortController()
  const { signal } = stop
  const side = await withStores()
  const write = writer(side.store)
  let points = 0
  const point = () => {
    points += 1
    if (points === crashAt) throw new Crash()
  }
  const execute: Execute = async command => {
    point()
    const outcome = await side.execute(command)
    point()
    return outcome
  }
  const parked: unknown[] = []
  const errors: unknown[] = []
  const nothing = async () => undefined
  const lookForStock = async (_: string, skus: readonly string[]) =>
    ['lon', 'ber'].map(warehouse => ({ warehouse, skus: [...skus] }))
  /** Runs a process, again whenever it stops; answers whether it has begun. */
  const run = (process: Process) => {
    let place: ProcessPlace | undefined
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
    const deps = { ...side, execute, state, lookForStock, shutOut: nothing, resetFactor: nothing }
    const running = async () => {
      while (!signal.aborted) {
        await runProcess(deps, process, signal).catch(error => errors.push(error))
        await delay(1)
      }
    }
    void running()
    return () => place !== undefined
  }
  const held = { line: 1, quantity: 3, sku: 'MUG', warehouse: 'lon', reservation: 'r' }
  await write('warehouse-lon', { type: 'WarehouseOpened', data: { name: 'London' } })
  await write(
    'stock-lon.MUG',
    { type: 'StockSet', data: { quantity: 3 } },
    { type: 'StockReserved', data: { reservation: 'r', order: ORDER, quantity: 3 } },
  )
  await write('stock-ber.MUG', { type: 'StockSet', data: { quantity: 1 } })
  await write(`order-${ORDER}`, placed({ state: 'to_pack' }), {
    type: 'UnitsReserved',
    data: { lines: [held], store: 'UK' },
  })
  const begun = [reserveStock, pickOrders].map(run)
  await expect.poll(() => begun.every(hasBegun => hasBegun()), { interval: 1 }).toBe(true)
  const eventsOf = async (stream: string) =>
    (await side.store.readStream(stream)).map(event => ({ ...event, at: new Date(), commandId: '' })) as never
  return {
    order: async () => {
      const state = fold(order.evolve, order.initial, await eventsOf(`order-${ORDER}`))
      if (state.status === 'absent') throw new Error('no order')
      return state
    },
    list: async () => {
      const state = fold(pickList.evolve, pickList.initial, await eventsOf(`pickList-${LIST}`))
      return state.status === 'absent' ? undefined : state
    },
    stocks: async () =>
      Promise.all(
        STOCKS.map(async id => {
          const { onHand, promised } = fold(stock.evolve, stock.initial, await eventsOf(`stock-${id}`))
          return [onHand, promised]
        }),
      ),
    send: async (type: string, data: object) => {
      const outcome = await side.send(pickList, LIST, type, data)
      expect(outcome).toMatchObject({ kind: 'done' })
    },
    parked,
    errors,
    points: () => points,
  }
}

const eventually = (read: () => Promise<unknown>, expected: unknown) =>
  expect.poll(read, { interval: 2, timeout: 5_000 }).toEqual(expected)

/** Drawn, picked in part, one not found, which is found in Berlin, and finished. */
const lived = async (crashAt: number) => {
  const shop = await shopThatCrashes(crashAt)
  const { send } = shop
  await send('DrawPickList', { warehouse: 'lon', route: 'order', assignee: null, orders: [ORDER] })
  await eventually(async () => (await shop.list())?.positions.map(({ isConfirmed }) => isConfirmed), [true])
  await send('PickUnits', { position: 1, quantity: 2 })
  await send('ReportNotFound', { position: 1, quantity: 1 })
  await eventually(shop.stocks, [
    [2, 2],
    [1, 1],
  ])
  await eventually(async () => (await shop.order()).lines[0]?.units, { to_pack: { quantity: 3, dueAt: null } })
  await send('FinishPickList', { leaveOpen: false })
  await eventually(async () => [...(await shop.order()).picking.lists].map(([, is]) => is), ['over'])
  const claims = claimsOf((await shop.order()).picking)
  expect(claims.map(({ quantity, missing }) => [quantity, missing])).toEqual([[2, 1]])
  return shop
}

describe('a pick list and its order', () => {
  it('tell each other what is picked and what was not found', async () => {
    const { parked, errors } = await lived(0)
    expect([parked, errors]).toEqual([[], []])
  })

  it('say the same wherever everything stops on the way, and nothing is written off twice', async () => {
    const shop = await lived(0)
    await expect.poll(shop.points, { interval: 5 }).toBeGreaterThanOrEqual(20)
    const all = shop.points()
    stop.abort()
    for (let crashAt = 1; crashAt <= all; crashAt += 1) {
      const { parked, errors } = await lived(crashAt)
      expect([crashAt, parked]).toEqual([crashAt, []])
      expect(errors.every(error => error instanceof Crash)).toBe(true)
      stop.abort()
    }
  })
})
