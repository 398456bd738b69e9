import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, register, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
})
afterAll(() => server.close())

const form = (more: Record<string, string> = {}) => ({
  store: 'UK',
  currency: 'GBP',
  customer: '',
  'lines.0.sku': 'MUG',
  'lines.0.quantity': '3',
  ...more,
})
const page = async (path: string) => textOf((await server.get(path)).body)
const begin = async (more: Record<string, string> = {}) => {
  const id = v7()
  expect((await server.submit(`/api/drafts/${id}`, form(more))).status).toBe(303)
  return id
}

describe('a draft', () => {
  it('begins when it is saved, is listed, and shows what was filled in', async () => {
    const id = await begin({ comment: 'Ring twice', 'contact.name': 'Ada Lovelace' })
    const { body } = await server.get(`/drafts/${id}`)
    expect(body).toContain('Ring twice')
    expect(body).toContain('value="MUG"')
    expect(textOf(body)).toContain('Abandoned on')
    expect(await page('/drafts')).toMatch(/Ada Lovelace open UK 1 £12\.00/)
  })

  it('is no page before, except for who begins one', async () => {
    expect((await server.get(`/drafts/${v7()}`)).status).toBe(404)
    expect(await page('/drafts/new')).toContain('What is ordered')
  })

  it('is placed from its form as an order of the same id, once', async () => {
    const id = await begin()
    const placed = await server.submit(`/api/drafts/${id}/placement`, form({ 'lines.0.quantity': '4' }))
    expect(placed).toMatchObject({ status: 303 })
    expect(await page(`/orders/${id}`)).toContain('Ordered £16.00')
    expect(await page(`/drafts/${id}`)).toContain('This draft was placed.')
    expect((await server.submit(`/api/drafts/${id}/placement`, form())).status).toBe(303)
    expect((await server.submit(`/api/drafts/${id}`, form())).status).toBe(409)
  })

  it('can be placed at once, with somebody new who is registered with it', async () => {
    const id = v7()
    const ada = {
      'newCustomer.firstName': 'Ada',
      'newCustomer.lastName': 'Byron',
      'newCustomer.email': 'byron@example.com',
    }
    const at = {
      'billing.street': '12 Dock Road',
      'billing.city': 'Bath',
      'billing.zip': 'BA1 1AA',
      'billing.country': 'GB',
    }
    expect((await server.submit(`/api/drafts/${id}/placement`, form({ ...ada, ...at }))).status).toBe(303)
    expect(await page(`/customers/${id}`)).toContain('byron@example.com')
    expect(await page(`/customers/${id}`)).toContain('12 Dock Road')
    expect(await page(`/orders/${id}`)).toContain('Ada Byron')
  })

  it('says at its field what is wrong with who is new, and places nothing', async () => {
    await register(server, { email: 'taken@example.com', store: 'UK', country: 'GB' })
    const id = v7()
    const ada = {
      'newCustomer.firstName': 'Ada',
      'newCustomer.lastName': 'Byron',
      'newCustomer.email': 'taken@example.com',
    }
    const { status, body } = await server.submit(`/api/drafts/${id}/placement`, form(ada))
    expect(status).toBe(409)
    expect(body).toContain('SaveDraft-newCustomer-email-error')
    expect((await server.get(`/orders/${id}`)).status).toBe(404)
  })

  it('says all that is missing, with what was typed', async () => {
    const id = await begin()
    const { status, body } = await server.submit(`/api/drafts/${id}/placement`, form({ 'billing.city': 'Bath' }))
    expect(status).toBe(422)
    expect(body).toContain('value="Bath"')
    expect(textOf(body)).toContain('Street and number')
  })

  it('tells what it comes to and what is missing without placing it', async () => {
    const id = await begin()
    const { status, body } = await server.submit(
      `/api/drafts/${id}/preview`,
      form({ 'lines.1.sku': 'JUG', 'lines.1.quantity': '1' }),
    )
    expect(status).toBe(200)
    expect(textOf(body)).toContain('Everything is there')
    const lacking = await server.submit(`/api/drafts/${id}/preview`, form({ 'billing.city': 'Bath' }))
    expect(textOf(lacking.body)).toContain('Still missing before it can be placed')
  })

  it('keeps a price that was agreed, which the order has with the one of the product', async () => {
    const id = await begin()
    const agreed = { line: 'MUG', unitPrice: '3.50', reason: 'Open box' }
    expect((await server.submit(`/api/drafts/${id}/prices`, agreed)).status).toBe(303)
    expect(await page(`/drafts/${id}`)).toContain('agreed: Open box')
    await server.submit(`/api/drafts/${id}/placement`, form())
    expect(await page(`/orders/${id}`)).toContain('Ordered £10.50')
  })

  it('says on its page that a line is not there whose price is agreed on, or ended', async () => {
    const id = await begin()
    for (const [path, data] of [
      ['prices', { line: 'PEN', unitPrice: '3.50', reason: 'Open box' }],
      ['prices', { line: '', unitPrice: 'x', reason: '' }],
      ['prices/end', { line: 'PEN' }],
      ['prices/end', {}],
    ] as const) {
      const refused = await server.submit(`/api/drafts/${id}/${path}`, data)
      expect(refused.status).toBe(data.line === 'PEN' ? 404 : 422)
      expect(refused.body).toContain('data-problem')
      expect(textOf(refused.body)).toContain('What is ordered')
      expect(textOf(refused.body)).toMatch(
        data.line === 'PEN' ? /The draft has no such line any more/ : /One field needs|fields need/,
      )
      expect(textOf(refused.body)).not.toContain(' Invalid')
    }
    expect((await server.get(`/drafts/${id}/prices?line=PEN`)).status).toBe(404)
  })

  it('keeps the price it showed, says the new one at the line, and is placed once that is taken', async () => {
    await putOnSale(server, 'BOWL', 'Bowl')
    const bowl = form({ 'lines.0.sku': 'BOWL' })
    const id = v7()
    await server.submit(`/api/drafts/${id}`, bowl)
    await sent(server, '/api/products/BOWL/prices', { prices: [{ store: 'UK', currency: 'GBP', gross: '9.00' }] })
    expect(await page(`/drafts/${id}`)).toContain('Costs £9.00 by now')
    const refused = await server.submit(`/api/drafts/${id}/placement`, bowl)
    expect(refused.status).toBe(409)
    expect((await server.get(`/orders/${id}`)).status).toBe(404)
    expect((await server.submit(`/api/drafts/${id}/new-prices`, {})).status).toBe(303)
    expect((await server.submit(`/api/drafts/${id}/placement`, bowl)).status).toBe(303)
  })

  it('is abandoned with its reason, and resumed', async () => {
    const id = await begin()
    await server.submit(`/api/drafts/${id}/abandonment`, { reason: 'Changed her mind' })
    expect(await page(`/drafts/${id}`)).toContain('This draft was abandoned: Changed her mind')
    await server.submit(`/api/drafts/${id}/resumption`, {})
    expect(await page(`/drafts/${id}`)).toContain('Abandoned on')
  })

  it('begins with the lines of an order', async () => {
    const order = await placeOrder(server, { lines: [{ sku: 'JUG', quantity: 2 }] })
    const id = v7()
    expect((await server.submit('/api/drafts', { id, order })).status).toBe(303)
    expect((await server.get(`/drafts/${id}`)).body).toContain('value="JUG"')
    expect(await page(`/orders/${order}`)).toContain('Copy this order')
  })

  it('of too many lines is refused with one sentence', async () => {
    const lines = Array.from({ length: 2001 }, () => ({ sku: 'MUG', quantity: 1 }))
    const { status, body } = await server.send(`/api/drafts/${v7()}`, { store: 'UK', customer: null, lines })
    expect(status).toBe(422)
    expect(JSON.parse(body).errors).toHaveLength(1)
  })

  it('that two people fill in keeps what only one of them changed, and shows both values of what both did', async () => {
    const id = await begin()
    const { body } = await server.get(`/drafts/${id}`)
    const [, expectedRevision = ''] = /name="expectedRevision" value="(\d+)"/.exec(body) ?? []
    await server.submit(`/api/drafts/${id}`, form({ comment: 'Mine' }))
    const merged = await server.submit(`/api/drafts/${id}`, { ...form({ source: 'email' }), expectedRevision })
    expect(merged.status).toBe(303)
    expect((await server.get(`/drafts/${id}`)).body).toContain('Mine')
    const both = await server.submit(`/api/drafts/${id}`, { ...form({ comment: 'Yours' }), expectedRevision })
    expect(both.status).toBe(409)
    expect(both.body).toContain('Mine')
    expect(both.body).toContain('Yours')
  })
})
