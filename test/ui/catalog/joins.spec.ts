import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  const category = { category: 'mugs', parent: null, names: { en: 'Mugs' } }
  await server.send('/api/category-trees/main/categories', category)
  await server.send('/api/categories/mugs', {
    descriptions: { en: 'Mugs' },
    active: true,
    inMenu: true,
    searchable: true,
  })
  await putOnSale(server, 'MUG', 'Mug')
  await server.send('/api/products/MUG', { names: { en: 'Mug' }, descriptions: {}, category: 'mugs' })
  await openWarehouse(server, 'main')
  await server.send('/api/stock/main.MUG/quantity', { quantity: 5 })
  await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 1 }] })
  await vi.waitFor(async () => expect((await server.get('/api/stock?warehouse=main')).body).toContain('"reserved":1'))
})
afterAll(() => server.close())

const empty = async (table: string) => {
  const { pool } = server.shop
  const { rows } = await pool.query<{ schemaname: string }>('select schemaname from pg_tables where tablename = $1', [
    table,
  ])
  for (const { schemaname } of rows) await pool.query(`delete from ${schemaname}."${table}"`)
  expect(rows).not.toEqual([])
}

const listed = async (path: string) => ((await server.get(path)).json() as { items: object[] }).items.length

// Each empties one more table, so a row that two joins keep is kept without either. What one model has of an order goes at once.
describe('a list keeps its rows', () => {
  it.each([
    [['warehouse'], '/api/stock', '/stock/main.MUG'],
    [['sales_order', 'order_line', 'order_in_state'], '/api/activity', '/activity'],
    [['category'], '/api/categories', '/categories'],
    [['category_tree'], '/api/categories', '/categories/mugs'],
    [['stock_item'], '/api/products', '/products/MUG'],
    [['category_place'], '/api/products', '/products/MUG'],
  ])('when there is nothing in %s', async (tables, list, page) => {
    const before = await listed(list)
    for (const table of tables) await empty(table)
    expect(before).toBeGreaterThan(0)
    expect(await listed(list)).toBe(before)
    expect((await server.get(page)).status).toBe(200)
  })

  it('when there is nothing in product', async () => {
    const before = await listed('/api/stock')
    await empty('product')
    expect(await listed('/api/stock')).toBe(before)
  })
})
