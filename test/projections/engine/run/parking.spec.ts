import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PersonalUnreadable } from '../../../../domain/shared/personal.ts'
import { type EventStore, positionToken } from '../../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../../eventstore/memory.ts'
import { products } from '../../../../projections/catalog/product.ts'
import { rebuild } from '../../../../projections/engine/build/rebuild.ts'
import { openUnsealed } from '../../../../projections/engine/fold/event.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { priceListWith } from '../../../support/price-list.ts'
import type { Happened } from '../../../support/projections.ts'
import { type Started, startTestReadSide, writer } from '../../../support/read-side.ts'

let database: TestDatabase
let eventStore: EventStore
let write: ReturnType<typeof writer>
let readSide: Started
let broken: string[]

const breakable = priceListWith(text => {
  if (text === 'lost') throw new PersonalUnreadable('customer-1', 'its key is missing')
  return broken.includes(text)
})
const start = async (maxParked = 100) => {
  readSide = await startTestReadSide({
    pool: database.pool,
    eventStore,
    projections: [products, breakable],
    maxParked,
  })
}
beforeEach(async () => {
  database = await createDatabase()
  eventStore = memoryEventStore()
  write = writer(eventStore)
  broken = ['poison']
})
afterEach(async () => {
  await readSide.stop()
  await database.close()
})

const created = (sku: string): Happened => ({ type: 'ProductCreated', data: { sku, names: { en: sku } } })
const described = (description: string): Happened => ({
  type: 'ProductDescribed',
  data: { descriptions: { en: description } },
})
const price = (gross: string): Happened => ({
  type: 'PriceChanged',
  data: { store: 'uk', currency: 'GBP', price: { gross } },
})
const caughtUp = async (models = ['products', 'price_list']) =>
  await readSide.waitFor(positionToken(await eventStore.head()), { models })
const read = async (statement: string) => (await database.pool.query({ text: statement, rowMode: 'array' })).rows
const headings = () => read('select sku, text from price_list_v1_g1.heading order by sku')
const prices = () => read('select sku, gross from price_list_v1_g1.price order by sku')
const parked = async () => (await readSide.parked()).map(({ sequence, error }) => [sequence, error])

const rebuildPrices = async (maxParked = 100) => {
  await rebuild('price_list', {
    pool: database.pool,
    eventStore,
    projections: [products, breakable],
    openPersonal: async () => openUnsealed,
    erasures: {},
    maxParked,
  })
}

test('an event that fails is parked with its later ones; other streams and other read models go on', async () => {
  await start()
  await write('product-A', created('A'), described('poison'))
  await write('product-B', created('B'))
  await caughtUp()
  await write('product-A', price('1'))
  await write('product-B', price('2'), described('fine'))
  expect(await caughtUp()).toBe('fresh')
  expect(await parked()).toEqual([
    ['product-A', 'can not show poison'],
    ['product-A', null],
  ])
  expect(await headings()).toEqual([
    ['A', 'A'],
    ['B', 'fine'],
  ])
  expect(await prices()).toEqual([['B', '2']])
  expect(
    await read(`select descriptions->>'en' as description from products_v${products.version}_g1.product order by sku`),
  ).toEqual([['poison'], ['fine']])
})

test('a retry replays a sequence oldest first, stops where it still fails, and in the end goes on with the others', async () => {
  await start()
  broken = ['poison', 'venom']
  await write('product-A', created('A'), described('poison'), price('1'), described('venom'), price('2'))
  await caughtUp()
  expect(await readSide.retryParked('price_list', 'product-A')).toEqual({
    replayed: 0,
    left: 4,
    error: 'can not show poison',
  })
  broken = ['venom']
  expect(await readSide.retryParked('price_list', 'product-A')).toMatchObject({ replayed: 2, left: 2 })
  expect(await prices()).toEqual([['A', '1']])
  broken = []
  expect(await readSide.retryParked('price_list', 'product-A')).toEqual({ replayed: 2, left: 0 })
  expect(await prices()).toEqual([['A', '2']])
  await write('product-A', price('3'), described('good'))
  expect(await caughtUp()).toBe('fresh')
  expect(await headings()).toEqual([['A', 'good']])
  expect(await prices()).toEqual([['A', '3']])
  expect(await parked()).toEqual([])
})

test('what a new process finds parked stays parked', async () => {
  await start()
  await write('product-A', created('A'), described('poison'))
  await caughtUp()
  await readSide.stop()
  broken = []
  await start()
  await write('product-A', price('1'))
  expect(await caughtUp()).toBe('parked')
  expect(await prices()).toEqual([])
  expect(await parked()).toHaveLength(2)
})

test('rows that the database refuses are traced to their event', async () => {
  await start()
  await write('product-A', created('A'), price('1'))
  await write('product-B', created('B'))
  // Longer than an index entry may be, and no compression makes it shorter.
  const long = Array.from({ length: 300 }, (_, index) => createHash('sha512').update(`${index}`).digest('base64')).join(
    '',
  )
  await write('product-C', created('C'), price(long), described('after'))
  expect(await caughtUp()).toBe('parked')
  expect(await parked()).toMatchObject([
    ['product-C', expect.stringContaining('index row')],
    ['product-C', null],
  ])
  expect(await prices()).toEqual([['A', '1']])
  expect(await headings()).toHaveLength(3)
  await rebuildPrices()
  expect(await caughtUp()).toBe('parked')
  expect(await parked()).toMatchObject([
    ['product-C', expect.stringContaining('index row')],
    ['product-C', null],
  ])
  const { rows } = await database.pool.query('select count(*)::int from price_list_v1_g2.heading')
  expect(rows).toEqual([{ count: 3 }])
})

test('too many parked sequences stop the read model alone; waits for it are stale until it is rebuilt', async () => {
  await start(2)
  for (const sku of ['A', 'B', 'C']) await write(`product-${sku}`, created(sku), described('poison'))
  expect(await caughtUp(['products'])).toBe('fresh')
  await expect
    .poll(async () => (await readSide.status()).generations)
    .toMatchObject([
      { model: 'price_list', error: '3 sequences are parked' },
      { model: 'products', state: 'active' },
    ])
  await write('product-D', created('D'))
  expect(await caughtUp(['products'])).toBe('fresh')
  broken = []
  await rebuildPrices()
  expect(await caughtUp()).toBe('fresh')
  await write('product-E', created('E'))
  expect(await caughtUp()).toBe('fresh')
  expect(await read('select sku from price_list_v1_g2.heading order by sku')).toEqual([
    ['A'],
    ['B'],
    ['C'],
    ['D'],
    ['E'],
  ])
})

test('sequences that wait for a lost key are not counted: they are no fault of the read model, also when it is rebuilt', async () => {
  await start(2)
  for (const sku of ['A', 'B', 'C', 'D']) await write(`product-${sku}`, created(sku), described('lost'))
  await write('product-E', created('E'), described('poison'))
  await write('product-F', created('F'), described('shown'))
  expect(await caughtUp()).toBe('fresh')
  expect((await readSide.status()).generations).toMatchObject([
    { model: 'price_list', state: 'active', parkedSequences: 5 },
    { model: 'products', state: 'active' },
  ])
  await rebuildPrices(2)
  expect(await caughtUp()).toBe('fresh')
  expect(await read('select text from price_list_v1_g2.heading order by sku')).toContainEqual(['shown'])
})

test('a read model that fails while it is read makes waits stale at once and keeps serving what it has', async () => {
  await start(1)
  await write('product-A', created('A'))
  await caughtUp()
  await write('product-A', described('poison'))
  await caughtUp()
  await write('product-B', created('B'), described('poison'))
  expect(await readSide.waitFor(positionToken(await eventStore.head()), { models: ['price_list'] }, 60_000)).toBe(
    'stale',
  )
  expect((await readSide.status()).generations).toMatchObject([
    { model: 'price_list', state: 'failed', parkedSequences: 1 },
    { model: 'products', state: 'active' },
  ])
  expect(await headings()).toEqual([['A', 'A']])
})

test('what was written on top of a history that was cut is parked, also by a rebuild, and not let through by a retry', async () => {
  const before = await write('product-A', created('A'))
  const cuts = [{ stream: 'product-A', why: 'deleted' as const, position: before }]
  eventStore = { ...eventStore, cuts: () => cuts }
  await start()
  await write('product-A', price('1'))
  await write('product-B', created('B'), price('2'))
  await caughtUp()
  const sentence = 'the history of product-A was cut in the event store'
  expect(await parked()).toEqual([
    ['product-A', sentence],
    ['product-A', sentence],
  ])
  expect(await prices()).toEqual([['B', '2']])
  expect(await headings()).toHaveLength(2)
  expect(await readSide.retryParked('price_list', 'product-A')).toMatchObject({ replayed: 0, error: sentence })
  await rebuildPrices()
  expect(await parked()).toEqual([
    ['product-A', sentence],
    ['product-A', sentence],
  ])
})
