import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyCategories } from '../../bin/empty-categories.ts'
import { reject } from '../../domain/decider.ts'
import type { Execute } from '../../eventstore/command.ts'
import { type EventStore, positionToken } from '../../eventstore/event-store.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { products } from '../../projections/catalog/product.ts'
import { readDeserted, removedCategories } from '../../projections/catalog/removed-category.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import type { Happened } from '../support/projections.ts'
import { type Started, startTestReadSide, writer } from '../support/read-side.ts'
import { writeSide } from '../support/write-side.ts'

const MANY = 300
const skus = Array.from({ length: MANY }, (_, index) => `P-${String(index).padStart(3, '0')}`)

let database: TestDatabase
let store: EventStore
let write: ReturnType<typeof writer>
beforeAll(async () => {
  database = await createDatabase()
  store = await openPostgresEventStore({ pool: database.pool })
  write = writer(store)
})
afterAll(async () => {
  await store.close()
  await database.close()
})

const placed = (category: string, parent: string | null): Happened => ({
  type: 'CategoryPlaced',
  data: { category, parent, names: { en: category }, position: 0 },
})
const removed = (category: string, parent: string | null): Happened => ({
  type: 'CategoryRemoved',
  data: { category, parent },
})
const created = (sku: string, category: string): Happened => ({
  type: 'ProductCreated',
  data: { sku, names: { en: sku }, category },
})

const movesOf = async (sku: string) =>
  (await store.readStream(`product-${sku}`)).flatMap(({ type, data }) =>
    type === 'ProductMovedToCategory' ? [data] : [],
  )

const whileReading = async (work: (readSide: Started) => Promise<void>): Promise<void> => {
  const projections = [products, removedCategories]
  const readSide = await startTestReadSide({ pool: database.pool, eventStore: store, projections, leaseSeconds: 1 })
  await work(readSide)
  await readSide.stop()
  expect(readSide.errors).toEqual([])
}

const upToDate = async (readSide: Started): Promise<Started> => {
  const models = ['products', 'removed_categories']
  expect(await readSide.waitFor(positionToken(await store.head()), { models }, 20_000)).toBe('fresh')
  return readSide
}

const execute: Execute = command => writeSide({ store }).execute(command)
const { signal } = new AbortController()

/** As the server does it, once. @returns which categories still had products */
const empty = async (readSide: Started, send: Execute = execute): Promise<string[]> => {
  await upToDate(readSide)
  const deserted = await readDeserted(readSide.queries())
  await emptyCategories(deserted, { execute: send, readSide, signal })
  return deserted.map(({ category }) => category)
}

it('moves many products to the category above, each once, though the process is killed in between', async () => {
  await write('categoryTree-main', placed('garden', null), placed('trees', 'garden'))
  for (const sku of skus) await write(`product-${sku}`, created(sku, 'trees'))
  await write('product-P-001', { type: 'ProductDiscontinued', data: { reason: 'Felled' } })
  await write('product-P-002', { type: 'ProductMovedToCategory', data: { category: 'garden' } })
  await write('categoryTree-main', removed('trees', 'garden'))
  const script = join(import.meta.dirname, '../support/empty-until-killed.ts')
  const child = fork(script, [database.url, '100'], { execArgv: [] })
  const [, killedBy] = await once(child, 'exit')
  expect(killedBy).toBe('SIGKILL')
  const followed = { category: 'garden', from: 'trees' }
  const moved = async () => (await Promise.all(skus.map(movesOf))).flat()
  const before = await moved()
  expect(before.length).toBeGreaterThan(50)
  expect(before.length).toBeLessThan(MANY)
  await whileReading(async readSide => {
    expect(await empty(readSide)).toEqual(['trees'])
    expect(await empty(readSide)).toEqual([])
  })
  for (const sku of skus) expect(await movesOf(sku), sku).toEqual([sku === 'P-002' ? { category: 'garden' } : followed])
}, 60_000)

it('finds a product that was put there by somebody who raced the removal, and leaves alone what was placed again', async () => {
  await write('categoryTree-main', placed('late', 'garden'), removed('late', 'garden'))
  await write('categoryTree-main', placed('back', null), removed('back', null))
  await write('product-BACK', created('BACK', 'back'))
  await write('categoryTree-main', placed('back', null))
  await whileReading(async readSide => {
    expect(await empty(readSide)).toEqual([])
    // Decided on the tree as it was before.
    await write('product-LATE', created('LATE', 'late'))
    expect(await empty(readSide)).toEqual(['late'])
    expect(await empty(readSide)).toEqual([])
  })
  expect(await movesOf('LATE')).toEqual([{ category: 'garden', from: 'late' }])
  expect(await movesOf('BACK')).toEqual([])
})

it('leads to none when all above are gone too, whichever went first', async () => {
  await write('categoryTree-main', placed('a', null), placed('b', 'a'), placed('c', 'b'))
  await write('product-DEEP', created('DEEP', 'c'))
  await write('categoryTree-main', removed('c', 'b'), removed('b', 'a'), removed('a', null))
  await whileReading(async readSide => {
    expect(await empty(readSide)).toEqual(['c'])
  })
  expect(await movesOf('DEEP')).toEqual([{ category: null, from: 'c' }])
})

it('comes by all products, also behind some that are refused, and tries those again', async () => {
  await write('categoryTree-main', placed('shed', null))
  const here = skus.slice(0, 40).map(sku => `S-${sku}`)
  for (const sku of here) await write(`product-${sku}`, created(sku, 'shed'))
  await write('categoryTree-main', removed('shed', null))
  const stubborn = new Set(here.slice(0, 20))
  const refusing: Execute = async command =>
    stubborn.has(command.id)
      ? { kind: 'rejected', rejection: reject('conflict', 'HistoryCut', { stream: command.id }) }
      : execute(command)
  await whileReading(async readSide => {
    await empty(readSide, refusing)
    await upToDate(readSide)
    expect(
      await readSide.queries().selectFrom('product').select('sku').where('category', '=', 'shed').execute(),
    ).toHaveLength(20)
    expect(await empty(readSide)).toEqual(['shed'])
    expect(await empty(readSide)).toEqual([])
  })
})

it('ends when it is told to', async () => {
  await write('categoryTree-main', placed('cellar', null))
  await write('product-WINE', created('WINE', 'cellar'))
  await write('categoryTree-main', removed('cellar', null))
  await whileReading(async readSide => {
    await upToDate(readSide)
    const deserted = await readDeserted(readSide.queries())
    await emptyCategories(deserted, { execute, readSide, signal: AbortSignal.abort() })
  })
  expect(await movesOf('WINE')).toEqual([])
})

it('follows with the correlation of the removal, as the process that it is', async () => {
  await whileReading(async readSide => void (await empty(readSide)))
  const [removal] = await store.readStream('categoryTree-main', { direction: 'backwards', limit: 1 })
  const moved = (await store.readStream('product-WINE')).at(-1)
  expect(moved).toMatchObject({ type: 'ProductMovedToCategory', data: { category: null, from: 'cellar' } })
  expect(moved?.metadata).toMatchObject({
    actor: { id: 'empty-category', kind: 'process' },
    origin: 'live',
    command: 'LeaveCategory',
    $correlationId: removal?.metadata.$correlationId,
    $causationId: removal?.id,
  })
})
