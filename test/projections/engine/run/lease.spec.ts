import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EventStore, positionToken } from '../../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../../eventstore/memory.ts'
import { products } from '../../../../projections/catalog/product.ts'
import type { Hooks } from '../../../../projections/engine/store/batch.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { type Started, startTestReadSide, writer } from '../../../support/read-side.ts'
import { sightings } from '../../../support/sightings.ts'

let database: TestDatabase
let eventStore: EventStore
let write: ReturnType<typeof writer>
const running: Started[] = []

beforeEach(async () => {
  database = await createDatabase()
  database.pool.on('error', () => undefined)
  eventStore = memoryEventStore()
  write = writer(eventStore)
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(readSide => readSide.stop()))
  await database.close()
})

const start = async (owner: string, leaseSeconds: number, hooks: Hooks = {}) => {
  const projections = [products, sightings]
  const started = await startTestReadSide({ pool: database.pool, eventStore, projections, owner, leaseSeconds, hooks })
  running.push(started)
  return started
}
const rename = (en: string) => ({ type: 'ProductRenamed' as const, data: { names: { en } } })
const create = () => write('product-A', { type: 'ProductCreated', data: { sku: 'A', names: { en: 'A' } } })
const isFresh = async (readSide: Started, timeoutMs = 5_000) =>
  await readSide.waitFor(positionToken(await eventStore.head()), { models: ['products', 'sightings'] }, timeoutMs)
const roleOf = async (readSide: Started) => (await readSide.status()).process.role

/** A gate that stops whoever comes to it once it is closed. */
const newGate = () => {
  let opened: (() => void) | undefined
  let reached: (() => void) | undefined
  let isClosed = false
  return {
    pass: async () => {
      if (!isClosed) return
      isClosed = false
      reached?.()
      await new Promise<void>(resolve => {
        opened = resolve
      })
    },
    close: () => {
      isClosed = true
      return new Promise<void>(resolve => {
        reached = resolve
      })
    },
    open: () => opened?.(),
  }
}

test.each(['beforeBatch', 'beforeCommit'] as const)(
  'of two leaders, one of them paused at %s beyond its lease, only the later one commits',
  async place => {
    const gate = newGate()
    const paused = await start('paused', 0.6, { [place]: gate.pass })
    await create()
    expect(await isFresh(paused)).toBe('fresh')
    const atGate = gate.close()
    await write('product-A', rename('B'))
    await atGate
    // The whole process stands still: also nobody renews.
    await database.pool.query(
      `update projections.lease set expires_at = clock_timestamp() - interval '1 second', owner = 'gone'`,
    )
    const other = await start('other', 0.6)
    expect(await isFresh(other, 10_000)).toBe('fresh')
    const { rows: before } = await database.pool.query('select epoch from projections.checkpoint order by model')
    gate.open()
    await write('product-A', rename('C'))
    expect(await isFresh(other)).toBe('fresh')
    await expect.poll(() => roleOf(paused)).toBe('standby')
    expect(await roleOf(other)).toBe('leader')
    const { rows } = await database.pool.query('select epoch from projections.checkpoint order by model')
    expect(rows).toEqual(before)
    const { rows: seen } = await database.pool.query('select seen from sightings_v1_g1.sighting')
    expect(seen).toEqual([{ seen: '3' }])
  },
)

test('an idle leader keeps its lease for ten leases', async () => {
  const idle = await start('idle', 0.6)
  await create()
  expect(await isFresh(idle)).toBe('fresh')
  const other = await start('other', 0.6)
  const { leaders: first } = await idle.status()
  await pause(6_000)
  const { leaders: last } = await other.status()
  expect(last).toMatchObject([{ owner: 'idle', epoch: first[0]?.epoch, models: ['products', 'sightings'] }])
  expect(await roleOf(other)).toBe('standby')
})

test('a leader that stops gives its lease up at once', async () => {
  const first = await start('first', 60)
  await create()
  expect(await isFresh(first)).toBe('fresh')
  const second = await start('second', 60)
  await first.stop()
  await write('product-A', rename('B'))
  expect(await isFresh(second)).toBe('fresh')
  expect(await roleOf(first)).toBe('stopped')
  expect(await roleOf(second)).toBe('leader')
})

test('a lease that a clock which ran ahead has given, by one that is gone, keeps nobody from projecting', async () => {
  const first = await start('first', 1)
  await create()
  expect(await isFresh(first)).toBe('fresh')
  await first.stop()
  await database.pool.query(
    `update projections.lease set expires_at = clock_timestamp() + interval '400 days', owner = 'gone'`,
  )
  const second = await start('second', 1)
  await write('product-A', rename('B'))
  expect(await isFresh(second)).toBe('fresh')
})
