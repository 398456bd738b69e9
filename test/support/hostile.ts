import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { connect, createServer as createTcpServer, type Socket } from 'node:net'
import type { FastifyInstance, InjectOptions } from 'fastify'
import pino from 'pino'
import { v7 } from 'uuid'
import { expect } from 'vitest'
import { z } from 'zod'
import { createServer } from '../../api/server.ts'
import { runBackground } from '../../bin/background.ts'
import { serverDependencies } from '../../bin/commands/serve.ts'
import { openPasts } from '../../bin/open-pasts.ts'
import { openShop, type Shop, startReading } from '../../bin/open-shop.ts'
import { foundingStores } from '../../domain/shop/founding-stores.ts'
import type { Database } from '../../projections/database.ts'
import type { ReadSide } from '../../projections/engine/run/run.ts'
import { createDatabase } from './database.ts'
import { everybodyLocal, testPeople } from './people.ts'

/** A way to a database that can be cut: connections break, new ones are refused, until it is mended. */
const openWay = async (url: string) => {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
  }
  const proxy = createTcpServer(near => {
    const far = keep(connect(Number(target.port), target.hostname))
    keep(near).pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  const listen = (port: number) => new Promise<void>(resolve => proxy.listen(port, '127.0.0.1', resolve))
  const cut = () =>
    new Promise<void>(resolve => {
      proxy.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  await listen(0)
  const { port } = proxy.address() as AddressInfo
  const through = new URL(url)
  through.host = `127.0.0.1:${port}`
  return { url: through.href, cut, mend: () => listen(port) }
}

type Member = {
  readonly app: FastifyInstance
  readonly shop: Shop
  readonly readSide: ReadSide<Database>
  readonly close: () => Promise<void>
}

const openMember = async (url: string, masterKey: string, logged: string[]): Promise<Member> => {
  const config = {
    host: '127.0.0.1',
    port: 0,
    home: '/nowhere',
    databaseUrl: url,
    eventStoreUrl: undefined,
    masterKey,
    sealKey: masterKey,
    keepGenerationsHours: 24,
    keepAsOfHours: 1,
    thresholds: { behindSeconds: 30, parkedSequences: 0 },
    isDemoWanted: false,
  }
  const shop = await openShop({ ...config, logLevel: 'warn' }, () => {})
  const onError = () => {}
  const readSide = await startReading(shop, onError)
  await readSide.ready()
  const stopping = new AbortController()
  const working = runBackground({ shop, readSide, signal: stopping.signal, onError })
  const pasts = openPasts(shop, 1)
  const logger = pino({ level: 'warn' }, { write: line => logged.push(line) })
  const freshness = () => ({ behindSeconds: 0, state: 'live', parked: 0, lost: [] }) as const
  const { people } = testPeople(shop)
  const { thresholds } = config
  const parts = serverDependencies(shop, readSide, { freshness, thresholds, pasts, people, logger })
  const app = await createServer({ ...parts, viewerOf: everybodyLocal })
  const close = async () => {
    stopping.abort()
    await app.close()
    await Promise.all([working, readSide.stop()])
    await pasts.close()
    await shop.close()
  }
  return { app, shop, readSide, close }
}

export type Shops = {
  /** Two servers on one database. */
  readonly first: Member
  readonly second: Member
  /** What the servers have logged from `warn` on, one JSON line each. */
  readonly logged: string[]
  readonly cut: () => Promise<void>
  readonly mend: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A shop with two servers, as in production: own pools, own read sides, a log that can be read. */
export const openShops = async (): Promise<Shops> => {
  const database = await createDatabase()
  const way = await openWay(database.url)
  const masterKey = randomBytes(32).toString('hex')
  const logged: string[] = []
  const first = await openMember(way.url, masterKey, logged)
  const second = await openMember(way.url, masterKey, logged)
  const close = async () => {
    await Promise.all([first.close(), second.close()])
    await way.cut()
    await database.close()
  }
  return { first, second, logged, cut: way.cut, mend: way.mend, close }
}

export type Answer = Awaited<ReturnType<typeof sendTo>>

const sendTo = async (app: FastifyInstance, options: InjectOptions & { readonly url: string }) => {
  const { statusCode, body, headers } = await app.inject(options)
  return { status: statusCode, body, headers, request: `${options.method} ${options.url.slice(0, 300)}` }
}

export const get = (app: FastifyInstance, url: string, headers: InjectOptions['headers'] = { accept: 'text/html' }) =>
  sendTo(app, { method: 'GET', url, headers })

export const post = (
  app: FastifyInstance,
  url: string,
  payload: unknown,
  headers: Record<string, string | string[] | undefined> = {},
) => {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const all = { 'content-type': 'application/json', accept: 'application/json', ...headers }
  return sendTo(app, { method: 'POST', url, headers: all, payload: text })
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }

const AT_ONCE = 12

/** Asks for many pages, some at a time: while the database answers one, the server works at the others. */
export const getAll = async (app: FastifyInstance, urls: readonly string[], check: (answer: Answer) => unknown) => {
  const left = urls.values()
  const ask = async () => {
    for (const url of left) check(await get(app, url))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
}

const INSIDE =
  /node_modules|file:\/\/|\/(?:api|eventstore|projections|domain|bin)\/[\w/-]+\.ts|\n\s+at |(?<![</])\bselect\b.{1,80}\bfrom\b|\binsert\b.{1,80}\binto\b|\bupdate\b.{1,80}\bset\b/

/** Lets nothing out of the house: no stack, no path of ours, no SQL. */
export const expectNothingInside = (text: string) => expect(text).not.toMatch(INSIDE)

const Problem = z.looseObject({
  title: z.string().min(1),
  detail: z.string().regex(/\.$/),
  status: z.int(),
  code: z.string().min(1),
})

/** An answer that a server may give to anything at all: done, or a refusal that says what to do. Answers the status. */
export const expectCivil = (answer: Answer, allowed: readonly number[] = []): number => {
  const { status, body, headers, request } = answer
  if (!allowed.includes(status)) expect(status, `${request}\n${body.slice(0, 1000)}`).toBeLessThan(500)
  if (status < 400 || body === '') return status
  expectNothingInside(body.slice(0, 20_000))
  const type = String(headers['content-type'])
  if (type.includes('text/html')) expect(body, request).toMatch(/<h1[\s>]/)
  else {
    expect(type, `${request}\n${body.slice(0, 300)}`).toContain('application/problem+json')
    expect(Problem.parse(JSON.parse(body)).status).toBe(status)
  }
  return status
}

type Shape = {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Shape>>
  /** Of what is by language: what each text is. */
  readonly additionalProperties?: Shape | false
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly minimum?: number
  readonly pattern?: string
  readonly format?: string
}

export type Hints = Readonly<Record<string, unknown>>

const UUID = '01890f3e-0000-7000-8000-000000000001'
const TEXTS = ['A text', 'LAMP', '12.50', 'a@b.example', '2026-01-15', UUID, 'order:read']
const fitting = ({ pattern }: Shape) => TEXTS.find(text => pattern === undefined || new RegExp(pattern, 'u').test(text))

/** What is called alike may be of another kind elsewhere: the number of a line, and the key of one. */
const isOfKind = ({ type }: Shape, value: unknown): boolean => {
  if (type === undefined) return true
  return typeof value === (type === 'integer' ? 'number' : type)
}

/** A value of the shape; members named in the hints have that value, so that rules about other things are met. */
const sample = (shape: Shape, name: string, hints: Hints): unknown => {
  if (Object.hasOwn(hints, name) && isOfKind(shape, hints[name])) return hints[name]
  if (shape.const !== undefined) return shape.const
  if (shape.enum !== undefined) return shape.enum[0]
  if (shape.anyOf !== undefined) return sample(shape.anyOf[0] ?? {}, name, hints)
  switch (shape.type) {
    case 'object':
      if (typeof shape.additionalProperties === 'object') return { en: sample(shape.additionalProperties, 'en', hints) }
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([key, member]) => [key, sample(member, key, hints)]),
      )
    case 'array':
      return [sample(shape.items ?? {}, name, hints)]
    case 'integer':
    case 'number':
      return Math.max(shape.minimum ?? 1, 1)
    case 'boolean':
      return true
    default:
      return fitting(shape) ?? 'A text'
  }
}

/** A body that the schema takes, with everything in it that may be in it. */
export const validBody = (schema: z.ZodType | undefined, hints: Hints): Record<string, unknown> => {
  const shape = z.toJSONSchema(schema ?? z.object(), { io: 'input', unrepresentable: 'any' }) as Shape
  return sample(shape, '', hints) as Record<string, unknown>
}

type Path = readonly (string | number)[]

const pathsOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [
        ...(path.length > 0 ? [path] : []),
        ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key])),
      ]
    : [path]

const replaced = (value: unknown, path: Path, by: unknown): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return by
  const copy: Record<string, unknown> = { ...(value as object) }
  copy[key] = replaced(copy[key], rest, by)
  return Array.isArray(value) ? Object.values(copy) : copy
}

let deep: unknown = 'x'
for (let depth = 0; depth < 200; depth += 1) deep = [deep]

/** What nobody asked for, in place of a member; undefined leaves the member out. */
const oddValues: readonly unknown[] = [
  undefined,
  null,
  '',
  -1,
  1e308,
  2 ** 53 - 1,
  'a\u0000b',
  'a\ud800b',
  '\u202e\u{1f469}\u200d\u{1f680}'.repeat(20),
  '\u0001'.repeat(255),
  '<script>alert(1)</script>',
  'x'.repeat(20_000),
  '0000-01-01',
  [null],
  {},
  JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":1}}'),
  deep,
]

/** What a form can send of that, in place of a field. */
export const oddFields: readonly unknown[] = [undefined, '', 'a\u0000b', '1e400', '0000-01-01', '\u0001'.repeat(255)]

/** The body with one member left out or replaced, each in turn. */
export const mutants = (body: Record<string, unknown>, values = oddValues): unknown[] =>
  pathsOf(body).flatMap(path => values.map(value => replaced(body, path, value)))

/** The fields a form would have for this body. */
const fieldsOf = (value: unknown, name = ''): [string, string][] => {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, member]) => fieldsOf(member, name === '' ? key : `${name}.${key}`))
  if (value === undefined) return []
  return [[name, typeof value === 'string' ? value : JSON.stringify(value ?? '')]]
}

export const formOf = (value: unknown): string => new URLSearchParams(fieldsOf(value)).toString()

export const expectMade = async (app: FastifyInstance, url: string, body: object): Promise<void> => {
  const answer = await post(app, url, body)
  expect(answer.status, answer.body).toBe(200)
}

/** One of each thing that commands are about: ids by the category of their stream, and values that name them. */
export const fill = async (
  app: FastifyInstance,
): Promise<{ known: Readonly<Record<string, string>>; hints: Hints }> => {
  const made = (url: string, body: object) => expectMade(app, url, body)
  const [customer, address, order] = [v7(), v7(), v7()]
  const [things, line] = [
    {
      store: 'UK',
      product: 'LAMP',
      category: 'lamps',
      categoryTree: 'main',
      stock: 'main.LAMP',
      carrier: 'post',
      deliveryMethod: 'standard',
    },
    { order, line: 1 },
  ]
  const [sale, person] = [
    { store: 'UK', currency: 'GBP' },
    { firstName: 'Ada', lastName: 'Lovelace', country: 'GB' },
  ]
  for (const { id, data } of foundingStores) await made('/api/stores', { id, ...data })
  await made('/api/category-trees/main/categories', { category: 'lamps', parent: null, names: { en: 'Lamps' } })
  await made('/api/products', { id: 'LAMP', names: { en: 'Lamp' }, category: 'lamps' })
  await made('/api/products/LAMP/prices', { prices: [{ ...sale, gross: '2.50' }] })
  await made('/api/products/LAMP/activation', {})
  await made('/api/warehouses', { id: 'main', name: 'Main' })
  await made('/api/stock/main.LAMP/quantity', { quantity: 5 })
  await made('/api/customers', { id: customer, ...person, email: 'ada@example.com', store: 'UK', locale: 'en' })
  await made(`/api/customers/${customer}/addresses`, {
    ...person,
    address,
    street: '1 Mill Lane',
    city: 'York',
    zip: 'YO1 7PR',
  })
  await made('/api/orders', { id: order, ...sale, customer, lines: [{ sku: 'LAMP', quantity: 1000 }] })
  await made('/api/carriers', { id: 'post', name: 'Post', trackingUrl: null })
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  const method = { names: { en: 'Standard' }, carrier: 'post', taxSet: null, ...everywhere }
  await made('/api/delivery-methods', { id: 'standard', ...method })
  const hints = {
    ...sale,
    ...line,
    customer,
    address,
    category: 'lamps',
    parent: null,
    issuer: 'https://login.example.com',
    timeZone: 'Europe/London',
    language: 'en',
    locale: 'en-GB',
    contentLanguage: 'en',
    accentColor: '#0f766e',
    languages: 'en',
    currencies: 'GBP',
    countries: 'GB',
    sender: 'shop@example.com',
    country: 'GB',
    zip: 'YO1 7PR',
    trackingUrl: 'https://post.example/{number}',
    carrier: 'post',
    sku: 'LAMP',
    email: 'bob@example.com',
  }
  return { known: { ...things, customer, order, return: v7() }, hints }
}
