import { afterAll, beforeAll, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission } from '../../domain/viewer.ts'
import { createDatabase } from '../support/database.ts'
import { textOf } from '../support/markup.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { sent } from '../support/shop-filling.ts'

let server: TestServer
let may: ReadonlySet<Permission> = localViewer.may
beforeAll(async () => {
  // Not even the stores of other specs are there.
  server = await startServer(undefined, () => ({ ...localViewer, may }), { database: createDatabase })
})
afterAll(() => server.close())

const RATE = '0197a3f0-0000-7000-8000-0000000000a1'
const SET = '0197a3f0-0000-7000-8000-0000000000a2'

const page = async (path = '/first-steps') => (await server.get(path)).body
/** A step of the page: its state and what it lacks. */
const step = async (key: string): Promise<string> => {
  const [, markup = ''] =
    new RegExp(`<li data-step="${key}">(.*?)(?=<li data-step=|</ol>)`, 's').exec(await page()) ?? []
  return textOf(markup)
}
const stateOf = async (key: string) => /\b(done|to do|optional)\b/.exec(await step(key))?.[1]

const store = {
  id: 'EAST',
  name: 'East',
  timeZone: 'Europe/Warsaw',
  languages: ['en'],
  language: 'en',
  currencies: ['PLN'],
  currency: 'PLN',
  countries: ['PL'],
  priceMode: 'gross',
  taxRounding: 'line',
  sender: null,
}

it('begins with a store, of an empty shop also on the dashboard', async () => {
  expect(await page('/')).toContain('data-step="store"')
  expect(await page()).toContain('6 steps until the shop can sell')
  expect(await step('store')).toContain('There is no active store yet.')
  expect(await page()).toContain('href="/stores/new"')
  for (const key of ['taxes', 'warehouse', 'delivery', 'payment', 'product']) expect(await stateOf(key)).toBe('to do')
  expect(await stateOf('people')).toBe('optional')
})

it('says what a store lacks, here and on its page, until it sells', async () => {
  await sent(server, '/api/stores', store)
  await server.caughtUp()
  expect(await stateOf('store')).toBe('done')
  const lacks = [
    'East: no tax set has a rate for Poland today.',
    'East: no open warehouse serves it.',
    'East: no active delivery method has a price there.',
    'East: no active payment method is offered there.',
    'East: no active product has a price there and a tax set.',
  ]
  const shown = async (path: string) => {
    const text = textOf(await page(path))
    return lacks.filter(lack => text.includes(lack))
  }
  expect(await shown('/first-steps')).toEqual(lacks)
  expect(await shown('/stores/EAST')).toEqual(lacks)

  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  const at = { store: 'EAST', currency: 'PLN' }
  const ways: readonly (readonly [path: string, data: object])[][] = [
    [
      [
        '/tax-rates',
        { id: RATE, name: 'VAT', country: 'PL', region: null, percentage: '23', validFrom: null, validTo: null },
      ],
      ['/tax-sets', { id: SET, name: 'Goods', rates: [RATE] }],
    ],
    [['/warehouses', { id: 'main', name: 'Gdynia' }]],
    [
      ['/carriers', { id: 'post', name: 'Post', trackingUrl: null }],
      ['/delivery-methods', { id: 'parcel', names: { en: 'Parcel' }, carrier: 'post', taxSet: null, ...everywhere }],
      ['/delivery-methods/parcel/prices', { ...at, kind: 'flat', price: '15.00', freeFrom: null }],
      ['/delivery-methods/parcel/activation', {}],
    ],
    [
      [
        '/payment-methods',
        { id: 'invoice', provider: 'invoice', names: { en: 'Invoice' }, allStores: true, process: null, taxSet: null },
      ],
      ['/payment-methods/invoice/activation', {}],
    ],
    [
      ['/products', { id: 'MUG', names: { en: 'Mug' }, taxSet: SET }],
      ['/products/MUG/prices', { prices: [{ ...at, gross: '20.00' }] }],
      ['/products/MUG/activation', {}],
    ],
  ]
  for (const [index, way] of ways.entries()) {
    for (const [path, data] of way) await sent(server, `/api${path}`, data)
    await expect.poll(() => shown('/first-steps'), { timeout: 10_000 }).toEqual(lacks.slice(index + 1))
  }
  expect(await shown('/stores/EAST')).toEqual([])
  expect(await page()).toContain('The shop can sell')
  expect(await page('/stores/EAST')).not.toContain('Before it sells')
})

it('asks again for what stops to be so', async () => {
  await sent(server, '/api/carriers/post/deactivation', {})
  await expect.poll(() => step('delivery'), { timeout: 10_000 }).toContain('East: no active delivery method')
})

it('leads nobody to what they may not do, and shows stores to those who may know of them', async () => {
  may = new Set<Permission>(['dashboard:read', 'store:read'])
  expect(await page()).not.toContain('href="/stores/new"')
  may = new Set<Permission>(['dashboard:read'])
  expect((await server.get('/first-steps')).status).toBe(403)
  expect(await page('/')).toContain('The shop is still empty')
  expect(await page('/')).not.toContain('data-step')
  may = localViewer.may
})
