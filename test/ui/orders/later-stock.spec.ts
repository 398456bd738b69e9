import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, record, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  for (const sku of ['MUG', 'CUP', 'JUG']) await putOnSale(server, sku, sku)
  await openWarehouse(server, 'main')
})
afterAll(() => server.close())

const set = (id: string, quantity: number) => sent(server, `/api/stock/${id}/quantity`, { quantity })
const buy = (sku: string, quantity: number) => placeOrder(server, { lines: [{ sku, quantity }] })
const figures = async (id: string) => textOf(cardOf((await server.get(`/stock/${id}`)).body, 'Figures'))
const becomes = (id: string, text: string) => expect.poll(() => figures(id), { timeout: 15_000 }).toContain(text)

type Line = { readonly held: readonly { readonly warehouse: string; readonly quantity: number }[] }
/** What an order holds where. */
const held = async (id: string) => {
  const { lines } = (await server.get(`/api/orders/${id}`)).json() as { lines: readonly Line[] }
  return lines.flatMap(line => line.held.map(({ warehouse, quantity }) => `${warehouse} ${quantity}`))
}
const askedAgain = async (id: string) =>
  (await server.shop.store.readStream(`order-${id}`)).filter(({ type }) => type === 'ReservationRequested').length

/** Two orders that wait in the only warehouse, the older one for three. */
const waiting = async (sku: string) => {
  await set(`main.${sku}`, 0)
  const old = await buy(sku, 3)
  await becomes(`main.${sku}`, 'Waited for 3')
  const young = await buy(sku, 2)
  await becomes(`main.${sku}`, 'Waited for 5')
  return { old, young }
}

describe('orders that wait for stock', () => {
  it('are waited with in a warehouse that opens later, and served there by age, each asked once', async () => {
    const { old, young } = await waiting('MUG')
    await openWarehouse(server, 'later')
    await becomes('later.MUG', 'Waited for 5')
    await becomes('main.MUG', 'Waited for 5')
    await set('later.MUG', 4)
    await expect.poll(() => held(old), { timeout: 15_000 }).toEqual(['later 3'])
    await expect.poll(() => held(young), { timeout: 15_000 }).toEqual(['later 1'])
    expect([await askedAgain(old), await askedAgain(young)]).toEqual([1, 1])
  })

  it('are served of what lies in a warehouse that is given to their store, the oldest first', async () => {
    await openWarehouse(server, 'far')
    const nowhere = { street: null, zip: null, city: null, country: null }
    const serving = (...stores: readonly string[]) =>
      sent(server, '/api/warehouses/far/address-and-stores', { ...nowhere, allStores: false, stores, priority: 500 })
    await serving('DE')
    await set('far.JUG', 4)
    const { old, young } = await waiting('JUG')
    expect(await held(old)).toEqual([])
    await serving('DE', 'UK')
    await expect.poll(() => held(old), { timeout: 15_000 }).toEqual(['far 3'])
    await expect.poll(() => held(young), { timeout: 15_000 }).toEqual(['far 1'])
  })

  it('are served of what an import brings in, the oldest first', async () => {
    const { old, young } = await waiting('CUP')
    await record(server, 'stock', 'main.CUP', 'RecordStockMovement', { by: 4, reason: 'received' })
    await expect.poll(() => held(old), { timeout: 15_000 }).toEqual(['main 3'])
    await expect.poll(() => held(young), { timeout: 15_000 }).toEqual(['main 1'])
  })
})
