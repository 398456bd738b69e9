import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endOrder } from '../../support/ended-order.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, record } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
})
afterAll(() => server.close())

const fields = (order: string, over: Record<string, string> = {}) => ({
  id: v7(),
  order,
  'lines.key': 'line',
  'lines.1.line': '1',
  'lines.1.quantity': '',
  'lines.2.line': '2',
  'lines.2.quantity': '1',
  reason: 'Damaged',
  ...over,
})

const linesOf = async (path: string) => textOf(cardOf((await server.get(path)).body, 'Items'))

describe('a return', () => {
  it('is made from its order, is booked there, and both lead to each other', async () => {
    const order = await placeOrder(server)
    await endOrder(server.shop, order)
    const form = await server.get(`/returns/new?order=${order}`)
    expect(form.body).toContain(`name="order" value="${order}"`)
    const sent = fields(order)
    const answer = await server.submit('/api/returns', sent)
    expect([answer.status, answer.headers['location']]).toEqual([303, `/returns/${sent.id}`])
    const { body } = await server.get(`/returns/${sent.id}`)
    expect(textOf(cardOf(body, 'Items'))).toMatch(/Jug JUG [0-9A-Z]{4}-[0-9A-Z]{4}, line 2 1 £4\.00 £4\.00/)
    expect(cardOf(body, 'Items')).toContain(`href="/orders/${order}"`)
    expect(textOf(cardOf(body, 'Totals'))).toContain('Goes back to the customer £4.00')
    expect(textOf(cardOf(body, 'Facts'))).toContain('Reason Damaged')
    expect(textOf(cardOf(body, 'History'))).toContain('recorded with 1 line')
    await expect.poll(() => linesOf(`/orders/${order}`)).toContain('Jug JUG 2 1 × Closed 1 × Returned £4.00 £8.00')
    const page = (await server.get(`/orders/${order}`)).body
    expect(cardOf(page, 'Returns')).toContain(`href="/returns/${sent.id}"`)
    expect(textOf(cardOf(page, 'Totals'))).toContain('Returned -£4.00 What remains £16.00')
  })

  it('of more than is left is refused beside the line, with everything that was typed', async () => {
    const order = await placeOrder(server)
    await endOrder(server.shop, order)
    const sent = fields(order, { 'lines.2.quantity': '5', reason: 'Wrong "colour"' })
    const { status, body } = await server.submit(`/api/returns?order=${order}`, sent)
    expect(status).toBe(409)
    expect(body).toContain(`name="id" value="${sent.id}"`)
    expect(body).toContain('value="Wrong &quot;colour&quot;"')
    const row = body.split('<tr').find(row => row.includes('>Jug<')) ?? ''
    expect(textOf(row)).toContain('Only 2 units are left of line 2.')
    expect(row).toContain('value="5"')
  })

  it('without a reason or a quantity says what is missing', async () => {
    const order = await placeOrder(server)
    await endOrder(server.shop, order)
    const { status, body } = await server.submit('/api/returns', fields(order, { 'lines.2.quantity': '', reason: '' }))
    expect(status).toBe(422)
    expect(body).toContain('id="field-reason-error"')
    expect(body).toContain('id="field-lines"')
  })

  it('starts at an order: without one the page says so, and an unknown one is a 404', async () => {
    expect((await server.get('/returns/new')).body).toContain('Which order?')
    expect((await server.get('/returns/new?order=nope')).status).toBe(404)
    expect((await server.get('/returns/nope')).status).toBe(404)
  })
})

describe('a return that was taken elsewhere', () => {
  const line = (sku: string, order: string | null, orderLine: number | null) => ({
    kind: 'product',
    sku,
    name: sku,
    quantity: 1,
    unitPrice: '4',
    order,
    orderLine,
  })
  const taken = { store: 'UK', currency: 'GBP', country: 'FR', customer: '17850', recordedOn: '2011-02-01' }

  it('marks the lines whose order is not known, and names an order that is not there without a link', async () => {
    const lines = [line('MUG', null, null), line('JUG', '499999', 3)]
    await record(server, 'return', 'C536', 'RecordReturn', { ...taken, lines })
    const { body } = await server.get('/returns/C536')
    expect(body).toContain('1 line names no order')
    expect(textOf(cardOf(body, 'Items'))).toMatch(/MUG MUG unlinked .*JUG JUG 499999, line 3/)
    expect(body).not.toContain('href="/orders/499999"')
    expect(textOf(cardOf(body, 'Facts'))).toContain('Customer 17850 Country France Recorded on 1 Feb 2011')
  })

  it('shows which lines an order refused, and what then goes back', async () => {
    const order = await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 1 }] })
    const lines = [line('MUG', order, 1), line('JUG', order, 7), line('MUG', null, null)]
    await record(server, 'return', 'C537', 'RecordReturn', { ...taken, lines })
    await record(server, 'return', 'C537', 'RefuseReturn', { order, reason: 'lineUnknown' })
    await expect.poll(() => linesOf('/returns/C537')).toMatch(/MUG .* refused .*JUG .* refused .*MUG .* taken back/)
    const { body } = await server.get('/returns/C537')
    expect(body).toContain('partly refused')
    expect(textOf(cardOf(body, 'Totals'))).toContain('Total £12.00 refused -£8.00 Goes back to the customer £4.00')
    expect(textOf(cardOf(body, 'History'))).toContain('Refused by order')
    expect(textOf(cardOf((await server.get(`/orders/${order}`)).body, 'Totals'))).toContain('Ordered £4.00')
  })

  it('stands in the list, which is narrowed by status, store, day and search, and is JSON for programs', async () => {
    const row = (await server.get('/returns?q=C536')).body.split('<tr').map(textOf).at(-1)
    expect(row).toMatch(/C536 .* 17850 UK taken back 1 unlinked 2 £8\.00/)
    expect((await server.get('/returns?status=partly_refused')).body).toContain('/returns/C537')
    expect((await server.get('/returns?status=partly_refused')).body).not.toContain('/returns/C536')
    expect((await server.get('/returns?recordedOn.from=2011-02-02&q=C536')).body).toContain(
      'Nothing matches these filters',
    )
    const { items } = (await server.get('/api/returns?q=C536')).json() as { items: object[] }
    expect(items).toEqual([expect.objectContaining({ id: 'C536', unlinked: 1, total: 800, orders: ['499999'] })])
  })
})
