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
    expect((await server.get('/orders/new')).body).not.toContain('value="FR"')
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
})
