import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readerOf } from '../../api/live-reader.ts'
import type { Page } from '../../api/page.ts'
import { openSlots } from '../../api/slots.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let viewer: Viewer = localViewer
let rendered: string[] = []
let asked: string[] = []
let state = 'first'

/** A page that can be followed, and tells for whom it was rendered. */
const page: Page = {
  path: '/followed',
  may: 'order:read',
  isLive: true,
  view: async context => {
    const who = `${context.viewer.id || 'anybody'} with ${context.viewer.may.size}`
    rendered.push(who)
    asked.push(context.query.toString())
    const region = `<p>${state} for ${who}</p>`
    return { title: 'Followed', nav: 'orders', body: region, region }
  },
}

const audited: Page = { ...page, path: '/audited', may: 'audit:read', audited: 'view' }
const accesses = async () =>
  (await server.shop.pool.query("select path, query from app.access where kind = 'view'")).rows

let address = ''
beforeAll(async () => {
  server = await startServer(undefined, () => viewer, { pages: [page, audited] })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

let leaving = new AbortController()
beforeEach(() => {
  leaving = new AbortController()
  rendered = []
  asked = []
  state = 'first'
  viewer = localViewer
})
afterEach(() => {
  leaving.abort()
  viewer = localViewer
})

type Followed = { readonly status: number; readonly headers: Headers; readonly seen: () => string; ended: boolean }

const follow = async (path = '/live?of=/followed', signal = leaving.signal): Promise<Followed> => {
  const { status, headers, body } = await fetch(`${address}${path}`, { signal })
  let text = ''
  const followed: Followed = { status, headers, seen: () => text, ended: false }
  void (async () => {
    for await (const chunk of body ?? []) text += Buffer.from(chunk).toString()
  })()
    .catch(() => undefined)
    .finally(() => {
      followed.ended = true
    })
  return followed
}
const all = (count: number) => Promise.all(Array.from({ length: count }, () => follow()))
const fewer: Viewer = { ...localViewer, id: 'clerk', may: new Set(['order:read']) }
const full = `with ${localViewer.may.size}`

describe('a live page', () => {
  it('is rendered once for all who follow it, and each of them sees every state', async () => {
    const readers = await all(40)
    for (const { seen } of readers) await expect.poll(seen).toContain(`data: <p>first for anybody ${full}</p>\n\n`)
    const turns = rendered.length
    state = 'second'
    for (const { seen } of readers) await expect.poll(seen, { timeout: 5_000 }).toContain('<p>second for')
    expect(rendered.length).toBeLessThan(turns + 10)
    const late = await follow()
    await expect.poll(late.seen).toContain('<p>second for')
    expect(late.seen()).not.toContain('first')
  })

  it('is followed with others by one stream, each message of which tells where it is from', async () => {
    const reader = await follow('/live?of=/followed&of=/followed?status=placed&of=/followed&of=/products')
    await expect.poll(reader.seen).toContain('event: /followed?status=placed\ndata: <p>first')
    expect(reader.seen().match(/event: \/followed\n/g)).toHaveLength(1)
    expect(reader.seen()).not.toContain('/products')
  })

  it('that may not be seen does not keep the others from being followed, and is refused alone', async () => {
    viewer = { ...localViewer, may: new Set(['audit:read']) }
    const reader = await follow('/live?of=/followed&of=/audited')
    await expect.poll(reader.seen).toContain('event: /audited')
    expect(reader.seen()).not.toContain('/followed')
    expect((await follow()).status).toBe(403)
    expect(await accesses()).toEqual([{ path: '/audited/live', query: '' }])
  })

  it.each([
    '',
    '?of=',
    '?of=/',
    '?of=/products',
    '?of=//followed',
    '?of=/followed/',
    '?of=/followed%0Adata:',
    '?of=/audited%00',
    '?of=/as-of/none/followed',
    '?of[]=/followed',
    '?of=%ff',
    `?${'of=/nowhere&'.repeat(1000)}`,
  ])('is not found at /live%s', async query => {
    const answer = await follow(`/live${query}`)
    expect(answer.status).toBe(404)
    await expect.poll(answer.seen).toContain('no address of a page that can be followed')
  })

  it('is followed with nineteen others at most', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `of=/followed?page=${index}`)
    const reader = await follow(`/live?${many.join('&')}`)
    await expect.poll(reader.seen, { timeout: 5_000 }).toContain('event: /followed?page=19\n')
    expect(reader.seen().match(/event: /g)).toHaveLength(20)
  })

  it('is rendered apart for those with other rights, or with another filter', async () => {
    const one = await follow()
    await expect.poll(one.seen).toContain(full)
    viewer = fewer
    const other = await follow()
    await expect.poll(other.seen).toContain('first for anybody with 1<')
    viewer = localViewer
    const filtered = await follow('/live?of=/followed?status=placed')
    await expect.poll(filtered.seen).toContain(full)
    expect(new Set(rendered)).toEqual(new Set([`anybody ${full}`, 'anybody with 1']))
  })

  it('sends those away whose rights have changed, before they are shown anything more', async () => {
    const reader = await follow()
    await expect.poll(reader.seen).toContain('first')
    viewer = fewer
    state = 'second'
    await expect.poll(() => reader.ended, { timeout: 5_000 }).toBe(true)
    expect(reader.seen()).not.toContain('second')
  })

  it('is not rendered when nobody follows it any more', async () => {
    const turnsOf = (status: string) => asked.filter(query => query === `status=${status}`).length
    const leaves = new AbortController()
    const gone = await follow('/live?of=/followed?status=placed', leaves.signal)
    await follow('/live?of=/followed?status=returned')
    await expect.poll(() => turnsOf('placed'), { timeout: 5_000 }).toBeGreaterThan(1)
    leaves.abort()
    await expect.poll(() => gone.ended).toBe(true)
    const [turns, others] = [turnsOf('placed'), turnsOf('returned')]
    await expect.poll(() => turnsOf('returned'), { timeout: 10_000 }).toBe(others + 3)
    expect(turnsOf('placed')).toBeLessThanOrEqual(turns + 1)
  })

  it('has a hundred slots for one viewer, and says so to the next, until somebody leaves', async () => {
    const leaves = new AbortController()
    const first = await follow('/live?of=/followed', leaves.signal)
    const rest = await all(99)
    expect([first, ...rest].map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 200))
    const refused = await follow()
    await expect.poll(refused.seen).toContain('Too many windows follow live pages at the moment.')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30'])
    viewer = { ...localViewer, id: 'somebody else' }
    expect((await follow()).status).toBe(200)
    viewer = localViewer
    leaves.abort()
    await expect.poll(async () => (await follow()).status).toBe(200)
  })
})

it('slots are given back, and are limited for all together', () => {
  const slots = openSlots({ perViewer: 2, all: 3 })
  const [ada, again] = [slots.take('ada'), slots.take('ada')]
  expect([ada, again, slots.take('ada')]).toEqual([expect.any(Function), expect.any(Function), undefined])
  const grace = slots.take('grace')
  expect([grace, slots.take('grace')]).toEqual([expect.any(Function), undefined])
  ada?.()
  ada?.()
  expect(slots.take('joan')).toEqual(expect.any(Function))
  expect(slots.take('ada')).toBeUndefined()
})

it('a reader who does not take what is sent is owed one state, the newest', () => {
  const written: string[] = []
  let drain: () => void = () => undefined
  const sink = {
    writableNeedDrain: false,
    write: (text: string) => written.push(text),
    on: (_: 'drain', listener: () => void) => {
      drain = listener
    },
  }
  const readers = readerOf(sink)
  const reader = readers('/orders')
  reader.show('1')
  sink.writableNeedDrain = true
  for (const state of ['2', '3', '4']) reader.show(state)
  readers('/events').show('first')
  reader.heartbeat()
  const first = 'event: /orders\ndata: 1\n\n'
  expect(written).toEqual([first])
  sink.writableNeedDrain = false
  drain()
  drain()
  reader.heartbeat()
  expect(written).toEqual([first, 'event: /orders\ndata: 4\n\n', 'event: /events\ndata: first\n\n', ': still here\n\n'])
})
