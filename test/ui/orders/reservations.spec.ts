import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  for (const sku of ['MUG', 'CUP', 'JUG']) await putOnSale(server, sku, sku)
  await openWarehouse(server, 'main')
  await openWarehouse(server, 'north')
})
afterAll(() => server.close())

const set = (id: string, quantity: number) => sent(server, `/api/stock/${id}/quantity`, { quantity })
const buy = (sku: string, quantity: number) => placeOrder(server, { lines: [{ sku, quantity }] })
const cancel = (order: string, quantity: number) =>
  sent(server, `/api/orders/${order}/cancellations`, { lines: [{ line: 1, quantity }], reason: 'Lost' })
const figures = async (id: string) => textOf(cardOf((await server.get(`/stock/${id}`)).body, 'Figures'))
const becomes = (id: string, text: string) => expect.poll(() => figures(id), { timeout: 5000 }).toContain(text)
const waiting = async (id: string) => textOf(cardOf((await server.get(`/stock/${id}`)).body, 'Who waits'))
const page = async (order: string) => (await server.get(`/orders/${order}`)).body
const again = (order: string) => `action="/api/orders/${order}/reservations"`

describe('an order that is placed', () => {
  it('reserves its stock, which availability shows until it is cancelled', async () => {
    await set('main.MUG', 5)
    const order = await buy('MUG', 3)
    await becomes('main.MUG', 'On hand 5 Reserved 3 Waited for 0 Available 2')
    expect(textOf((await server.get('/products/MUG')).body)).toContain('Reserved 3 Waited for 0 Available in all 2')
    await cancel(order, 3)
    await becomes('main.MUG', 'On hand 5 Reserved 0 Waited for 0 Available 5')
  })

  it('takes its stock along when it is shipped', async () => {
    const order = await buy('MUG', 1)
    await becomes('main.MUG', 'Reserved 1')
    await sent(server, `/api/orders/${order}/steps`, { step: 'skip_wait' })
    await sent(server, `/api/orders/${order}/shipping`, {})
    await becomes('main.MUG', 'On hand 4 Reserved 0 Waited for 0 Available 4')
  })

  it('is reserved of what is never out of stock, though none lies there', async () => {
    await set('main.CUP', 0)
    await sent(server, '/api/stock/main.CUP/never-out-of-stock', { on: true })
    await buy('CUP', 7)
    await becomes('main.CUP', 'On hand 0 Reserved 7')
  })

  it('waits for what no warehouse has, is seen there, and is served by age when something arrives anywhere', async () => {
    await set('main.JUG', 1)
    const old = await buy('JUG', 2)
    await becomes('main.JUG', 'Reserved 1 Waited for 1')
    const young = await buy('JUG', 2)
    await becomes('north.JUG', 'Waited for 3')
    const { items } = (await server.get('/api/orders')).json() as { items: { id: string; number: string }[] }
    const numberOf = (order: string) => items.find(({ id }) => id === order)?.number
    expect(await waiting('north.JUG')).toMatch(new RegExp(`${numberOf(old)} 1 .*${numberOf(young)} 2 `))
    expect(textOf((await server.get('/products/JUG')).body)).toContain('Reserved 1 Waited for 3 Available in all 0')
    await set('north.JUG', 2)
    await becomes('north.JUG', 'Reserved 2')
    await becomes('main.JUG', 'Waited for 1')
    expect(await waiting('main.JUG')).toMatch(new RegExp(`^Who waits .*${numberOf(young)} 1 `))
    expect(await waiting('main.JUG')).not.toContain(`${numberOf(old)} `)
  })

  it('can be told to ask again, as long as units of it lack stock', async () => {
    await set('main.MUG', 5)
    const reserved = await buy('MUG', 2)
    await becomes('main.MUG', 'Reserved 2')
    expect((await server.send(`/api/orders/${reserved}/reservations`, {})).status).toBe(409)
    const order = await buy('JUG', 1)
    await becomes('north.JUG', 'Waited for 2')
    expect(textOf(await page(order))).toContain('1 unit of this order has no stock reserved.')
    expect(await page(order)).toContain(again(order))
    expect((await server.send(`/api/orders/${order}/reservations`, {})).status).toBeLessThan(300)
    await set('main.JUG', 9)
    await expect.poll(() => page(order), { timeout: 5000 }).not.toContain(again(order))
  })
})
