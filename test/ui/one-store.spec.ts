import type { AddressInfo } from 'node:net'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { lists, things } from '../../api/index.ts'
import { positionToken } from '../../eventstore/event-store.ts'
import { pages } from '../../ui/index.ts'
import { demoDatabase } from '../support/demo-database.ts'
import { addresses, findDemo } from '../support/demo-pages.ts'
import { endOrder } from '../support/ended-order.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { placeOrder, putOnSale, register, sent } from '../support/shop-filling.ts'
import { viewerByStores } from '../support/stores.ts'
import { readXlsx } from '../support/xlsx.ts'

let server: TestServer
let found: (address: string) => string
let origin = ''
let past = ''
const made: Record<string, string> = {}

/**
 * What is of the order that was placed in Germany, however it is written. Nothing else in the shop is sold in dollars. Words
 * are long: three letters are in what is sealed by chance.
 */
const sums = ['US$', '25,925.91', '25925.91', '2592591', '8,641.97', '8641.97', '864197']
const marks: string[] = [...sums, 'Zyxandra', 'zyxandra', 'zyxsaid', 'zyxref', 'zyxcanc', 'zyxreturned']

const eventsOf = async (stream: string) => await server.shop.store.readStream(stream)

/** An order of the German store by a customer who is everybody's, with everything that can be said of one. */
const fillGermany = async () => {
  await putOnSale(server, 'MARK', 'Mark')
  const prices = [{ store: 'DE', currency: 'EUR', gross: '8641.97' }]
  await sent(server, '/api/products/MARK/prices', { prices })
  const buyer = await register(server)
  const lines = [{ sku: 'MARK', quantity: 3 }]
  const contact = { name: 'Zyxandra Quill' }
  const place = { store: 'DE', currency: 'EUR', customer: buyer }
  const order = await placeOrder(server, { ...place, lines, contact, comment: 'zyxsaid' })
  await sent(server, `/api/orders/${order}/reference`, { reference: 'zyxreference' })
  await sent(server, `/api/orders/${order}/cancellations`, {
    lines: [{ line: 1, quantity: 1 }],
    reason: 'zyxcancelled',
  })
  const back = v7()
  await endOrder(server.shop, order)
  await sent(server, '/api/returns', { id: back, order, lines: [{ line: 1, quantity: 1 }], reason: 'zyxreturned' })
  await server.caughtUp()
  const run = await server.send('/api/bulk/orders', { action: 'CommentOnOrders', ids: [order] })
  Object.assign(made, { buyer, order, back, run: (run.json() as { id: string }).id })
}

/** The ids of all that happened to it. */
const learnMarks = async () => {
  const { order = '', back = '' } = made
  const [ordered, returned] = [await eventsOf(`order-${order}`), await eventsOf(`return-${back}`)]
  const priced = (await eventsOf('product-MARK')).filter(({ data }) => data['store'] === 'DE')
  const numbers = [ordered, returned].map(([first]) => z.string().parse(first?.data['number']))
  const events = [...ordered, ...returned, ...priced]
  marks.push(order, back, ...numbers, ...events.flatMap(({ id, metadata }) => [id, metadata.commandId]))
  const created = (await eventsOf('product-MARK'))[0]?.id
  Object.assign(made, { created, number: numbers[0], event: ordered[0]?.id, price: priced[0]?.id })
}

beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: viewerByStores, database: demoDatabase })
  found = await findDemo(server.shop)
  await fillGermany()
  await learnMarks()
  await server.caughtUp()
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
  const asked = await server.send('/api/as-of', { position: positionToken(await server.shop.store.head()) })
  past = `/as-of/${(asked.json() as { id: string }).id}`
  await vi.waitFor(async () => expect((await server.get(`${past}/`)).status).toBe(200), 60_000)
}, 180_000)
afterAll(() => server.close())

type Seen = { readonly status: number; readonly text: string }
const UK = { 'x-stores': 'UK' }

/** The options of the palette are a part of its page. */
const asked = (url: string, headers: Readonly<Record<string, string>>) => ({
  accept: 'text/html',
  ...(url.includes('palette=1') && { 'hx-request': 'true', 'hx-request-type': 'partial' }),
  ...headers,
})

/** What somebody gets at an address, with what is in the cells of a workbook. */
const look = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<Seen> => {
  const { statusCode, rawPayload, body } = await server.app.inject({
    url,
    headers: asked(url, headers),
  })
  const isSheet = /\.xlsx(?:\?|$)/.test(url) && statusCode === 200
  return { status: statusCode, text: isSheet ? JSON.stringify([...readXlsx(rawPayload)]) : body }
}

/** What an address tells of the order beside what it says itself. */
const toldBy = (url: string, { text }: Seen): readonly string[] =>
  marks.filter(mark => text.includes(mark) && !url.includes(mark))

const expectNoTrace = async (url: string) => {
  const seen = await look(url, UK)
  expect([200, 303, 400, 403, 404]).toContain(seen.status)
  expect(toldBy(url, seen), `${url} → ${seen.status}`).toEqual([])
}

const listed = (addresses: string): readonly string[] => addresses.trim().split(/\s+/)

/** Where whoever sees all stores is told of the order. */
const telling = (): readonly string[] => {
  const { order, back, buyer, number, event, price, created, run } = made
  return listed(`
    / /?range=days&currency=EUR /?range=all&currency=EUR
    /orders /orders?q=${number} /orders?q=Zyxandra /orders?store=DE /orders?currency=EUR
    /orders?customer=${buyer} /orders?sort=-total&currency=EUR&total.from=1 /orders.csv /orders.xlsx
    /orders/${order} /orders/${order}/cancel /history/order/${order} /history/order/${order}?revision=1
    /returns /returns.csv /returns.xlsx /returns/${back} /history/return/${back}
    /returns/new?order=${order} /customers/${buyer} /products?q=mark /products/MARK
    /products.csv?q=mark /products.xlsx?q=mark /history/product/MARK /history/product/MARK?from=0&to=9
    /history/product/MARK?revision=3 /activity /activity?q=${number} /activity.csv /activity.xlsx
    /events /events?stream=order-${order} /events?q=${number} /events.csv /events.xlsx
    /events/${event} /events/${price} /events/${created} /events/${event}/proof /access
    /search?q=${number} /search?q=Zyxandra /search?q=${order} /search?palette=1&q=${number}
    /search?palette=1&recent=/orders/${order} /api/bulk/orders/${run}/report.csv
    /api/orders /api/orders.csv /api/orders/${order} /api/orders?q=Zyxandra /api/returns/${back}
    /api/returns /api/returns.csv /api/products/MARK /api/products?q=mark /api/products.csv?q=mark
    /api/activity /api/activity.csv /api/events /api/events.csv /api/events?stream=return-${back}
    /api/events/export.csv /api/events/export.ndjson
  `)
}

/** Every other address there is, of things that are everybody's or of the other store. */
const others = (): readonly string[] => [
  ...addresses.map(found),
  ...pages.flatMap(({ path, sheet }) => (sheet === undefined ? [] : [`${path}.csv`, `${path}.xlsx`])),
  ...lists.flatMap(({ path }) => [`/api${path}?limit=500`, `/api${path}.csv`]),
  ...things.map(({ path }) => `/api${path.replace(':id', 'MARK')}`),
  ...listed(`
    /products/MARK/prices /products/MARK/edit /customers/${made['buyer']}/erasure /history/customer/${made['buyer']}
    /bulk/orders/${made['run']} /api/events/${made['event']}/proof
    /pick/product?q=mark /pick/customer?q=mark /pick/warehouse?q=mark /pick/category?q=mark
  `),
]

describe.each([
  ['the shop', () => ''],
  ['a shop of the past', () => past],
])('whoever sees one store finds, in %s,', (_, within) => {
  const isThere = (address: string) => within() === '' || !/bulk|\/(?:new|cancel|prices)(?:\?|$)/.test(address)

  it('no trace of an order of another, where others do', async () => {
    for (const address of telling().filter(isThere)) {
      const url = `${within()}${address}`
      const seen = await look(url)
      expect(toldBy(url, seen), `${url} → ${seen.status}`).not.toEqual([])
      await expectNoTrace(url)
    }
  }, 240_000)

  it('nor anywhere else', async () => {
    for (const address of others()) await expectNoTrace(`${within()}${address}`)
  }, 240_000)

  it('what is of their own store', async () => {
    for (const [address, own] of [
      ['/api/orders', '"store":"UK"'],
      ['/api/returns', '"store":"UK"'],
      ['/api/products/MARK', '"4.00"'],
      ['/api/events', '"type":"ProductCreated"'],
      ['/history/product/MARK?revision=1', '4.00'],
      ['/', '£'],
    ] as const)
      expect((await look(`${within()}${address}`, UK)).text, address).toContain(own)
  })
})

/** The first whole state of a page that is followed. */
const followed = async (address: string, headers: Readonly<Record<string, string>>): Promise<string> => {
  const leaving = new AbortController()
  const url = `${origin}/live?of=${encodeURIComponent(address)}`
  const { body, status } = await fetch(url, { signal: leaving.signal, headers })
  let told = status === 200 ? '' : await new Response(body).text()
  if (status === 200)
    for await (const chunk of body ?? []) {
      told += Buffer.from(chunk).toString()
      if (told.includes('data:') && told.endsWith('\n\n')) break
    }
  leaving.abort()
  return told
}

describe('whoever follows a page', () => {
  const live = pages.filter(({ isLive }) => isLive === true).map(({ path }) => path)

  it('is told nothing of another store, also while somebody follows it who is', async () => {
    expect(live).toContain('/events')
    for (const address of [...addresses.map(found), `/events?stream=order-${made['order']}`, `${past}/events`]) {
      const path = address.replace(past, '').split('?')[0] ?? ''
      if (!live.some(one => new URLPattern({ pathname: one }).test({ pathname: path }))) continue
      const [all, one] = await Promise.all([followed(address, {}), followed(address, UK)])
      if (['/events', `${past}/events`].includes(address))
        expect(toldBy(address, { status: 200, text: all }), address).not.toEqual([])
      expect(toldBy(address, { status: 200, text: one }), address).toEqual([])
    }
  }, 60_000)
})
