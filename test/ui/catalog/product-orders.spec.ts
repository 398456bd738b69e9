import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endOrder } from '../../support/ended-order.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'
import { viewerByStores } from '../../support/stores.ts'

let server: TestServer
let german: string
const british: string[] = []
const at = { store: 'DE', currency: 'EUR' }

beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: viewerByStores })
  await openWarehouse(server, 'main')
  for (const [sku, name] of [
    ['MUG', 'Mug'],
    ['JUG', 'Jug'],
    ['BOWL', 'Bowl'],
  ] as const)
    await putOnSale(server, sku, name)
  for (const sku of ['MUG', 'JUG']) await sent(server, `/api/stock/main.${sku}/quantity`, { quantity: 50 })
  await sent(server, '/api/products/MUG/prices', { prices: [{ ...at, gross: '4.00' }] })
  // Three mugs and two jugs each.
  british.push(await placeOrder(server), await placeOrder(server), await placeOrder(server))
  german = await placeOrder(server, { ...at, lines: [{ sku: 'MUG', quantity: 5 }] })
  const [first = '', second = ''] = british
  await sent(server, `/api/orders/${first}/cancellations`, { lines: [{ line: 1, quantity: 1 }], reason: 'Too many' })
  await endOrder(server.shop, second)
  await server.caughtUp()
})
afterAll(() => server.close())

const page = async (sku: string, headers: Record<string, string> = {}) =>
  (await server.get(`/products/${sku}`, { accept: 'text/html', ...headers })).body
const sold = async (sku: string, headers?: Record<string, string>) =>
  textOf(cardOf(await page(sku, headers), 'Sold')).replace(/^Sold /, '')

describe('the page of a product', () => {
  it('says how many units were sold, and how many of these are in open orders', async () => {
    expect(await sold('MUG')).toContain('Units sold 13 Of these in open orders 10 Of these backordered 0')
    expect(await sold('JUG')).toContain('Units sold 6 Of these in open orders 4')
    expect(await sold('BOWL')).toContain('Units sold 0 Of these in open orders 0')
  })

  it('shows its last orders with the units of it, newest first, and leads to all of them', async () => {
    const orders = cardOf(await page('MUG'), 'Orders')
    const ids = [...orders.matchAll(/href="\/orders\/([^"?]+)"/g)].map(([, id]) => id)
    expect(ids).toEqual([german, ...british.toReversed()])
    expect(textOf(orders)).toContain('All 4 orders')
    expect(orders).toContain('href="/orders?product=MUG"')
    const all = await server.get('/api/orders?product=MUG')
    expect((all.json() as { total: number }).total).toBe(4)
    expect(textOf(cardOf(await page('BOWL'), 'Orders'))).toContain('Not ordered yet')
  })

  it('tells viewers of some stores of the orders there alone', async () => {
    const headers = { 'x-stores': 'DE' }
    expect(await sold('MUG', headers)).toContain('Units sold 5 Of these in open orders 5')
    expect(await sold('JUG', headers)).toContain('Units sold 0')
    const orders = cardOf(await page('MUG', headers), 'Orders')
    expect(orders).toContain(german)
    for (const id of british) expect(orders).not.toContain(id)
  })

  it('counts units that lack stock as backordered', async () => {
    await putOnSale(server, 'LAMP', 'Lamp')
    await sent(server, '/api/stock/main.LAMP/quantity', { quantity: 1 })
    const id = await placeOrder(server, { lines: [{ sku: 'LAMP', quantity: 3 }] })
    await sent(server, `/api/orders/${id}/steps`, { step: 'skip_wait' })
    await expect.poll(() => sold('LAMP')).toContain('Units sold 3 Of these in open orders 3 Of these backordered 2')
  })
})
