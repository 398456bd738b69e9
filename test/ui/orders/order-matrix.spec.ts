import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderProcesses } from '../../../domain/orders/processes/index.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, record, sent } from '../../support/shop-filling.ts'
import { viewerByStores } from '../../support/stores.ts'

let server: TestServer
const placed: string[] = []

const sale = {
  store: 'UK',
  currency: 'GBP',
  country: 'GB',
  customer: null,
  placedOn: '2011-01-05',
  lines: [{ kind: 'product', sku: 'OLD', name: 'Old lamp', quantity: 2, unitPrice: '2.50' }],
}

beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: viewerByStores })
  await openWarehouse(server, 'main')
  await putOnSale(server, 'MUG', 'Mug')
  await sent(server, '/api/products/MUG/prices', { prices: [{ store: 'DE', currency: 'EUR', gross: '4.00' }] })
  const lines = [{ sku: 'MUG', quantity: 2 }]
  placed.push(await placeOrder(server, { lines }), await placeOrder(server, { lines }))
  placed.push(await placeOrder(server, { lines, store: 'DE', currency: 'EUR' }))
  await record(server, 'order', '536365', 'RecordOrder', sale)
  await server.caughtUp()
})
afterAll(() => server.close())

type Figure = { readonly label: string; readonly href: string; readonly count: number }

const figuresIn = (body: string): Figure[] =>
  [...body.matchAll(/<a href="(\/orders\?[^"]+)" aria-label="([^"]+)">([\d,]+)<\/a>/g)].map(
    ([, href = '', label = '', count = '']) => ({ href: href.replaceAll('&amp;', '&'), label, count: Number(count) }),
  )

const idsAt = async (href: string, headers: Record<string, string> = {}): Promise<string[]> => {
  const answer = await server.get(`/api${href}`, { accept: 'application/json', ...headers })
  return (answer.json() as { items: { id: string }[] }).items.map(({ id }) => id)
}

describe('the matrix of orders', () => {
  it('leads from each number to exactly the orders that it counts', async () => {
    const figures = figuresIn((await server.get('/orders/matrix')).body)
    expect(figures.length).toBeGreaterThanOrEqual(4)
    for (const { href, count, label } of figures) expect(await idsAt(href), label).toHaveLength(count)
    const young = figures.filter(({ href }) => href.includes('age=day'))
    const found = (await Promise.all(young.map(({ href }) => idsAt(href)))).flat()
    expect(found.sort()).toEqual([...placed, '536365'].sort())
    expect(figures.filter(({ href }) => /age=(week|older)/.test(href))).toEqual([])
  })

  it('shows the states of a process in their order, and hides the empty ones where that is asked', async () => {
    const rows = (body: string) => body.match(/<th scope="row">/g)?.length ?? 0
    const all = (await server.get('/orders/matrix')).body
    const few = (await server.get('/orders/matrix?empty=no')).body
    expect(textOf(all)).toContain('Hide empty states')
    expect(textOf(few)).toContain('Show all states')
    expect(rows(few)).toBeLessThan(rows(all))
    expect(figuresIn(few)).toEqual(figuresIn(all))
    const states = Object.keys(orderProcesses.find(({ name }) => name === 'no-payment-1')?.states ?? {})
    expect(textOf(cardOf(all, 'Without payment'))).toMatch(/Confirmed .*Shipped .*Closed .*Cancelled/)
    expect(cardOf(all, 'Without payment').match(/<th scope="row">/g)).toHaveLength(states.length)
  })

  it('counts the orders of the stores alone that its viewer may see', async () => {
    const headers = { 'x-stores': 'DE' }
    const figures = figuresIn((await server.get('/orders/matrix', headers)).body)
    const young = figures.filter(({ href }) => href.includes('age=day'))
    expect(young.map(({ count }) => count)).toEqual([1])
    for (const { href, count } of figures) expect(await idsAt(href, headers)).toHaveLength(count)
  })

  it('is in the navigation, and follows the shop', async () => {
    const { body } = await server.get('/orders/matrix')
    expect(body).toMatch(/<a[^>]*href="\/orders\/matrix"[^>]*aria-current="page"/)
    expect(body).toContain('data-live="/orders/matrix"')
    expect((await server.get('/')).body).toContain('href="/orders/matrix"')
  })
})

describe('what time moves', () => {
  it('is found by when it does, and what it should have moved is overdue', async () => {
    const terms = { provider: 'invoice', allStores: true, process: null, taxSet: null, names: { en: 'Invoice' } }
    await sent(server, '/api/payment-methods', { id: 'bill', ...terms })
    await sent(server, '/api/payment-methods/bill/activation', {})
    const id = await placeOrder(server, { payment: 'bill', lines: [{ sku: 'MUG', quantity: 1 }] })
    await server.caughtUp()
    const found = async (moving: string) =>
      ((await server.get(`/api/orders?moving=${moving}`)).json() as { items: { id: string }[] }).items.map(
        one => one.id,
      )
    expect([await found('day'), await found('week'), await found('overdue')]).toMatchObject([
      expect.arrayContaining([id]),
      expect.arrayContaining([id]),
      expect.not.arrayContaining([id]),
    ])
    await sent(server, `/api/orders/${id}/hold`, { reason: 'Odd' })
    await server.caughtUp()
    expect(await found('week')).not.toContain(id)
  })
})

describe('the views of orders that come with the shop', () => {
  it('are tabs that lead to what they say, and can be saved as own ones, not changed', async () => {
    const { body } = await server.get('/orders')
    const href = (name: string) =>
      new RegExp(`href="([^"]+)"[^>]*>${name}<`).exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(href('Backordered')).toContain('state=backordered')
    const view = await server.get(href('Assigned to me'))
    expect(view.status).toBe(200)
    expect(textOf(view.body)).toContain('Save as a view of your own')
    expect(view.body).not.toContain('/api/saved-views/shop-')
    const answer = await server.submit('/api/saved-views/shop-held/name', { name: 'Mine' })
    expect(answer.status).toBe(404)
  })
})
