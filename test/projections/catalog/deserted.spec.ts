import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { products } from '../../../projections/catalog/product.ts'
import { readDeserted, readSkusIn, removedCategories } from '../../../projections/catalog/removed-category.ts'
import type { Database } from '../../../projections/database.ts'
import { createIndexes, createTables } from '../../../projections/engine/store/generation-schema.ts'
import type { TestDatabase } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'
import { rowsRead } from '../../support/rows-read.ts'

const PRODUCTS = 20_000
const REMOVED = 500
const provenance = `'0', '00000000-0000-0000-0000-000000000000'`

let database: TestDatabase
let db: Kysely<Database>
const asking: CompiledQuery[] = []

/** All products in one category, which Postgres knows of, and some hundred categories without any. */
beforeAll(async () => {
  database = await createDatabase()
  const client = await database.pool.connect()
  const tables = { ...products.tables, ...removedCategories.tables }
  await createTables(client, 'shop', tables)
  await client.query(`insert into shop.product (sku, name, name_sort, "germanName", "germanName_sort", names, descriptions, category, "hasTaxSet", priced, status, "createdAt", "changedAt", revision, search_vector, last_position, last_event_id)
    select 'P-' || lpad(i::text, 5, '0'), 'x', 'x', 'x', 'x', '{"en":"x"}', '{}', 'garden', false, '[]', 'active', now(), now(), 0, '', ${provenance} from generate_series(1, ${PRODUCTS}) i`)
  await client.query(`insert into shop.removed_category (category, "eventId", "correlationId", "removedAt", last_position, last_event_id)
    select 'gone-' || i, 'event', 'command', now(), ${provenance} from generate_series(1, ${REMOVED}) i`)
  await createIndexes(client, 'shop', tables)
  await client.query('vacuum analyze shop.product, shop.removed_category')
  client.release()
  const dialect = new PostgresDialect({ pool: database.pool })
  db = new Kysely<Database>({ dialect, log: ({ query }) => void asking.push(query) }).withSchema('shop')
}, 60_000)
afterAll(() => database.close())

/** The rows that the statements of some work read, all together. */
const readBy = async (work: () => Promise<unknown>): Promise<number> => {
  asking.length = 0
  await work()
  let sum = 0
  for (const query of asking.splice(0)) sum += await rowsRead(database.pool, query)
  return sum
}

it('that nothing is left in removed categories is known from a look for each of them', async () => {
  expect(await readBy(async () => expect(await readDeserted(db)).toEqual([]))).toBeLessThan(3 * REMOVED)
})

it('products that are left are found, also by their first page, without reading the others', async () => {
  await database.pool.query(`update shop.product set category = 'gone-7' where sku in ('P-00009', 'P-19000')`)
  await database.pool.query(`update shop.product set category = 'gone-70' where sku = 'P-12000'`)
  const deserted = async () => (await readDeserted(db)).map(({ category }) => category)
  expect(await readBy(async () => expect(await deserted()).toEqual(['gone-7', 'gone-70']))).toBeLessThan(3 * REMOVED)
  const page = (after: string) => readSkusIn(db, 'gone-7', { after, limit: 1 })
  expect(await readBy(async () => expect(await page('')).toEqual(['P-00009']))).toBeLessThan(20)
  expect(await readBy(async () => expect(await page('P-00009')).toEqual(['P-19000']))).toBeLessThan(20)
  expect(await readBy(async () => expect(await page('P-19000')).toEqual([]))).toBeLessThan(20)
})

it('products of a category that is still as full as ever are read from its index', async () => {
  const page = () => readSkusIn(db, 'garden', { after: 'P-10000', limit: 16 })
  expect(await readBy(async () => expect(await page()).toHaveLength(16))).toBeLessThan(100)
})
