import { randomUUID } from 'node:crypto'
import { type AddressInfo, connect } from 'node:net'
import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CommandRoute } from '../../api/commands.ts'
import { commands, lists } from '../../api/index.ts'
import { pages } from '../../ui/index.ts'
import {
  expectCivil,
  expectMade,
  expectNothingInside,
  FORM,
  fill,
  formOf,
  get,
  getAll,
  type Hints,
  mutants,
  oddFields,
  openShops,
  post,
  type Shops,
  validBody,
} from '../support/hostile.ts'
import { oddTexts } from '../support/odd-texts.ts'

let shops: Shops
/** Ids of things that are there, by the category of their stream. */
let known: Readonly<Record<string, string>>
let hints: Hints
/** Command ids of everything that was refused: none may be found in the log. */
const refused = new Set<string>()

const app = () => shops.first.app

const made = (url: string, body: object) => expectMade(app(), url, body)

beforeAll(async () => {
  shops = await openShops()
  ;({ known, hints } = await fill(app()))
}, 60_000)
afterAll(() => shops.close())

const pathOf = ({ path, decider }: CommandRoute, id = known[decider.category] ?? 'X') =>
  `/api${path.replace(':id', encodeURIComponent(id))}`

const bodyFor = ({ path, decider, command }: CommandRoute) => ({
  ...(path.includes(':id') ? {} : { id: v7().toUpperCase() }),
  ...validBody(decider.commands[command], hints),
})

/** Sends a command as a program does or as a form does and remembers it when it was refused. */
const attempt = async (url: string, payload: unknown, headers: Record<string, string> = {}) => {
  const key = randomUUID()
  const answer = await post(app(), url, payload, { 'idempotency-key': key, ...headers })
  if (expectCivil(answer) >= 400) refused.add(key)
  return answer
}

const ofCommand = (route: CommandRoute) => [route.command, route] as const
const lasting = commands.filter(({ command }) => command !== 'EraseCustomer')

// The ids are known only when the specs run; the name is what a counterexample shows.
const anyPath = fc.constantFrom(
  ...lasting.map(route => Object.assign(() => pathOf(route), { toString: () => route.command })),
)

describe('a body that no page of ours would send', () => {
  it.each(lasting.map(ofCommand))('%s: the valid one is not called malformed', async (_, route) => {
    const answer = await attempt(pathOf(route), bodyFor(route))
    expect(answer.status === 200 || JSON.parse(answer.body).code !== 'Invalid', answer.body).toBe(true)
  })

  it.each(lasting.map(ofCommand))(
    '%s: one member missing or odd is answered civilly',
    { timeout: 60_000 },
    async (_, route) => {
      for (const body of mutants(bodyFor(route))) await attempt(pathOf(route), body)
      for (const body of mutants(bodyFor(route), oddFields)) await attempt(pathOf(route), formOf(body), FORM)
    },
  )

  it('any JSON at all is answered civilly by every command', async () => {
    const any = fc.tuple(anyPath, fc.json({ maxDepth: 4 }), fc.boolean())
    await fc.assert(
      fc.asyncProperty(any, async ([path, body, isPage]) => {
        await attempt(path(), body, isPage ? { accept: 'text/html' } : {})
      }),
      { numRuns: 200, endOnFailure: true },
    )
  }, 60_000)

  it('any form fields at all are answered civilly by every command', async () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '__proto__',
        'constructor',
        'lines.0',
        'lines.0.sku',
        'names',
        'names.__proto__',
        'lines.99999999999999.sku',
      ),
    )
    const fields = fc.array(fc.tuple(name, fc.string({ unit: 'binary' })), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(anyPath, fields, async (path, entries) => {
        await attempt(path(), new URLSearchParams(entries).toString(), FORM)
      }),
      { numRuns: 200, endOnFailure: true },
    )
  }, 60_000)

  it.each([
    ['ten thousand fields', Array.from({ length: 10_000 }, (_, i) => `lines.${i}.sku=x`).join('&')],
    ['one field ten thousand times', 'sku=x&'.repeat(10_000)],
    ['a name as long as a book', `${'k'.repeat(500_000)}=1`],
    ['a name of ten thousand dots', `lines${'.0'.repeat(10_000)}=1`],
    ['a row far below all others', 'lines.99999999.sku=x&lines.99999999999999.sku=x'],
    ['percent signs that mean nothing', '%=%E0%A4%A&names.en=%00%ff'],
  ])('%s in a form are answered civilly', { timeout: 60_000 }, async (_, payload) => {
    for (const route of lasting) await attempt(pathOf(route), payload, FORM)
  })

  it.each([
    ['brackets in brackets', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a number beyond all numbers', '{"quantity":1e999,"by":-1e999}'],
    ['a prototype', '{"__proto__":{"admin":true}}'],
    [
      'ten thousand members',
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`m${i}`, i]))),
    ],
  ])('%s in JSON are answered civilly', { timeout: 60_000 }, async (_, payload) => {
    for (const route of lasting) await attempt(pathOf(route), payload)
  })

  it('an order whose event would be larger than the log takes is refused, not broken', async () => {
    const id = 'WIDE'
    await made('/api/products', { id, names: { en: '漢'.repeat(255) } })
    await made(`/api/products/${id}/prices`, { prices: [{ store: 'UK', currency: 'GBP', gross: '2.50' }] })
    await made(`/api/products/${id}/activation`, {})
    const lines = Array.from({ length: 2000 }, () => ({ sku: id, quantity: 1 }))
    const body = { id: v7(), store: 'UK', currency: 'GBP', customer: null, lines }
    const answer = await attempt('/api/orders', body)
    expect(answer.status).toBe(413)
  })
})

const oddIds = [
  ...Array.from('\u0000\u0001 !"#$%&\'()*+,/:;<=>?[\\]^`{|}~\u007f\u0085\u00a0\u2028\ufeff'),
  '..',
  '__proto__',
  '日本',
  'a\u0000b',
  'x'.repeat(128),
  'x'.repeat(190),
].map(encodeURIComponent)
const oddSegments = [...oddIds, '%', '%00', '%E0%A4%A', '%ff', '%2e%2e%2f', '$&', 'x'.repeat(5000)]

describe('an address that no link of ours has', () => {
  const withId = pages.filter(({ path }) => path.includes(':id')).map(({ path }) => path)

  it.each(withId)('%s with any odd id is answered civilly', { timeout: 60_000 }, async path => {
    const urls = oddSegments.map(id => path.replace(':id', () => id))
    await getAll(app(), urls, expectCivil)
  })

  it('every command with any odd id is answered civilly', { timeout: 60_000 }, async () => {
    for (const route of lasting.filter(({ path }) => path.includes(':id'))) {
      const body = bodyFor(route)
      for (const id of oddSegments) {
        await attempt(`/api${route.path.replace(':id', () => id)}`, body)
      }
      await attempt(`/api${route.path.replace(':id', '%00')}`, formOf(body), FORM)
    }
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'] as const)(
    '%s is answered civilly everywhere',
    async method => {
      const urls = [
        ...pages.map(({ path }) => path),
        ...commands.map(route => pathOf(route)),
        '/api/products',
        '/api/orders.csv',
      ]
      for (const url of urls) {
        const answer = await app().inject({ method, url })
        expectCivil({ ...answer, status: answer.statusCode, request: `${method} ${url}` })
      }
    },
  )
})

describe('a header or a query that no page of ours would send', () => {
  const edit = { names: { en: 'Edited' }, descriptions: {}, category: null }
  const url = '/api/products/NOT-THERE'

  it.each([
    [{ 'idempotency-key': 'not a uuid' }, 422],
    [{ 'idempotency-key': `${randomUUID()}, ${randomUUID()}` }, 422],
    [{ 'if-match': 'three' }, 422],
    [{ 'if-match': '"-1"' }, 422],
    [{ 'if-match': '"1" "2"' }, 422],
    [{ 'if-match': '"1", "2"' }, 409],
    [{ 'if-match': '"99999999999999999999999"' }, 422],
    [{ 'content-type': 'application/json; charset=klingon' }, 404],
    [{ 'content-type': 'text/html' }, 415],
    [{ 'content-type': '/' }, 415],
    [{ cookie: 'daybook-done=<b>; daybook-done=\u00ff; =;;;' }, 404],
    [{ accept: '*/*;q=nonsense, text/html;q=9' }, 404],
  ])('%j on a product that is not there is a %i', async (headers, status) => {
    expect((await attempt(url, edit, headers as Record<string, string>)).status).toBe(status)
  })

  const cursors = (other: string) => [
    'abc',
    Buffer.from(JSON.stringify(['next', [other, '\u0000']])).toString('base64url'),
    Buffer.from(JSON.stringify(['previous', [1e308, 'x']])).toString('base64url'),
    Buffer.from(JSON.stringify(['next', ['999999999999-13-45', 'x']])).toString('base64url'),
  ]
  const queries = (names: readonly string[]) => [
    ...['constructor', '__proto__', '-toString', '--x'].map(sort => ({ sort })),
    ...cursors('x').map(cursor => ({ cursor })),
    ...names.flatMap(name => oddTexts.map(value => ({ [name]: value }))),
  ]

  it.each(lists.map(list => [list.path, list] as const))(
    '%s is answered civilly, as page, JSON and CSV',
    { timeout: 60_000 },
    async (path, { definition }) => {
      const filters = Object.entries(definition.filters).flatMap(([name, { kind }]) =>
        kind === 'days' ? [`${name}.from`, `${name}.to`] : [name],
      )
      const sorts = Object.keys(definition.sorts).flatMap(sort =>
        cursors('2026-01-01T00:00:00Z').map(cursor => ({ sort, cursor })),
      )
      const asked = [...queries(['q', 'limit', 'sort', ...filters]), ...sorts]
      const forms = [path, `/api${path}`, `/api${path}.csv`]
      // What a query asks is found out in one place, for whichever form: each name and each text meets every form.
      const formFor = (turn: number) => forms[(turn + Math.trunc(turn / oddTexts.length)) % forms.length]
      const urls = asked.map(
        (query, turn) => `${formFor(turn)}?${new URLSearchParams(query as Record<string, string>).toString()}`,
      )
      await getAll(app(), urls, expectCivil)
    },
  )
})

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))
const either = (index: number) => (index % 2 === 0 ? shops.first.app : shops.second.app)
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status)
const streamOf = (name: string) => shops.first.shop.store.readStream(name)

describe('many at the same moment, through two servers', () => {
  it('one command sent twenty times is done once, and all get the same answer', async () => {
    const key = randomUUID()
    const body = { id: 'ONCE', names: { en: 'Once' } }
    const answers = await times(20, index => post(either(index), '/api/products', body, { 'idempotency-key': key }))
    expect(new Set(statuses(answers))).toEqual(new Set([200]))
    expect(await streamOf('product-ONCE')).toHaveLength(1)
  })

  it('of fifty edits of one field, one wins per revision', async () => {
    await made('/api/products', { id: 'BUSY', names: { en: 'Busy' } })
    const edit = (index: number) => ({ names: { en: `Busy ${index}` }, descriptions: {}, category: null })
    const answers = await times(50, index =>
      post(either(index), '/api/products/BUSY', edit(index), { 'if-match': '"0"' }),
    )
    answers.forEach(answer => expectCivil(answer))
    expect(statuses(answers).filter(status => status === 200)).toHaveLength(1)
    expect(statuses(answers).filter(status => status === 409)).toHaveLength(49)
    expect(await streamOf('product-BUSY')).toHaveLength(2)
  })

  it('of ten registrations with one e-mail, one wins', async () => {
    const person = {
      firstName: 'Ada',
      lastName: 'L',
      email: 'one@example.com',
      country: 'GB',
      store: 'UK',
      locale: 'en',
    }
    const answers = await times(10, index => post(either(index), '/api/customers', { id: v7(), ...person }))
    expect(statuses(answers).sort((a, b) => a - b)).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
  })

  it('of ten siblings with one name, one is placed', async () => {
    const place = (index: number) => ({ category: `same-${index}`, parent: null, names: { en: 'Same name' } })
    const answers = await times(10, index => post(either(index), '/api/category-trees/main/categories', place(index)))
    expect(statuses(answers).sort((a, b) => a - b)).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
  })

  it('fifty withdrawals from thirty never leave less than nothing', async () => {
    await made('/api/products', { id: 'FEW', names: { en: 'Few' } })
    await made('/api/stock/main.FEW/quantity', { quantity: 30 })
    const answers = await times(50, index =>
      post(either(index), '/api/stock/main.FEW/adjustments', { by: -1, reason: 'own_use' }),
    )
    answers.forEach(answer => expectCivil(answer))
    const done = statuses(answers).filter(status => status === 200).length
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThanOrEqual(30)
    expect(await streamOf('stock-main.FEW')).toHaveLength(1 + done)
  })
})

describe('a request that does not end', () => {
  it('hangs nobody else, and what is no HTTP gets a problem', async () => {
    await app().listen({ host: '127.0.0.1', port: 0 })
    const { port } = app().server.address() as AddressInfo
    const head =
      'POST /api/products HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"id"'
    const slow = Array.from({ length: 20 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
    for (const socket of slow) socket.write(head)
    expect((await fetch(`http://127.0.0.1:${port}/api/products`)).status).toBe(200)
    for (const socket of slow) socket.destroy()
    const chunks: string[] = []
    const noise = connect(port, '127.0.0.1').on('data', chunk => chunks.push(String(chunk)))
    noise.write('this is no HTTP\r\n\r\n')
    await new Promise(resolve => noise.on('close', resolve))
    expect(chunks.join('')).toContain('application/problem+json')
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200)
    expect(app().server.requestTimeout).toBeGreaterThan(0)
  })
})

describe('nothing half done', () => {
  it('no refused command left an event, and every read model is at the head without a parked event', {
    timeout: 60_000,
  }, async () => {
    const { store } = shops.first.shop
    const all = await store.readAll({ limit: 100_000 })
    expect(all.events.filter(({ metadata }) => refused.has(metadata.$correlationId))).toEqual([])
    await vi.waitFor(async () => {
      const { generations } = await shops.first.readSide.status()
      expect(generations.filter(({ state, eventsBehind }) => state === 'failed' || eventsBehind > 0)).toEqual([])
    }, 30_000)
    expect(await shops.first.readSide.parked()).toEqual([])
  })

  it('the log of the server says nothing of the inside', () => expectNothingInside(shops.logged.join('')))
})

describe('the database out of reach', () => {
  it('commands, pages and lists answer 503 with a sentence, and work again without a restart', {
    timeout: 60_000,
  }, async () => {
    const command = () => post(app(), '/api/products/ONCE/activation', {})
    await shops.cut()
    const away = [
      await command(),
      await get(app(), '/products'),
      await get(app(), '/api/orders', { accept: 'application/json' }),
      await get(app(), '/api/orders.csv', {}),
      await post(app(), '/api/products/ONCE/activation', '', FORM),
    ]
    for (const answer of away) {
      expectCivil(answer, [503])
      expect(answer.status, answer.request).toBe(503)
      expect(answer.body).toContain('Wait a little')
    }
    expectNothingInside(shops.logged.join(''))
    await shops.mend()
    await vi.waitFor(async () => expect((await command()).status).toBe(200), 10_000)
    expect((await get(app(), '/products')).status).toBe(200)
  })
})
