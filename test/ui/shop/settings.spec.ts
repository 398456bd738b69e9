import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accentHref } from '../../../ui/accent.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const shop = '/configuration/shop'
const save = (place: string, fields: Record<string, string>) =>
  server.submit(
    `/api/configuration/${place}`,
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [`values.${key}`, value])),
  )
const read = async (place: string) =>
  (await server.get(`/api/configuration/${place}`, { accept: 'application/json' })).json() as {
    values: Record<string, unknown>
    from: Record<string, unknown>
    revision: number | null
  }

/** What a page says of a setting: its text without markup. */
const said = async (place: string, key: string) => {
  const { body } = await server.get(`/configuration/${place}`)
  const [part = ''] = body.split('<div class="setting"').filter(row => row.includes(`values-${key}`))
  return part.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

describe('configuration', () => {
  it('shows what holds where nothing is set', async () => {
    expect((await server.get(shop)).status).toBe(200)
    expect(await said('shop', 'figureDays')).toContain('30 days default')
    expect(await said('shop', 'returnDays')).toContain('no limit default')
    expect(await read('shop')).toMatchObject({ revision: null, values: { shopName: 'Daybook', returnDays: null } })
  })

  it('is saved in one form, what is blank or as it was stays', async () => {
    const saved = await save('shop', {
      shopName: 'Northwind',
      accentColor: '#0F766E',
      returnDays: '30',
      figureDays: '',
    })
    expect([saved.status, saved.headers['location']]).toEqual([303, shop])
    expect(await read('shop')).toMatchObject({
      revision: 2,
      values: { shopName: 'Northwind', accentColor: '#0f766e', returnDays: 30, figureDays: 30 },
      from: { shopName: 'shop', figureDays: 'default' },
    })
    expect(await said('shop', 'returnDays')).toMatch(/30 days set here .+ Use the default: no limit/)
    await save('shop', { shopName: 'Northwind', accentColor: '#0f766e', returnDays: '30' })
    expect(await read('shop')).toMatchObject({ revision: 2 })
  })

  it('is around every page at once, also where nobody has come in', async () => {
    const { body } = await server.get('/orders')
    expect(body).toContain('· Northwind</title>')
    expect(body).toContain(`<link rel="stylesheet" href="${accentHref('#0f766e')}">`)
    expect((await server.get('/sign-in')).body).toContain('· Northwind</title>')
    const style = await server.get(accentHref('#0f766e'))
    expect([style.status, style.headers['cache-control']]).toEqual([200, expect.stringContaining('immutable')])
    expect(style.body).toContain('--accent: light-dark(#0f766e,')
    for (const no of ['/accent/ffee00.css', '/accent/0f766e', '/accent/red;}.css'])
      expect((await server.get(no)).status).toBe(404)
  })

  it('names what is wrong and why, and keeps what was typed beside it', async () => {
    const refused = await save('shop', {
      shopName: 'Südwind',
      accentColor: 'teal',
      figureDays: '3',
      contentLanguage: 'de',
    })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('A colour as # and six digits')
    expect(refused.body).toContain('At least 7.')
    for (const typed of ['value="Südwind"', 'value="teal"', 'value="3"']) expect(refused.body).toContain(typed)
    expect(refused.body).toMatch(/<option value="de" selected>/)
    const pale = await save('shop', { accentColor: '#ffee00' })
    expect(pale.body).toContain('White text could not be read on this colour.')
    expect(await read('shop')).toMatchObject({ revision: 2 })
  })

  it('of a store is the shop’s until it has its own, and again when that is taken away', async () => {
    expect(await said('DE', 'returnDays')).toContain('30 days as the shop')
    expect((await server.get('/configuration/DE')).body).not.toContain('values-shopName')
    await save('DE', { returnDays: '14' })
    expect(await said('DE', 'returnDays')).toMatch(/14 days set here .+ Use the shop’s: 30 days/)
    expect(await said('UK', 'returnDays')).toContain('30 days as the shop')
    expect(await read('DE')).toMatchObject({ values: { returnDays: 14 }, from: { returnDays: 'store' } })
    const sent = await server.submit('/api/configuration/DE', { 'values.returnDays': '9', reset: 'returnDays' })
    expect(sent.status).toBe(303)
    expect(await said('DE', 'returnDays')).toContain('30 days as the shop')
  })

  it('tells in sentences what was changed from what to what', async () => {
    const { body } = await server.get('/configuration/DE')
    expect(body).toContain('Days for returns set from 30 days to 14 days')
    expect(body).toContain('Days for returns put back from 14 days')
    const { body: ofShop } = await server.get(shop)
    expect(ofShop).toContain('Accent colour set from blue of Daybook to #0f766e')
    expect(ofShop).toContain('Days for returns set from no limit to 30 days')
  })

  it('is searched by what is said of it', async () => {
    const { body } = await server.get(`${shop}?q=colour`)
    expect(body).toContain('values-accentColor')
    expect(body).not.toContain('values-figureDays')
    expect((await server.get(`${shop}?q=FIGÙRES`)).body).toContain('values-figureDays')
    expect((await server.get(`${shop}?q=nonsense`)).body).toContain('No such setting')
  })

  it('is not there for a store that is not, nor taken for one', async () => {
    expect((await server.get('/configuration/XX')).status).toBe(404)
    expect((await server.get('/api/configuration/XX', { accept: 'application/json' })).status).toBe(404)
    const sent = await server.send('/api/configuration/XX', { values: { returnDays: 1 } })
    expect([sent.status, (sent.json() as { code: string }).code]).toEqual([404, 'StoreUnknown'])
  })

  it('is set by programs, which are told what is wrong', async () => {
    const of = async (place: string, values: object) =>
      (await server.send(`/api/configuration/${place}`, { values })).json()
    expect(await of('DE', { shopName: 'Nordwind' })).toMatchObject({
      code: 'SettingOfShop',
      errors: [{ field: 'values.shopName' }],
    })
    expect(await of('shop', { noSuch: 1 })).toMatchObject({
      status: 422,
      errors: [{ field: 'values', message: 'Unknown field: noSuch. Leave it out.' }],
    })
    expect(await of('shop', { returnDays: 'soon' })).toMatchObject({ errors: [{ field: 'values.returnDays' }] })
    await of('shop', { shopName: null })
    expect((await server.get('/orders')).body).toContain('· Daybook</title>')
  })
})
