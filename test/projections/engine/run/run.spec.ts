import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EventStore, isMarker, positionToken } from '../../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../../eventstore/memory.ts'
import { products } from '../../../../projections/catalog/product.ts'
import { customers } from '../../../../projections/customers/customer.ts'
import { rebuild } from '../../../../projections/engine/build/rebuild.ts'
import { openUnsealed } from '../../../../projections/engine/fold/event.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { type Happened, newEvent } from '../../../support/projections.ts'
import { type Started, startTestReadSide, writer } from '../../../support/read-side.ts'
import { sightings } from '../../../support/sightings.ts'

let database: TestDatabase
let eventStore: EventStore
let write: ReturnType<typeof writer>
const running: Started[] = []

beforeEach(async () => {
  database = await createDatabase()
  // Connections that a spec breaks while nobody uses them.
  database.pool.on('error', () => undefined)
  eventStore = memoryEventStore()
  write = writer(eventStore)
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(readSide => readSide.stop()))
  await database.close()
})

const start = async (options: Partial<Parameters<typeof startTestReadSide>[0]> = {}) => {
  const started = await startTestReadSide({ pool: database.pool, eventStore, projections: [products], ...options })
  running.push(started)
  return started
}
const created = (sku: string): Happened => ({ type: 'ProductCreated', data: { sku, names: { en: sku } } })
const skus = async (readSide: Started) =>
  (await readSide.queries().selectFrom('product').select('sku').orderBy('sku').execute()).map(({ sku }) => sku)
const ofProducts = { models: ['products'] }
const built = { projections: [products], openPersonal: async () => openUnsealed, erasures: {} }

test('what is written is read as soon as the wait says fresh', async () => {
  const readSide = await start()
  const position = await write('product-LAMP', created('LAMP'), {
    type: 'PriceChanged',
    data: { store: 'uk', currency: 'GBP', price: { gross: '2.55' } },
  })
  expect(await readSide.waitFor(positionToken(position), ofProducts)).toBe('fresh')
  const rows = await readSide
    .queries()
    .selectFrom('product')
    .innerJoin('product_price as price', 'price.sku', 'product.sku')
    .select(['product.sku', 'product.names', 'price.gross', 'product.createdAt', 'product.last_position'])
    .execute()
  expect(rows).toMatchObject([{ sku: 'LAMP', names: { en: 'LAMP' }, gross: '2.55', createdAt: expect.any(Date) }])
  expect(readSide.errors).toEqual([])
})

test('a wait for event types that no read model handles is over at once, one for a place not reached is stale', async () => {
  const readSide = await start()
  const beyond = positionToken({ commit: 10_000_000n, prepare: 10_000_000n })
  expect(await readSide.waitFor(beyond, { types: ['OrderPlaced'] }, 60_000)).toBe('fresh')
  expect(await readSide.waitFor(beyond, { types: ['ProductCreated'] }, 150)).toBe('stale')
})

test('a process that does not project hears of the commits of the one that does', async () => {
  const leader = await start()
  await leader.waitFor(positionToken(await write('product-A', created('A'))), ofProducts)
  const other = await start()
  const position = await write('product-B', created('B'))
  expect(await other.waitFor(positionToken(position), ofProducts)).toBe('fresh')
  expect(await skus(other)).toEqual(['A', 'B'])
  expect((await other.status()).process).toEqual({ role: 'standby' })
})

test('a query on a read model that was never built says so', async () => {
  const { promise: later, resolve } = Promise.withResolvers<void>()
  const slow: EventStore = { ...eventStore, head: () => later.then(eventStore.head) }
  const readSide = await start({ eventStore: slow })
  await expect(skus(readSide)).rejects.toThrow('the read model products is not built yet')
  resolve()
  await readSide.ready()
})

test('a new read model catches up beside the others and then goes with them', async () => {
  const first = await start()
  for (const sku of ['A', 'B', 'C']) await write(`product-${sku}`, created(sku))
  await first.waitFor(positionToken(await eventStore.head()), ofProducts)
  await first.stop()
  const second = await start({ projections: [products, customers] })
  await second.ready()
  const position = await write('customer-7', registered('7'))
  expect(await second.waitFor(positionToken(position), { models: ['products', customers.name] })).toBe('fresh')
  const { generations } = await second.status()
  expect(generations).toMatchObject([
    { model: customers.name, state: 'active', position: positionToken(position), eventsBehind: 0, secondsBehind: 0 },
    { model: 'products', state: 'active', position: positionToken(position), parkedEvents: 0 },
  ])
})

/** Repeats every event and starts again from the beginning in between. */
const stuttering = (store: EventStore): EventStore => ({
  ...store,
  follow: async function* ({ from, signal }) {
    for await (const item of store.follow({ from, signal })) {
      if (isMarker(item)) yield* (await store.readAll({ limit: 1_000 })).events
      yield item
      yield item
    }
  },
})

test('events delivered again, singly or from an older place, change nothing', async () => {
  const readSide = await start({ eventStore: stuttering(eventStore), projections: [products, sightings] })
  await write('product-A', created('A'), { type: 'ProductRenamed', data: { names: { en: 'Lamp' } } })
  await readSide.waitFor(positionToken(await eventStore.head()), ofProducts)
  const position = await write('product-A', { type: 'ProductRenamed', data: { names: { en: 'Vase' } } })
  expect(await readSide.waitFor(positionToken(position), { models: ['products', 'sightings'] })).toBe('fresh')
  const { rows } = await database.pool.query('select seen from sightings_v1_g1.sighting')
  expect(rows).toEqual([{ seen: '3' }])
})

test('a read side whose log was replaced refuses to project and says why', async () => {
  const first = await start()
  await first.waitFor(positionToken(await write('product-A', created('A'))), ofProducts)
  await first.stop()
  const replaced = memoryEventStore()
  await writer(replaced)('product-A', created('A'))
  const second = await start({ eventStore: replaced })
  await expect
    .poll(async () => (await second.status()).process)
    .toMatchObject({
      role: 'refused',
      reason: expect.stringMatching(
        /^This is not the log that was projected: products was projected from the log .*: daybook projections rebuild all$/,
      ),
    })
  expect(await second.waitFor(positionToken(await replaced.head()), ofProducts, 150)).toBe('stale')
  await expect(second.ready()).rejects.toThrow('This is not the log that was projected')
  expect((await second.status()).leaders).toEqual([])
})

test('a read side whose log was restored to an earlier state refuses, says what to do, and that helps', async () => {
  const { logId } = await eventStore.identity()
  const first = await start()
  await write('product-A', created('A'))
  await first.waitFor(positionToken(await write('product-B', created('B'))), ofProducts)
  await first.stop()
  const restored = memoryEventStore({ logId })
  const writeOn = writer(restored)
  await writeOn('product-A', created('A'))
  const second = await start({ eventStore: restored })
  const roleOf = async () => (await second.status()).process
  await expect.poll(roleOf).toMatchObject({
    role: 'refused',
    reason: expect.stringMatching(/behind the end of the log\. .*: daybook projections rebuild all$/),
  })
  expect(await skus(second)).toEqual(['A', 'B'])
  await rebuild('products', { ...built, pool: database.pool, eventStore: restored })
  await expect.poll(() => skus(second)).toEqual(['A'])
  await expect.poll(roleOf).toMatchObject({ role: 'leader' })
  const position = await writeOn('product-C', created('C'))
  expect(await second.waitFor(positionToken(position), ofProducts, 10_000)).toBe('fresh')
  expect(await skus(second)).toEqual(['A', 'C'])
})

test('a log that was restored and has grown past the old place since is known by its events', async () => {
  const { logId } = await eventStore.identity()
  const first = await start()
  await write('product-A', created('A'))
  await first.waitFor(positionToken(await write('product-B', created('B'))), ofProducts)
  await first.stop()
  const restored = memoryEventStore({ logId })
  await writer(restored)('product-A', created('A'))
  const another = { ...newEvent(created('C'), 1), id: '00000000-0000-4000-8000-aaaaaaaaaaaa' }
  await restored.append([{ stream: 'product-C', expected: 'no_stream', events: [another] }])
  const second = await start({ eventStore: restored })
  await expect
    .poll(async () => (await second.status()).process)
    .toMatchObject({
      role: 'refused',
      reason: expect.stringMatching(/saw another event .*: daybook projections rebuild all$/),
    })
  await rebuild('products', { ...built, pool: database.pool, eventStore: restored })
  await expect.poll(() => skus(second)).toEqual(['A', 'C'])
})

test('a read side whose log is restored while it runs says so, and nothing that is written then is called fresh', async () => {
  const { logId } = await eventStore.identity()
  let log = eventStore
  const replaceable: EventStore = {
    ...eventStore,
    head: () => log.head(),
    eventAt: position => log.eventAt(position),
    readAll: options => log.readAll(options),
  }
  const readSide = await start({ eventStore: replaceable })
  await write('product-A', created('A'))
  await readSide.waitFor(positionToken(await write('product-B', created('B'))), ofProducts)
  log = memoryEventStore({ logId })
  const position = await writer(log)('product-C', created('C'))
  await expect.poll(async () => (await readSide.status()).process).toMatchObject({ role: 'refused' })
  expect(await readSide.waitFor(positionToken(position), ofProducts, 150)).toBe('stale')
  await expect(readSide.ready()).rejects.toThrow('daybook projections rebuild all')
})

const registered = (id: string): Happened => ({
  type: 'CustomerRegistered',
  data: {
    locale: 'en',
    store: 'uk',
    emailClaim: 'claim',
    personal: {
      subject: `customer-${id}`,
      value: { firstName: 'Ada', lastName: 'Byron', email: `${id}@example.org` },
    },
  },
})

test('an erasure clears the personal columns of its subject and of nobody else', async () => {
  const readSide = await start({ projections: [customers], erasures: { CustomerErased: id => `customer-${id}` } })
  await write('customer-7', registered('7'))
  await write('customer-8', registered('8'))
  await readSide.waitFor(positionToken(await eventStore.head()), { models: [customers.name] })
  const emails = () => readSide.queries().selectFrom('customer').select(['id', 'email']).orderBy('id').execute()
  expect(await emails()).toMatchObject([{ email: '7@example.org' }, { email: '8@example.org' }])
  const position = await write('customer-7', { type: 'CustomerErased', data: {} })
  expect(await readSide.waitFor(positionToken(position), { types: ['CustomerErased'] })).toBe('fresh')
  expect(await emails()).toMatchObject([{ email: null }, { email: '8@example.org' }])
})

test('a broken connection is tried again, and nothing is parked for it', async () => {
  const readSide = await start()
  await readSide.waitFor(positionToken(await write('product-A', created('A'))), ofProducts)
  await database.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  const position = await write('product-B', created('B'))
  expect(await readSide.waitFor(positionToken(position), ofProducts, 10_000)).toBe('fresh')
  expect(await readSide.parked()).toEqual([])
})

test('what goes wrong now and then is tried again at once each time, however often it was before', async () => {
  const failures: string[] = []
  let isFirst = false
  const beforeBatch = () => {
    isFirst = !isFirst
    if (isFirst) throw new Error('the database is away')
  }
  const onError = (error: unknown) => failures.push(String(error))
  const readSide = await start({ hooks: { beforeBatch }, onError })
  await readSide.ready()
  const begun = performance.now()
  for (const sku of ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J']) {
    const position = await write(`product-${sku}`, created(sku))
    expect(await readSide.waitFor(positionToken(position), ofProducts)).toBe('fresh')
  }
  expect(failures.length).toBeGreaterThanOrEqual(10)
  // Doubled each time these pauses were ten seconds and more.
  expect(performance.now() - begun).toBeLessThan(6_000)
})
