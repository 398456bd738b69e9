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

const visit = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-user': '?1' }
const pagePaths = pages.map(({ path }) => path.replaceAll(/:\w+/g, 'no-such-thing'))
const programPaths = [
  ...lists.flatMap(({ path }) => [`/api${path}`, `/api${path}.csv`]),
  ...[...things, ...downloads].map(({ path }) => `/api${path.replaceAll(/:\w+/g, 'no-such-thing')}`),
  ...pages.flatMap(({ path, sheet }) => (sheet === undefined ? [] : [`${path}.csv`, `${path}.xlsx`])),
  ...pages.filter(({ isLive }) => isLive === true).map(({ path }) => `/live?of=${path.replace(':model', 'orders')}`),
]

describe('what another site makes a browser ask for', () => {
  it.each(['cross-site', 'same-site'])('%s: nothing is answered, recorded or signed but a visit', async site => {
    const before = [await accesses(), await exports()]
    for (const path of [...pagePaths, ...programPaths]) {
      const asPicture = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
      const asFrame = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }
      const ahead = { 'sec-fetch-site': site, ...visit, 'sec-purpose': 'prefetch' }
      const { 'sec-fetch-user': _nobodyClicked, ...byScript } = { 'sec-fetch-site': site, ...visit }
      for (const headers of [asPicture, asFrame, ahead, byScript])
        expect((await server.get(path, headers)).status, `${path} ${JSON.stringify(headers)}`).toBe(403)
    }
    for (const path of programPaths)
      expect((await server.get(path, { 'sec-fetch-site': site, ...visit })).status, path).toBe(403)
    expect([await accesses(), await exports()]).toEqual(before)
  })

  it('a person who was led here by a script may go on themselves, and nowhere else', async () => {
    const byScript = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', accept: 'text/html' }
    const refused = await server.get('/events?type=OrderPlaced', { ...byScript, 'sec-fetch-dest': 'document' })
    expect(refused.status).toBe(403)
    expect(refused.body).toContain('href="/events?type=OrderPlaced">Open it here')
    for (const path of ['//evil.example/', '/\\evil.example/'])
      expect((await server.get(path, byScript)).body).not.toContain('evil.example')
    expect((await server.get('/api/orders', byScript)).body).not.toContain('Open it here')
  })

  it.each(pagePaths)('a visit to %s is answered as if it began here', async path => {
    const from = (site: string) => server.get(path, { 'sec-fetch-site': site, ...visit, accept: 'text/html' })
    const [visited, begun] = [await from('cross-site'), await from('none')]
    expect(visited.status).toBe(begun.status)
    expect([200, 303, 404]).toContain(visited.status)
  })

  it('an old browser that says only where a script is from gets no further', async () => {
    expect((await server.get('/api/customers', { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await server.get('/api/customers')).status).toBe(200)
  })
})

describe('what a browser asks for ahead of a person', () => {
  it.each([
    { 'sec-purpose': 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { 'sec-purpose': 'prefetch;anonymous-client-ip' },
    { purpose: 'prefetch' },
    { 'x-purpose': 'preview' },
    { 'x-moz': 'prefetch' },
  ])('%j: is answered, recorded and signed nowhere, not even for a page of this shop', async purpose => {
    const before = [await accesses(), await exports()]
    for (const site of ['same-origin', 'none', 'cross-site'])
      for (const path of [...pagePaths, ...programPaths]) {
        const ahead = await server.get(path, { 'sec-fetch-site': site, ...visit, ...purpose, accept: 'text/html' })
        expect([ahead.status, ahead.body.includes('AskedAhead')], path).toEqual([403, true])
      }
    expect([await accesses(), await exports()]).toEqual(before)
  })
})

describe('caches', () => {
  it.each([...pagePaths, ...programPaths.filter(path => !path.startsWith('/live'))])(
    'keep nothing of %s, and know what it depends on',
    async path => {
      const { headers } = await server.get(path, { accept: 'text/html' })
      expect(headers['cache-control']).toBe('no-store')
      for (const name of [
        'accept',
        'cookie',
        'hx-request',
        'hx-request-type',
        'sec-fetch-site',
        'sec-fetch-user',
        'sec-purpose',
      ])
        expect(String(headers['vary']).toLowerCase().split(', '), name).toContain(name)
    },
  )

  it('may keep what is named by its content', async () => {
    const page = await server.get('/')
    const [asset = ''] = /\/assets\/[^"]+\.css/.exec(page.body) ?? []
    expect((await server.get(asset)).headers['cache-control']).toContain('immutable')
  })
})
