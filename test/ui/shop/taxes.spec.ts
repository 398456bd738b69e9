import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sent } from '../../support/shop-filling.ts'

let server: TestServer
const [german, austrian, former] = [v7(), v7(), v7()]
const always = { region: null, validFrom: null, validTo: null }

const rate = (id: string, fields: object) =>
  sent(server, '/api/tax-rates', { id, name: 'Standard', ...always, ...fields })
const typed = (over: Record<string, string> = {}) => ({
  id: v7(),
  name: 'Standard',
  country: 'CH',
  region: '',
  percentage: '8.1',
  validFrom: '2024-01-01',
  validTo: '',
  ...over,
})

beforeAll(async () => {
  server = await startServer()
  await rate(german, { country: 'DE', percentage: '19', validFrom: '2021-01-01' })
  await rate(former, { country: 'DE', percentage: '16', validFrom: '2020-07-01', validTo: '2020-12-31' })
  await rate(austrian, { country: 'AT', percentage: '20' })
})
afterAll(() => server.close())

describe('the list of tax rates', () => {
  it('shows country, name, per cent and days, and is narrowed to a country', async () => {
    const { body } = await server.get('/tax-rates')
    expect(textOf(body)).toMatch(/Austria.*Standard.*20%.*Germany.*Standard.*(?:19%|16%)/)
    const narrowed = textOf((await server.get('/tax-rates?country=AT')).body)
    expect(narrowed).toContain('20%')
    expect(narrowed).not.toContain('16%')
    expect(textOf((await server.get('/tax-rates?q=standard')).body)).toContain('16%')
  })
})

describe('the form of a tax rate', () => {
  it('creates one, and shows it', async () => {
    const fields = typed()
    const { status, headers } = await server.submit('/api/tax-rates', fields)
    expect([status, headers['location']]).toEqual([303, `/tax-rates/${fields.id}`])
    const { body } = await server.get(`/tax-rates/${fields.id}`)
    expect(body).toContain('<h1>Switzerland, Standard 8.1%</h1>')
    expect(textOf(cardOf(body, 'Facts'))).toMatch(/Country Switzerland Per cent 8\.1% Valid from 1 Jan 2024 Valid to/)
    expect(cardOf(body, 'History')).toContain('Tax rate Standard of 8.1% created for Switzerland')
  })

  it('says of name, country and 888 % at once what is wrong, and stores nothing', async () => {
    const fields = typed({ name: '', country: '', percentage: '888' })
    const { status, body } = await server.submit('/api/tax-rates', fields)
    expect(status).toBe(422)
    expect(body).toMatch(/id="field-name-error"[^>]*>This is needed/)
    expect(body).toMatch(/id="field-country-error"[^>]*>This is needed/)
    expect(body).toMatch(/id="field-percentage-error"[^>]*>A number from 0 to 100/)
    expect((await server.get(`/tax-rates/${fields.id}`)).status).toBe(404)
  })

  it('refuses a second one of the same name and per cent in the country, in any spelling', async () => {
    const fields = typed({ name: ' STANDARD', country: 'AT', percentage: '20.0', validFrom: '' })
    const { status, body } = await server.submit('/api/tax-rates', fields)
    expect(status).toBe(409)
    expect(body).toMatch(/id="field-name-error"[^>]*>There is already a rate of this name/)
    const inRegion = { ...fields, id: v7(), region: 'Jungholz' }
    expect((await server.submit('/api/tax-rates', inRegion)).status).toBe(303)
  })

  it('refuses a day that there is not, and an end before the start', async () => {
    const never = await server.submit('/api/tax-rates', typed({ name: 'A', validFrom: '2024-02-30' }))
    expect(never.status).toBe(422)
    expect(never.body).toContain('id="field-validFrom-error"')
    const backwards = await server.submit('/api/tax-rates', typed({ name: 'A', validTo: '2023-12-31' }))
    expect(backwards.body).toMatch(/id="field-validTo-error"[^>]*>It would end before it starts/)
  })
})

describe('a tax set', () => {
  const set = v7()

  it('is refused with two rates for the same time and place, each named', async () => {
    const other = v7()
    await rate(other, { name: 'Books', country: 'DE', percentage: '7' })
    const refused = (await server.send('/api/tax-sets', { id: set, name: 'Goods', rates: [german, other] })).json()
    expect(refused).toMatchObject({ status: 422, code: 'TaxRatesClash', errors: [{ field: 'rates' }] })
    const { detail } = refused as { detail: string }
    expect(detail).toContain('“Standard 19 %”')
    expect(detail).toContain('“Books 7 %”')
  })

  it('needs a name and a rate', async () => {
    const { status, body } = await server.submit('/api/tax-sets', { id: v7(), name: '' })
    expect(status).toBe(422)
    expect(body).toMatch(/id="field-name-error"/)
    expect(body).toMatch(/id="field-rates-error"/)
  })

  it('says what applies where today', async () => {
    await sent(server, '/api/tax-sets', { id: set, name: 'Goods', rates: [german, former, austrian] })
    const { body } = await server.get(`/tax-sets/${set}`)
    const rows = textOf(cardOf(body, 'What applies where'))
    expect(rows).toMatch(/Austria Standard 20% applies/)
    expect(rows).toMatch(/Germany Standard 16% ended 1 Jul 2020 to 31 Dec 2020/)
    expect(rows).toMatch(/Germany Standard 19% applies from 1 Jan 2021/)
    expect(textOf((await server.get('/tax-sets')).body)).toMatch(/Goods Austria, Germany/)
  })

  it('is chosen for a product, whose list is narrowed to it or to what has none', async () => {
    await sent(server, '/api/products', { id: 'LAMP', names: { en: 'Lamp' }, taxSet: set })
    await sent(server, '/api/products', { id: 'MUG', names: { en: 'Mug' } })
    const form = await server.get('/products/LAMP/edit')
    expect(form.body).toContain(`<option value="${set}" selected>Goods</option>`)
    const facts = cardOf((await server.get('/products/LAMP')).body, 'Facts')
    expect(facts).toContain(`<a href="/tax-sets/${set}">Goods</a>`)
    const without = (await server.get('/products?hasTaxSet=no')).body
    expect([without.includes('>MUG<'), without.includes('>LAMP<')]).toEqual([true, false])
    const within = (await server.get(`/products?taxSet=${set}`)).body
    expect([within.includes('>MUG<'), within.includes('>LAMP<')]).toEqual([false, true])
    expect((await server.get('/products/new')).body).toContain(`<option value="${set}">Goods</option>`)
  })

  it('is refused for a product when it is not there', async () => {
    const answer = await server.send('/api/products', { id: 'JUG', names: { en: 'Jug' }, taxSet: v7() })
    expect(answer.json()).toMatchObject({ status: 422, code: 'TaxSetNotThere', errors: [{ field: 'taxSet' }] })
  })

  it('is not deleted while a product is taxed by it', async () => {
    const refused = async () => (await server.send(`/api/tax-sets/${set}/deletion`, {})).json()
    await expect.poll(refused, { timeout: 5000 }).toMatchObject({ status: 409, code: 'TaxSetInUse' })
    const told = async () => textOf(cardOf((await server.get(`/tax-sets/${set}`)).body, 'History'))
    await expect.poll(told).toContain('Used by LAMP')
    const fields = { 'names.en': 'Lamp', 'names.de': '', 'descriptions.en': '', category: '', taxSet: '' }
    expect((await server.submit('/api/products/LAMP', { ...fields, expectedRevision: '1' })).status).toBe(303)
    expect(cardOf((await server.get('/products/LAMP')).body, 'Facts')).toContain('No tax set')
  })

  it('keeps its rates from being deleted, and from being valid longer, until it is gone', async () => {
    const refused = async () => (await server.send(`/api/tax-rates/${former}/deletion`, {})).json()
    await expect.poll(refused, { timeout: 5000 }).toMatchObject({ status: 409, code: 'TaxRateInUse' })
    const { body } = await server.get(`/tax-rates/${former}`)
    expect(cardOf(body, 'Tax sets that have it')).toContain(`<a href="/tax-sets/${set}">Goods</a>`)
    const longer = { name: 'Standard', country: 'DE', region: null, percentage: '16', validFrom: null, validTo: null }
    const edited = await server.send(`/api/tax-rates/${former}`, longer)
    expect(edited.json()).toMatchObject({ code: 'TaxRateHeldBySets', errors: [{ field: 'validFrom' }] })
    const deleted = async () => (await server.send(`/api/tax-sets/${set}/deletion`, {})).status
    await expect.poll(deleted, { timeout: 5000 }).toBe(200)
    expect((await server.get(`/tax-sets/${set}`)).status).toBe(404)
    const isFree = async () => (await server.send(`/api/tax-rates/${former}/deletion`, {})).status
    await expect.poll(isFree, { timeout: 5000 }).toBe(200)
  })

  it('may have the name of one that was deleted', async () => {
    const again = () => server.send('/api/tax-sets', { id: v7(), name: 'goods', rates: [german] })
    await expect.poll(async () => (await again()).status, { timeout: 5000 }).toBe(200)
  })
})
