import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { comparePositions, type RecordedEvent } from '../../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../../eventstore/memory.ts'
import { products } from '../../../../projections/catalog/product.ts'
import { customers } from '../../../../projections/customers/customer.ts'
import {
  type AsOfLimits,
  askForAsOf,
  type Bound,
  dropAsOf,
  dropExpiredAsOf,
  listAsOf,
  readAsOf,
} from '../../../../projections/engine/build/as-of.ts'
import { buildAsOf } from '../../../../projections/engine/build/build-as-of.ts'
import { claimJob, readJob } from '../../../../projections/engine/build/job.ts'
import { runJob } from '../../../../projections/engine/build/run-job.ts'
import { openUnsealed } from '../../../../projections/engine/fold/event.ts'
import { foldStream } from '../../../../projections/engine/fold/stream.ts'
import { withoutStored } from '../../../../projections/engine/model/stored-column.ts'
import { createEngineSchema } from '../../../../projections/engine/store/engine-schema.ts'
import registered from '../../../domain/samples/CustomerRegistered.json' with { type: 'json' }
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { priceList } from '../../../support/price-list.ts'
import type { Happened } from '../../../support/projections.ts'
import { startTestReadSide, writer } from '../../../support/read-side.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
  await createEngineSchema(database.pool)
})
afterAll(() => database.close())

const projections = [products, priceList]
const optionsOf = (eventStore: ReturnType<typeof memoryEventStore>) => ({
  pool: database.pool,
  eventStore,
  projections,
  openPersonal: async () => openUnsealed,
  erasures: {},
})
const askAs = (askedBy: string, bound: Bound, over: { hours?: number; limits?: AsOfLimits } = {}) => {
  const { hours = 1, limits = { perViewer: 100, all: 100 } } = over
  return askForAsOf(database.pool, { id: randomUUID(), bound, askedBy, hours, limits }, projections)
}
const ask = async (bound: Bound, hours = 1): Promise<string> => {
  const asked = await askAs('ada', bound, { hours })
  if (asked.kind !== 'asked') throw new Error(asked.kind)
  return asked.id
}

const tables = { products: ['product', 'product_price'], price_list: ['price', 'heading'] } as const
type Table = (typeof tables)[keyof typeof tables][number]

const rowsOf = async (id: string): Promise<Record<string, object[]>> => {
  const found: Record<string, object[]> = {}
  const { rows } = await database.pool.query<{ model: keyof typeof tables; schema: string }>(
    `select model, format('%s_v%s_g%s', model, version, generation) as schema from projections.generation where as_of = $1`,
    [id],
  )
  for (const { model, schema } of rows)
    for (const table of tables[model])
      found[table] = sorted((await database.pool.query<object>(`select * from ${schema}.${table}`)).rows)
  return found
}
// JSON, as the driver hands out int8 as text here and the fold has numbers.
const sorted = (rows: readonly object[]) =>
  rows
    .map(row => JSON.parse(JSON.stringify(withoutStored({ ...row }))) as object)
    .map(row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
      ),
    )
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

/** A shop whose log ends there, folded in memory. */
const ended = (events: readonly RecordedEvent[]): Record<Table, object[]> => {
  const folded = { ...foldStream(products, events), ...foldStream(priceList, events) }
  return {
    product: sorted(folded.product),
    product_price: sorted(folded.product_price),
    price: sorted(folded.price),
    heading: sorted(folded.heading),
  }
}

const names = fc.record({ en: fc.stringMatching(/^[a-z]{1,8}$/) })
const change: fc.Arbitrary<Happened> = fc.oneof(
  fc.record({ type: fc.constant('ProductRenamed' as const), data: fc.record({ names }) }),
  fc.record({
    type: fc.constant('ProductDescribed' as const),
    data: fc.record({ descriptions: fc.record({ en: fc.string({ minLength: 1 }) }) }),
  }),
  fc.record({
    type: fc.constant('PriceChanged' as const),
    data: fc.record({
      store: fc.constantFrom('uk', 'de'),
      currency: fc.constant('GBP' as const),
      price: fc.record({ gross: fc.constantFrom('1', '2.50') }),
    }),
  }),
)
const minute = (minutes: number) => new Date(Date.UTC(2026, 0, 15, 9, minutes))
const log = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.nat({ max: 5 }), change), {
  minLength: 1,
  maxLength: 40,
})

/** Events of three streams, each with times of its own that only go forward: what an import brings is older than the rest. */
const written = async (changes: readonly (readonly [string, number, Happened])[]) => {
  const eventStore = memoryEventStore()
  const write = writer(eventStore)
  const clocks = new Map<string, number>()
  for (const [sku, later, event] of [...['A', 'B', 'C'].map(sku => [sku, 0, undefined] as const), ...changes]) {
    const minutes = (clocks.get(sku) ?? 0) + later
    clocks.set(sku, minutes)
    const happened = event ?? { type: 'ProductCreated', data: { sku, names: { en: sku } } }
    await write(`product-${sku}`, { ...happened, at: minute(minutes).toISOString() })
  }
  return eventStore
}

test('the shop as of a time has what a clock that ran ahead has dated to later, once it was recorded', async () => {
  const recorded = { at: minute(0) }
  const eventStore = memoryEventStore({ now: () => recorded.at })
  const write = writer(eventStore)
  await write('product-A', {
    type: 'ProductCreated',
    data: { sku: 'A', names: { en: 'a' } },
    at: minute(0).toISOString(),
  })
  recorded.at = minute(1)
  const ahead = minute(400 * 24 * 60).toISOString()
  await write('product-A', { type: 'ProductRenamed', data: { names: { en: 'b' } }, at: ahead })
  // Time never goes back within a stream, so what comes after is dated to later, too.
  recorded.at = minute(9)
  await write('product-A', { type: 'ProductRenamed', data: { names: { en: 'c' } }, at: ahead })
  const nameAt = async (at: Date) => {
    const id = await ask({ at })
    await buildAsOf(id, optionsOf(eventStore))
    const { product } = await rowsOf(id)
    await dropAsOf(database.pool, id)
    return product?.map(row => ('names' in row ? row.names : undefined))
  }
  expect(await nameAt(minute(5))).toEqual([{ en: 'b' }])
  expect(await nameAt(minute(10))).toEqual([{ en: 'c' }])
})

test('the shop as of a time or a place of the log is the shop whose log ends there', { timeout: 120_000 }, async () => {
  const property = fc.asyncProperty(log, fc.nat({ max: 60 }), fc.nat(), async (changes, minutes, place) => {
    const eventStore = await written(changes)
    const { events } = await eventStore.readAll({ limit: 1_000 })
    const at = minute(minutes)
    const byTime = await ask({ at })
    await buildAsOf(byTime, { ...optionsOf(eventStore), maxRows: 7 })
    expect(await rowsOf(byTime)).toEqual(ended(events.filter(({ metadata }) => new Date(metadata.at) <= at)))
    const last = events[place % events.length]
    if (last === undefined) throw new Error('there are no events')
    const byPlace = await ask({ position: last.position })
    await buildAsOf(byPlace, optionsOf(eventStore))
    const until = events.filter(({ position }) => comparePositions(position, last.position) <= 0)
    expect(await rowsOf(byPlace)).toEqual(ended(until))
    await Promise.all([dropAsOf(database.pool, byTime), dropAsOf(database.pool, byPlace)])
  })
  await fc.assert(property, { numRuns: 10, endOnFailure: true })
})

test('a row that does not fit an index is traced to its event, which is parked; all else is there', async () => {
  const long = Array.from({ length: 400 }, () => randomUUID()).join('')
  const priced = (gross: string): Happened => ({
    type: 'PriceChanged',
    data: { store: 'uk', currency: 'GBP', price: { gross } },
  })
  const eventStore = await written([
    ['A', 1, priced('1')],
    ['B', 1, priced(long)],
    ['C', 1, priced('2.50')],
  ])
  const id = await ask({ at: minute(10) })
  await buildAsOf(id, { ...optionsOf(eventStore), projections: [priceList] })
  const rows = await rowsOf(id)
  expect(rows['price']).toMatchObject([{ gross: '1' }, { gross: '2.50' }])
  expect(rows['heading']).toHaveLength(3)
  const { rows: parked } = await database.pool.query(
    `select sequence, error from projections.parked join projections.generation using (model, version, generation) where as_of = $1`,
    [id],
  )
  expect(parked).toEqual([{ sequence: 'product-B', error: expect.stringContaining('index') }])
  await dropAsOf(database.pool, id)
})

test('it is a job like others: claimed, told, gone when it is dropped', async () => {
  const eventStore = await written([])
  const id = await ask({ at: minute(10) })
  const job = await claimJob(database.pool, { owner: 'us', projections, id })
  if (job === undefined) throw new Error('there is no job')
  const signal = new AbortController().signal
  await runJob(job, { ...optionsOf(eventStore), owner: 'us', signal })
  expect(await readJob(database.pool, id)).toMatchObject({ kind: 'as of', state: 'done', error: null })
  expect(await readAsOf(database.pool, id)).toMatchObject({ askedBy: 'ada', builtAt: expect.any(Date) })
  expect(await dropAsOf(database.pool, id)).toBe(true)
  expect(await dropAsOf(database.pool, id)).toBe(false)
  expect(await readJob(database.pool, id)).toBeUndefined()
  const { rows } = await database.pool.query(`select from pg_namespace where nspname ~ '_v[0-9]+_g[0-9]+$'`)
  expect(rows).toEqual([])
})

test('what was begun by a process that died is begun again', async () => {
  const eventStore = await written([])
  const id = await ask({ at: minute(10) })
  const halt = new AbortController()
  const options = { ...optionsOf(eventStore), signal: halt.signal, onProgress: () => halt.abort(new Error('halt')) }
  await expect(buildAsOf(id, options)).rejects.toThrow('halt')
  expect(await readAsOf(database.pool, id)).toMatchObject({ builtAt: null })
  await buildAsOf(id, optionsOf(eventStore))
  expect((await rowsOf(id))['product']).toHaveLength(3)
  await dropAsOf(database.pool, id)
})

test('it goes when its time is over, and no sooner', async () => {
  const [now, later] = [await ask({ at: minute(0) }, 0), await ask({ at: minute(0) }, 1)]
  expect(await dropExpiredAsOf(database.pool)).toEqual([now])
  expect((await listAsOf(database.pool)).map(({ id }) => id)).toEqual([later])
  await dropAsOf(database.pool, later)
})

test('the same moment asked for again is the same shop, and is kept longer', async () => {
  const id = await ask({ at: minute(0) })
  const first = (await readAsOf(database.pool, id))?.expiresAt ?? new Date(0)
  expect(await askAs('grace', { at: minute(0) }, { hours: 5 })).toEqual({ kind: 'there', id })
  const kept = (await readAsOf(database.pool, id))?.expiresAt ?? new Date(0)
  expect(kept.getTime() - first.getTime()).toBeGreaterThan(3 * 3_600_000)
  expect(await askAs('ada', { at: minute(0) }, { hours: 1 })).toEqual({ kind: 'there', id })
  expect((await readAsOf(database.pool, id))?.expiresAt).toEqual(kept)
  const place = { position: { commit: 3n, prepare: 3n } }
  const other = await ask(place)
  expect(await askAs('ada', place)).toEqual({ kind: 'there', id: other })
  for (const one of [id, other]) await dropAsOf(database.pool, one)
})

test('a moment to come, one that could not be built, and one of another release are no such shop', async () => {
  const tomorrow = { at: new Date(Date.now() + 86_400_000) }
  const [one, two] = [await ask(tomorrow), await ask(tomorrow)]
  const failed = await ask({ at: minute(0) })
  await database.pool.query(`update projections.job set state = 'failed' where id = $1`, [failed])
  const again = await ask({ at: minute(0) })
  await database.pool.query(`update projections.job set versions = '{"orders v1"}' where id = $1`, [again])
  const newer = await ask({ at: minute(0) })
  expect(new Set([one, two, failed, again, newer]).size).toBe(5)
  for (const id of [one, two, failed, again, newer]) await dropAsOf(database.pool, id)
})

test('of those who ask at the same moment no more are told yes than there is room for', async () => {
  const limits = { perViewer: 3, all: 5 }
  const many = Array.from({ length: 30 }, (_, index) => ({ at: minute(index) }))
  const asked = await Promise.all(
    ['ada', 'grace'].flatMap(viewer => many.slice(viewer === 'ada' ? 0 : 15).map(at => askAs(viewer, at, { limits }))),
  )
  const ids = asked.flatMap(one => (one.kind === 'too many' ? [] : [one.id]))
  const there = await listAsOf(database.pool)
  expect(there).toHaveLength(5)
  expect(new Set(ids)).toEqual(new Set(there.map(({ id }) => id)))
  expect(Math.max(...['ada', 'grace'].map(one => there.filter(({ askedBy }) => askedBy === one).length))).toBe(3)
  expect(await askAs('ada', { at: minute(59) }, { limits })).toMatchObject({ kind: 'too many' })
  expect(await askAs('joan', { at: minute(59) }, { limits })).toEqual({ kind: 'too many', of: 'all', most: 5 })
  await dropAsOf(database.pool, ids[0] ?? '')
  expect(await askAs('joan', { at: minute(59) }, { limits })).toMatchObject({ kind: 'asked' })
  for (const { id } of await listAsOf(database.pool)) await dropAsOf(database.pool, id)
})

test('the living read models take no notice of it, and whoever is erased is erased in it, too', async () => {
  const eventStore = memoryEventStore()
  const write = writer(eventStore)
  for (const id of ['1', '2']) {
    const personal = { ...registered.data.personal, subject: `customer-${id}` }
    await write(`customer-${id}`, { ...registered, data: { ...registered.data, personal } } as Happened)
  }
  const erasures = { CustomerErased: (id: string) => `customer-${id}` }
  const options = { ...optionsOf(eventStore), projections: [customers], erasures }
  const readSide = await startTestReadSide(options)
  await readSide.ready()
  const erase = (id: string) =>
    write(`customer-${id}`, { type: 'CustomerErased', data: { reason: 'asked' } } as Happened)
  await erase('1')
  const before = (await eventStore.readStream('customer-2'))[0]
  if (before === undefined) throw new Error('there are no events')
  const id = await ask({ position: before.position })
  await buildAsOf(id, options)
  const { rows } = await database.pool.query<{ schema: string }>(
    `select format('%s_v%s_g%s', model, version, generation) as schema from projections.generation where as_of = $1`,
    [id],
  )
  const emails = async () =>
    (await database.pool.query(`select id, email from ${rows[0]?.schema}.customer order by id`)).rows
  expect(await emails()).toEqual([
    { id: '1', email: null },
    { id: '2', email: 'grace@example.com' },
  ])
  await erase('2')
  await expect.poll(emails).toMatchObject([{ email: null }, { email: null }])
  expect((await readSide.status()).generations.map(({ state }) => state)).toEqual(['active'])
  await readSide.stop()
  expect(readSide.errors).toEqual([])
})
