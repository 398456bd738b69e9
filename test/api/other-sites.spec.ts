import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { downloads } from '../../api/downloads.ts'
import { lists, things } from '../../api/index.ts'
import { pages } from '../../ui/index.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const accesses = async () => {
  const { rows } = await server.shop.pool.query<{ count: number }>('select count(*)::int as count from app.access')
  return rows[0]?.count
}
const exports = async () => {
  const { rows } = await server.shop.pool.query<{ count: number }>('select count(*)::int as count from app.export')
  return rows[0]?.count
}

const visit = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const pagePaths = pages.map(({ path }) => path.replaceAll(/:\w+/g, 'no-such-thing'))
const programPaths = [
  ...lists.flatMap(({ path }) => [`/api${path}`, `/api${path}.csv`]),
  ...[...things, ...downloads].map(({ path }) => `/api${path.replaceAll(/:\w+/g, 'no-such-thing')}`),
  ...pages.filter(({ isLive }) => isLive === true).map(({ path }) => `${path.replace(':model', 'orders')}/live`),
]

describe('what another site makes a browser ask for', () => {
  it.each(['cross-site', 'same-site'])('%s: nothing is answered, recorded or signed but a visit', async site => {
    const before = [await accesses(), await exports()]
    for (const path of [...pagePaths, ...programPaths]) {
      const asPicture = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
      const asFrame = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }
      const ahead = { 'sec-fetch-site': site, ...visit, 'sec-purpose': 'prefetch' }
      for (const headers of [asPicture, asFrame, ahead])
        expect((await server.get(path, headers)).status, `${path} ${JSON.stringify(headers)}`).toBe(403)
    }
    for (const path of programPaths)
      expect((await server.get(path, { 'sec-fetch-site': site, ...visit })).status, path).toBe(403)
    expect([await accesses(), await exports()]).toEqual(before)
  })

  it.each(pagePaths)('a visit to %s is answered as if it began here', async path => {
    const visited = await server.get(path, { 'sec-fetch-site': 'cross-site', ...visit, accept: 'text/html' })
    expect([200, 404]).toContain(visited.status)
  })

  it('an old browser that says only where a script is from gets no further', async () => {
    expect((await server.get('/api/customers', { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await server.get('/api/customers')).status).toBe(200)
  })
})

describe('caches', () => {
  it.each([...pagePaths, ...programPaths.filter(path => !path.endsWith('/live'))])(
    'keep nothing of %s, and know what it depends on',
    async path => {
      const { headers } = await server.get(path, { accept: 'text/html' })
      expect(headers['cache-control']).toBe('no-store')
      for (const name of ['accept', 'cookie', 'hx-request', 'hx-request-type', 'sec-fetch-site'])
        expect(String(headers['vary']).toLowerCase().split(', '), name).toContain(name)
    },
  )

  it('may keep what is named by its content', async () => {
    const page = await server.get('/')
    const [asset = ''] = /\/assets\/[^"]+\.css/.exec(page.body) ?? []
    expect((await server.get(asset)).headers['cache-control']).toContain('immutable')
  })
})
