import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission, Viewer } from '../../domain/viewer.ts'
import { textOf } from '../support/markup.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { putOnSale, sent } from '../support/shop-filling.ts'

let server: TestServer
let viewer: Viewer = localViewer
const grace = v7()
const tree = '/api/category-trees/main'

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug')
  await sent(server, '/api/products', { id: 'MUG-XL', names: { en: 'Large <mug>', de: 'Großer Becher' } })
  await sent(server, '/api/warehouses', { id: 'main', name: 'Main hall' })
  await sent(server, '/api/stock/main.MUG/quantity', { quantity: 1200 })
  await sent(server, `${tree}/categories`, { category: 'home', names: { en: 'Home', de: 'Haus' }, parent: null })
  await sent(server, `${tree}/categories`, { category: 'lamps', names: { en: 'Lamps', de: 'Lampen' }, parent: 'home' })
  const name = { firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.org' }
  await sent(server, '/api/customers', { id: grace, ...name, locale: 'en', store: 'UK', country: 'GB' })
})
afterAll(() => server.close())

const part = { 'hx-request': 'true', 'hx-request-type': 'partial' }
const suggested = async (kind: string, q: string) => {
  const { status, body } = await server.get(`/pick/${kind}?q=${encodeURIComponent(q)}`, part)
  expect(status, body).toBe(200)
  return body
}
const without = (permission: Permission) => {
  viewer = { ...localViewer, may: new Set([...localViewer.may].filter(may => may !== permission)) }
}
const place = (fields: Record<string, string>) =>
  server.submit(`/api/drafts/${v7()}/placement`, { commandId: v7(), store: 'UK', currency: 'GBP', ...fields })

describe('what can be picked', () => {
  it('is a product by SKU or name, with its prices and what is available', async () => {
    const found = await suggested('product', 'mug')
    expect(textOf(found)).toContain('Mug MUG · £4.00 (UK) · 1,200 available')
    expect(textOf(found)).toContain('Large &lt;mug&gt; MUG-XL · not on sale · not counted')
    expect(found).toContain('data-key="MUG"')
    expect(await suggested('product', 'großer')).toContain('data-key="MUG-XL"')
  })

  it('is a customer by name, e-mail address or id', async () => {
    for (const q of ['hopp', 'grace@example.org', grace]) expect(await suggested('customer', q)).toContain(grace)
    expect(textOf(await suggested('customer', 'grace'))).toBe('Grace Hopper grace@example.org')
  })

  it('is a category by key or name of any language, with what it lies in', async () => {
    expect(textOf(await suggested('category', 'lampe'))).toBe('Lamps Home · lamps')
    expect(await suggested('category', '')).toContain('data-key="home"')
  })

  it('is an open warehouse by key or name', async () => {
    expect(textOf(await suggested('warehouse', 'hall'))).toBe('Main hall main')
  })

  it('is the first ones before anything is typed', async () => {
    expect(await suggested('product', ' ')).toContain('data-key="MUG"')
    expect(await suggested('warehouse', '')).toContain('data-key="main"')
  })

  it('says so when there is nothing, and finds nothing for punctuation', async () => {
    for (const q of ['zeppelin', '…'])
      expect(textOf(await suggested('product', q))).toBe('Nothing found. Try another name, or the beginning of a word.')
    expect((await server.get(`/pick/product?q=${'x'.repeat(5000)}`, part)).status).toBe(200)
  })

  it('is told to whoever may read that list, and its stock to whoever may read that', async () => {
    without('stock:read')
    expect(await suggested('product', 'MUG')).not.toContain('available')
    without('warehouse:read')
    expect((await server.get('/pick/warehouse?q=main')).status).toBe(403)
    without('customer:read')
    expect((await server.get('/pick/customer?q=grace')).status).toBe(403)
    const { body } = await server.get('/drafts/new')
    expect(body).not.toContain('data-pick="/pick/customer"')
    expect(body).not.toContain('find:customer')
    expect(body).toContain('name="customer"')
    viewer = localViewer
  })
})

describe('a field that picks a thing', () => {
  it('shows without script what there is for what was typed, and takes the one that is chosen', async () => {
    const found = await place({ 'lines.1.sku': 'mug', 'lines.1.quantity': '2', draft: 'find:lines.1.sku' })
    expect(found.status).toBe(200)
    expect(found.body).toContain('name="draft" value="choose:lines.1.sku:MUG"')
    expect(found.body).not.toContain('choose:lines.0')
    const chosen = await place({ 'lines.1.sku': 'mug', draft: 'choose:lines.1.sku:MUG' })
    expect(chosen.body).toMatch(/value="MUG"[^>]*name="lines\.1\.sku"/)
    expect(chosen.body).toContain('<a href="/products/MUG">Mug</a>')
  })

  it('shows what was probably meant when its value is refused', async () => {
    const refused = await place({ customer: 'grace@example.org', 'lines.0.sku': 'MUG', 'lines.0.quantity': '1' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain(`value="choose:customer:${grace}"`)
  })
})
