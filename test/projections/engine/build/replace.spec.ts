import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EventStore, positionToken } from '../../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../../eventstore/memory.ts'
import { products } from '../../../../projections/catalog/product.ts'
import { customers } from '../../../../projections/customers/customer.ts'
import { beginBuild } from '../../../../projections/engine/build/begin-build.ts'
import { catchUp } from '../../../../projections/engine/build/build.ts'
import { batchOf, reporting } from '../../../../projections/engine/build/options.ts'
import { giveUp, lockModel, rebuild } from '../../../../projections/engine/build/rebuild.ts'
import { rollBack } from '../../../../projections/engine/build/rollback.ts'
import { StillBehind, swapIn } from '../../../../projections/engine/build/swap.ts'
import { openUnsealed } from '../../../../projections/engine/fold/event.ts'
import type { AnyProjection } from '../../../../projections/engine/model/projection.ts'
import { dropExpired } from '../../../../projections/engine/store/retire.ts'
import { connect, transact } from '../../../../projections/engine/store/transaction.ts'
import sample from '../../../domain/samples/CustomerRegistered.json' with { type: 'json' }
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { priceList } from '../../../support/price-list.ts'
import type { Happened } from '../../../support/projections.ts'
import { type Started, startTestReadSide, writer } from '../../../support/read-side.ts'

let database: TestDatabase
let eventStore: EventStore
let readSide: Started
let write: ReturnType<typeof writer>
beforeEach(async () => {
  database = await createDatabase()
  eventStore = memoryEventStore()
  write = writer(eventStore)
  readSide = await startTestReadSide({ pool: database.pool, eventStore, projections: [products, priceList] })
})
afterEach(async () => {
  await readSide.stop()
  await database.close()
})

const created = (sku: string): Happened => ({ type: 'ProductCreated', data: { sku, names: { en: sku } } })
const renamed = (name: string): Happened => ({ type: 'ProductRenamed', data: { names: { en: name } } })
const models = { models: ['products', 'price_list'] }
const caughtUp = async () => readSide.waitFor(positionToken(await eventStore.head()), models)

const optionsOf = (projections: readonly AnyProjection[]) => ({
  pool: database.pool,
  eventStore,
  projections,
  openPersonal: async () => openUnsealed,
  erasures: {},
})
/** The same read model with a handler that was mended since. */
const mended = {
  ...priceList,
  on: {
    ...priceList.on,
    ProductCreated: (event: Parameters<NonNullable<typeof priceList.on.ProductCreated>>[0], tables: never) => ({
      ...(priceList.on.ProductCreated?.(event, tables) as { row: object }),
      row: { sku: event.id, text: event.id === 'A' ? 'mended' : event.data.names.en },
    }),
  },
} as unknown as AnyProjection
const headings = async (generation: number) => {
  const { rows } = await database.pool.query<{ sku: string; text: string }>(
    `select sku, text from price_list_v1_g${generation}.heading order by sku`,
  )
  return rows.map(({ sku, text }) => `${sku} ${text}`)
}
const states = async () =>
  (await readSide.status()).generations
    .filter(({ model }) => model === 'price_list')
    .map(({ generation, state }) => `${generation} ${state}`)

test('a dry run shows what would be different, row by row, and leaves everything as it was', async () => {
  await write('product-A', created('A'))
  await write('product-B', created('B'))
  await caughtUp()
  const { comparison } = await rebuild('price_list', { ...optionsOf([mended]), isDryRun: true })
  expect(comparison).toEqual({
    position: positionToken(await eventStore.head()),
    isEqual: false,
    tables: [
      { table: 'price', rows: { old: 0, new: 0 }, different: 0, columns: {}, sample: [] },
      {
        table: 'heading',
        rows: { old: 2, new: 2 },
        different: 1,
        columns: { text: 1 },
        sample: [{ key: 'A', old: { sku: 'A', text: 'A' }, new: { sku: 'A', text: 'mended' } }],
      },
    ],
  })
  expect(await states()).toEqual(['1 active'])
})

test('what is built from the same log by the same code is equal, also while the log grows', async () => {
  for (let index = 0; index < 50; index += 1) await write(`product-${index}`, created(`${index}`))
  await caughtUp()
  const done = new AbortController()
  const writing = (async () => {
    for (let index = 50; !done.signal.aborted; index += 1) {
      await write(`product-${index}`, created(`${index}`))
      // The log in memory answers at once; others must have their turn.
      await new Promise(resolve => setTimeout(resolve, 1))
    }
  })()
  const { comparison } = await rebuild('price_list', optionsOf([priceList]))
  done.abort()
  await writing
  expect(comparison).toMatchObject({ isEqual: true })
})

test('a row that only one of them has is told with what it holds', async () => {
  await write('product-A', created('A'))
  await caughtUp()
  await database.pool.query(`insert into price_list_v1_g1.heading values ('Z', 'by hand', 'x', 'x')`)
  const { comparison } = await rebuild('price_list', { ...optionsOf([priceList]), isDryRun: true })
  expect(comparison?.tables[1]).toMatchObject({
    rows: { old: 2, new: 1 },
    different: 1,
    columns: {},
    sample: [{ key: 'Z', old: { sku: 'Z', text: 'by hand' }, new: null }],
  })
})

test('personal values that differ are said to, and not shown', async () => {
  await readSide.stop()
  readSide = await startTestReadSide({ pool: database.pool, eventStore, projections: [customers] })
  await write('customer-1', sample as Happened)
  await readSide.waitFor(positionToken(await eventStore.head()), { models: [customers.name] })
  await database.pool.query(
    `update ${customers.name}_v${customers.version}_g1.customer set email = 'other@example.org'`,
  )
  const { comparison } = await rebuild(customers.name, { ...optionsOf([customers]), isDryRun: true })
  const table = comparison?.tables.find(({ different }) => different > 0)
  expect(table?.columns).toEqual({ email: 1 })
  expect(table?.sample[0]).toMatchObject({ old: { email: '[personal]' }, new: { email: '[personal, another]' } })
  expect(JSON.stringify(comparison)).not.toContain('@example.org')
})

test('a value that does not fit its column is traced to its event, which is parked', async () => {
  const mistaken = {
    ...mended,
    on: {
      ProductCreated: ({ id }: { id: string }) => ({
        op: 'put',
        table: 'heading',
        row: { sku: id, text: id === 'A' ? 1 : id },
      }),
    },
  } as unknown as AnyProjection
  for (const sku of ['A', 'B']) await write(`product-${sku}`, created(sku))
  await caughtUp()
  await rebuild('price_list', optionsOf([mistaken]))
  expect(await readSide.parked()).toMatchObject([{ sequence: 'product-A', error: 'column text: not a text' }])
  const { rows } = await database.pool.query<{ schema: string }>(
    `select format('%s_v%s_g%s', model, version, generation) as schema from projections.generation
     where model = 'price_list' and state = 'active'`,
  )
  expect((await database.pool.query(`select sku, text from ${rows[0]?.schema}.heading`)).rows).toEqual([
    { sku: 'B', text: 'B' },
  ])
})

test('the old generation is kept and can be taken back, with everything that happened since', async () => {
  await write('product-A', created('A'))
  await caughtUp()
  await rebuild('price_list', optionsOf([mended]))
  expect(await states()).toEqual(['1 retired', '2 active'])
  expect(await headings(2)).toEqual(['A mended'])
  await write('product-B', created('B'))
  await caughtUp()
  expect(await headings(1)).toEqual(['A A'])
  expect(await rollBack('price_list', optionsOf([priceList]))).toBe(1)
  expect(await states()).toEqual(['1 active', '2 retired'])
  expect(await headings(1)).toEqual(['A A', 'B B'])
  await write('product-B', renamed('C'))
  expect(await caughtUp()).toBe('fresh')
  await expect(rollBack('products', optionsOf([products]))).rejects.toThrow('no earlier generation of products is kept')
  expect(readSide.errors).toEqual([])
})

test('of what was read before only the last is kept, however often it is rebuilt, and for its time', async () => {
  await write('product-A', created('A'))
  await caughtUp()
  for (let times = 0; times < 7; times += 1) await rebuild('price_list', optionsOf([priceList]))
  expect(await states()).toEqual(['7 retired', '8 active'])
  await rollBack('price_list', optionsOf([priceList]))
  await rebuild('price_list', optionsOf([priceList]))
  // The seventh was read last; the eighth was taken out of use before it.
  expect(await states()).toEqual(['7 retired', '9 active'])
  expect(await dropExpired(database.pool, 24, [priceList])).toEqual([])
  expect(await dropExpired(database.pool, 0, [priceList])).toEqual(['price_list v1 g7'])
  expect(await states()).toEqual(['9 active'])
})

test('a swap gives way to whoever holds the checkpoint, and is tried again', async () => {
  await write('product-A', created('A'))
  await caughtUp()
  const client = await database.pool.connect()
  await client.query('begin')
  await client.query(`select from projections.checkpoint where model = 'price_list' for update`)
  let isDone = false
  const rebuilding = rebuild('price_list', optionsOf([priceList])).finally(() => {
    isDone = true
  })
  // It has built and waits for the lock, which it gives up every 150 ms: somebody else may have it in between.
  await expect.poll(async () => (await states()).length, { timeout: 10_000 }).toBe(2)
  await new Promise(resolve => setTimeout(resolve, 500))
  expect(isDone).toBe(false)
  await client.query('rollback')
  client.release()
  expect(await rebuilding).toMatchObject({ generation: 2 })
})

test('a read model is rebuilt by one at a time: who comes second waits a moment, and gives up', async () => {
  await write('product-A', created('A'))
  await caughtUp()
  const first = await database.pool.connect()
  await lockModel(first, priceList)
  await expect(rebuild('price_list', optionsOf([priceList]))).rejects.toThrow('price_list is being rebuilt already')
  expect(await states()).toEqual(['1 active'])
  await giveUp(first)
  await rebuild('price_list', optionsOf([priceList]))
  expect(await states()).toEqual(['1 retired', '2 active'])
})

test('what other code has begun is not gone on with', async () => {
  for (const sku of ['A', 'B', 'C']) await write(`product-${sku}`, created(sku))
  await caughtUp()
  const halt = new AbortController()
  const halted = rebuild('price_list', {
    ...optionsOf([priceList]),
    batchSize: 1,
    code: 'old',
    signal: halt.signal,
    onProgress: () => halt.abort(new Error('halt')),
  })
  await expect(halted).rejects.toThrow('halt')
  expect(await states()).toEqual(['1 active', '2 building'])
  expect(await headings(2)).toEqual(['A A'])
  await rebuild('price_list', { ...optionsOf([mended]), code: 'new' })
  expect(await headings(2)).toEqual(['A mended', 'B B', 'C C'])
  expect(await states()).toEqual(['1 retired', '2 active'])
})

test('a generation that is too far behind is not swapped in, and catches up first', async () => {
  for (let index = 0; index < 700; index += 1) await write(`product-${index}`, created(`${index}`))
  await caughtUp()
  const client = await connect(database.pool)
  const { group } = await beginBuild(client, priceList, { ...optionsOf([priceList]), isIndexed: true })
  const batch = batchOf(optionsOf([priceList]))
  const swap = () => transact(client, () => swapIn(client, priceList, group, { eventStore, batch }))
  await expect(swap()).rejects.toThrow(StillBehind)
  expect(await states()).toEqual(['1 active', '2 building'])
  await catchUp(group, priceList, await reporting(optionsOf([priceList])))
  await swap()
  expect(await states()).toEqual(['1 retired', '2 active'])
  client.release(true)
})
