import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission, Viewer } from '../../domain/viewer.ts'
import { endOrder } from '../support/ended-order.ts'
import { textOf } from '../support/markup.ts'
import { readableIn } from '../support/readable.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { placeOrder, putOnSale } from '../support/shop-filling.ts'

/** Every text that names somebody has one of these words in it. */
const WORDS = ['Maria Huber', 'maria.huber', 'Mariahuber', 'Gwendolyn']
const named = 'Maria Huber'

const PERSONAL: ReadonlySet<Permission> = new Set<Permission>(['customer:personal', 'audit:personal'])
const blind: Viewer = {
  ...localViewer,
  id: 'blind',
  may: new Set([...localViewer.may].filter(it => !PERSONAL.has(it))),
}

let server: TestServer
let viewer: Viewer = localViewer
const [maria, address] = [v7(), v7()]
let [past, paths]: [string, readonly string[]] = ['', []]

const send = async (path: string, data: object) => {
  const answer = await server.send(path, data)
  expect([200, 202], `${path}: ${answer.body}`).toContain(answer.status)
  return answer.json() as { readonly id?: string }
}

const fillCustomer = async () => {
  const person = { firstName: named, lastName: named, phone: 'Mariahuber', company: named }
  const rest = { id: maria, email: 'maria.huber@example.com', locale: 'en', store: 'UK', country: 'GB' }
  await send('/api/customers', { ...person, ...rest })
  await send(`/api/customers/${maria}`, { ...person, lastName: `${named} again` })
  const place = { street: named, street2: named, city: named, zip: 'Mariahuber', comment: named, country: 'AE' }
  await send(`/api/customers/${maria}/addresses`, { address, ...person, ...place })
  await send(`/api/customers/${maria}/notes`, { text: `${named} likes blue` })
}

const fillOrder = async (customer: string | null, name: string) => {
  const contact = { name, email: 'maria.huber@example.com', phone: 'Mariahuber', address: name }
  const address = { firstName: name, lastName: name, company: name, street: name, extra: name, city: name }
  const shipping = { ...address, zip: 'Mariahuber', phone: 'Mariahuber', email: contact.email, country: 'AE' }
  const id = await placeOrder(server, { customer, contact, shipping, comment: `${name} called` })
  await send(`/api/orders/${id}/reference`, { reference: `${name} 1` })
  await send(`/api/orders/${id}/cancellations`, { lines: [{ line: 1, quantity: 1 }], reason: `${name} regrets` })
  const back = v7()
  await endOrder(server.shop, id)
  await send('/api/returns', { id: back, order: id, lines: [{ line: 2, quantity: 1 }], reason: `${name} broke it` })
  return [id, back] as const
}

const pathsOf = async (id: string, back: string): Promise<readonly string[]> => {
  const streams = [`order-${id}`, `return-${back}`, `customer-${maria}`]
  const events = (await Promise.all(streams.map(stream => server.shop.store.readStream(stream)))).flat()
  return [
    ...['', '/api'].flatMap(folder => [`${folder}/orders/${id}`, `${folder}/returns/${back}`]),
    ...[`order/${id}`, `return/${back}`].flatMap(thing => [`/history/${thing}`, `/history/${thing}?from=0&to=2`]),
    ...events.map(event => `/events/${event.id}`),
  ]
}

const everywhere = [
  ...['', '/api'].flatMap(folder => [`${folder}/orders`, `${folder}/returns`, `${folder}/customers`]),
  ...['orders', 'returns', 'customers'].flatMap(list => [`/api/${list}.csv`, `/${list}.csv`]),
  ...['', '/api'].map(folder => `${folder}/customers/${maria}`),
  ...['', '?from=0&to=3', '?revision=1'].map(query => `/history/customer/${maria}${query}`),
  '/',
  '/customers?sort=id',
  '/activity',
  '/events',
  '/api/activity',
  '/api/events',
  '/api/events/export.csv',
  `/customers/${maria}/erasure`,
]

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug')
  await putOnSale(server, 'JUG', 'Jug')
  await fillCustomer()
  const [ofMaria, ofGuest] = [await fillOrder(maria, named), await fillOrder(null, 'Gwendolyn')]
  await server.caughtUp()
  const things = (await Promise.all([pathsOf(...ofMaria), pathsOf(...ofGuest)])).flat()
  past = (await send('/api/as-of', { at: new Date(Date.now() + 1_000).toISOString() })).id ?? ''
  await vi.waitFor(async () => expect((await server.get(`/as-of/${past}/orders`)).status).toBe(200), 20_000)
  const shop = [...everywhere, ...things]
  const then = shop.filter(path => /^\/(?:api\/)?(?:orders|returns|customers)/.test(path) && !path.endsWith('erasure'))
  paths = [...shop, ...then.map(path => `/as-of/${past}${path}`)]
}, 60_000)
beforeEach(() => {
  viewer = blind
})
afterAll(() => server.close())

const ask = async (path: string, who: Viewer = blind) => {
  viewer = who
  const { status, body } = await server.get(path)
  expect(status, `${path}: ${body.slice(0, 500)}`).toBe(200)
  return body
}

describe('whoever may not see who people are', () => {
  it('reads a word in its place, wherever somebody else reads it', async () => {
    const seen = []
    for (const path of paths) {
      if (readableIn([await ask(path, localViewer)], WORDS).length > 0) seen.push(path)
      const body = await ask(path)
      expect(readableIn([body], WORDS), path).toEqual([])
    }
    expect(seen.length).toBeGreaterThan(paths.length / 2)
    expect(textOf(await ask('/customers'))).toContain('hidden hidden')
    expect((await server.get(`/api/customers/${maria}`)).json()).toMatchObject({
      name: 'hidden',
      email: 'hidden',
      country: 'GB',
      addresses: [{ city: 'hidden', country: 'AE' }],
    })
  })

  it('finds nobody by it, in lists, in the search of everything and where things are picked', async () => {
    for (const path of [
      '/orders',
      '/customers',
      '/api/customers',
      '/search',
      '/pick/customer',
      '/activity',
      '/events',
    ]) {
      const body = await ask(`${path}?q=huber`)
      expect(body, path).not.toContain(maria)
      expect(await ask(`${path}?q=hubre`), path).not.toContain(maria)
    }
    expect(await ask('/customers?q=huber', localViewer)).toContain(maria)
  })

  it('edits nothing that would be saved as it is shown', async () => {
    for (const form of ['edit', 'email', 'addresses/new', `addresses/edit?address=${address}`])
      expect((await server.get(`/customers/${maria}/${form}`)).status, form).toBe(403)
    const page = await ask(`/customers/${maria}`)
    expect(page).not.toContain(`/customers/${maria}/edit`)
    expect(page).not.toContain(`/customers/${maria}/email`)
    expect((await server.get(`/drafts/new?customer=${maria}`)).status).toBe(403)
  })

  it('is told what happened all the same', async () => {
    const page = textOf(await ask(`/customers/${maria}`))
    expect(page).toContain('Profile changed')
    expect(page).toContain('hidden')
  })
})
