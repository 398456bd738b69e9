import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission } from '../../domain/viewer.ts'
import { pages } from '../../ui/index.ts'
import { navigation } from '../../ui/navigation.ts'
import { parentOf } from '../../ui/trail.ts'
import { endOrder } from '../support/ended-order.ts'
import { textOf } from '../support/markup.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { placeOrder, putOnSale, sent } from '../support/shop-filling.ts'

const known = new Set(pages.map(({ path }) => path))
const above = (path: string): readonly string[] => {
  const parent = parentOf(known, path)
  return parent === undefined ? [] : [...above(parent), parent]
}

describe('what is above a page', () => {
  /** On top without being an entry of the navigation: around every page, or asked by a field. */
  const onTop = (path: string) => ['/search', '/freshness'].includes(path)
  const isEntry = (path: string) => navigation.some(({ href }) => href === path)

  for (const path of known)
    it(`of ${path} is a registered page, up to one that the navigation has`, () => {
      const [first = path, ...others] = above(path)
      expect(path.startsWith('/pick/') || onTop(first) || isEntry(first), first).toBe(true)
      for (const one of [first, ...others]) expect(known.has(one), one).toBe(true)
    })

  it('follows from its path', () => {
    expect(above('/orders')).toEqual([])
    expect(above('/orders/new')).toEqual(['/orders'])
    expect(above('/customers/:id/addresses/edit')).toEqual(['/customers', '/customers/:id'])
    expect(above('/history/return/:id')).toEqual(['/returns', '/returns/:id'])
    expect(above('/history/categoryTree/:id')).toEqual(['/categories'])
    expect(above('/warehouses/:id')).toEqual(['/warehouses'])
    expect(above('/bulk/orders/:id')).toEqual(['/orders', '/bulk/orders'])
    expect(above('/exports')).toEqual(['/proof'])
    expect(above('/views/new')).toEqual(['/settings', '/views'])
  })

  it('is nothing for a page that nobody registered above', () => {
    expect(parentOf(known, '/yesterday/:id')).toBeUndefined()
  })
})

describe('the breadcrumb', () => {
  let server: TestServer
  let may: ReadonlySet<Permission> = localViewer.may
  let order = ''
  const returned = v7()
  beforeAll(async () => {
    server = await startServer(undefined, () => ({ ...localViewer, may }))
    await putOnSale(server, 'MUG', 'Mug <b>blue</b>')
    order = await placeOrder(server, { lines: [{ sku: 'MUG', quantity: 1 }] })
    await endOrder(server.shop, order)
    await sent(server, '/api/returns', { id: returned, order, reason: 'Damaged', lines: [{ line: 1, quantity: 1 }] })
  })
  afterAll(() => server.close())

  const crumbsOf = (body: string) => /<nav class="breadcrumb"[^]*?<\/nav>/.exec(body)?.[0] ?? ''
  const crumbs = async (path: string) => {
    const markup = crumbsOf((await server.get(path)).body)
    const links = [...markup.matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href)
    return { links, said: textOf(markup) }
  }

  it('leads from the list over the thing to what is done with it', async () => {
    const { links, said } = await crumbs(`/products/MUG/edit`)
    expect(links).toEqual(['/products', '/products/MUG'])
    expect(said).toBe('Products Mug &lt;b&gt;blue&lt;/b&gt; Edit Mug &lt;b&gt;blue&lt;/b&gt;')
  })

  it('is named, and says which page this is', async () => {
    const markup = crumbsOf((await server.get('/products/MUG')).body)
    expect(markup).toContain('aria-label="Breadcrumb"')
    expect(markup.match(/aria-current="page"/g)).toHaveLength(1)
    expect(markup).toMatch(/aria-current="page">Mug[^/]+\/b&gt;<\/span><\/li><\/ol>/)
  })

  it('is not on a page on top', async () => {
    for (const path of ['/', '/orders', '/search', '/settings']) expect((await crumbs(path)).said, path).toBe('')
  })

  it('has a return below its order, also while it is recorded and in the past', async () => {
    const { said } = await crumbs(`/orders/${order}/cancel`)
    const number = /Order (\S+)/.exec(said)?.[1]
    for (const path of [`/returns/new?order=${order}`, `/returns/${returned}`, `/history/return/${returned}`]) {
      const found = await crumbs(path)
      expect(found.links.slice(0, 2), path).toEqual(['/orders', `/orders/${order}`])
      expect(found.said, path).toContain(`Orders Order ${number} `)
    }
    expect((await crumbs('/returns/new')).links).toEqual(['/returns'])
  })

  it('leads back to the list as it was, and on to the next thing in it', async () => {
    for (const [sku, name] of [
      ['A1', 'Alpha lamp'],
      ['B2', 'Beta'],
      ['C3', 'Gamma lamp'],
      ['D4', 'Delta lamp'],
    ] as const)
      await sent(server, '/api/products', { id: sku, names: { en: name } })
    const list = '/products?q=lamp&sort=-sku'
    const rows = (await server.get(list)).body.matchAll(/<th scope="row"[^>]*><a href="([^"]+)"/g)
    const [first = '', second = '', third = ''] = [...rows].map(([, href = '']) => href)
    expect(second).toBe('/products/C3?in=q%3Dlamp%26sort%3D-sku')
    const body = (await server.get(second)).body
    expect(crumbsOf(body)).toContain('<a href="/products?q=lamp&amp;sort=-sku">Products</a>')
    const step = (page: string, go: string) =>
      new RegExp(`<a [^>]*href="([^"]+)"[^>]*data-step="${go}"`).exec(page)?.[1]
    expect([step(body, 'previous'), step(body, 'next')]).toEqual([first, third])
    const last = (await server.get(third)).body
    expect([step(last, 'previous'), step(last, 'next')]).toEqual([second, undefined])
    // Not asked anything, and asked what it does not understand: the list in its own order.
    for (const from of ['', '?in=sort%3Dnothing', `?in=q%3D${'x'.repeat(2000)}`]) {
      const plain = (await server.get(`/products/B2${from}`)).body
      expect([step(plain, 'previous'), step(plain, 'next')], from).toEqual(['/products/A1', '/products/C3'])
      expect(crumbsOf(plain), from).toContain('<a href="/products">')
    }
  })

  it('comes back from a form to the thing as it was opened', async () => {
    const opened = '/products/C3?in=q%3Dlamp%26sort%3D-sku'
    const page = (await server.get(opened)).body
    const edit = /href="(\/products\/C3\/edit[^"]*)"/.exec(page)?.[1] ?? ''
    const form = (await server.get(edit)).body
    expect(crumbsOf(form)).toContain(`href="${opened}"`)
    expect(form).toMatch(new RegExp(`<a [^>]*href="${opened.replace('?', '[?]')}"[^>]*>Cancel`))
    const fields = { id: 'C3', 'names.en': 'Gamma lamp, blue', 'descriptions.en': '', category: '' }
    const sentFrom = (header: string) => ({ [header]: `http://localhost:80${edit}` })
    const plain = await server.submit('/api/products/C3', fields, sentFrom('referer'))
    expect([plain.status, plain.headers['location']]).toEqual([303, opened])
    const swapped = await server.submit('/api/products/C3', fields, {
      ...sentFrom('hx-current-url'),
      'hx-request': 'true',
    })
    expect(swapped.headers['hx-location']).toContain(`"path":"${opened}"`)
    const foreign = { referer: 'http://localhost:80/products/C3/edit?in=%00', 'hx-current-url': 'nonsense' }
    expect((await server.submit('/api/products/C3', fields, foreign)).headers['location']).toBe('/products/C3')
  })

  it('leads from a return back to the list of returns for whoever came from there', async () => {
    const { links } = await crumbs(`/returns/${returned}?in=sort%3DrecordedAt`)
    expect(links).toEqual(['/returns?sort=recordedAt'])
  })

  it('stays on a form that was refused', async () => {
    const { body } = await server.submit('/api/products/MUG', { id: 'MUG', 'names.en': '' })
    expect(crumbsOf(body)).toContain('href="/products/MUG"')
  })

  it('leads nowhere that the viewer may not go', async () => {
    may = new Set(['dashboard:read', 'order:EraseGuest'])
    const { status, body } = await server.get(`/orders/${order}/erasure`)
    may = localViewer.may
    expect(status).toBe(200)
    expect(body).not.toContain('href="/orders"')
    expect(crumbsOf(body)).toBe('')
  })
})
