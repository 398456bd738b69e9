import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numberOf } from '../../../domain/shared/number.ts'
import { endOrder } from '../../support/ended-order.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, register } from '../../support/shop-filling.ts'

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
    expect(text).toContain('Price changed for UK in GBP: £4.00 with tax local Product MUG PriceChanged live')
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
    expect(await rows('?category=warehouse')).toBe(1)
    expect(await rows('?kind=user&type=StockSet')).toBe(1)
    expect(await rows('?kind=import')).toBe(0)
    expect(await rows('?at.from=2100-01-01')).toBe(0)
    expect((await server.get('/activity?kind=ghost')).status).toBe(400)
  })

  it('leaves bookkeeping out until it is asked for', async () => {
    await register(server, { email: 'ada@example.com' })
    expect(await rows('?type=CustomerRegistered')).toBe(1)
    expect(await page()).not.toContain('>ClaimMade</a>')
    expect(textOf(await page('?type=CustomerRegistered'))).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    expect(await page('?kind=user')).not.toContain('>ClaimMade</a>')
    const all = await page('?also=bookkeeping')
    expect(all).toContain('>ClaimMade</a>')
    expect(all).toContain('>StockSet</a>')
    expect(textOf(all)).toContain('Also show: Bookkeeping, such as claims')
    expect(await rows('?category=claim')).toBeGreaterThan(0)
    expect((await server.get('/api/activity.csv')).body).not.toContain('ClaimMade')
  })

  it('is searched by words of what happened and by numbers, and narrowed to who did it', async () => {
    const comment = { text: 'Ring twice' }
    expect((await server.send(`/api/orders/${order}/comments`, comment)).status).toBe(200)
    const body = await page(`?q=${numberOf(order)}`)
    expect(body).toContain('type="search"')
    expect(body).toContain('>OrderPlaced</a>')
    expect(body).toContain('>OrderCommented</a>')
    expect(body).not.toContain('>StockSet</a>')
    expect(await rows('?q=stock+set')).toBe(1)
    expect(textOf(await page())).toContain('Who local')
    expect(await rows('?actor=local&type=StockSet')).toBe(1)
    expect(await rows('?actor=nobody')).toBe(0)
  })

  it('calls a return by its number, with a link to it', async () => {
    await endOrder(server.shop, order)
    const id = v7()
    const back = { id, order, lines: [{ line: 1, quantity: 1 }], reason: 'Broken' }
    expect((await server.send('/api/returns', back)).status).toBe(200)
    await server.caughtUp()
    const body = await page('?type=OrderLinesReturned')
    expect(body).toContain(`Return <a href="/returns/${id}">${numberOf(id)}</a> took back units of 1 line`)
  })

  it('is there for programs and spreadsheets too, newest first', async () => {
    const { items } = (await server.get('/api/activity?category=product&limit=2')).json() as { items: object[] }
    expect(items).toMatchObject([
      { type: 'ProductActivated', id: 'MUG', actorKind: 'user', name: null },
      { type: 'PriceChanged', parameters: { store: 'UK', currency: 'GBP', gross: '4.00' } },
    ])
    expect((await server.get('/api/activity.csv')).body).toContain('StockSet')
  })
})
