import { v7 } from 'uuid'
import { expect } from 'vitest'
import type { AnyDecider } from '../../domain/decider.ts'
import { deciders } from '../../domain/index.ts'
import type { TestServer } from './server.ts'

/** A shop that is sent commands as a program does: one of a spec with or without a browser. */
export type Sender = {
  readonly send: (path: string, data: object) => Promise<{ readonly status: number; readonly body: string }>
}

/** A command that must be accepted. */
export const sent = async ({ send }: Sender, path: string, data: object): Promise<void> => {
  const answer = await send(path, data)
  expect(answer.status, answer.body).toBe(200)
}

const LONDON = { store: 'UK', currency: 'GBP', gross: '4.00' }

/** Puts a product on sale in London for 4.00, unless told otherwise. */
export const putOnSale = async (
  shop: Sender,
  sku: string,
  name: string,
  offer: Partial<typeof LONDON> = {},
): Promise<void> => {
  const { gross, ...place } = { ...LONDON, ...offer }
  await sent(shop, '/api/products', { id: sku, names: { en: name } })
  await sent(shop, `/api/products/${sku}/prices`, { prices: [{ ...place, gross }] })
  await sent(shop, `/api/products/${sku}/activation`, {})
}

/** Opens a warehouse under the name of its key, so that there can be stock in it. */
export const openWarehouse = (shop: Sender, id: string): Promise<void> =>
  sent(shop, '/api/warehouses', { id, name: id })

/** Places an order of three mugs and two jugs at the British store, unless told otherwise; answers its id. */
export const placeOrder = async (shop: Sender, more: object = {}): Promise<string> => {
  const id = v7()
  const lines = [
    { sku: 'MUG', quantity: 3 },
    { sku: 'JUG', quantity: 2 },
  ]
  await sent(shop, '/api/orders', { id, store: 'UK', currency: 'GBP', customer: null, lines, ...more })
  return id
}

/** Registers Grace Hopper of the British store, unless told otherwise; answers the id. */
export const register = async (shop: Sender, over: Record<string, string> = {}): Promise<string> => {
  const person = { salutation: 'Ms', firstName: 'Grace', lastName: 'Hopper', locale: 'en', store: 'UK', country: 'GB' }
  const data = { id: v7(), email: `${v7()}@example.com`, ...person, ...over }
  await sent(shop, '/api/customers', data)
  return data.id
}

/** Sends what only imports and processes send, and waits until it can be read. */
export const record = async (
  { shop, caughtUp }: TestServer,
  name: keyof typeof deciders,
  id: string,
  type: string,
  data: object,
  at?: Date,
): Promise<void> => {
  const decider: AnyDecider = deciders[name]
  const actor = { id: 'import', kind: 'import' } as const
  const command = { decider, id, type, data, commandId: v7(), actor, origin: 'import' } as const
  const outcome = await shop.execute(at === undefined ? command : { ...command, at })
  expect(outcome).toMatchObject({ kind: 'done' })
  await caughtUp()
}

type Recorded = {
  readonly id: string
  readonly placedOn: string
  readonly quantity?: number
  readonly currency?: string
  readonly unitPrice?: string
  readonly customer?: string | null
}

/** An order of another day, as an import brings it: one mug, London, 4.00, unless told otherwise. */
export const recordOrder = async (
  server: TestServer,
  { id, placedOn, quantity = 1, currency = 'GBP', unitPrice = '4.00', customer = null }: Recorded,
): Promise<void> => {
  const line = { kind: 'product', sku: 'MUG', name: 'Mug', quantity, unitPrice }
  const data = { store: 'UK', currency, country: 'GB', customer, placedOn, lines: [line] }
  await record(server, 'order', id, 'RecordOrder', data, new Date(`${placedOn}T12:00:00Z`))
}
