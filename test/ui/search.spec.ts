import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import { numberOf } from '../../domain/shared/number.ts'
import type { Permission } from '../../domain/viewer.ts'
import { endOrder } from '../support/ended-order.ts'
import { cardOf, textOf } from '../support/markup.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, recordOrder, register, sent } from '../support/shop-filling.ts'

let server: TestServer
let may: ReadonlySet<Permission> = localViewer.may
const anna = v7()
let ofAnna = ''
let ofGuest = ''

beforeAll(async () => {
  server = await startServer(undefined, () => ({ ...localViewer, may }))
  for (const digit of [1, 2, 3, 4, 5, 6, 7, 8, 9]) await putOnSale(server, `LAMP-${digit}`, `Lamp ${digit}, like ZEBRA`)
  await putOnSale(server, 'ZEBRA', 'Striped <b>rug</b>')
  await register(server, { id: anna, firstName: 'Anna', lastName: 'Lindqvist', email: 'anna@example.com' })
  await register(server, { id: v7(), firstName: 'Bertil', lastName: 'Olsson', email: 'bertil@example.com' })
  ofGuest = await placeOrder(server, { lines: [{ sku: 'ZEBRA', quantity: 1 }], contact: { name: 'Gustav Guest' } })
  ofAnna = await placeOrder(server, { lines: [{ sku: 'ZEBRA', quantity: 3 }], customer: anna })
})
afterAll(() => server.close())

const search = async (q: string) => (await server.get(`/search?${new URLSearchParams({ q }).toString()}`)).body
const part = { accept: 'text/html', 'hx-request': 'true', 'hx-request-type': 'partial' }
const palette = (q: string) => server.get(`/search?${new URLSearchParams({ palette: '1', q }).toString()}`, part)
const linksOf = (markup: string) => [...markup.matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href)

describe('the search', () => {
  it('finds an order by its number', async () => {
    const orders = cardOf(await search(numberOf(ofGuest)), 'Orders')
    expect(linksOf(orders)).toEqual([`/orders/${ofGuest}`])
    expect(textOf(orders)).toContain('Gustav Guest · £4.00')
  })

  it('finds the orders of a customer by the name, and the customer', async () => {
    const body = await search('lindq')
    expect(linksOf(cardOf(body, 'Orders'))).toEqual([`/orders/${ofAnna}`])
    expect(textOf(cardOf(body, 'Orders'))).toContain('Anna Lindqvist · £12.00')
    expect(linksOf(cardOf(body, 'Customers'))).toEqual([`/customers/${anna}`])
    expect(cardOf(body, 'Customers')).toContain('anna@example.com')
  })

  it('finds a customer by e-mail address and by id', async () => {
    for (const q of ['anna@example.com', anna])
      expect(linksOf(cardOf(await search(q), 'Customers')), q).toEqual([`/customers/${anna}`])
  })

  it('shows the exact SKU first, eight at most, and leads to the list with all of them', async () => {
    const products = cardOf(await search('zebra'), 'Products')
    expect(products).toMatch(/<a href="\/products\?q=zebra">Show all 10<\/a>/)
    const found = linksOf(products).filter(href => !href?.includes('?'))
    expect(found).toHaveLength(8)
    expect(found[0]).toBe('/products/ZEBRA')
    expect(new Set(found).size).toBe(8)
  })

  it('shows the order of that very number before the newer ones that begin with it', async () => {
    await recordOrder(server, { id: '5363', placedOn: '2010-12-01' })
    for (const digit of [1, 2, 3, 4, 5, 6, 7, 8, 9])
      await recordOrder(server, { id: `5363${digit}`, placedOn: '2010-12-02' })
    await expect.poll(() => search('53639'), { timeout: 10_000 }).toContain('/orders/53639')
    expect(linksOf(cardOf(await search('5363'), 'Orders')).filter(href => !href?.includes('?'))[0]).toBe('/orders/5363')
  })

  it('finds a product by its name in any language, however it is written', async () => {
    await sent(server, '/api/products', { id: 'RUG', names: { en: 'Large rug', de: 'Läufer in Übergröße' } })
    for (const q of ['läufer', 'UBERGROSSE', 'La\u0308ufer'])
      expect(linksOf(cardOf(await search(q), 'Products')), q).toEqual(['/products/RUG'])
  })

  it('finds nobody who was erased', async () => {
    const cleo = v7()
    await register(server, { id: cleo, firstName: 'Cleopatra', lastName: 'Zoë', email: 'cleopatra@example.com' })
    expect(linksOf(cardOf(await search('cleopatra zoe'), 'Customers'))).toEqual([`/customers/${cleo}`])
    await sent(server, `/api/customers/${cleo}/erasure`, {})
    expect(await search('cleopatra')).toContain('Nothing found')
    expect(await search(cleo)).toContain(`/customers/${cleo}`)
  })

  it('finds pages by their name', async () => {
    expect(linksOf(cardOf(await search('cust'), 'Pages'))).toEqual(['/customers'])
  })

  it('finds commands by the names of their buttons, and what is typed with one slip', async () => {
    for (const q of ['create prod', 'craete product', 'Create prodict'])
      expect(linksOf(cardOf(await search(q), 'Commands')), q).toEqual(['/products/new'])
    expect(linksOf(cardOf(await search('open wareh'), 'Commands'))).toEqual(['/warehouses/new'])
    expect(linksOf(cardOf(await search('set stock'), 'Commands'))).toEqual(['/stock/new'])
    for (const q of ['custmoers', 'customres', 'cusstomers', 'costomers'])
      expect(linksOf(cardOf(await search(q), 'Pages')), q).toEqual(['/customers'])
    expect(await search('cutsmores')).toContain('Nothing found')
  })

  it('finds every kind of thing that has a list', async () => {
    await openWarehouse(server, 'northpole')
    await sent(server, '/api/stock/northpole.ZEBRA/quantity', { quantity: 5 })
    const placed = { category: 'polar', names: { en: 'Polar things' }, parent: null }
    await sent(server, '/api/category-trees/main/categories', placed)
    const returned = { id: v7(), order: ofGuest, reason: 'Damaged', lines: [{ line: 1, quantity: 1 }] }
    await endOrder(server.shop, ofGuest)
    await sent(server, '/api/returns', returned)
    const body = await search('northpole')
    expect(linksOf(cardOf(body, 'Warehouses'))).toEqual(['/warehouses/northpole'])
    expect(linksOf(cardOf(await search('polar'), 'Categories'))).toEqual(['/categories/polar'])
    const stock = cardOf(await search('zebra'), 'Stock')
    expect(linksOf(stock)).toEqual(['/stock/northpole.ZEBRA'])
    expect(textOf(stock)).toContain('ZEBRA · northpole')
    const found = (await server.get('/returns')).body
    const number = /<th scope="row"[^>]*><a[^>]*>([^<]+)</.exec(found)?.[1] ?? ''
    const returns = cardOf(await search(number), 'Returns')
    expect(linksOf(returns)).toEqual([`/returns/${returned.id}`])
    expect(returns).not.toMatch(/class="quiet"/)
  })

  it('keeps what was typed, and prints names as text', async () => {
    const body = await search('"Striped')
    expect(body).toContain('value="&quot;Striped"')
    expect(cardOf(body, 'Products')).toContain('Striped &lt;b&gt;rug&lt;/b&gt;')
  })

  it('says when there is nothing, also for a search without a letter', async () => {
    for (const q of ['zeppelin', '!!!']) expect(await search(q), q).toContain('Nothing found')
  })

  it('asks for something when nothing was typed', async () => {
    expect(await search('  ')).toContain('What are you looking for?')
  })

  it('shows each kind only to those who may see it', async () => {
    may = new Set(['dashboard:read', 'product:read'])
    const found = await Promise.all(['lindq', 'zebra', 'cust'].map(search))
    may = localViewer.may
    expect(found[0]).toContain('Nothing found')
    expect(linksOf(cardOf(String(found[1]), 'Products'))).toContain('/products/ZEBRA')
    expect(found[1]).not.toContain(`/orders/`)
    expect(found[2]).toContain('Nothing found')
    may = new Set(['dashboard:read', 'product:read'])
    const making = await search('create product')
    may = localViewer.may
    expect(making).not.toContain('/products/new')
  })
})

describe('the palette', () => {
  it('gets the options alone', async () => {
    const { status, body } = await palette('lindq')
    expect(status).toBe(200)
    expect(body).not.toContain('<html')
    expect(body).toMatch(/^<div role="group"/)
    expect(body).toMatch(/<a role="option"[^>]* href="\/customers\/[0-9a-f-]{36}"/)
  })

  it('offers the whole list as the last option of a kind', async () => {
    const { body } = await palette('zebra')
    expect(body.lastIndexOf('href="/products?q=zebra"')).toBeGreaterThan(body.lastIndexOf('href="/products/'))
  })

  it('offers every page before anything is typed', async () => {
    const { body } = await palette('')
    expect(body).toContain('Go to')
    for (const href of ['/', '/orders', '/activity']) expect(body).toContain(`href="${href}"`)
  })

  it('offers first what was opened lately, by what it is called now', async () => {
    const recent = [
      '/customers/nobody',
      `/customers/${anna}`,
      '/products/ZEBRA',
      '/events/1',
      '//evil.example/1',
      '/orders',
    ]
    const query = new URLSearchParams(recent.map((path): [string, string] => ['recent', path])).toString()
    const ask = async () => (await server.get(`/search?palette=1&${query}`, part)).body
    const body = await ask()
    expect(textOf(body)).toMatch(/^Opened lately Anna Lindqvist Customer Striped &lt;b&gt;rug&lt;\/b&gt; Product Go to/)
    expect(body).not.toContain('evil')
    may = new Set(['dashboard:read', 'product:read'])
    const seen = await ask()
    may = localViewer.may
    expect(textOf(seen)).toMatch(/^Opened lately Striped/)
  })

  it('says when there is nothing', async () => {
    expect((await palette('zeppelin')).body).toContain('Nothing found.')
  })
})
