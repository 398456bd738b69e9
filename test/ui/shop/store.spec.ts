import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldShape } from '../../../api/form.ts'
import { store } from '../../../domain/shop/store.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const fields = {
  name: 'France',
  timeZone: 'Europe/Paris',
  languages: 'fr',
  language: 'fr',
  currencies: 'EUR',
  currency: 'EUR',
  priceMode: 'gross',
  taxRounding: 'line',
  sender: '',
}

describe('a store', () => {
  it('sells everywhere when no country is ticked, and none has to be', async () => {
    expect(fieldShape(store.commands.OpenStore, 'countries').required).toBe(false)
    expect(fieldShape(store.commands.OpenStore, 'languages').required).toBe(true)
    const opened = await server.submit('/api/stores', { id: 'fr', ...fields })
    expect([opened.status, opened.headers['location']]).toEqual([303, '/stores/FR'])
    const { body } = await server.get('/stores/FR')
    for (const said of ['France', 'everywhere', 'Europe/Paris', 'with tax']) expect(body).toContain(said)
  })

  it('that is inactive takes no new order, and says so', async () => {
    expect((await server.submit('/api/stores/FR/deactivation', { understood: 'true' })).status).toBe(303)
    const lines = [{ sku: 'MUG', quantity: 1 }]
    const refused = await server.send('/api/orders', { id: 'o-1', store: 'FR', customer: null, lines })
    expect(refused.json()).toMatchObject({ code: 'StoreIsInactive', errors: [{ field: 'store' }] })
    const stores = /<select[^>]*name="store"[^]*?<\/select>/.exec((await server.get('/drafts/new')).body)?.[0]
    expect(stores).toContain('value="UK"')
    expect(stores).not.toContain('value="FR"')
    expect((await server.get('/stores')).body).toContain('inactive')
  })

  it('does not fall back on what it has not, and keeps what was typed', async () => {
    const refused = await server.submit('/api/stores/UK', {
      ...fields,
      name: 'Kingdom',
      language: 'de',
      currency: 'CHF',
    })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('value="Kingdom"')
    expect(refused.body).toContain('de is not among those chosen beside it')
    expect(refused.body).toContain('CHF is not among those chosen beside it')
  })

  it('says what needs a currency and a language before they go, and lets them go once that is meant', async () => {
    const both = {
      ...fields,
      name: 'Spain',
      languages: ['en', 'fr'],
      currencies: ['EUR', 'USD'],
      countries: [],
      sender: null,
    }
    await server.send('/api/stores', { id: 'ES', ...both })
    await server.send('/api/products', { id: 'FAN', names: { en: 'Fan', de: 'Fächer' } })
    const prices = [{ store: 'ES', currency: 'USD', gross: '9.99' }]
    await server.send('/api/products/FAN/prices', { prices })
    const person = { firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com', locale: 'en', store: 'ES' }
    await server.send('/api/customers', { id: crypto.randomUUID(), ...person })

    const less = { ...fields, name: 'Spain' }
    const refused = await server.submit('/api/stores/ES', less)
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('<a href="/products?priced=ES%2FUSD">1 product has a price in USD in this store</a>')
    expect(refused.body).toContain(
      '<a href="/customers?store=ES&amp;locale=en">1 customer of this store reads English</a>',
    )
    expect((await server.get('/products?priced=ES%2FUSD')).body).toContain('FAN')
    expect((await server.get('/products?priced=ES%2FEUR')).body).not.toContain('FAN')
    expect((await server.get('/api/stores/ES', {})).json()).toMatchObject({ currencies: ['EUR', 'USD'] })

    expect((await server.submit('/api/stores/ES', { ...less, removing: 'true' })).status).toBe(303)
    expect((await server.get('/api/stores/ES', {})).json()).toMatchObject({ languages: ['fr'], currencies: ['EUR'] })
  })

  it('says what needs it before it is deactivated', async () => {
    await server.send('/api/warehouses', { id: 'madrid', name: 'Madrid' })
    const served = { street: null, zip: null, city: null, country: null, allStores: false, stores: ['ES'], priority: 1 }
    await server.send('/api/warehouses/madrid/address-and-stores', served)
    const role = crypto.randomUUID()
    await server.send('/api/roles', { id: role, name: 'Spanish orders' })
    const rules = [{ effect: 'allow', area: 'sales', thing: '*', action: '*', stores: ['ES'] }]
    await server.send(`/api/roles/${role}/rules`, { rules })
    const { body } = await server.get('/stores/ES/deactivation')
    expect(body).toContain('<a href="/products?priced=ES">1 product has a price in this store</a>')
    expect(body).toContain('<a href="/warehouses/madrid">Madrid</a>')
    expect(body).toContain(`<a href="/roles/${role}">Spanish orders</a>`)
    expect((await server.get('/stores/FR/edit')).body).not.toContain('name="removing"')
  })
})
