import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale } from '../../support/shop-filling.ts'

let server: TestServer
let order: string
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  await openWarehouse(server, 'main')
  await server.send('/api/stock/main.MUG/quantity', { quantity: 5 })
  order = await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 1 }] })
})
afterAll(() => server.close())

const page = async (query = '') => {
  const { status, body } = await server.get(`/activity${query}`)
  expect(status, query).toBe(200)
  return body
}

const rows = async (query: string) => ((await page(query)).match(/<tr data-row>|<tr><td/g) ?? []).length

describe('the activity', () => {
  it('tells what happened as a sentence: when, who, to which thing, from where', async () => {
    const text = textOf(await page())
    expect(text).toMatch(/today \d\d:\d\d Stock set to 5 local Stock main\.MUG StockSet live/)
    expect(text).toContain('Price changed for UK in GBP local Product MUG PriceChanged live')
  })

  it('leads to each thing, and calls an order by its number', async () => {
    const { items } = (await server.get('/api/orders')).json() as { items: { number: string }[] }
    const body = await page('?category=order')
    expect(body).toContain(`<a href="/orders/${order}">Order <span class="mono">${items[0]?.number}</span></a>`)
    expect(await page()).toContain('href="/stock/main.MUG"')
  })

  it('is filtered by type, kind of thing, kind of actor and day', async () => {
    expect(await rows('?type=StockSet')).toBe(1)
    expect(await rows('?type=StockSet&type=ProductCreated')).toBe(2)
    expect(await rows('?category=stock')).toBe(1)
    expect(await rows('?kind=user&type=StockSet')).toBe(1)
    expect(await rows('?kind=import')).toBe(0)
    expect(await rows('?at.from=2100-01-01')).toBe(0)
    expect((await server.get('/activity?kind=ghost')).status).toBe(400)
  })

  it('is there for programs and spreadsheets too, newest first', async () => {
    const { items } = (await server.get('/api/activity?category=product&limit=2')).json() as { items: object[] }
    expect(items).toMatchObject([
      { type: 'ProductActivated', id: 'MUG', actorKind: 'user', name: null },
      { type: 'PriceChanged', parameters: { store: 'DE', currency: 'EUR' } },
    ])
    expect((await server.get('/api/activity.csv')).body).toContain('StockSet')
  })
})
