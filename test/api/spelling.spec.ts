import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reservedWords } from '../../domain/shared/id.ts'
import { pages } from '../../ui/index.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { placeOrder, putOnSale, sent } from '../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await putOnSale(server, 'MUG', 'Mug')
})
afterAll(() => server.close())

describe('an id has one spelling', () => {
  it('so that a UUID in capitals makes no second order, and leads to the first', async () => {
    const id = await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 1 }] })
    const shouted = id.toUpperCase()
    const lines = [{ sku: 'MUG', quantity: 1 }]
    const order = { id: shouted, store: 'UK', currency: 'GBP', customer: null, lines }
    expect((await server.send('/api/orders', order)).json()).toMatchObject({ code: 'OrderExists' })
    await sent(server, `/api/orders/${shouted}/comments`, { text: 'Loud' })
    expect((await server.get(`/orders/${shouted}?from=1`)).headers['location']).toBe(`/orders/${id}?from=1`)
    expect((await server.get(`/orders/${id}`)).body).toContain('Loud')
  })

  it('so that a reference in capitals is to the same customer', async () => {
    const customer = v7()
    const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', locale: 'en', store: 'UK' }
    await sent(server, '/api/customers', { id: customer, ...ada })
    const id = await placeOrder(server, { lines: [{ sku: ' mug ', quantity: 1 }], customer: customer.toUpperCase() })
    expect((await server.get(`/orders/${id}`)).body).toContain(`href="/customers/${customer}"`)
  })

  it('so that no SKU differs by its case or by blanks', async () => {
    const again = await server.send('/api/products', { id: ' mug', names: { en: 'Mug' } })
    expect(again.json()).toMatchObject({ code: 'ProductExists' })
    expect((await server.get('/products/mug')).headers['location']).toBe('/products/MUG')
    expect((await server.get('/api/products/mug', { accept: 'application/json' })).status).toBe(200)
    await sent(server, '/api/warehouses', { id: 'main', name: 'Main' })
    await sent(server, '/api/stock/main.mug/quantity', { quantity: 3 })
    expect((await server.get('/stock/main.MUG')).status).toBe(200)
  })
})

describe('words of addresses', () => {
  const parts = (path: string) => path.split('/')
  const addresses = pages.map(({ path }) => path)
  /** What stands in one address where another has an id. */
  const words = addresses.flatMap(path =>
    addresses.flatMap(other => {
      const at = parts(other).findIndex((part, index) => part.startsWith(':') && part !== parts(path)[index])
      const isBeside = at > 0 && parts(other).slice(0, at).join('/') === parts(path).slice(0, at).join('/')
      const word = parts(path)[at]
      return isBeside && word !== undefined && !word.startsWith(':') ? [word] : []
    }),
  )

  it('are all known', () => {
    expect(words).toContain('new')
    expect(reservedWords).toEqual(expect.arrayContaining([...new Set(words)]))
  })

  it.each(reservedWords)('are no ids of things: %s', async id => {
    const lines = [{ sku: 'MUG', quantity: 1 }]
    for (const [path, data] of [
      ['/api/orders', { store: 'UK', currency: 'GBP', customer: null, lines }],
      ['/api/warehouses', { name: 'New' }],
    ] as const)
      expect((await server.send(path, { id, ...data })).json()).toMatchObject({ errors: [{ field: 'id' }] })
    const category = { category: id, parent: null, names: { en: 'New' } }
    const answer = await server.send('/api/category-trees/main/categories', category)
    expect(answer.json()).toMatchObject({
      errors: [{ field: 'category', message: expect.stringContaining('address') }],
    })
  })
})
