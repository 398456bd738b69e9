import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, record, register, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
})
afterAll(() => server.close())

const sale = {
  store: 'UK',
  currency: 'GBP',
  country: 'FR',
  customer: null,
  placedOn: '2011-01-05',
  lines: [{ kind: 'product', sku: 'OLD', name: 'Old lamp', quantity: 2, unitPrice: '2.5525' }],
}

describe('the list of orders', () => {
  it('shows number, customer by name, store, states, payment, items and total, and leads to the order', async () => {
    const customer = await register(server, { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.org' })
    const id = await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 3 }], customer })
    await record(server, 'order', '536365', 'RecordOrder', sale)
    const { body } = await server.get('/orders')
    const rows = body.split('<tr').map(textOf)
    expect(rows.find(row => row.includes('Ada Lovelace'))).toMatch(/UK Confirmed Nothing to pay 3 £12\.00/)
    expect(rows.find(row => row.includes('536365'))).toMatch(/Guest .*UK \w+ Nothing to pay 2 £5\.11/)
    expect(body).toContain(`href="/orders/${id}"`)
  })

  it('is narrowed by state, store and day, and by a search for the number', async () => {
    expect((await server.get('/orders?state=confirmed&state=closed&store=UK&q=536365')).body).toContain('536365')
    expect((await server.get('/orders?state=cancelled&q=536365')).body).toContain('Nothing matches these filters')
    expect((await server.get('/orders?store=DE&q=536365')).body).toContain('Nothing matches these filters')
    expect((await server.get('/orders?placedOn.to=2011-01-05')).body).toContain('536365')
    expect((await server.get('/orders?placedOn.from=2011-01-06')).body).not.toContain('536365')
  })

  it('calls its filters as its columns are called, and offers states in the order in which they are passed', async () => {
    const { body } = await server.get('/orders?payment=open')
    expect(textOf(body)).toContain('Payment: Open')
    const states = /<details class="filter" name="filter" id="filter-state">[\s\S]*?<\/details>/.exec(body)?.[0] ?? ''
    expect(textOf(states)).toMatch(/Grace period .*Payment pending .*Confirmed .*Closed .*Cancelled .*Returned/)
  })

  it('has the figures of the last thirty days above it, per currency', async () => {
    const euros = { store: 'DE', currency: 'EUR' }
    await sent(server, '/api/products/JUG/prices', { prices: [{ ...euros, gross: '4.00' }] })
    await placeOrder(server, { lines: [{ sku: 'JUG', quantity: 1 }], ...euros })
    const figures = /<ul class="kpis"[\s\S]*?<\/ul>/.exec((await server.get('/orders')).body)?.[0] ?? ''
    expect(textOf(figures)).toMatch(/Orders, last 30 days \d+ .*in EUR, last 30 days €4\.00.*in GBP, last 30 days £\d+/)
  })

  it('is JSON for programs and CSV for spreadsheets, without what only the engine needs', async () => {
    const { items } = (await server.get('/api/orders?q=536365')).json() as { items: Record<string, unknown>[] }
    expect(items).toEqual([
      expect.objectContaining({
        id: '536365',
        number: '536365',
        states: expect.any(Array),
        total: 511,
        currency: 'GBP',
      }),
    ])
    expect(Object.keys(items[0] ?? {})).not.toContain('last_position')
    expect(Object.keys(items[0] ?? {})).not.toContain('search_vector')
    expect((await server.get('/api/orders.csv')).body).toContain('536365')
  })
})

describe('an order', () => {
  it('shows its lines, the bill, the customer with a link, and its history', async () => {
    const customer = await register(server, { firstName: 'Grace', lastName: 'Lovelace', email: 'grace@example.org' })
    const id = await placeOrder(server, { customer, comment: 'Ring twice.' })
    const { body, status } = await server.get(`/orders/${id}`)
    expect(status).toBe(200)
    expect(textOf(cardOf(body, 'Items'))).toContain('Mug MUG 3 £4.00 £12.00 Jug JUG 2 £4.00 £8.00')
    expect(textOf(cardOf(body, 'Totals'))).toContain('Ordered £20.00')
    expect(cardOf(body, 'Customer')).toContain(`href="/customers/${customer}"`)
    expect(textOf(cardOf(body, 'Customer'))).toContain('Grace Lovelace')
    expect(textOf(cardOf(body, 'Customer'))).not.toContain(customer)
    expect(textOf(cardOf(body, 'Customer'))).toMatch(/Change customer data .*Change billing address/)
    expect(textOf(cardOf(body, 'Comments'))).toContain('Ring twice.')
    expect(textOf(cardOf(body, 'History'))).toContain('placed with 2 lines')
  })

  it('of a guest shows whom to reach', async () => {
    const id = await placeOrder(server, { contact: { name: 'Gail <b>', email: 'gail@example.org' } })
    const { body } = await server.get(`/orders/${id}`)
    expect(textOf(cardOf(body, 'Contact for this order'))).toContain('Gail &lt;b&gt; E-mail gail@example.org')
    expect(textOf(cardOf(body, 'Customer'))).toContain('Guest')
  })

  it('of a customer who was never recorded still shows, without a link', async () => {
    await record(server, 'order', '536366', 'RecordOrder', { ...sale, customer: '99999' })
    const { body } = await server.get('/orders/536366')
    expect(textOf(cardOf(body, 'Customer'))).toContain('Not recorded as a customer 99999')
    expect(body).not.toContain('href="/customers/99999"')
    expect(textOf(cardOf(body, 'Items'))).toContain('Old lamp OLD 2 £2.5525 £5.11')
  })

  it('that does not exist is a 404 page', async () => {
    expect((await server.get('/orders/nope')).status).toBe(404)
    expect((await server.get('/orders/nope/cancel')).status).toBe(404)
  })

  it('takes the reference of the customer, and is found by it', async () => {
    const id = await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 1 }] })
    expect((await server.submit(`/api/orders/${id}/reference`, { reference: 'PO-4711' })).status).toBe(303)
    expect((await server.get(`/orders/${id}`)).body).toContain('value="PO-4711"')
    expect((await server.get('/orders?q=PO-4711')).body).toContain(`/orders/${id}`)
    expect((await server.submit(`/api/orders/${id}/reference`, { reference: '' })).status).toBe(303)
    expect(textOf((await server.get(`/orders/${id}`)).body)).toContain('Customer’s reference cleared')
  })

  it('takes comments by its form, and keeps a refused one', async () => {
    const id = await placeOrder(server)
    const said = await server.submit(`/api/orders/${id}/comments`, { text: 'Called <her>.' })
    expect([said.status, said.headers['location']]).toEqual([303, `/orders/${id}`])
    expect((await server.get(`/orders/${id}`)).body).toContain('Called &lt;her&gt;.')
    const blank = await server.submit(`/api/orders/${id}/comments`, { text: '' })
    expect(blank.status).toBe(422)
    expect(blank.body).toContain('id="CommentOnOrder-text-error"')
  })
})

describe('an order of 1,100 lines', () => {
  const big = '577000'
  const line = (_: unknown, index: number) => ({
    kind: 'product',
    sku: `SKU-${index + 1}`,
    name: `Thing ${index + 1}`,
    quantity: 2,
    unitPrice: '1',
  })
  beforeAll(() =>
    record(server, 'order', big, 'RecordOrder', {
      ...sale,
      state: 'confirmed',
      lines: Array.from({ length: 1100 }, line),
    }),
  )

  it('shows a hundred lines at a time, with pages, a search and a history that stays short', async () => {
    const first = await server.get(`/orders/${big}`)
    expect(first.body).toContain('2,200 items in 1,100 lines')
    expect(first.body.match(/href="\/products\//g)).toHaveLength(100)
    expect(first.body).toContain(`href="/orders/${big}?from=101"`)
    expect(first.body.length).toBeLessThan(150_000)
    const last = await server.get(`/orders/${big}?from=1001`)
    expect(last.body).toContain('Thing 1100')
    expect(last.body).toContain(`href="/orders/${big}?from=901"`)
    const found = textOf(cardOf((await server.get(`/orders/${big}?q=thing+777`)).body, 'Items'))
    expect(found).toContain('Thing 777')
    expect(found).not.toContain('Thing 778')
    const searched = async (q: string) =>
      textOf(cardOf((await server.get(`/orders/${big}?q=${encodeURIComponent(q)}`)).body, 'Items'))
    for (const q of ['777 THI\u0301NG', 'thing 777']) expect(await searched(q), q).toContain('Thing 777')
    for (const q of ['hing 777', '…']) expect(await searched(q), q).not.toContain('Thing 777')
  })

  it('is cancelled from any of its pages, and a refusal shows that page again', async () => {
    const form = await server.get(`/orders/${big}/cancel?from=1001`)
    expect(form.body).toContain(`action="/api/orders/${big}/cancellations?from=1001"`)
    const fields = { 'lines.key': 'line', 'lines.1100.line': '1100', 'lines.1100.quantity': '3', reason: 'Lost' }
    const refused = await server.submit(`/api/orders/${big}/cancellations?from=1001`, fields)
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('Thing 1100')
    expect(refused.body).toMatch(/value="3" id="field-lines-1100-quantity" name="lines\.1100\.quantity"/)
  })

  it('can be cancelled as a whole: everything that is left is filled in', async () => {
    const { body } = await server.get(`/orders/${big}/cancel?all=1`)
    expect(body.match(/value="2"[^>]*name="lines\.\d+\.quantity"/g)).toHaveLength(1100)
    const units = Array.from({ length: 1100 }, (_, index) => [
      [`lines.${index + 1}.line`, String(index + 1)],
      [`lines.${index + 1}.quantity`, '2'],
    ]).flat()
    const fields = { ...Object.fromEntries(units), 'lines.key': 'line', reason: 'Closed' }
    expect((await server.submit(`/api/orders/${big}/cancellations?all=1`, fields)).status).toBe(303)
    const done = await server.get(`/orders/${big}`)
    expect(done.body).toContain('class="badge bad">Cancelled')
    expect(done.body).not.toContain(`/orders/${big}/cancel`)
  })
})

describe('cancelling lines', () => {
  const units = (over: Record<string, string>) => ({
    'lines.key': 'line',
    'lines.1.line': '1',
    'lines.1.quantity': '',
    'lines.2.line': '2',
    'lines.2.quantity': '',
    reason: 'Out of stock',
    ...over,
  })

  it('takes the quantities that were typed and leaves the other lines alone', async () => {
    const id = await placeOrder(server)
    const done = await server.submit(`/api/orders/${id}/cancellations`, units({ 'lines.2.quantity': '1' }))
    expect([done.status, done.headers['location']]).toEqual([303, `/orders/${id}`])
    const { body } = await server.get(`/orders/${id}`)
    expect(textOf(body)).toMatch(/Order \S+ .*Cancelled/)
    expect(textOf(cardOf(body, 'Items'))).toContain(
      'Mug MUG 3 Confirmed £4.00 £12.00 Jug JUG 2 1 × Confirmed 1 × Cancelled £4.00 £8.00',
    )
    expect(textOf(cardOf(body, 'Totals'))).toContain('Ordered £20.00 Cancelled -£4.00 What remains £16.00')
    expect(textOf(cardOf(body, 'Totals'))).toContain('Reason of the last cancellation: Out of stock')
  })

  it('is refused beside the line at fault, with everything that was typed', async () => {
    const id = await placeOrder(server)
    const { status, body } = await server.submit(
      `/api/orders/${id}/cancellations`,
      units({ 'lines.2.quantity': '9', reason: 'Broken <x>' }),
    )
    expect(status).toBe(409)
    expect(body).toContain('value="Broken &lt;x&gt;"')
    const row = body.split('<tr').find(row => row.includes('>Jug<')) ?? ''
    expect(row).toContain('name="lines.2.line" value="2"')
    expect(row).toContain('value="9"')
    expect(row).toContain('id="field-lines-2-quantity-error"')
    expect(body).toContain('<a href="#field-lines-2-quantity">Quantity of line 2, Jug: Only ')
    expect(textOf(row)).toContain('Only 2 units are left of line 2.')
  })

  it('without any quantity, reason or number says so', async () => {
    const id = await placeOrder(server)
    const nothing = await server.submit(`/api/orders/${id}/cancellations`, units({ reason: '' }))
    expect(nothing.status).toBe(422)
    expect(nothing.body).toContain('At least 1 of these is needed.')
    expect(nothing.body).toContain('id="field-reason-error"')
    const words = await server.submit(`/api/orders/${id}/cancellations`, units({ 'lines.1.quantity': 'two' }))
    expect(words.status).toBe(422)
    expect(words.body).toContain('value="two"')
  })

  it('of a line that somebody else cancelled meanwhile shows what they did and keeps the input', async () => {
    const id = await placeOrder(server)
    await server.send(`/api/orders/${id}/cancellations`, { lines: [{ line: 1, quantity: 1 }], reason: 'Lost' })
    const { status, body } = await server.submit(
      `/api/orders/${id}/cancellations`,
      units({ 'lines.1.quantity': '1', expectedRevision: '0' }),
    )
    expect(status).toBe(409)
    expect(body).toContain('Somebody changed the same fields meanwhile')
    expect(body).toContain('Cancelled 1 line')
    expect(body).toContain('name="expectedRevision" value="1"')
  })
})
