import { afterAll, beforeAll, expect, test } from 'vitest'
import { positionToken } from '../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../eventstore/memory.ts'
import { products } from '../../../projections/catalog/product.ts'
import type { TestDatabase } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'
import { startTestReadSide, writer } from '../../support/read-side.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
})
afterAll(() => database.close())

test('what is written is read as soon as the wait says fresh', async () => {
  const eventStore = memoryEventStore()
  const write = writer(eventStore)
  const readSide = await startTestReadSide({ pool: database.pool, eventStore, projections: [products] })
  const position = await write(
    'product-LAMP',
    { type: 'ProductCreated', data: { sku: 'LAMP', names: { en: 'Lamp' } } },
    { type: 'PriceChanged', data: { store: 'uk', currency: 'GBP', price: { gross: '2.55' } } },
  )
  expect(await readSide.waitFor(positionToken(position), { models: ['products'] })).toBe('fresh')
  const rows = await readSide.queries().selectFrom('product').select(['product.sku', 'product.name']).execute()
  expect(rows).toEqual([{ sku: 'LAMP', name: 'Lamp' }])
  expect(readSide.errors).toEqual([])
  await readSide.stop()
})
