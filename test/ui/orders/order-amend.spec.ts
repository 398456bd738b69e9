import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, record, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
})
afterAll(() => server.close())

const mugs = (quantity: number) => placeOrder(server, { lines: [{ sku: 'MUG', quantity }] })
const amending = async (id: string) => {
  await server.caughtUp()
  const { status, body } = await server.get(`/orders/${id}/amend`)
  return { status, text: textOf(body), hasForm: body.includes('id="AmendOrder-form"') }
}

describe('the page on which an order is amended', () => {
  it('has its form where it can be', async () => {
    expect(await amending(await mugs(2))).toMatchObject({ status: 200, hasForm: true })
  })

  it('says in place of it why it can not: held, nothing left to amend, from elsewhere', async () => {
    const [held, gone, elsewhere] = [await mugs(2), await mugs(2), v7()]
    await sent(server, `/api/orders/${held}/hold`, { reason: 'Ask' })
    await sent(server, `/api/orders/${gone}/cancellations`, { lines: [{ line: 1, quantity: 2 }], reason: 'Lost' })
    const line = { kind: 'product', sku: 'MUG', name: 'Mug', quantity: 1, unitPrice: '4.00' }
    const sale = { store: 'UK', currency: 'GBP', country: 'GB', customer: null, placedOn: '2026-02-01', lines: [line] }
    await record(server, 'order', elsewhere, 'RecordOrder', { ...sale, state: 'to_pack' })
    for (const [id, why] of [
      [held, 'The order is held.'],
      [gone, 'can be amended any more'],
      [elsewhere, 'was placed elsewhere'],
    ] as const) {
      const page = await amending(id)
      expect(page).toMatchObject({ status: 200, hasForm: false })
      expect(page.text).toContain(why)
    }
  })

  it('keeps what was typed where the order was held meanwhile, with the reason', async () => {
    const id = await mugs(2)
    await sent(server, `/api/orders/${id}/hold`, { reason: 'Ask' })
    await server.caughtUp()
    const fields = { 'added.0.sku': 'MUG', 'added.0.quantity': '7' }
    const { status, body } = await server.submit(`/api/orders/${id}/amendments`, { commandId: v7(), ...fields })
    expect(status).toBe(409)
    expect(textOf(body)).toContain('The order is held.')
    expect(body).toMatch(/value="7"[^>]*name="added\.0\.quantity"|name="added\.0\.quantity"[^>]*value="7"/)
  })
})
