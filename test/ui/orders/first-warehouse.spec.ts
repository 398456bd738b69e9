import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  for (const sku of ['MUG', 'JUG']) await putOnSale(server, sku, sku)
})
afterAll(() => server.close())

const buy = (quantity: number) => placeOrder(server, { lines: [{ sku: 'MUG', quantity }] })
type Line = { readonly held: readonly { readonly warehouse: string; readonly quantity: number }[] }
const held = async (id: string) => {
  const { lines } = (await server.get(`/api/orders/${id}`)).json() as { lines: readonly Line[] }
  return lines.flatMap(line => line.held.map(({ warehouse, quantity }) => `${warehouse} ${quantity}`))
}
const told = async (id: string) => (await server.shop.store.readStream(`order-${id}`)).map(({ type }) => type)

it('orders that were placed before any warehouse served their store are served by the first one, the oldest first', async () => {
  const old = await buy(3)
  const cancelled = await buy(1)
  await sent(server, `/api/orders/${cancelled}/cancellations`, { lines: [{ line: 1, quantity: 1 }], reason: 'Late' })
  const byHand = await buy(1)
  await sent(server, `/api/orders/${byHand}/reservations`, {})
  const young = await buy(2)
  await expect.poll(() => told(byHand)).toContain('StockAsked')
  for (const id of [old, young]) expect(await told(id)).not.toContain('StockAsked')
  await openWarehouse(server, 'first')
  await sent(server, '/api/stock/first.MUG/quantity', { quantity: 5 })
  await expect.poll(() => held(old), { timeout: 15_000 }).toEqual(['first 3'])
  await expect.poll(() => held(byHand), { timeout: 15_000 }).toEqual(['first 1'])
  await expect.poll(() => held(young), { timeout: 15_000 }).toEqual(['first 1'])
  expect((await told(young)).filter(type => type === 'ReservationRequested')).toHaveLength(1)
  expect(await told(cancelled)).not.toContain('ReservationRequested')
})
