import { afterAll, beforeAll, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await openWarehouse(server, 'main')
  await openWarehouse(server, 'north')
  for (const sku of ['PEN', 'INK', 'AIR']) await putOnSale(server, sku, sku)
  for (const id of ['main.PEN', 'main.INK']) await sent(server, `/api/stock/${id}/quantity`, { quantity: 5 })
})
afterAll(() => server.close())

/** Sends it, and waits until everything that follows from it can be seen. */
const done = async (path: string, data: object) => {
  await sent(server, path, data)
  await server.caughtUp()
}
const ordered = async (sku: string, quantity: number) => {
  const id = await placeOrder(server, { lines: [{ sku, quantity }] })
  await server.caughtUp()
  return id
}
const cancel = (order: string, quantity: number) =>
  done(`/api/orders/${order}/cancellations`, { lines: [{ line: 1, quantity }], reason: 'Changed their mind' })

type Stock = {
  readonly onHand: number
  readonly reserved: number
  readonly available: number
  readonly waiting: readonly { readonly order: string; readonly quantity: number }[]
}
const stock = async (id: string) => (await server.get(`/api/stock/${id}`)).json() as Stock
const waiting = async (id: string) => (await stock(id)).waiting.map(({ order, quantity }) => [order, quantity])
const whoWaits = async (id: string) => cardOf((await server.get(`/stock/${id}`)).body, 'Who waits')

it('stock is reserved for an order, and free again as it is cancelled', async () => {
  const order = await ordered('PEN', 3)
  expect(await stock('main.PEN')).toMatchObject({ onHand: 5, reserved: 3, available: 2 })
  await cancel(order, 1)
  expect(await stock('main.PEN')).toMatchObject({ onHand: 5, reserved: 2, available: 3 })
  await cancel(order, 2)
  expect(await stock('main.PEN')).toMatchObject({ onHand: 5, reserved: 0, available: 5 })
})

it('what is shipped has left, with its reservation', async () => {
  const order = await ordered('PEN', 2)
  await done(`/api/orders/${order}/steps`, { step: 'skip_wait' })
  await done(`/api/orders/${order}/shipping`, { lines: [{ line: 1, quantity: 1 }] })
  expect(await stock('main.PEN')).toMatchObject({ onHand: 4, reserved: 1, available: 3 })
  await done(`/api/orders/${order}/shipping`, {})
  expect(await stock('main.PEN')).toMatchObject({ onHand: 3, reserved: 0, available: 3 })
})

it('what is missing waits in every warehouse, and what arrives in one of them goes to whoever waits longest', async () => {
  const [first, second] = [await ordered('INK', 8), await ordered('INK', 2)]
  expect(await stock('main.INK')).toMatchObject({ onHand: 5, reserved: 5, available: 0 })
  const both = [
    [first, 3],
    [second, 2],
  ]
  expect([await waiting('main.INK'), await waiting('north.INK')]).toEqual([both, both])
  const found = { by: 4, reason: 'found' }
  expect(await whoWaits('main.INK')).toMatch(new RegExp(`/orders/${first}.*/orders/${second}`, 's'))
  await done('/api/stock/north.INK/adjustments', found)
  expect(await stock('north.INK')).toMatchObject({ onHand: 4, reserved: 4, available: 0 })
  expect([await waiting('main.INK'), await waiting('north.INK')]).toEqual([[[second, 1]], [[second, 1]]])
  await cancel(first, 8)
  expect([await waiting('main.INK'), await waiting('north.INK')]).toEqual([[], []])
  const left = [await stock('main.INK'), await stock('north.INK')]
  expect(left.map(({ reserved }) => reserved).reduce((sum, one) => sum + one)).toBe(2)
  expect(textOf(await whoWaits('main.INK'))).toContain('Nobody waits')
})

it('what is never out of stock is there for every order, though nothing lies there', async () => {
  await done('/api/stock/main.AIR/never-out-of-stock', { on: true })
  await ordered('AIR', 4)
  expect(await stock('main.AIR')).toMatchObject({ onHand: 0, reserved: 4 })
  expect(textOf(cardOf((await server.get('/stock/main.AIR')).body, 'Figures'))).toContain('Available always')
})
