import { v7 } from 'uuid'
import { expect, vi } from 'vitest'
import type { TestServer } from './server.ts'
import { placeOrder, record, sent } from './shop-filling.ts'

type Line = { readonly sku: string; readonly quantity: number }

const stateOf = async (server: TestServer, order: string): Promise<string> =>
  (await server.get(`/api/orders/${order}`)).body

/** Places an order whose stock is reserved by the process, so that it can be packed; answers its id. */
export const orderToPack = async (server: TestServer, lines: readonly Line[]): Promise<string> => {
  const order = await placeOrder(server, { lines })
  await vi.waitFor(async () => expect(await stateOf(server, order)).toMatch(/"held":\[\{/), {
    timeout: 20_000,
    interval: 20,
  })
  await record(server, 'order', order, 'AdvanceOrder', { step: 'skip_wait' })
  await vi.waitFor(async () => expect(await stateOf(server, order)).toContain('to_pack'), {
    timeout: 20_000,
    interval: 20,
  })
  return order
}

/** Draws a list of orders in the warehouse `main`, which they have given it what it takes of; answers its id. */
export const drawnList = async (server: TestServer, orders: readonly string[], more: object = {}): Promise<string> => {
  const id = v7()
  await sent(server, '/api/picking', { id, warehouse: 'main', route: 'order', assignee: null, orders, ...more })
  await vi.waitFor(
    async () => {
      const { positions } = (await server.get(`/api/picking/${id}`)).json() as {
        positions: readonly { isConfirmed: boolean }[]
      }
      expect(positions.every(({ isConfirmed }) => isConfirmed)).toBe(true)
    },
    { timeout: 20_000, interval: 20 },
  )
  return id
}
