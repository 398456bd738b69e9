import { v7 } from 'uuid'
import { expect } from 'vitest'
import { order } from '../../domain/orders/order.ts'
import type { TestServer } from '../support/server.ts'

/** Puts a product on sale in London for 4.00. */
export const putOnSale = async (server: TestServer, sku: string, name: string): Promise<void> => {
  await sent(server, '/api/products', { id: sku, names: { en: name } })
  await sent(server, `/api/products/${sku}/prices`, { prices: [{ store: 'UK', currency: 'GBP', gross: '4.00' }] })
  await sent(server, `/api/products/${sku}/activation`, {})
}

/** Opens a warehouse under the name of its key, so that there can be stock in it. */
export const openWarehouse = (server: TestServer, id: string): Promise<void> =>
  sent(server, '/api/warehouses', { id, name: id })

/** A command that must be accepted. */
export const sent = async (server: TestServer, path: string, data: object): Promise<void> => {
  const answer = await server.send(path, data)
  expect(answer.status, answer.body).toBe(200)
}

/** Places an order of so many of a product in London; answers its id. */
export const placeOrder = async (
  server: TestServer,
  { sku, quantity = 1, ...more }: { sku: string; quantity?: number; customer?: string; contact?: object },
): Promise<string> => {
  const id = v7()
  const data = { id, store: 'UK', currency: 'GBP', customer: null, lines: [{ sku, quantity }], ...more }
  await sent(server, '/api/orders', data)
  return id
}

/** An order of another day, as an import brings it: one mug, London, 4.00, unless told otherwise. */
export const recordOrder = async (
  { shop }: TestServer,
  { id, placedOn, currency = 'GBP', unitPrice = '4.00', customer = null }: Recorded,
): Promise<void> => {
  const line = { kind: 'product', sku: 'MUG', name: 'Mug', quantity: 1, unitPrice }
  const outcome = await shop.execute({
    decider: order,
    id,
    type: 'RecordOrder',
    data: { store: 'UK', currency, country: 'GB', customer, placedOn, lines: [line] },
    commandId: v7(),
    actor: { id: 'import', kind: 'import' },
    origin: 'import',
    at: new Date(`${placedOn}T12:00:00Z`),
  })
  expect(outcome).toMatchObject({ kind: 'done' })
}

type Recorded = {
  readonly id: string
  readonly placedOn: string
  readonly currency?: string
  readonly unitPrice?: string
  readonly customer?: string | null
}
