import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../api/catalogue.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { endOrder } from '../support/ended-order.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { placeOrder, putOnSale, register, sent } from '../support/shop-filling.ts'
import { limitedTo, viewerByStores } from '../support/stores.ts'

/** Sees all orders, and changes those of one store. */
const readsAll = limitedTo(
  ['UK'],
  catalogue.filter(permission => !permission.endsWith(':read')),
)
const viewers: Record<string, Viewer> = { readsAll }

type Headers = Readonly<Record<string, string>>
const UK: Headers = { 'x-stores': 'UK', accept: 'application/json' }
const READS_ALL: Headers = { 'x-viewer': 'readsAll', accept: 'application/json' }

let server: TestServer
let german = ''
let british = ''
let buyer = ''

beforeAll(async () => {
  server = await startServer(undefined, undefined, {
    viewerOf: request => viewers[String(request.headers['x-viewer'])] ?? viewerByStores(request),
  })
  await putOnSale(server, 'MUG', 'Mug')
  await sent(server, '/api/products/MUG/prices', { prices: [{ store: 'DE', currency: 'EUR', gross: '5.00' }] })
  buyer = await register(server)
  const lines = [{ sku: 'MUG', quantity: 3 }]
  german = await placeOrder(server, { store: 'DE', currency: 'EUR', lines, customer: buyer })
  british = await placeOrder(server, { lines, customer: buyer })
  await sent(server, `/api/orders/${german}/reference`, { reference: 'PO 1' })
  await server.caughtUp()
})
afterAll(() => server.close())

const eventsOf = async (stream: string) => (await server.shop.store.readStream(stream)).length
const withoutIds = (body: string) =>
  body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replaceAll(/[0-9A-F-]{12,}/g, 'NO')

const lines = [{ line: 1, quantity: 1 }]
const commands: readonly (readonly [string, object])[] = [
  ['comments', { text: 'Call first' }],
  ['reference', { reference: 'Mine' }],
  ['cancellations', { lines, reason: 'Late' }],
  ['erasure', {}],
]

describe('a command about an order of a store that its sender', () => {
  it.each(commands)('may not see is refused as if the order were not there: %s', async (noun, data) => {
    const before = await eventsOf(`order-${german}`)
    const refused = await server.send(`/api/orders/${german}/${noun}`, data, UK)
    const absent = await server.send(`/api/orders/${v7()}/${noun}`, data, UK)
    expect(refused.status).toBe(404)
    expect([refused.status, withoutIds(refused.body)]).toEqual([absent.status, withoutIds(absent.body)])
    expect(await eventsOf(`order-${german}`)).toBe(before)
  })

  it.each(commands)('may see and not change is forbidden: %s', async (noun, data) => {
    const before = await eventsOf(`order-${german}`)
    expect((await server.send(`/api/orders/${german}/${noun}`, data, READS_ALL)).status).toBe(403)
    expect(await eventsOf(`order-${german}`)).toBe(before)
    expect((await server.get(`/api/orders/${german}`, READS_ALL)).status).toBe(200)
  })

  it('may not see shows no page of it when a form is refused', async () => {
    const answer = await server.submit(`/api/orders/${german}/comments`, { text: 'x' }, { 'x-stores': 'UK' })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('PO 1')
  })

  it('may see and change is carried out', async () => {
    expect((await server.send(`/api/orders/${british}/comments`, { text: 'Call first' }, UK)).status).toBe(200)
    expect((await server.send(`/api/orders/${british}/comments`, { text: 'Again' }, READS_ALL)).status).toBe(200)
  })
})

describe('whoever may write to one store', () => {
  const place = (store: string, currency: string, headers = UK) =>
    server.send(
      '/api/orders',
      { id: v7(), store, currency, customer: null, lines: [{ sku: 'MUG', quantity: 1 }] },
      headers,
    )

  it('places orders there and nowhere else', async () => {
    expect((await place('UK', 'GBP')).status).toBe(200)
    const refused = await place('DE', 'EUR')
    expect([refused.status, refused.body]).toEqual([403, expect.stringContaining('for the store DE.')])
    expect((await place('FR', 'EUR')).status).toBe(403)
    expect((await place('DE', 'EUR', READS_ALL)).status).toBe(403)
  })

  it('sets prices there and nowhere else', async () => {
    const set = (store: string, currency: string, gross: string) =>
      server.send('/api/products/MUG/prices', { prices: [{ store, currency, gross }] }, UK)
    expect((await set('UK', 'GBP', '4.50')).status).toBe(200)
    expect((await set('DE', 'EUR', '9.00')).status).toBe(403)
    await server.caughtUp()
    expect((await server.get('/api/products/MUG')).json()).toMatchObject({
      prices: [
        { store: 'DE', gross: '5.00' },
        { store: 'UK', gross: '4.50' },
      ],
    })
  })

  it('is given no form for another', async () => {
    const prices = (await server.get('/products/MUG/prices', { accept: 'text/html', 'x-stores': 'UK' })).body
    expect(prices).toContain('value="UK"')
    expect(prices).not.toContain('value="DE"')
    const order = (await server.get('/drafts/new', { accept: 'text/html', 'x-stores': 'UK' })).body
    // Beside the countries, of which one is written as the store is.
    const stores = /<select[^>]*name="store"[^]*?<\/select>/.exec(order)?.[0]
    expect(stores).toContain('value="UK"')
    expect(stores).not.toContain('value="DE"')
  })

  it('takes nothing back of an order that is not there for them', async () => {
    const bring = (order: string) => server.send('/api/returns', { id: v7(), order, lines, reason: 'Broken' }, UK)
    for (const order of [british, german]) await endOrder(server.shop, order)
    const [refused, absent] = [await bring(german), await bring(v7())]
    expect(refused.status).toBe(422)
    expect([refused.status, withoutIds(refused.body)]).toEqual([absent.status, withoutIds(absent.body)])
    expect((await bring(british)).status).toBe(200)
  })

  it('undoes nothing of it either, nor a price of another store', async () => {
    const undo = (category: string, id: string, revision: number, headers = UK) =>
      server.send('/api/undo', { category, id, revision }, headers)
    const [refused, absent] = [await undo('order', german, 1), await undo('order', v7(), 1)]
    expect([refused.status, refused.body]).toEqual([absent.status, absent.body])
    expect((await undo('order', german, 1, READS_ALL)).status).toBe(403)
    const prices = await server.shop.store.readStream('product-MUG')
    const ofGermany = prices.find(({ data }) => data['store'] === 'DE')?.revision ?? -1
    expect((await undo('product', 'MUG', ofGermany)).status).toBe(403)
  })

  it('works at many orders of that store', async () => {
    const begin = async (headers: Record<string, string>, more: object) => {
      const answer = await server.send('/api/bulk/orders', { action: 'CommentOnOrders', ...more }, headers)
      const { id } = answer.json() as { id: string }
      return (await server.get(`/api/bulk/orders/${id}/report.csv`)).body
    }
    for (const more of [{ ids: [german, british, v7()] }, { all: true }])
      for (const headers of [UK, READS_ALL]) {
        const report = await begin(headers, more)
        expect(report).toContain(british)
        expect(report).not.toContain(german)
      }
    expect((await server.send('/api/bulk/orders', { action: 'CancelOrders', ids: [german] }, UK)).status).toBe(422)
  })

  it('reprices nothing at another', async () => {
    const run = await server.send('/api/bulk/products', { action: 'RepriceProducts', ids: ['MUG'] }, UK)
    const { id } = run.json() as { id: string }
    const ask = (store: string, currency: string) =>
      server.send(
        `/api/bulk/products/${id}/RepriceProducts`,
        { store, currency, amounts: 'both', by: 'percent', change: '5', rounding: 'x.99' },
        UK,
      )
    expect((await ask('DE', 'EUR')).status).toBe(403)
    expect((await ask('UK', 'GBP')).status).toBe(200)
  })

  it('begins no run over orders that are no longer theirs', async () => {
    const run = await server.send('/api/bulk/orders', { action: 'CommentOnOrders', ids: [german] })
    const { id } = run.json() as { id: string }
    const asked = { text: 'Recalled' }
    expect((await server.send(`/api/bulk/orders/${id}/CommentOnOrders`, asked, UK)).status).toBe(403)
    expect((await server.send(`/api/bulk/orders/${id}/CommentOnOrders`, asked)).status).toBe(200)
    expect((await server.send(`/api/bulk/orders/${id}/Stop`, {}, UK)).status).toBe(403)
  })
})

describe('what is counted for somebody who sees one store', () => {
  it('are its orders: of a customer, in the list and in JSON', async () => {
    const all = (await server.get('/api/customers')).json()
    const theirs = (await server.get('/api/customers', UK)).json()
    expect(all).toMatchObject({ items: [{ id: buyer, orders: 2 }] })
    expect(theirs).toMatchObject({ items: [{ id: buyer, orders: 1 }] })
    const [orders, ofUk] = [await server.get('/api/orders'), await server.get('/api/orders', UK)]
    const total = ({ json }: typeof orders) => (json() as { total: number }).total
    expect(total(orders) - total(ofUk)).toBe(1)
  })
})

describe('what is of the whole shop', () => {
  const whole = ['/access', '/exports', '/proof', '/projections', '/projections/orders']

  it.each(whole)('is for those who see all of it: %s', async path => {
    expect((await server.get(path)).status).toBe(200)
    expect((await server.get(path, { accept: 'text/html', 'x-stores': 'UK' })).status).toBe(403)
  })

  it('is not done by others', async () => {
    expect((await server.send('/api/verifications', {}, UK)).status).toBe(403)
    expect((await server.send('/api/projection-jobs', { kind: 'dry run' }, UK)).status).toBe(403)
  })

  it('leads them nowhere', async () => {
    const menu = (await server.get('/', { accept: 'text/html', 'x-stores': 'UK' })).body
    const entry = (path: string) => new RegExp(`<a[^>]* href="${path}"[^>]*><svg`)
    for (const path of ['/proof', '/projections']) expect(menu).not.toMatch(entry(path))
    for (const path of ['/proof', '/projections']) expect((await server.get('/')).body).toMatch(entry(path))
  })
})

it('a manifest is theirs who took the export along, and of those who see everything', async () => {
  const linkOf = async (headers: Record<string, string>) => {
    const { headers: answered } = await server.get('/api/events/export.csv', headers)
    return /<([^>]+)>/.exec(String(answered['link']))?.[1] ?? ''
  }
  const link = await linkOf({ accept: 'text/csv' })
  expect((await server.get(link)).status).toBe(200)
  // The same person, with fewer rights by now.
  expect((await server.get(link, UK)).status).toBe(200)
  viewers['other'] = { ...limitedTo(['UK']), id: 'somebody else' }
  expect((await server.get(link, { 'x-viewer': 'other' })).status).toBe(404)
})
