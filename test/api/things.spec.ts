import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lists, things } from '../../api/index.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission } from '../../domain/viewer.ts'
import { endOrder } from '../support/ended-order.ts'
import { drawnList, orderToPack } from '../support/picking.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { openWarehouse, placeOrder, putOnSale, sent } from '../support/shop-filling.ts'

let server: TestServer
let may: ReadonlySet<Permission> = localViewer.may
const [customer, ret, role, group, user, key, provider] = [v7(), v7(), v7(), v7(), v7(), v7(), v7()]
const [transfer, taking, draft] = [v7(), v7(), v7()]
const [rate, set] = [v7(), v7()]
const pays = { names: { en: 'Card' }, allStores: true, process: null, taxSet: null }
const made: Record<string, readonly [category: string, id: string]> = {}

beforeAll(async () => {
  server = await startServer(undefined, () => ({ ...localViewer, may }))
  const person = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', country: 'GB' }
  await sent(server, '/api/customers', { id: customer, ...person, store: 'UK', locale: 'en' })
  await sent(server, '/api/category-trees/main/categories', { category: 'lamps', parent: null, names: { en: 'Lamps' } })
  const details = { descriptions: { en: 'Light' }, active: true, inMenu: true, searchable: true }
  await sent(server, '/api/categories/lamps', details)
  await sent(server, '/api/warehouses', { id: 'main', name: 'Main' })
  await putOnSale(server, 'LAMP', 'Lamp')
  await sent(server, '/api/stock/main.LAMP/quantity', { quantity: 7 })
  const order = await placeOrder(server, { lines: [{ sku: 'LAMP', quantity: 3 }], customer })
  await sent(server, `/api/orders/${order}/comments`, { text: 'Call first' })
  await endOrder(server.shop, order)
  await sent(server, '/api/returns', { id: ret, order, lines: [{ line: 1, quantity: 1 }], reason: 'Broken' })
  await sent(server, '/api/roles', { id: role, name: 'Seller' })
  const sales = { area: 'sales', thing: '*', action: '*', effect: 'allow' }
  await sent(server, `/api/roles/${role}/rules`, { rules: [sales] })
  await sent(server, '/api/groups', { id: group, name: 'Sales', roles: [role], needsSecondFactor: false })
  const works = { firstName: 'Ida', lastName: 'Rhodes', email: 'ida@example.com', locale: 'en-GB', timeZone: 'UTC' }
  await sent(server, '/api/users', { id: user, ...works, groups: ['root'] })
  await sent(server, '/api/keys', { id: key, name: 'Till', scopes: ['order:read'] })
  const client = { issuer: 'https://login.example.com', clientId: 'shop', emailClaim: 'email' }
  const people = { needsVerifiedEmail: true, newcomers: 'created', group, rules: [] }
  await sent(server, '/api/identity-providers', { id: provider, name: 'Example', ...client, ...people })
  await putOnSale(server, 'CUP', 'Cup')
  await sent(server, '/api/stock/main.CUP/quantity', { quantity: 1 })
  const packed = await orderToPack(server, [{ sku: 'CUP', quantity: 1 }])
  const picking = await drawnList(server, [packed])
  await openWarehouse(server, 'north')
  const lines = [{ sku: 'LAMP', quantity: 2 }]
  await sent(server, `/api/drafts/${draft}`, { store: 'UK', customer: null, lines: [{ sku: 'LAMP', quantity: 2 }] })
  await sent(server, '/api/transfers', { id: transfer, from: 'main', to: 'north', lines })
  await sent(server, '/api/stock-takings', { id: taking, warehouse: 'main', category: null, skus: ['LAMP'] })
  const german = { country: 'DE', region: null, percentage: '19', validFrom: null, validTo: null }
  await sent(server, '/api/tax-rates', { id: rate, name: 'Standard', ...german })
  await sent(server, '/api/tax-sets', { id: set, name: 'Goods', rates: [rate] })
  await sent(server, '/api/carriers', { id: 'post', name: 'Post', trackingUrl: null })
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  const method = { id: 'standard', names: { en: 'Standard' }, carrier: 'post', taxSet: null, ...everywhere }
  await sent(server, '/api/delivery-methods', method)
  const flat = { store: 'UK', currency: 'GBP', kind: 'flat', price: '4.90', freeFrom: '50' }
  await sent(server, '/api/delivery-methods/standard/prices', flat)
  await sent(server, '/api/configuration/shop', { values: { shopName: 'Northwind' } })
  await sent(server, '/api/number-ranges', { id: 'UK-orders', prefix: 'UK-', width: 5, next: 1 })
  await sent(server, '/api/payment-methods', { id: 'card', provider: 'dummy', ...pays })
  const trial = await server.send('/api/payment-methods/card/trial', {
    amount: '1.00',
    currency: 'EUR',
    reference: 'T',
  })
  const payment = (trial.json() as { payment: string }).payment
  Object.assign(made, {
    configuration: ['settings', 'shop'],
    'payment-methods': ['paymentMethod', 'card'],
    payments: ['payment', payment],
    transfers: ['transfer', transfer],
    drafts: ['draft', draft],
    'stock-takings': ['stockTaking', taking],
    picking: ['pickList', picking],
    products: ['product', 'LAMP'],
    categories: ['category', 'lamps'],
    'category-trees': ['categoryTree', 'main'],
    stock: ['stock', 'main.LAMP'],
    warehouses: ['warehouse', 'main'],
    stores: ['store', 'UK'],
    carriers: ['carrier', 'post'],
    'delivery-methods': ['deliveryMethod', 'standard'],
    'tax-rates': ['taxRate', rate],
    'tax-sets': ['taxSet', set],
    'number-ranges': ['numberRange', 'UK-orders'],
    customers: ['customer', customer],
    orders: ['order', order],
    returns: ['return', ret],
    roles: ['role', role],
    groups: ['group', group],
    users: ['user', user],
    keys: ['apiKey', key],
    'identity-providers': ['identityProvider', provider],
  })
})
afterAll(() => server.close())

const idOf = (name: string) => made[name]?.[1] ?? ''
const json = { accept: 'application/json' }
const read = (name: string, headers: Record<string, string> = json) =>
  server.get(`/api/${name}/${encodeURIComponent(idOf(name))}`, headers)

const namesIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)])
    : []

const names = things.map(({ path }) => path.split('/')[1] ?? '')

describe('every thing', () => {
  it('that has a list can be read by its id', () => {
    // Events are read at their own address, one's own keys as any other key.
    const elsewhere = ['activity', 'events', 'account/keys', 'stock/movements']
    const listed = lists.map(({ path }) => path.slice(1)).filter(name => !elsewhere.includes(name))
    expect(names).toEqual(expect.arrayContaining(listed))
  })

  it.each(names)('of %s is told with the revision of its stream, and nothing of the inside', async name => {
    const [category = '', id = ''] = made[name] ?? []
    const answer = await read(name)
    expect(answer.status, answer.body).toBe(200)
    const stream = await server.shop.store.readStream(`${category}-${id}`)
    expect(answer.headers['etag']).toBe(`"${stream.length - 1}"`)
    const inner = namesIn(answer.json()).filter(it => /^last_(?:position|event_id)$|_vector$|_sort$|^subject$/.test(it))
    expect(inner).toEqual([])
  })

  it.each(names)('of %s is not sent again to whom has it, unless another stream may have changed it', async name => {
    const { etag } = (await read(name)).headers
    const again = await read(name, { ...json, 'if-none-match': `"99", W/${String(etag)}` })
    const isShared = things.find(({ path }) => path.startsWith(`/${name}/`))?.isShared === true
    expect([again.status, again.headers['etag']]).toEqual([isShared ? 200 : 304, etag])
    if (!isShared) expect(again.body).toBe('')
    expect((await read(name, { ...json, 'if-none-match': '"99"' })).status).toBe(200)
  })

  it.each(names)('of %s is a problem when it is not there, or cannot be', async name => {
    for (const id of ['NOTHING', '%00', '-'.repeat(150)]) {
      const answer = await server.get(`/api/${name}/${id}`, json)
      expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
      expect(answer.json()).toMatchObject({ code: 'NoSuchThing' })
    }
  })

  it.each(things.map(thing => [thing.path, thing.may] as const))('%s needs %s', async (path, permission) => {
    may = new Set([...localViewer.may].filter(it => it !== permission))
    const answer = await read(path.split('/')[1] ?? '')
    may = localViewer.may
    expect(answer.status).toBe(403)
  })
})

describe('a thing', () => {
  it('has its parts', async () => {
    expect((await read('orders')).json()).toMatchObject({
      id: idOf('orders'),
      lines: [{ line: 1, sku: 'LAMP', quantity: 3 }],
      comments: [{ text: 'Call first' }],
    })
    expect((await read('returns')).json()).toMatchObject({ lines: [{ order: idOf('orders'), quantity: 1 }] })
    expect((await read('products')).json()).toMatchObject({ names: { en: 'Lamp' }, prices: [{ gross: '4.00' }] })
    expect((await read('delivery-methods')).json()).toMatchObject({
      prices: [{ store: 'UK', currency: 'GBP', price: { kind: 'flat', amount: 490 }, freeFrom: 5000 }],
    })
    expect((await read('customers')).json()).toMatchObject({ email: 'ada@example.com', addresses: [], notes: [] })
    expect((await read('stock')).json()).toMatchObject({ onHand: 7, reservations: [] })
    expect((await read('category-trees')).json()).toMatchObject({ categories: [{ category: 'lamps', depth: 0 }] })
  })

  it('is changed by whom has any of several revisions', async () => {
    const rename = (id: string, match: string) =>
      server.send('/api/warehouses/main/name', { name: id }, { 'if-match': match })
    expect((await rename('Second', '"0", "7"')).headers['etag']).toBe('"1"')
    expect((await rename('Third', 'W/"0", ,"1",')).headers['etag']).toBe('"2"')
    expect((await rename('Fourth', '"0", "1"')).status).toBe(409)
    expect((await rename('Fourth', '"7", "8"')).json()).toMatchObject({ status: 409, code: 'RevisionUnknown' })
    for (const bad of ['"1" "2"', '"a"', ',', Array.from({ length: 21 }, (_, n) => `"${n}"`).join()])
      expect((await rename('Fifth', bad)).status, bad).toBe(422)
    expect((await read('warehouses')).json()).toMatchObject({ name: 'Third', revision: 2 })
  })
})
