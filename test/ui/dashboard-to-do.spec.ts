import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { moveOrder } from '../support/ended-order.ts'
import { textOf } from '../support/markup.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { openWarehouse, putOnSale, record, sent } from '../support/shop-filling.ts'
import { viewerByStores } from '../support/stores.ts'

const DAY_MS = 86_400_000
const british = { store: 'UK', currency: 'GBP' }
const german = { store: 'DE', currency: 'EUR' }

let server: TestServer

/** An order of some days ago, whose units have been in a state since. */
const ordered = async (at: typeof british, days: number, to: string): Promise<void> => {
  const [id, then] = [v7(), new Date(Date.now() - days * DAY_MS)]
  const lines = [{ sku: 'MUG', quantity: 1 }]
  await record(server, 'order', id, 'PlaceOrder', { ...at, customer: null, lines }, then)
  await moveOrder(server.shop, id, { to }, then)
}
const drafted = async (at: typeof british): Promise<string> => {
  const id = v7()
  await sent(server, `/api/drafts/${id}`, { ...at, customer: null, lines: [] })
  return id
}

beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: viewerByStores })
  await openWarehouse(server, 'main')
  await putOnSale(server, 'MUG', 'Mug')
  await sent(server, '/api/products/MUG/prices', { prices: [{ ...german, gross: '4.00' }] })
  for (const days of [0, 0.5, 2, 9]) await ordered(british, days, 'to_pack')
  await ordered(german, 3, 'to_pack')
  await ordered(german, 1.5, 'backordered')
  await ordered(british, 4, 'shipped')
  await drafted(british)
  await drafted(german)
  await sent(server, `/api/drafts/${await drafted(british)}/abandonment`, { reason: 'Changed her mind' })
  await server.caughtUp()
})
afterAll(() => server.close())

type Figure = { readonly label: string; readonly value: string; readonly href: string }

const figuresFor = async (headers: Record<string, string> = {}): Promise<Figure[]> => {
  const { body } = await server.get('/', { accept: 'text/html', ...headers })
  return [...body.matchAll(/<li class="card kpi">(.*?)<\/li>/gs)].flatMap(([markup]) => {
    const [, href, label = ''] = /<a href="([^"]+)"[^>]*>(.*?)<\/a>/s.exec(markup) ?? []
    return href === undefined
      ? []
      : [{ label, href: href.replaceAll('&amp;', '&'), value: textOf(markup).slice(label.length).trim() }]
  })
}
const toDo = ['To pack', 'To pack for over a day', 'Backordered', 'Drafts that wait']
const waiting = async (headers?: Record<string, string>) => {
  const figures = await figuresFor(headers)
  return toDo.map(label => figures.find(figure => figure.label === label)?.value)
}
/** How many rows the list says that it has. */
const countAt = async (href: string, headers: Record<string, string> = {}): Promise<string> => {
  const answer = await server.get(`/api${href}`, { accept: 'application/json', ...headers })
  return String((answer.json() as { total: number }).total)
}

it('says what waits to be packed, is late, lacks stock and is not placed yet', async () => {
  expect(await waiting()).toEqual(['5', '3', '1', '2'])
})

it('tells viewers of some stores of these alone', async () => {
  expect(await waiting({ 'x-stores': 'DE' })).toEqual(['1', '1', '1', '1'])
  expect(await waiting({ 'x-stores': 'UK' })).toEqual(['4', '2', '0', '1'])
})

it.each([{}, { 'x-stores': 'DE' }])('leads from each figure to exactly what it counts, for %j', async headers => {
  const figures = (await figuresFor(headers)).filter(({ href }) => href.includes('?'))
  expect(figures.map(({ label }) => label)).toEqual(expect.arrayContaining(toDo))
  for (const { href, value, label } of figures) expect(await countAt(href, headers), label).toBe(value)
})
