import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { order } from '../../domain/orders/order.ts'
import { giveNumbers } from '../../domain/processes/give-numbers.ts'
import { numberRange } from '../../domain/shop/number-range.ts'
import type { Execute } from '../../eventstore/command.ts'
import { type EventStore, START } from '../../eventstore/event-store.ts'
import { runProcess } from '../../eventstore/react.ts'
import { type Engine, engines } from '../support/engines.ts'
import { type WriteSide, withStores, writeSide } from '../support/write-side.ts'

const RANGE = 'DE-orders'
const sold = { kind: 'manual', sku: 'X', name: 'X', quantity: 1, unitPrice: '1.00' }
const sale = { store: 'DE', currency: 'EUR', country: 'DE', customer: null, placedOn: '2026-03-01', lines: [sold] }

const openRange = ({ send }: WriteSide) =>
  send(numberRange, RANGE, 'OpenNumberRange', { prefix: 'DE-', width: 4, next: 1 })

const placeOrders = async (sides: readonly WriteSide[], count: number): Promise<string[]> => {
  const ids = Array.from({ length: count }, () => randomUUID())
  await Promise.all(ids.map(async (id, n) => sides[n % sides.length]?.send(order, id, 'RecordOrder', sale)))
  return ids
}

/** A server that reacts to everything from the first event on, and breaks down at its nth command, before it or behind it. */
const react = async (side: WriteSide, stop: AbortSignal, breaksAt = Number.POSITIVE_INFINITY): Promise<void> => {
  const { logId } = await side.store.identity()
  let count = 0
  const execute: Execute = async command => {
    count += 1
    if (count > breaksAt) throw new Error('broken down')
    const outcome = await side.execute(command)
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
    if (count === breaksAt) throw new Error('broken down')
    return outcome
  }
  const state = {
    placeOf: async () => ({ logId, position: START, lastEvent: null }),
    advance: async () => undefined,
    park: async (parked: object) => {
      throw new Error(JSON.stringify(parked))
    },
  } as never
  const nothing = async () => undefined
  const nowhere = async () => []
  const deps = {
    store: side.store,
    vault: side.vault,
    execute,
    state,
    shutOut: nothing,
    resetFactor: nothing,
    lookForStock: nowhere,
  }
  await runProcess(deps, giveNumbers, stop).catch(error => {
    if (!String(error).includes('broken down')) throw error
  })
}

/** The numbers that documents have, by the document, and the numbers of the book in their order. */
const numbersIn = async (store: EventStore, ids: readonly string[]) => {
  const book = (await store.readStream(`numberBook-${RANGE}`)).filter(({ type }) => type === 'NumberGiven')
  const noted = await Promise.all(
    ids.map(async id =>
      (await store.readStream(`order-${id}`))
        .filter(({ type }) => type === 'OrderNumbered')
        .map(({ data }) => data['number']),
    ),
  )
  return { given: book.map(({ data }) => data), noted }
}

const expectAllNumbered = async (store: EventStore, ids: readonly string[], timeout = 20_000) => {
  await expect
    .poll(async () => (await numbersIn(store, ids)).noted.every(({ length }) => length > 0), { timeout, interval: 50 })
    .toBe(true)
  const { given, noted } = await numbersIn(store, ids)
  expect(given.map(({ number }) => number)).toEqual(ids.map((_, n) => n + 1))
  expect(new Set(given.map(({ to }) => to))).toEqual(new Set(ids))
  expect(noted.map(({ length }) => length)).toEqual(ids.map(() => 1))
  const texts = new Map(given.map(({ to, text }) => [to, text]))
  expect(noted.map(([number]) => number)).toEqual(ids.map(id => texts.get(id)))
  expect(new Set(texts.values()).size).toBe(ids.length)
}

describe.each(engines)('numbers that servers give at once on %s', (name, start) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await start()
  })
  afterAll(() => engine.close())

  // So many that the book is carried forward, in the first wave over orders that wait and in the second over those that do not.
  const waves = name === 'EventStoreDB' ? [30, 10] : [140, 130]

  it('are one for each order and all there are, also when all of it is reacted to once more', async () => {
    const one = await withStores({ store: await engine.newStore() })
    const sides = [one, writeSide(one)]
    await openRange(one)
    const ids: string[] = []
    for (const count of waves) {
      ids.push(...(await placeOrders(sides, count)))
      const stop = new AbortController()
      // It gives all of them a number and breaks down before any order has noted it.
      if (ids.length === count) await react(writeSide(one), stop.signal, count)
      const running = sides.map(side => react(writeSide(side), stop.signal))
      await expectAllNumbered(one.store, ids, 60_000)
      stop.abort()
      await Promise.all(running)
    }
    const types = (await one.store.readStream(`numberBook-${RANGE}`)).map(({ type }) => type)
    expect(types.filter(type => type === 'NumbersCarriedForward')).toHaveLength(Math.floor(ids.length / 128))
    // Each order asks once more, and each number is noted once more.
    await react(writeSide(one), new AbortController().signal, 2 * ids.length)
    await expectAllNumbered(one.store, ids)
  }, 90_000)

  it('are so wherever servers break down and begin anew from the first event', async () => {
    const breaks = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(breaks, async places => {
        const one = await withStores({ store: await engine.newStore() })
        const sides = [one, writeSide(one), writeSide(one)]
        await openRange(one)
        const ids = await placeOrders(sides, 8)
        const stop = new AbortController()
        for (const place of places)
          await Promise.all(sides.map((side, n) => react(writeSide(side), stop.signal, place + n)))
        const running = sides.map(side => react(writeSide(side), stop.signal))
        await expectAllNumbered(one.store, ids)
        stop.abort()
        await Promise.all(running)
      }),
      { numRuns: name === 'memory' ? 25 : 3 },
    )
  }, 120_000)
})
