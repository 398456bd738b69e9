import { v7 } from 'uuid'
import { expect, vi } from 'vitest'
import { deciders } from '../../../domain/index.ts'
import type { TestServer } from '../../support/server.ts'

/** A product on sale for 4.00 at both stores. */
export const sell = async (server: TestServer, sku: string, name: string): Promise<void> => {
  await server.send('/api/products', { id: sku, names: { en: name } })
  for (const [store, currency] of [
    ['UK', 'GBP'],
    ['DE', 'EUR'],
  ])
    await server.send(`/api/products/${sku}/prices`, { prices: [{ store, currency, gross: '4.00' }] })
  await server.send(`/api/products/${sku}/activation`, {})
}

type Line = { readonly sku: string; readonly quantity: number }

/** Places an order of three mugs and two jugs at the British store, unless told otherwise; answers its id. */
export const place = async (
  server: TestServer,
  lines: readonly Line[] = [
    { sku: 'MUG', quantity: 3 },
    { sku: 'JUG', quantity: 2 },
  ],
  more: object = {},
): Promise<string> => {
  const id = v7()
  const answer = await server.send('/api/orders', { id, store: 'UK', currency: 'GBP', customer: null, lines, ...more })
  expect(answer.status, answer.body).toBe(200)
  return id
}

export const register = async (server: TestServer, firstName: string, email: string): Promise<string> => {
  const id = v7()
  const person = { id, firstName, lastName: 'Lovelace', email, locale: 'en', store: 'UK', country: 'GB' }
  const answer = await server.send('/api/customers', person)
  expect(answer.status, answer.body).toBe(200)
  return id
}

/** Sends what only imports and processes send, and waits until it can be read. */
export const record = async (
  server: TestServer,
  name: 'order' | 'return',
  id: string,
  type: string,
  data: object,
): Promise<void> => {
  const { shop } = server
  const actor = { id: 'import', kind: 'import' } as const
  const outcome = await shop.execute({
    decider: deciders[name],
    id,
    type,
    data,
    commandId: v7(),
    actor,
    origin: 'import',
  })
  expect(outcome).toMatchObject({ kind: 'done' })
  await vi.waitFor(async () => expect((await server.get(`/${name}s/${id}`)).status).toBe(200))
}
