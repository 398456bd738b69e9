import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type EventStore, positionToken } from '../../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../../eventstore/memory.ts'
import { products } from '../../../../projections/catalog/product.ts'
import { rebuild } from '../../../../projections/engine/build/rebuild.ts'
import { openUnsealed } from '../../../../projections/engine/fold/event.ts'
import { foldStream } from '../../../../projections/engine/fold/stream.ts'
import { withoutStored } from '../../../../projections/engine/model/stored-column.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { priceList } from '../../../support/price-list.ts'
import type { Happened } from '../../../support/projections.ts'
import { type Started, startTestReadSide, writer } from '../../../support/read-side.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
})
afterAll(() => database.close())

const projections = [products, priceList]
const models = { models: projections.map(({ name }) => name) }
const optionsOf = (eventStore: EventStore) => ({
  pool: database.pool,
  eventStore,
  projections,
  openPersonal: async () => openUnsealed,
  erasures: {},
})
const rebuildAll = async (eventStore: EventStore, batchSize: number, maxRows = 500_000) => {
  for (const { name } of projections) await rebuild(name, { ...optionsOf(eventStore), batchSize, maxRows })
}
/** Interrupted after every page, and begun again until it is through. */
const rebuildHaltingly = async (eventStore: EventStore, batchSize: number) => {
  for (const { name } of projections)
    for (let isDone = false; !isDone; ) {
      const halt = new AbortController()
      const { signal } = halt
      const options = { ...optionsOf(eventStore), batchSize, signal, code: 'same' }
      // Asked to end while it compares, it would compare again the next time, and never get further.
      const onProgress = ({ stage }: { readonly stage: string }) => {
        if (stage === 'building' || stage === 'indexing') halt.abort('halt')
      }
      isDone = await rebuild(name, { ...options, onProgress }).then(
        () => true,
        error => (error === 'halt' ? false : Promise.reject(error)),
      )
    }
}
const forget = async () => {
  const { rows } = await database.pool.query<{ drop: string }>(
    `select format('drop schema %I cascade', nspname) as drop from pg_namespace
     where nspname = 'projections' or nspname ~ '_v[0-9]+_g[0-9]+$'`,
  )
  for (const { drop } of rows) await database.pool.query(drop)
}

const sku = fc.constantFrom('A', 'B', 'C')
const store = fc.constantFrom('uk', 'de')
const names = fc.record({ en: fc.stringMatching(/^[a-z"\\{},' ]{1,8}$/) })
const currency = fc.constant('GBP' as const)
const change: fc.Arbitrary<Happened> = fc.oneof(
  fc.record({ type: fc.constant('ProductRenamed' as const), data: fc.record({ names }) }),
  fc.record({
    type: fc.constant('ProductDescribed' as const),
    data: fc.record({ descriptions: fc.record({ en: fc.string({ minLength: 1 }) }) }),
  }),
  fc.record({
    type: fc.constant('PriceChanged' as const),
    data: fc.record({ store, currency, price: fc.record({ gross: fc.constantFrom('1', '2.50', '3') }) }),
  }),
  fc.record({ type: fc.constant('PriceRemoved' as const), data: fc.record({ store, currency }) }),
  fc.record({ type: fc.constant('ProductActivated' as const), data: fc.constant({}) }),
)
const log = fc.array(fc.tuple(sku, change), { minLength: 1, maxLength: 40 })

const tables = ['product', 'product_price', 'price', 'heading'] as const
const rowsOf = async (readSide: Started) => {
  // The spec's own read model is not in the shop's Database type.
  const db = readSide.queries() as never as {
    selectFrom: (table: string) => { selectAll: () => { execute: () => Promise<object[]> } }
  }
  const found: Record<string, object[]> = {}
  for (const table of tables) found[table] = sorted(await db.selectFrom(table).selectAll().execute())
  return found
}
const sorted = (rows: readonly object[]) =>
  rows.map(row => withoutStored({ ...row })).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const started: Started[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map(readSide => readSide.stop()))
})
const start = async (eventStore: EventStore, batchSize = 500) => {
  const readSide = await startTestReadSide({ pool: database.pool, eventStore, projections, batchSize })
  started.push(readSide)
  return readSide
}

/** The rows after a log was projected as it grew (`early`) or at once, checked to be the same when rebuilt. */
const project = async (changes: readonly (readonly [string, Happened])[], batchSize: number, early: boolean) => {
  await Promise.all(started.splice(0).map(readSide => readSide.stop()))
  await forget()
  const eventStore = memoryEventStore()
  const write = writer(eventStore)
  const before = early ? await start(eventStore, batchSize) : undefined
  for (const one of ['A', 'B', 'C'])
    await write(`product-${one}`, { type: 'ProductCreated', data: { sku: one, names: { en: one } } })
  for (const [one, event] of changes) await write(`product-${one}`, event)
  const readSide = before ?? (await start(eventStore, batchSize))
  expect(await readSide.waitFor(positionToken(await eventStore.head()), models, 20_000)).toBe('fresh')
  const live = await rowsOf(readSide)
  await rebuildAll(eventStore, batchSize)
  await expect.poll(() => rowsOf(readSide)).toEqual(live)
  await rebuildAll(eventStore, batchSize, 2)
  await expect.poll(() => rowsOf(readSide)).toEqual(live)
  await rebuildHaltingly(eventStore, batchSize + 6)
  await expect.poll(() => rowsOf(readSide)).toEqual(live)
  expect(readSide.errors).toEqual([])
  return { live, events: (await eventStore.readAll({ limit: 1_000 })).events }
}

test('in batches of any size, live, rebuilt, with little memory or after interruptions, the rows are those of a fold in memory', {
  timeout: 120_000,
}, async () => {
  const property = fc.asyncProperty(log, fc.integer({ min: 1, max: 7 }), fc.boolean(), async (changes, size, early) => {
    const { live, events } = await project(changes, size, early)
    const folded = { ...foldStream(products, events), ...foldStream(priceList, events) }
    expect(live).toEqual(Object.fromEntries(tables.map(table => [table, sorted(folded[table])])))
  })
  await fc.assert(property, { numRuns: 6, endOnFailure: true })
})

test('reads go on while a read model is rebuilt, and what is written meanwhile is in it', async () => {
  await forget()
  const eventStore = memoryEventStore()
  const write = writer(eventStore)
  const readSide = await start(eventStore)
  for (let index = 0; index < 200; index += 1)
    await write(`product-${index}`, { type: 'ProductCreated', data: { sku: `${index}`, names: { en: 'x' } } })
  await readSide.waitFor(positionToken(await eventStore.head()), models)
  const done = new AbortController()
  const counts: number[] = []
  const readers = Array.from({ length: 4 }, async () => {
    while (!done.signal.aborted) {
      const { count } = await readSide
        .queries()
        .selectFrom('product')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      counts.push(count)
    }
  })
  const writing = (async () => {
    for (let index = 200; index < 300; index += 1)
      await write(`product-${index}`, { type: 'ProductCreated', data: { sku: `${index}`, names: { en: 'x' } } })
  })()
  await rebuildAll(eventStore, 10)
  await writing
  expect(await readSide.waitFor(positionToken(await eventStore.head()), models)).toBe('fresh')
  done.abort()
  await Promise.all(readers)
  expect(counts.length).toBeGreaterThan(4)
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(200)
  expect(await rowsOf(readSide)).toMatchObject({ product: { length: 300 }, heading: { length: 300 } })
  const { rows } = await database.pool.query(`select nspname from pg_namespace where nspname ~ '_v\\d+_g' order by 1`)
  const kept = [1, 2].flatMap(generation => [
    `price_list_v1_g${generation}`,
    `products_v${products.version}_g${generation}`,
  ])
  expect(rows.map(({ nspname }) => nspname)).toEqual(kept.toSorted())
})

test('a rebuild that can not be finished leaves what is read as it was', async () => {
  await forget()
  const eventStore = memoryEventStore()
  await writer(eventStore)('product-A', { type: 'ProductCreated', data: { sku: 'A', names: { en: 'A' } } })
  const readSide = await start(eventStore)
  await readSide.waitFor(positionToken(await eventStore.head()), models)
  const broken: EventStore = { ...eventStore, readAll: () => Promise.reject(new Error('the log is gone')) }
  await expect(rebuildAll(broken, 10)).rejects.toThrow('the log is gone')
  expect(await readSide.queries().selectFrom('product').select('sku').execute()).toEqual([{ sku: 'A' }])
  expect((await readSide.status()).generations).toHaveLength(2)
})
