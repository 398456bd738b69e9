import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderSchema } from '../../projections/orders/order-record.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { placeOrder, putOnSale, sent } from '../support/shop-filling.ts'
import { viewerByStores } from '../support/stores.ts'

let server: TestServer
let id = ''
const json = { accept: 'application/json' }

beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: viewerByStores })
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
  const lines = [
    { sku: 'MUG', quantity: 3 },
    { sku: 'JUG', quantity: 1 },
  ]
  id = await placeOrder(server, { lines, comment: 'Ring twice.', contact: { name: 'Gail' } })
  await sent(server, `/api/orders/${id}/cancellations`, { lines: [{ line: 1, quantity: 2 }], reason: 'Lost' })
  await sent(server, `/api/orders/${id}/comments`, { text: 'Called her.' })
  await server.caughtUp()
})
afterAll(() => server.close())

type Unit = { readonly state: string; readonly quantity: number; readonly since: string }
type Whole = { readonly lines: readonly { units: Unit[] }[]; readonly comments: readonly { at: string }[] }
type Schema = { readonly properties?: Record<string, Schema>; readonly items?: Schema }

const orderFor = async (headers: Record<string, string> = {}) =>
  server.get(`/api/orders/${id}`, { ...json, ...headers })

/** Names of all members of a value, those of the rows within it, too. */
const namesOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 1).map(namesOf)
  if (typeof value !== 'object' || value === null) return null
  return Object.fromEntries(Object.keys(value).map(name => [name, null]))
}

describe('an order as a program gets it', () => {
  it('is whole: its lines with where their units are, its terms, its money, its shipments, and what was said', async () => {
    const order = (await orderFor()).json() as Whole
    expect(order).toMatchObject({
      id,
      contactName: 'Gail',
      cancelReason: 'Lost',
      terms: { currency: 'GBP' },
      lines: [
        { line: 1, sku: 'MUG', quantity: 3, cancelled: 2, held: [] },
        { line: 2, sku: 'JUG', quantity: 1, cancelled: 0 },
      ],
      payments: [],
      shipments: [
        {
          shipment: 1,
          units: 2,
          shipped: 0,
          address: null,
          requestedOn: null,
          shares: [
            { line: 1, quantity: 1, shipped: 0, delivered: 0 },
            { line: 2, quantity: 1, shipped: 0, delivered: 0 },
          ],
          parcels: [],
        },
      ],
      comments: [{ text: 'Called her.' }, { text: 'Ring twice.' }],
    })
    const [mugs] = order.lines as {
      units: { state: string; quantity: number; since: string; dueAt: string | null }[]
    }[]
    expect(mugs?.units.map(({ quantity }) => quantity).sort()).toEqual([1, 2])
    expect(mugs?.units.find(({ state }) => state === 'cancelled')?.quantity).toBe(2)
    expect(mugs?.units[0]?.since).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(order.comments[0]?.at).toMatch(/Z$/)
  })

  it('is what the description of the API says', async () => {
    const order = (await orderFor()).json() as Record<string, unknown>
    const { paths } = (await server.get('/api/docs/json')).json() as { paths: Record<string, never> }
    expect(JSON.stringify(paths['/api/orders/{id}'])).toContain(JSON.stringify(orderSchema))
    const { properties = {} } = orderSchema as Schema
    expect(Object.keys(order).sort()).toEqual(Object.keys(properties).sort())
    for (const name of ['lines', 'shipments', 'comments']) {
      const [row] = order[name] as object[]
      expect(Object.keys(row ?? {}).sort(), name).toEqual(Object.keys(properties[name]?.items?.properties ?? {}).sort())
    }
    expect(namesOf(order['terms'])).toEqual(
      Object.fromEntries(Object.keys(properties['terms']?.properties ?? {}).map(name => [name, null])),
    )
  })

  it('is of the stores alone that its reader may see', async () => {
    expect((await orderFor({ 'x-stores': 'UK' })).status).toBe(200)
    expect((await orderFor({ 'x-stores': 'DE' })).status).toBe(404)
  })
})
