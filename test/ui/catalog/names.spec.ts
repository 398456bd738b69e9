import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'
import { sent } from '../shop.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await sent(server, '/api/products', { id: 'A', names: { en: 'Sleeve', de: 'Ärmel' } })
  await sent(server, '/api/products', { id: 'B', names: { en: 'Ankle sock', de: 'Zehensocke' } })
  await sent(server, '/api/products', { id: 'C', names: { en: 'Äther' } })
  await sent(server, '/api/products', { id: 'D', names: { en: 'Zip', de: 'Armband' } })
  await server.caughtUp()
})
afterAll(() => server.close())

const page = async (path: string, language: string) =>
  (await server.get(path, { accept: 'text/html', 'accept-language': language })).body

/** Where the head of the names leads, and the products in the order of that, by their keys. */
const sortedByName = async (language: string) => {
  const list = await page('/products', language)
  const [, sort = ''] = /<th[^>]*><a href="[^"]*[?&](?:amp;)?sort=(\w*[nN]ame)"/.exec(list) ?? []
  const rows = await page(`/products?sort=${sort}`, language)
  return { sort, keys: [...rows.matchAll(/<a href="\/products\/([A-D])[?"]/g)].map(([, key]) => key) }
}

describe('the name of a product', () => {
  it('is the one in the language of whoever reads, and English where there is none', async () => {
    expect(await page('/products', 'de')).toMatch(/Ärmel[^]*Äther/)
    expect(await page('/products/A', 'de-CH')).toMatch(/<h1>\s*Ärmel/)
    expect(await page('/products/A', 'en')).toMatch(/<h1>\s*Sleeve/)
    expect(await page('/products/A/prices', 'de')).toContain('Preise von Ärmel')
    expect(await page('/search?q=sleeve', 'de')).toContain('Ärmel')
    const { body } = await server.get('/products.csv', { 'accept-language': 'de' })
    expect(body).toMatch(/^Artikelnummer,Name,[^]*A,Ärmel,/)
  })

  it('is sorted as it is read, Ä beside A', async () => {
    expect(await sortedByName('de')).toEqual({ sort: 'germanName', keys: ['D', 'A', 'C', 'B'] })
    expect(await sortedByName('en')).toEqual({ sort: 'name', keys: ['B', 'C', 'A', 'D'] })
  })
})
