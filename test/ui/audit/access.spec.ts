import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { putOnSale } from '../../support/shop-filling.ts'
import { testMasterKey } from '../../support/test-shop.ts'

type Row = {
  readonly viewer: string
  readonly kind: string
  readonly path: string
  readonly params: object
  readonly query: string
  readonly terms: readonly object[]
}

let server: TestServer
let viewer: Viewer = localViewer
let event: string
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug')
  const { items } = (await server.get('/api/events', {})).json() as { items: { eventId: string }[] }
  event = items[0]?.eventId ?? ''
})
afterAll(() => server.close())
beforeEach(() => {
  viewer = { ...localViewer, id: `auditor-${randomUUID()}` }
})

/** What was recorded of the viewer of the spec, oldest first. */
const recorded = async (): Promise<Row[]> => {
  const sql = 'select viewer, kind, path, params, query, terms from app.access where viewer = $1 order by id'
  return (await server.shop.pool.query<Row>(sql, [viewer.id])).rows
}

/** A search as it is kept. */
const searched = (...words: string[]) => ({
  name: 'q',
  words: words.map(testMasterKey.hashWord),
  characters: words.join(' ').length,
})

describe('who looks at what auditors look at', () => {
  it.each([
    ['/events?type=OrderPlaced', { kind: 'view', path: '/events', params: {}, query: 'type=OrderPlaced' }],
    ['/events?q=ada', { kind: 'search', path: '/events', query: '', terms: [searched('ada')] }],
    ['/activity', { kind: 'view', path: '/activity', query: '' }],
    ['/history/product/MUG', { kind: 'view', path: '/history/product/:id', params: { id: 'MUG' } }],
    ['/as-of', { kind: 'view', path: '/as-of' }],
    ['/proof', { kind: 'view', path: '/proof' }],
    ['/exports', { kind: 'view', path: '/exports' }],
    ['/access', { kind: 'view', path: '/access' }],
    ['/api/events?q=ada', { kind: 'search', path: '/api/events' }],
    ['/api/events.csv', { kind: 'export', path: '/api/events.csv' }],
    ['/api/activity.csv', { kind: 'export', path: '/api/activity.csv' }],
    [
      '/api/events/export.csv?q=ada',
      { kind: 'export', path: '/api/events/export.csv', query: '', terms: [searched('ada')] },
    ],
  ])('is recorded: %s', async (path, expected) => {
    const { status, body } = await server.get(path)
    expect(status, body).toBe(200)
    expect(await recorded()).toEqual([expect.objectContaining(expected)])
  })

  it('is recorded for a single event and for its proof', async () => {
    await server.get(`/events/${event}`)
    await server.get(`/api/events/${event}/proof`)
    expect(await recorded()).toEqual([
      { viewer: viewer.id, kind: 'view', path: '/events/:id', params: { id: event }, query: '', terms: [] },
      { viewer: viewer.id, kind: 'export', path: '/api/events/:id/proof', params: { id: event }, query: '', terms: [] },
    ])
  })

  it('is recorded for every page of a shop of the past, but not for what such a page asks by itself', async () => {
    const answer = await server.send('/api/as-of', { at: '2026-01-31' })
    const { id } = answer.json() as { id: string }
    await expect
      .poll(async () => (await server.get(`/as-of/${id}/freshness`)).status, { timeout: 20_000, interval: 100 })
      .toBe(200)
    expect(await recorded()).toEqual([])
    await server.get(`/as-of/${id}/orders?q=ada`)
    expect(await recorded()).toEqual([
      expect.objectContaining({ kind: 'search', path: '/as-of/:asOf/orders', params: { asOf: id }, query: '' }),
    ])
  })

  it('is not recorded for pages of the shop, for what answers nobody, and for those who are refused; that these are, is', async () => {
    for (const path of ['/', '/orders', '/freshness', '/health/live', '/no-such-page']) await server.get(path)
    viewer = { ...viewer, may: new Set(['order:read']) }
    expect((await server.get('/events')).status).toBe(403)
    expect((await recorded()).map(({ kind, path }) => [kind, path])).toEqual([['forbidden', '/events']])
  })

  it('is recorded once for each of many at the same time', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => server.get(`/events?q=${index}`)))
    const all = await recorded()
    const wanted = Array.from({ length: 40 }, (_, index) => searched(String(index)))
    expect(all.map(({ terms }) => JSON.stringify(terms[0])).toSorted()).toEqual(
      wanted.map(it => JSON.stringify(it)).toSorted(),
    )
  })

  it('can not be taken out of the record', async () => {
    await server.get('/events')
    await expect(server.owner.query('delete from app.access')).rejects.toThrow('append-only')
    await expect(server.owner.query(`update app.access set viewer = 'x'`)).rejects.toThrow('append-only')
    await expect(server.owner.query('truncate app.access')).rejects.toThrow('append-only')
  })

  it('is shown nothing while that can not be recorded, and everything else goes on', async () => {
    await server.owner.query('alter table app.access rename to away')
    const person = await server.get('/events')
    expect([person.status, textOf(person.body)]).toEqual([503, expect.stringContaining('so it is not shown')])
    const program = await server.get('/api/events', {})
    expect([program.status, program.json()]).toEqual([503, expect.objectContaining({ code: 'AccessNotRecorded' })])
    expect((await server.get('/products')).status).toBe(200)
    await server.owner.query('alter table app.away rename to access')
    expect((await server.get('/events')).status).toBe(200)
    expect(await recorded()).toHaveLength(1)
  })
})

describe('the page of who looked at what', () => {
  it('lists it with the newest first, narrowed by person and day', async () => {
    const other = viewer.id
    await server.get('/history/product/MUG')
    viewer = { ...viewer, id: `${viewer.id}-reader` }
    await server.get('/events?q=ada')
    const of = async (query: string) => textOf((await server.get(`/access?${query}`)).body)
    const all = await of('')
    expect(all.indexOf(`${viewer.id} looked at /access`)).toBeGreaterThan(0)
    expect(all.indexOf(`${viewer.id} searched /events a search of 3 characters (not kept)`)).toBeGreaterThan(
      all.indexOf(`looked at /access`),
    )
    expect(all.indexOf(`${other} looked at /history/product/MUG`)).toBeGreaterThan(all.indexOf('searched /events'))
    const narrowed = await of(`viewer=${other}`)
    expect(narrowed).toContain('/history/product/MUG')
    expect(narrowed).not.toContain('searched /events')
    expect(await of(`viewer=${other}&at.from=2020-01-01`)).toContain('/history/product/MUG')
    expect(await of(`viewer=${other}&at.to=2020-01-01`)).toContain('Nothing of this has happened')
    expect((await server.get('/access?at.from=2020-02-30')).status).toBe(400)
  })

  it('goes on page by page', async () => {
    for (let left = 60; left > 0; left -= 1) await server.get(`/history/product/MUG?from=${left}`)
    const [first, id] = [(await server.get(`/access?viewer=${viewer.id}`)).body, viewer.id]
    const [, next = ''] = /href="(\/access\?[^"]*behind=[^"]*)"[^>]*rel="next"/.exec(first) ?? []
    expect(next).toContain(`viewer=${id}`)
    const second = textOf((await server.get(next.replaceAll('&amp;', '&'))).body)
    expect(second).toContain('from: 60 ')
    expect(second).not.toContain('from: 1 ')
    expect(textOf(first)).toContain('from: 1 ')
  })

  it('answers whether somebody searched for a text, which it does not keep itself', async () => {
    const id = viewer.id
    await server.get('/events?q=Maria+Huber')
    await server.get('/api/events?q=maria.huber%40example.com')
    await server.get('/events?actor=maria.huber%40example.com&sort=position')
    viewer = { ...viewer, id: `${id}-reader` }
    const of = async (term: string) => textOf((await server.get(`/access?viewer=${id}&term=${term}`)).body)
    expect(await of('HUBER++maria')).toContain('searched /events a search of 11 characters (not kept)')
    const mail = await of('Maria.Huber%40example.com')
    expect(mail).toContain(`searched /api/events a search of 23 characters (not kept)`)
    expect(mail).toContain('looked at /events sort: position, actor of 23 characters (not kept)')
    expect(mail).not.toContain('of 11 characters')
    for (const none of ['Maria+Hube', 'maria.huber', 'huber+peter']) expect(await of(none)).toContain('Nothing of this')
    // Who asks here has not searched there.
    expect(textOf((await server.get('/access?term=HUBER++maria')).body)).not.toContain(`${id}-reader looked at /access`)
  })

  it('tells what can name nobody as it was asked', async () => {
    const asked = 'type=OrderPlaced&area=orders&category=order&kind=user&store=UK&at.from=2026-01-01&sort=-position'
    for (const query of [
      asked,
      'stream=product-MUG',
      `stream=order-${event}`,
      `correlation=${event}`,
      'position=12/11',
    ])
      await server.get(`/events?${query}`)
    await server.get('/history/product/MUG?at=2026-01-31T16:05:00&revision=1')
    const queries = (await recorded()).map(({ query, terms }) => [decodeURIComponent(query), terms])
    expect(queries).toEqual(
      [
        asked,
        'stream=product-MUG',
        `stream=order-${event}`,
        `correlation=${event}`,
        'position=12/11',
        'at=2026-01-31T16:05:00&revision=1',
      ].map(query => [query, []]),
    )
  })

  it.each([
    'stream=customer-MARIA',
    'actor=maria',
    'type=Maria',
    'store=Maria',
    'position=Maria',
    'maria=1',
    'correlation=maria',
  ])('keeps nothing of %s', async query => {
    await server.get(`/events?${query}`)
    const [row] = await recorded()
    expect([row?.query, row?.terms]).toEqual(['', [expect.objectContaining({ words: [expect.any(String)] })]])
    expect(JSON.stringify(row).toLowerCase()).not.toContain('maria')
  })

  it('keeps nothing of a path that may name a person', async () => {
    await server.get('/history/customer/maria.huber@example.com')
    const [row] = await recorded()
    expect(row).toMatchObject({ params: { id: '…' }, terms: [{ characters: 23 }] })
    expect(textOf((await server.get('/access?term=maria.huber@example.com')).body)).toContain(
      'looked at /history/customer/…',
    )
  })
})
