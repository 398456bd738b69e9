import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const lamp = { id: 'LAMP-1', names: { en: 'Desk lamp', de: 'Schreibtischlampe' } }

describe('a product, from form to page', () => {
  it('is created by its form, and the answer leads to its page', async () => {
    const answer = await server.submit('/api/products', {
      id: 'LAMP-1',
      'names.en': 'Desk lamp',
      'names.de': '',
      category: '',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('/products/LAMP-1')
    const page = await server.get('/products/LAMP-1')
    expect(page.status).toBe(200)
    expect(page.body).toContain('<h1>Desk lamp</h1>')
    expect(page.body).toContain('Product <a href="/products/LAMP-1">LAMP-1</a> created: Desk lamp')
    expect((await server.get('/products')).body).toContain('LAMP-1')
  })

  it('is refused with everything that was typed, and the message beside the field', async () => {
    const answer = await server.submit('/api/products', { id: 'not a sku', 'names.en': '', 'names.de': 'Lampe <b>' })
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('value="not a sku"')
    expect(answer.body).toContain('value="Lampe &lt;b&gt;"')
    expect(answer.body).toContain('This is needed.')
    expect(answer.body).toContain('id="field-names-en-error"')
  })

  it('is refused as a problem document to a program', async () => {
    const answer = await server.send('/api/products', lamp)
    expect(answer.status).toBe(409)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ code: 'ProductExists', status: 409, errors: [{ field: 'id' }] })
  })

  it('gets prices, and the list shows them to people, programs and spreadsheets', async () => {
    const price = { prices: [{ store: 'UK', currency: 'GBP', gross: '12.50' }] }
    expect((await server.send('/api/products/LAMP-1/prices', price)).status).toBe(200)
    expect((await server.get('/products')).body).toContain('£12.50')
    const { items } = (await server.get('/api/products?limit=10')).json() as { items: object[] }
    expect(items).toMatchObject([{ sku: 'LAMP-1', prices: [{ gross: '12.50' }] }])
    const csv = await server.get('/api/products.csv')
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.body).toContain('LAMP-1')
  })
})

describe('two people editing one product', () => {
  const fields = (over: Record<string, string>) => ({
    'names.en': 'Table',
    'names.de': '',
    'descriptions.en': '',
    category: '',
    expectedRevision: '0',
    ...over,
  })

  beforeAll(async () => {
    await server.send('/api/products', { id: 'TABLE', names: { en: 'Table' } })
  })

  it('keeps both when they changed different fields', async () => {
    expect((await server.submit('/api/products/TABLE', fields({ 'descriptions.en': 'Solid oak' }))).status).toBe(303)
    expect((await server.submit('/api/products/TABLE', fields({ 'names.en': 'Oak table' }))).status).toBe(303)
    const page = await server.get('/products/TABLE')
    expect(page.body).toContain('<h1>Oak table</h1>')
    expect(page.body).toContain('Solid oak')
  })

  it('shows both values when they changed the same field, keeps the input, and saves the choice', async () => {
    const answer = await server.submit('/api/products/TABLE', fields({ 'names.en': 'Long table' }))
    expect(answer.status).toBe(409)
    expect(answer.body).toContain('Somebody changed the same fields meanwhile')
    expect(answer.body).toContain('data-value="Oak table"')
    expect(answer.body).toContain('id="field-names-en" name="names.en"')
    expect(answer.body).toContain('value="Long table"')
    expect(answer.body).toContain('name="expectedRevision" value="2"')
    const again = fields({ 'names.en': 'Long table', 'descriptions.en': 'Solid oak', expectedRevision: '2' })
    expect((await server.submit('/api/products/TABLE', again)).status).toBe(303)
    expect((await server.get('/products/TABLE')).body).toContain('<h1>Long table</h1>')
  })

  it('tells a program by ETag and If-Match', async () => {
    const data = { names: { en: 'Desk' }, descriptions: { en: 'Solid oak' }, category: null }
    const stale = await server.send('/api/products/TABLE', data, { 'if-match': '"2"' })
    expect(stale.status).toBe(409)
    expect(stale.headers['etag']).toBe('"3"')
    expect(stale.json()).toMatchObject({ code: 'ConcurrentChange', conflict: { paths: ['names'] } })
  })
})

describe('the prices of a product, sent by a program', () => {
  const [uk, de] = [
    { store: 'UK', currency: 'GBP' },
    { store: 'DE', currency: 'EUR' },
  ]
  const set = (prices: object[], revision?: number) =>
    server.send('/api/products/SHELF/prices', { prices }, revision === undefined ? {} : { 'if-match': `"${revision}"` })
  const now = async () => ((await server.get('/api/products/SHELF')).json() as { prices: object[] }).prices

  beforeAll(async () => {
    await server.send('/api/products', { id: 'SHELF', names: { en: 'Shelf' } })
  })

  it('change what is named and nothing else; null removes', async () => {
    expect((await set([{ ...uk, gross: '4.00' }])).status).toBe(200)
    expect((await set([{ ...de, gross: '6', net: '5' }])).status).toBe(200)
    expect((await set([{ ...uk, net: '3' }])).status).toBe(200)
    expect(await now()).toMatchObject([
      { ...de, gross: '6', net: '5' },
      { ...uk, gross: '4.00', net: '3' },
    ])
    expect(
      (
        await set([
          { ...uk, net: null },
          { ...de, gross: null, net: null },
        ])
      ).status,
    ).toBe(200)
    expect(await now()).toMatchObject([{ ...uk, gross: '4.00', net: null }])
  })

  it('merge with what others changed at another store, and conflict at the same', async () => {
    expect((await set([{ ...de, gross: '7' }], 1)).status).toBe(409)
    expect((await set([{ ...uk, gross: '5' }], 4)).status).toBe(200)
    expect((await set([{ ...de, gross: '7' }], 5)).status).toBe(200)
    const late = await set([{ ...uk, gross: '6' }], 5)
    expect(late.status).toBe(409)
    expect(late.json()).toMatchObject({
      conflict: { paths: ['prices.UK/GBP'], theirs: ['prices.UK/GBP', 'prices.DE/EUR'] },
    })
  })

  it.each([
    ['none', [], 'prices'],
    ['too many', Array.from({ length: 201 }, () => uk), 'prices'],
    ['one that is none', [uk, { ...uk, gross: '4,00' }], 'prices.1.gross'],
    ['one twice', [uk, uk], 'prices.1.currency'],
    ['a store that is not there', [{ store: 'FR', currency: 'EUR', gross: '1' }], 'prices.0.store'],
    ['a net price above the gross one', [{ ...uk, gross: '1', net: '2' }], 'prices.0.net'],
  ])('are refused with the field at fault when they are %s', async (_, prices, field) => {
    const answer = await set(prices)
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ errors: [{ field }] })
  })

  it('are described: what is left out stays, null removes', async () => {
    const docs = JSON.stringify((await server.get('/api/docs/json')).json())
    expect(docs).toContain('Left out it stays as it is, null removes it')
  })
})

describe('what a client can send', () => {
  it.each([
    ['broken JSON', '/api/products', '{', 'application/json', 400],
    ['a list', '/api/products', '[]', 'application/json', 422],
    ['an unknown field', '/api/products', '{"id":"A","names":{"en":"A"},"admin":true}', 'application/json', 422],
    ['another format', '/api/products', '<a/>', 'application/xml', 415],
    ['an unknown address', '/api/nothing', '{}', 'application/json', 404],
    ['an unknown thing', '/api/products/NOPE/activation', '{}', 'application/json', 404],
    ['an impossible id', `/api/products/${'x'.repeat(190)}/activation`, '{}', 'application/json', 422],
    ['a NUL in a name', '/api/products', '{"id":"NUL","names":{"en":"a\\u0000b"}}', 'application/json', 422],
    [
      'far too much',
      '/api/products',
      `{"id":"BIG","names":{"en":"${'x'.repeat(1_100_000)}"}}`,
      'application/json',
      413,
    ],
  ])('%s gets a clear refusal', async (_, url, payload, type, status) => {
    const headers = { 'content-type': type, accept: 'application/json' }
    const answer = await server.app.inject({ method: 'POST', url, headers, payload })
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({ status, detail: expect.stringMatching(/\.$/) })
  })

  it.each([
    '/products?sort=nonsense',
    '/products?cursor=abc',
    '/products?status=wrong',
    `/products?cursor=${Buffer.from('["next",["x","\\u0000"]]').toString('base64url')}`,
    `/products?sort=changed&cursor=${Buffer.from('["next",["not a date","x"]]').toString('base64url')}`,
  ])('a list query it never offered (%s) is a 400', async path => {
    expect((await server.get(path)).status).toBe(400)
  })

  it('the same command id twice is done once', async () => {
    const headers = { 'idempotency-key': '01890f3e-0000-7000-8000-000000000001' }
    const body = { id: 'TWICE', names: { en: 'Twice' } }
    const [first, second] = [
      await server.send('/api/products', body, headers),
      await server.send('/api/products', body, headers),
    ]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.json()).toEqual(first.json())
  })

  it('a post from another site is refused', async () => {
    const answer = await server.submit(
      '/api/products',
      { id: 'X', 'names.en': 'X' },
      { 'sec-fetch-site': 'cross-site' },
    )
    expect(answer.status).toBe(403)
  })
})
