import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import { foundingStores } from '../../../domain/shop/founding-stores.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sent } from '../../support/shop-filling.ts'

let server: TestServer
let viewer: Viewer = localViewer
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await sent(server, '/api/carriers', { id: 'post', name: 'Parcel Post', trackingUrl: null })
  await sent(server, '/api/delivery-methods', { id: 'standard', ...terms })
  await sent(server, '/api/delivery-methods/standard/activation', {})
})
afterAll(async () => {
  await server.caughtUp()
  await server.close()
})

const terms = {
  names: {
    en: 'Standard',
    de: 'Standardversand',
  },
  carrier: 'post',
  taxSet: null,
  allStores: true,
  allCountries: true,
  minDays: 2,
  maxDays: 4,
}
const inGerman = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  viewer = { ...localViewer, locale: 'de-DE' }
  try {
    return await ask()
  } finally {
    viewer = localViewer
  }
}
const textOf = (body: string): string => body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u00a0]+/g, ' ')
const shown = async (path: string): Promise<string> => textOf((await server.get(path)).body)

describe('a carrier', () => {
  it('is added by its form, and shows where a parcel would be followed', async () => {
    const added = await server.submit('/api/carriers', {
      id: 'swift',
      name: 'Swift Freight',
      trackingUrl: 'https://swift.example/{number}',
    })
    expect([added.status, added.headers['location']]).toEqual([303, '/carriers/swift'])
    const { body } = await server.get('/carriers/swift')
    expect(body).toContain('href="https://swift.example/1234567890"')
    expect(textOf(body)).toContain('No delivery method has it')
  })

  it('is refused an address that leads elsewhere, with what was typed', async () => {
    const refused = await server.submit('/api/carriers', {
      id: 'x',
      name: 'X',
      trackingUrl: 'https://{number}.example/',
    })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('id="field-trackingUrl-error"')
    expect(refused.body).toContain('value="https://{number}.example/"')
    expect(textOf(refused.body)).toContain('with {number} once, behind the host')
  })

  it('has a name of its own', async () => {
    const refused = await server.submit('/api/carriers', { id: 'other', name: 'PARCEL POST', trackingUrl: '' })
    expect(refused.status).toBe(409)
    expect(textOf(refused.body)).toContain('Another carrier has this name')
  })

  it('says which methods would not be offered any more before it is deactivated, and is not offered to new ones', async () => {
    await sent(server, '/api/carriers', { id: 'riders', name: 'City Riders', trackingUrl: null })
    await sent(server, '/api/delivery-methods', { id: 'bike', ...terms, names: { en: 'By bike' }, carrier: 'riders' })
    await sent(server, '/api/delivery-methods/bike/activation', {})
    const asked = await shown('/carriers/riders/deactivation')
    for (const said of ['One active method is not offered any more', 'By bike']) expect(asked).toContain(said)
    expect((await server.submit('/api/carriers/riders/deactivation', { understood: 'true' })).status).toBe(303)
    expect(await shown('/delivery-methods/bike')).toContain('Its carrier is inactive')
    expect((await server.get('/delivery-methods/new')).body).not.toContain('value="riders"')
    // The one that has it keeps it when something else is saved.
    expect((await server.get('/delivery-methods/bike/edit')).body).toMatch(/value="riders" selected/)
    const refused = await server.send('/api/delivery-methods/standard', { ...terms, carrier: 'riders' })
    expect(refused.json()).toMatchObject({ code: 'CarrierIsInactive', errors: [{ field: 'carrier' }] })
  })
})

describe('the prices of a delivery method', () => {
  const price = (fields: Record<string, string>) =>
    server.submit('/api/delivery-methods/standard/prices?store=UK&currency=GBP', {
      store: 'UK',
      currency: 'GBP',
      freeFrom: '',
      ...fields,
    })

  it('are typed as their reader writes numbers, and told in words', async () => {
    const typed = {
      kind: 'weight',
      'weightSteps.0.upTo': '2,5',
      'weightSteps.0.price': '4,90',
      'weightSteps.1.upTo': '5',
      'weightSteps.1.price': '6,90',
      freeFrom: '50',
    }
    expect((await inGerman(() => price(typed))).status).toBe(303)
    const told = await shown('/delivery-methods/standard')
    expect(told).toContain('up to 2.5 kg £4.90, up to 5 kg £6.90, more: not offered')
    expect(told).toContain('free from £50.00')
    expect(await inGerman(() => shown('/delivery-methods/standard'))).toContain(
      'bis 2,5 kg 4,90 £, bis 5 kg 6,90 £, darüber: nicht angeboten',
    )
    const form = (await inGerman(() => server.get('/delivery-methods/standard/price?store=UK&currency=GBP'))).body
    for (const value of ['value="2,5"', 'value="4,90"', 'value="50,00"']) expect(form).toContain(value)
  })

  it('are refused at the field of the row that is wrong, with what was typed', async () => {
    const refused = await price({
      kind: 'weight',
      'weightSteps.0.upTo': '5',
      'weightSteps.0.price': '4.90',
      'weightSteps.2.upTo': '2',
      'weightSteps.2.price': '1.905',
    })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('id="field-weightSteps-2-upTo-error"')
    expect(refused.body).toContain('id="field-weightSteps-2-price-error"')
    expect(refused.body).toContain('value="1.905"')
    expect(textOf(refused.body)).toContain('GBP has 2 decimals')
    expect(textOf(refused.body)).toContain('Standard: price at UK in GBP')
  })

  it('are those of the stores that offer it, and whatever else was set', async () => {
    await sent(server, '/api/delivery-methods/standard', { ...terms, allStores: false, stores: ['DE'] })
    const told = await shown('/delivery-methods/standard')
    expect(told).toContain('not one of its stores')
    expect(told).toContain('no price: not offered')
    await sent(server, '/api/delivery-methods/standard', terms)
    expect((await server.get('/delivery-methods/standard/price?store=FR&currency=EUR')).status).toBe(404)
  })

  it('have as many decimals as their currency', async () => {
    const found = foundingStores.find(({ id }) => id === 'DE')
    const currencies = [...(found?.data.currencies ?? []), 'JPY', 'KWD']
    await sent(server, '/api/stores/DE', { ...found?.data, currencies })
    const at = { store: 'DE', kind: 'flat', freeFrom: null }
    await sent(server, '/api/delivery-methods/standard/prices', { ...at, currency: 'JPY', price: '500' })
    await sent(server, '/api/delivery-methods/standard/prices', { ...at, currency: 'KWD', price: '1.250' })
    const told = await shown('/delivery-methods/standard')
    expect(told).toContain('JP¥500')
    expect(told).toContain('KWD 1.250')
    expect((await server.get('/delivery-methods/standard/price?store=DE&currency=KWD')).body).toContain('value="1.250"')
    const refused = await server.send('/api/delivery-methods/standard/prices', { ...at, currency: 'JPY', price: '0.5' })
    expect(refused.json()).toMatchObject({ code: 'AmountTooFine', errors: [{ field: 'price' }] })
  })

  it('are not there for whoever sees another store only', async () => {
    const may = new Map([...localViewer.may].map(permission => [permission, new Set(['UK'])]))
    viewer = { ...localViewer, within: may }
    const { prices } = (await server.get('/api/delivery-methods/standard')).json() as { prices: { store: string }[] }
    const told = await shown('/delivery-methods/standard')
    const past = await shown('/history/deliveryMethod/standard')
    const refused = await server.send('/api/delivery-methods/standard/prices/removal', { store: 'DE', currency: 'JPY' })
    viewer = localViewer
    expect(prices.map(({ store }) => store)).toEqual(['UK'])
    for (const page of [told, past]) {
      expect(page).toContain('£4.90')
      expect(page).not.toContain('JP¥500')
      expect(page).not.toContain('Price at DE')
    }
    expect(refused.status).toBe(403)
  })
})

describe('what a delivery would cost', () => {
  const ask = (fields: Record<string, string> = {}) =>
    server.submit('/api/delivery-preview', {
      store: 'UK',
      currency: 'GBP',
      country: 'AT',
      weight: '3.2',
      orderValue: '20',
      ...fields,
    })

  it('is told of every method, and why some are not offered', async () => {
    const told = textOf((await ask()).body)
    expect(told).toContain('3.2 kg from UK to Austria, worth £20.00')
    expect(told).toMatch(/Standard Parcel Post £6\.90 2 to 4 days/)
    expect(told).toContain('By bike City Riders Not offered: its carrier is inactive')
    expect(textOf((await ask({ weight: '5.001' })).body)).toContain('Not offered: too heavy')
    expect(textOf((await ask({ orderValue: '50' })).body)).toMatch(/Standard Parcel Post free/)
  })

  it('is asked as its reader writes numbers', async () => {
    const told = await inGerman(() => ask({ weight: '3,2', orderValue: '1.000,50' }))
    expect(textOf(told.body)).toContain('3,2 kg von UK nach Österreich im Wert von 1.000,50 £')
  })

  it('is told to programs in minor units', async () => {
    const asked = { store: 'UK', currency: 'GBP', country: 'AT', weight: '3.2', orderValue: '20' }
    const answer = (await server.send('/api/delivery-preview', asked)).json()
    expect(answer).toMatchObject({ currency: 'GBP', offers: expect.any(Array) })
    expect((answer as { offers: object[] }).offers).toContainEqual(
      expect.objectContaining({ deliveryMethod: 'standard', price: 690 }),
    )
  })

  it.each([
    ['weight', { weight: 'heavy' }],
    ['store', { store: 'FR' }],
    ['currency', { currency: 'JPY' }],
    ['orderValue', { orderValue: '1.005' }],
    ['country', { country: '' }],
  ])('is refused where %s is wrong, with what was typed', async (field, fields) => {
    const refused = await ask(fields)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain(`id="field-${field}-error"`)
    expect(refused.body).toContain(`value="${'orderValue' in fields ? fields.orderValue : '20'}"`)
  })
})

describe('a delivery method', () => {
  it('is found by its carrier, its store, its country and its name', async () => {
    await sent(server, '/api/delivery-methods', {
      id: 'alps',
      ...terms,
      names: { en: 'To the Alps' },
      allCountries: false,
      countries: ['AT', 'CH'],
    })
    const keys = async (query: string) => {
      const { items } = (await server.get(`/api/delivery-methods?${query}`)).json() as {
        items: { deliveryMethod: string }[]
      }
      return items.map(({ deliveryMethod }) => deliveryMethod)
    }
    expect(await keys('carrier=riders')).toEqual(['bike'])
    expect(await keys('country=CH&carrier=post')).toEqual(['alps', 'standard'])
    expect(await keys('country=FR&carrier=post')).toEqual(['standard'])
    expect(await keys('q=alps')).toEqual(['alps'])
    expect(await keys('q=riders')).toEqual(['bike'])
    expect(await keys('status=inactive')).toEqual(['alps'])
  })

  it('is removed after a question, and its key is not given again', async () => {
    expect(await shown('/delivery-methods/alps/removal')).toContain('its key can not be used again')
    const removed = await server.submit('/api/delivery-methods/alps/removal', { understood: 'true' })
    expect([removed.status, removed.headers['location']]).toEqual([303, '/delivery-methods'])
    expect((await server.get('/delivery-methods/alps')).status).toBe(404)
    const again = await server.send('/api/delivery-methods', { id: 'alps', ...terms })
    expect(again.json()).toMatchObject({ code: 'DeliveryMethodWasRemoved', errors: [{ field: 'id' }] })
    expect((await server.get('/history/deliveryMethod/alps')).body).toContain('Delivery method removed')
  })

  it('keeps its tax set from being deleted, until it is removed', async () => {
    const [rate, set] = ['0197a3f1-0000-7000-8000-0000000000aa', '0197a3f1-0000-7000-8000-0000000000ab']
    const german = { country: 'DE', region: null, percentage: '19', validFrom: null, validTo: null }
    await sent(server, '/api/tax-rates', { id: rate, name: 'Standard', ...german })
    await sent(server, '/api/tax-sets', { id: set, name: 'Goods', rates: [rate] })
    await sent(server, '/api/delivery-methods', { id: 'taxed', ...terms, taxSet: set })
    const remove = () => server.send(`/api/tax-sets/${set}/deletion`, {})
    await expect.poll(async () => (await remove()).json()).toMatchObject({ code: 'TaxSetInUse' })
    await sent(server, '/api/delivery-methods/taxed/removal', {})
    await expect.poll(async () => (await remove()).status).toBe(200)
  })
})
