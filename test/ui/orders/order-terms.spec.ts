import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { placeOrder, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
const [rate, set] = [v7(), v7()]
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
  const british = { country: 'GB', region: null, percentage: '20', validFrom: null, validTo: null }
  await sent(server, '/api/tax-rates', { id: rate, name: 'Standard', ...british })
  await sent(server, '/api/tax-sets', { id: set, name: 'Goods', rates: [rate] })
  for (const [sku, name] of [
    ['MUG', 'Mug'],
    ['JUG', 'Jug'],
  ])
    await sent(server, `/api/products/${sku}`, { names: { en: name }, descriptions: {}, category: null, taxSet: set })
  await sent(server, '/api/carriers', { id: 'post', name: 'Post', trackingUrl: null })
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  for (const id of ['standard', 'express']) {
    const method = { id, names: { en: id === 'standard' ? 'Standard' : 'Express' }, carrier: 'post', taxSet: null }
    await sent(server, '/api/delivery-methods', { ...method, ...everywhere })
    await sent(server, `/api/delivery-methods/${id}/activation`, {})
  }
  const flat = { store: 'UK', currency: 'GBP', kind: 'flat', price: '4.90', freeFrom: '50' }
  await sent(server, '/api/delivery-methods/standard/prices', flat)
  const pays = { names: { en: 'Invoice' }, allStores: true, process: null, taxSet: null }
  const fees = [{ currency: 'GBP', amount: '1.30' }]
  await sent(server, '/api/payment-methods', { id: 'invoice', provider: 'invoice', ...pays, fees })
  await sent(server, '/api/payment-methods/invoice/activation', {})
})
afterAll(() => server.close())

const ada = { firstName: 'Ada', lastName: 'Lovelace', street: '12 St James’s Square', zip: 'SW1Y 4JH', city: 'London' }
const london = { ...ada, country: 'GB' }
const shipped = Object.fromEntries(Object.entries(london).map(([name, value]) => [`shipping.${name}`, value]))
const typed = (more: Record<string, string> = {}) => ({
  store: 'UK',
  currency: 'GBP',
  customer: '',
  'lines.0.sku': 'MUG',
  'lines.0.quantity': '3',
  delivery: 'standard',
  payment: 'invoice',
  source: 'phone',
  ...shipped,
  ...more,
})

const placed = async () => {
  const id = v7()
  expect((await server.submit(`/api/drafts/${id}/placement`, typed())).status).toBe(303)
  return id
}

describe('an order that is delivered and paid', () => {
  it('is placed by its form, and shows what it comes to, and how and where it goes', async () => {
    const { body } = await server.get(`/orders/${await placed()}`)
    const totals = textOf(cardOf(body, 'Totals'))
    expect(totals).toContain('Subtotal £12.00 Standard £4.90 Invoice £1.30 Ordered £18.20')
    expect(totals).toContain('Including 20% tax of £15.16 £3.04')
    expect(totals).toContain('Paid £0.00 Still to pay £18.20')
    const terms = cardOf(body, 'Delivery and payment')
    expect(textOf(terms)).toContain('Came in by Phone Delivery method Standard Payment method Invoice')
    expect(textOf(terms)).toContain('Ada Lovelace 12 St James’s Square SW1Y 4JH London United Kingdom')
    expect(terms).toContain('href="/delivery-methods/standard"')
    expect(textOf(cardOf(body, 'Items'))).toContain('Mug MUG 3 £4.00 20% £12.00')
  })

  it('owes nothing any more once all of it is cancelled before anything was sent', async () => {
    const id = await placed()
    await sent(server, `/api/orders/${id}/cancellations`, {
      lines: [{ line: 1, quantity: 3 }],
      reason: 'Regrets',
    })
    const totals = textOf(cardOf((await server.get(`/orders/${id}`)).body, 'Totals'))
    expect(totals).toMatch(/Cancelled .£18\.20 What remains £0\.00/)
    expect(totals).not.toContain('Still to pay')
  })

  it('is told to programs whole, with its terms', async () => {
    const lines = [{ sku: 'MUG', quantity: 3 }]
    const id = await placeOrder(server, { lines, delivery: 'standard', payment: 'invoice', billing: london })
    expect((await server.get(`/api/orders/${id}`)).json()).toMatchObject({
      total: 1820,
      country: 'GB',
      terms: { subtotal: 1200, expense: 620, tax: 304, deliveryMethod: 'standard', billing: london, shipping: null },
    })
  })
})

describe('what a draft would come to', () => {
  const sent = (of: string, more: Record<string, string> = {}) =>
    server.submit(`/api/drafts/${v7()}/${of}`, typed(more))
  const preview = (more: Record<string, string> = {}) => sent('preview', more)
  const shownIn = (body: string) => textOf(/<div id="draft-figures"[\s\S]*?<\/div>\s*<p>/.exec(body)?.[0] ?? '')
  const countOf = async (path: string) => ((await server.get(path)).json() as { items: object[] }).items.length

  it('is shown in its form with what was typed, and nothing is saved or placed', async () => {
    const before = [await countOf('/api/orders'), await countOf('/api/drafts')]
    const { status, body } = await preview()
    expect(status).toBe(200)
    expect(shownIn(body)).toContain('Subtotal £12.00 Standard £4.90 Invoice £1.30 Ordered £18.20')
    expect(body).toContain('value="12 St James’s Square"')
    expect([await countOf('/api/orders'), await countOf('/api/drafts')]).toEqual(before)
  })

  it('needs of an address only where it is', async () => {
    const { body } = await preview({ 'shipping.firstName': '', 'shipping.street': '', 'shipping.city': '' })
    expect(shownIn(body)).toContain('Ordered £18.20')
  })

  it('says what is missing', async () => {
    expect(shownIn((await preview({ 'lines.0.sku': 'NOPE' })).body)).toContain('There is no product NOPE')
    expect(shownIn((await preview({ 'shipping.country': 'FR', 'shipping.zip': '75001' })).body)).toContain(
      'has no rate for the country of delivery',
    )
  })

  it('names the field and the line at fault, as they stand far above', async () => {
    const { body } = await preview({ 'lines.0.quantity': '4006381333931' })
    expect(shownIn(body)).toContain('Line 1, Quantity: At most 1,000,000.')
  })

  it('keeps what was typed where a method is not offered, with its reason beside it', async () => {
    const { status, body } = await sent('placement', { delivery: 'express' })
    expect(status).toBe(409)
    expect(body).toContain('delivery-error"')
    expect(textOf(body)).toContain(
      'Express is not offered for this order: it has no price at this store in this currency',
    )
    expect(body).toContain('value="12 St James’s Square"')
  })

  it('unfolds the delivery address once anything of it is filled in', async () => {
    const folds = /<details( open)?><summary>Deliver to another address/
    expect(folds.exec((await server.get('/drafts/new')).body)?.[1]).toBeUndefined()
    expect(folds.exec((await preview()).body)?.[1]).toBe(' open')
  })
})

describe('what an order would come to', () => {
  it('is told to programs in minor units', async () => {
    const lines = [{ sku: 'JUG', quantity: 20 }]
    const asked = {
      store: 'UK',
      customer: null,
      lines,
      delivery: 'standard',
      shipping: { country: 'GB', zip: 'SW1Y 4JH' },
    }
    expect((await server.send('/api/order-preview', asked)).json()).toMatchObject({
      currency: 'GBP',
      subtotal: 8000,
      total: 8000,
      expenses: [{ kind: 'delivery', amount: 0 }],
      taxes: [{ rate: '20', net: 6667, tax: 1333 }],
    })
  })
})

it('a delivery method is removed by whoever has read which open orders still go by it', async () => {
  const id = await placeOrder(server, { delivery: 'standard', shipping: london })
  const question = await server.get('/delivery-methods/standard/removal')
  expect(textOf(question.body)).toContain('Open orders are still delivered by it')
  expect(question.body).toContain('href="/orders/')
  expect((await server.submit('/api/delivery-methods/standard/removal', { understood: 'true' })).status).toBe(303)
  expect(textOf((await server.get(`/orders/${id}`)).body)).toContain('Delivery method Standard')
})

it('a program may remove it, too: open orders keep what they were placed with', async () => {
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  const bike = { id: 'bike', names: { en: 'By bike' }, carrier: 'post', taxSet: null, ...everywhere }
  await sent(server, '/api/delivery-methods', bike)
  await sent(server, '/api/delivery-methods/bike/activation', {})
  const flat = { store: 'UK', currency: 'GBP', kind: 'flat', price: '3.10', freeFrom: null }
  await sent(server, '/api/delivery-methods/bike/prices', flat)
  const id = await placeOrder(server, { delivery: 'bike', shipping: london })
  const { body: question } = await server.get('/delivery-methods/bike/removal')
  expect(textOf(question)).toContain('open ones too, keep its name and what was charged for it')
  const terms = async () => {
    const order = (await server.get(`/api/orders/${id}`)).json() as { total: number; due: number; terms: object }
    return { total: order.total, due: order.due, terms: order.terms }
  }
  const before = await terms()
  await sent(server, '/api/delivery-methods/bike/removal', {})
  await server.caughtUp()
  expect(await terms()).toEqual(before)
  expect(textOf(cardOf((await server.get(`/orders/${id}`)).body, 'Totals'))).toContain('By bike £3.10')
})
