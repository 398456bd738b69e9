import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sent } from '../shop.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await sent(server, '/api/stores', {
    id: 'CH',
    name: 'Switzerland',
    timeZone: 'Europe/Zurich',
    languages: ['de-CH', 'fr'],
    language: 'fr',
    currencies: ['CHF'],
    currency: 'CHF',
    countries: ['CH'],
    priceMode: 'gross',
    taxRounding: 'line',
    sender: null,
  })
  await sent(server, '/api/products', { id: 'LAMP', names: { en: 'Lamp', de: 'Lampe' } })
  await sent(server, '/api/products', { id: 'PEN', names: { en: 'Pen', it: 'Penna' } })
  await server.caughtUp()
})
afterAll(() => server.close())

const page = async (path: string, language = 'en') =>
  (await server.get(path, { accept: 'text/html', 'accept-language': language })).body

/** The control of a form, with its label and hint. */
const fieldOf = (body: string, name: string) => {
  const id = `field-${name.replaceAll('.', '-')}`
  const [control = ''] = new RegExp(`<(?:input|textarea)[^>]*id="${id}"[^>]*>`).exec(body) ?? []
  const [, label = ''] = new RegExp(`<label for="${id}">([^<]*)`).exec(body) ?? []
  const [, hint] = new RegExp(`id="${id}-hint">([^<]*)`).exec(body) ?? []
  const attribute = (key: string) => new RegExp(` ${key}="([^"]*)"`).exec(control)?.[1]
  return {
    label,
    hint,
    value: attribute('value'),
    lang: attribute('lang'),
    placeholder: attribute('placeholder'),
    isRequired: / required[ >]/.test(control),
  }
}

const namesOf = (body: string, field: string) =>
  [...body.matchAll(new RegExp(` name="(${field}\\.[^"]+)"`, 'g'))].map(([, name]) => name)

describe('the form of a product', () => {
  it('has a field for each language of the stores, the default of the shop first and needed', async () => {
    const body = await page('/products/new')
    expect(namesOf(body, 'names')).toEqual(['names.en', 'names.de-CH', 'names.fr', 'names.de'])
    expect(fieldOf(body, 'names.en')).toMatchObject({ label: 'Name (English)', lang: 'en', isRequired: true })
    expect(fieldOf(body, 'names.fr')).toMatchObject({ label: 'Name (French)', lang: 'fr', isRequired: false })
    expect(fieldOf(body, 'names.fr').hint).toBeUndefined()
  })

  it('calls languages as its reader does', async () =>
    expect(fieldOf(await page('/products/new', 'de'), 'names.fr').label).toBe('Name (Französisch)'))

  it('says what is shown where a translation is missing', async () => {
    const body = await page('/products/LAMP/edit')
    expect(fieldOf(body, 'names.fr')).toMatchObject({
      value: '',
      placeholder: 'Lamp',
      hint: 'Not translated yet: English is shown instead.',
    })
    expect(fieldOf(body, 'names.de-CH')).toMatchObject({ placeholder: 'Lampe', hint: 'Left blank: German is shown.' })
    expect(fieldOf(body, 'names.de')).toMatchObject({ value: 'Lampe', hint: undefined, placeholder: undefined })
    expect(fieldOf(body, 'descriptions.fr').hint).toBeUndefined()
  })

  it('keeps a language that no store speaks', async () => {
    const body = await page('/products/PEN/edit')
    expect(fieldOf(body, 'names.it')).toMatchObject({ label: 'Name (Italian)', value: 'Penna', lang: 'it' })
    expect(namesOf(await page('/products/LAMP/edit'), 'names')).not.toContain('names.it')
  })

  it('saves what was typed, leaves out what was left blank, and says at once what is missing', async () => {
    const fields = { 'names.en': 'Pen', 'names.de': '', 'names.fr': 'Stylo', 'names.it': '', 'descriptions.en': '' }
    const answer = await server.submit('/api/products/PEN', { ...fields, 'descriptions.fr': 'Écrit.', category: '' })
    expect(answer.status).toBe(303)
    const { names, descriptions } = (await server.get('/api/products/PEN')).json() as Record<string, object>
    expect([names, descriptions]).toEqual([{ en: 'Pen', fr: 'Stylo' }, { fr: 'Écrit.' }])
    const refused = await server.submit('/api/products/PEN', { 'names.en': '', 'names.fr': 'Stylo', category: '' })
    expect(refused.status).toBe(422)
    expect(refused.body).toMatch(/id="field-names-en-error"[^>]*>This is needed\./)
    expect(fieldOf(refused.body, 'names.fr').value).toBe('Stylo')
  })
})

describe('the page of a product', () => {
  it('shows the languages there are, and says which it lacks', async () => {
    const about = textOf(cardOf(await page('/products/LAMP'), 'About'))
    expect(about).toContain('Name (English) Lamp Name (German) Lampe Description')
    expect(about).toContain('Description No description yet')
    expect(about).toContain('Not translated into French')
  })

  it('says of which of its texts', async () => {
    await sent(server, '/api/products', { id: 'CUP', names: { en: 'Cup', de: 'Tasse', fr: 'Tasse' } })
    await sent(server, '/api/products/CUP', {
      names: { en: 'Cup', de: 'Tasse', fr: 'Tasse' },
      descriptions: { en: 'Blue.', de: 'Blau.' },
      category: null,
    })
    const about = cardOf(await page('/products/CUP'), 'About')
    expect(textOf(about)).toContain('Not translated into French (Description)')
    expect(about).toContain('<span lang="de">Blau.</span>')
  })

  it('says where nothing is missing', async () => {
    await sent(server, '/api/products', { id: 'BAG', names: { en: 'Bag', de: 'Tasche', fr: 'Sac' } })
    expect(textOf(cardOf(await page('/products/BAG'), 'About'))).toContain('every language of the stores')
  })

  it('tells in its history which language was translated', async () => {
    const history = cardOf(await page('/products/PEN'), 'History')
    expect(textOf(history)).toContain('Name (French)')
    expect(textOf(history)).toContain('Description (French)')
  })
})

describe('the list of products', () => {
  it('shows the languages of names to who chooses that', async () => {
    expect(await page('/products')).not.toContain('English and German')
    expect(textOf(await page('/products?columns=sku,languages'))).toMatch(/LAMP\s+English and German/)
    expect((await server.get('/products.csv?columns=sku,languages')).body).toContain('LAMP,English and German')
  })
})

describe('a category', () => {
  it('is named in each language, and says which it lacks', async () => {
    const fields = {
      id: 'main',
      category: 'lamps',
      'names.en': 'Lamps',
      'names.fr': 'Lampes',
      'names.de': '',
      parent: '',
    }
    expect((await server.submit('/api/category-trees/main/categories', fields)).status).toBe(303)
    const body = await page('/categories/lamps')
    expect(textOf(cardOf(body, 'About'))).toContain('Name (French) Lampes')
    expect(textOf(cardOf(body, 'About'))).toMatch(/Not translated into (Swiss High )?German/)
    expect(textOf(await page('/categories'))).toMatch(/Lamps.* not translated into Swiss High German and German/)
    expect(fieldOf(await page('/categories/lamps/name'), 'names.fr')).toMatchObject({ value: 'Lampes' })
    expect(fieldOf(await page('/categories/lamps/edit'), 'descriptions.fr').label).toBe('Description (French)')
  })
})

describe('a product is found', () => {
  it.each(['lampe', 'Écrit', 'stylo'])('by %s, in whatever language that is', async search => {
    await server.caughtUp()
    expect(await page(`/products?q=${encodeURIComponent(search)}`)).toMatch(/LAMP|PEN/)
    expect(await page(`/search?q=${encodeURIComponent(search)}`)).toMatch(/\/products\/(?:LAMP|PEN)"/)
  })
})

describe('names from a program', () => {
  const create = async (names: unknown) => {
    const answer = await server.send('/api/products', { id: 'NEW', names })
    return { status: answer.status, errors: (answer.json() as { errors?: { field: string }[] }).errors ?? [] }
  }
  it.each([
    ['names.german', { en: 'New', german: 'Neu' }],
    ['names.xx', { en: 'New', xx: 'New' }],
    ['names.constructor', { en: 'New', constructor: 'New' }],
    ['names.de-at', { en: 'New', 'de-AT': 'Neu', 'de-at': 'Neu' }],
    ['names.fr', { en: 'New', fr: ' ' }],
    ['names.en', { fr: 'Nouveau' }],
    ['names', {}],
    ['names', 'New'],
    ['names.fr', { en: 'New', fr: 7 }],
  ])('are refused with the field %s named', async (field, names) => {
    const { status, errors } = await create(names)
    expect(status).toBe(422)
    expect(errors.map(error => error.field)).toContain(field)
  })
  it('are refused where they would reach all objects', async () => {
    const polluting = JSON.parse('{ "en": "New", "__proto__": "x" }') as object
    expect((await create(polluting)).status).toBe(400)
  })
  it('are kept in the one spelling of their languages', async () => {
    expect((await create({ en: 'New', 'de-at': 'Neu', 'ZH-hant': '新' })).status).toBe(200)
    expect((await server.get('/api/products/NEW')).json()).toMatchObject({
      names: { en: 'New', 'de-AT': 'Neu', 'zh-Hant': '新' },
    })
  })
  it('are described as an object of texts by language', async () => {
    const { paths } = (await server.get('/api/docs/json')).json() as { paths: Record<string, never> }
    expect(JSON.stringify(paths['/api/products'])).toContain('"names":{"type":"object","propertyNames"')
  })
})
