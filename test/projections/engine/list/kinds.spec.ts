import { Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Permission } from '../../../../domain/viewer.ts'
import { indexesFor, list } from '../../../../projections/engine/list/list.ts'
import type { Reader } from '../../../../projections/engine/list/list-conditions.ts'
import { countList } from '../../../../projections/engine/list/list-count.ts'
import { readNeighbours } from '../../../../projections/engine/list/list-neighbours.ts'
import { parseListQuery } from '../../../../projections/engine/list/list-query.ts'
import { readList } from '../../../../projections/engine/list/list-read.ts'
import { MOST_THINGS } from '../../../../projections/engine/list/list-search.ts'
import { reading as readingOf } from '../../../../projections/engine/list/reading.ts'
import { Personal } from '../../../../projections/engine/model/personal.ts'
import {
  flag,
  integer,
  nullable,
  personalText,
  table,
  text,
  timestamp,
} from '../../../../projections/engine/model/table.ts'
import { createIndexes, createTables } from '../../../../projections/engine/store/generation-schema.ts'
import { rowStore, rowTypes } from '../../../../projections/engine/store/rows.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'

const reading = {
  key: 'id',
  sorts: {
    id: { column: 'id', direction: 'asc' },
    total: { column: 'currency', then: 'total', direction: 'asc' },
  },
  filters: {
    buyer: { kind: 'choice', column: 'buyer', isNarrow: true },
    currency: { kind: 'choice', column: 'currency', isApart: true },
    total: { kind: 'amount', column: 'total', currency: 'currency' },
    units: { kind: 'number', column: 'units' },
    paid: { kind: 'flag', column: 'paid' },
    at: { kind: 'days', column: 'at', of: 'moment' },
  },
  store: { column: 'store', may: 'order:read' },
} as const
const buyers = { table: 'buyer', key: 'id', searchesPersonal: 'audit:personal' } as const
const sales = list({
  table: 'sale',
  ...reading,
  defaultSort: 'id',
  search: true,
  also: [{ column: 'buyer', in: buyers }],
})

const sale = table({
  key: ['id'],
  columns: {
    id: text(),
    store: text(),
    currency: text(),
    total: integer(),
    units: integer(),
    paid: flag(),
    at: timestamp(),
    buyer: nullable(text()),
  },
  indexes: indexesFor(reading),
  search: ['id'],
})
const buyer = table({
  key: ['id'],
  columns: { id: text(), city: text(), name: personalText() },
  subject: 'id',
  search: ['city', 'name'],
})

let database: TestDatabase
let db: Kysely<Record<string, Record<string, unknown>>>

const put = async (of: 'sale' | 'buyer', rows: readonly { readonly id: string }[]) => {
  const client = await database.pool.connect()
  const slots = rows.map(row => ({ table: of, key: [row.id], row, written: true, position: '0', eventId: 'x' }))
  await rowStore('shop', of, of === 'sale' ? sale : buyer).upsert(client, slots)
  client.release()
}
const sold = (id: string, currency: string, total: number, more: object = {}) => ({
  id,
  store: 'UK',
  currency,
  total,
  units: 1,
  paid: false,
  at: new Date('2026-03-10T12:00:00Z'),
  buyer: null,
  ...more,
})
const named = (id: string, name: string | null, city = 'Somewhere') => ({
  id,
  city,
  name: name === null ? null : new Personal(() => name),
})

beforeAll(async () => {
  database = await createDatabase()
  const client = await database.pool.connect()
  await createTables(client, 'shop', { sale, buyer })
  await createIndexes(client, 'shop', { sale, buyer })
  client.release()
  const pool = Object.assign(database.pool, { options: { ...database.pool.options, types: rowTypes } })
  db = new Kysely<Record<string, Record<string, unknown>>>({ dialect: new PostgresDialect({ pool }) }).withSchema(
    'shop',
  )
  await put('sale', [
    sold('a', 'EUR', 10_000, { paid: true, units: 5, buyer: 'anna' }),
    sold('b', 'EUR', 10_001, { buyer: 'anna' }),
    sold('c', 'EUR', 25_000, { units: 9, at: new Date('2026-03-09T23:30:00Z'), buyer: 'bert' }),
  ])
  await put('buyer', [named('anna', 'Anna Müller', 'Paris'), named('bert', 'Bert Miller'), named('gone', null)])
})
afterAll(() => database.close())

const NOW = new Date('2026-03-10T18:00:00Z')
type Asking = { readonly timeZone?: string; readonly may?: readonly Permission[]; readonly stores?: readonly string[] }
const readerOf = ({ timeZone = 'UTC', may = ['audit:personal'], stores }: Asking = {}): Reader => ({
  timeZone,
  may: new Set(may),
  ...(stores && { within: new Map([['order:read', new Set(stores)]]) }),
})
const read = (query: string, { timeZone = 'UTC', ...asking }: Asking = {}) =>
  readList<{ readonly id: string }>(
    readerOf({ timeZone, ...asking }),
    db,
    sales,
    parseListQuery(sales, new URLSearchParams(query), 50, { locale: 'en-GB', timeZone, now: NOW }),
  )
const idsOf = async (...asked: Parameters<typeof read>) => (await read(...asked)).rows.map(({ id }) => id).join('')

describe('a list of one currency', () => {
  it('has amounts from and to, both taken in', async () => {
    expect(await idsOf('total.from=100')).toBe('abc')
    expect(await idsOf('total.from=100.01')).toBe('bc')
    expect(await idsOf('total.from=100&total.to=100.01')).toBe('ab')
    expect(await idsOf('total.from=100&total.to=250&sort=-total')).toBe('cba')
  })

  it('is unclear, and empty, while a range can not be read', async () => {
    expect(await read('total.from=much')).toMatchObject({ rows: [], total: 0, unclear: [{ why: 'amount' }] })
    expect(await read('total.from=9&total.to=3')).toMatchObject({ rows: [], unclear: [{ why: 'reversed' }] })
  })
})

describe('numbers, flags and days', () => {
  it('narrow the list', async () => {
    expect(await idsOf('units.from=5')).toBe('ac')
    expect(await idsOf('units.to=5&units.from=2')).toBe('a')
    expect(await idsOf('paid=yes')).toBe('a')
    expect(await idsOf('paid=no&total.to=200&buyer=anna')).toBe('b')
  })

  it('that are told from today are those of the viewer', async () => {
    expect(await idsOf('at.last=today')).toBe('ab')
    expect(await idsOf('at.last=yesterday')).toBe('c')
    expect(await idsOf('at.last=today', { timeZone: 'Europe/Berlin' })).toBe('abc')
  })
})

describe('a search', () => {
  it('finds by the words of what a row refers to, and of both together', async () => {
    expect(await idsOf('q=muller')).toBe('ab')
    expect(await idsOf('q=anna+paris')).toBe('ab')
    expect(await idsOf('q=b+anna')).toBe('b')
    expect(await idsOf('q=bert')).toBe('c')
    expect(await idsOf('q=bert+paris')).toBe('')
    expect(await read('q=anna')).not.toHaveProperty('isCut')
  })

  it('finds by personal words for those who may alone', async () => {
    expect(await idsOf('q=anna', { may: [] })).toBe('')
    expect(await idsOf('q=paris', { may: [] })).toBe('ab')
  })

  it('tolerates a typo where nothing is spelt as it was typed, and says so', async () => {
    expect(await read('q=mulelr')).toMatchObject({ total: 2, isAlike: true })
    // Of both names one letter away.
    expect(await read('q=moller')).toMatchObject({ total: 3, isAlike: true })
    expect(await read('q=muller')).not.toHaveProperty('isAlike')
    expect(await read('q=zeppelin')).toEqual({ rows: [], total: 0, capped: false })
    expect(await read('q=!!!')).toMatchObject({ rows: [], total: 0 })
  })
})

describe('a list of several currencies', () => {
  beforeAll(() => put('sale', [sold('d', 'GBP', 1), sold('e', 'GBP', 99_999)]))

  it('asks for one before it compares amounts', async () => {
    expect(await read('total.from=1')).toMatchObject({
      rows: [],
      unclear: [{ parameter: 'currency', why: 'currency' }],
    })
    expect(await idsOf('total.from=1&currency=GBP')).toBe('e')
    expect(await idsOf('total.from=100&currency=EUR&sort=-total')).toBe('cba')
    expect(await read('total.from=1&currency=EUR&currency=GBP')).toMatchObject({ unclear: [{ why: 'currency' }] })
  })

  it('sorts amounts within each currency', async () => {
    expect(await idsOf('sort=total')).toBe('abcde')
    expect(await idsOf('sort=-total')).toBe('edcba')
    expect(await idsOf('sort=-total&currency=EUR')).toBe('cba')
  })
})

describe('a list for somebody who may see the rows of some stores', () => {
  const uk = { stores: ['UK'] }
  beforeAll(() => put('sale', [sold('f', 'USD', 500, { store: 'DE', buyer: 'bert' })]))

  it('has no others, however it is asked', async () => {
    expect(await read('', uk)).toMatchObject({ total: 5 })
    expect(await idsOf('', uk)).toBe('abcde')
    expect(await idsOf('', { stores: ['DE'] })).toBe('f')
    expect(await idsOf('', { stores: ['DE', 'UK'] })).toBe('abcdef')
    expect(await read('', { stores: [] })).toMatchObject({ rows: [], total: 0 })
    expect(await idsOf('currency=USD', uk)).toBe('')
    expect(await idsOf('buyer=bert', uk)).toBe('c')
    expect(await idsOf('q=bert', uk)).toBe('c')
    expect(await idsOf('q=f', uk)).toBe('')
    expect(await idsOf('q=f')).toBe('f')
  })

  it('counts no others, and has no currency of theirs', async () => {
    expect(await countList(readerOf(uk), db, sales, '')).toEqual({ count: 5, capped: false })
    expect(await countList(readerOf(), db, sales, '')).toEqual({ count: 6, capped: false })
    expect(await idsOf('total.from=1', { stores: ['DE'] })).toBe('f')
    expect(await read('total.from=1', { stores: ['DE', 'UK'] })).toMatchObject({ unclear: [{ why: 'currency' }] })
  })

  it('leads to no others, and from none', async () => {
    const beside = (key: string, asking?: Asking) =>
      readNeighbours(readerOf(asking), db, sales, parseListQuery(sales, new URLSearchParams()), key)
    expect(await beside('e')).toEqual({ previous: 'd', next: 'f' })
    expect(await beside('e', uk)).toEqual({ previous: 'd' })
    expect(await beside('f', uk)).toEqual({})
  })

  it('has no other by its key', async () => {
    const { one } = readingOf<{ readonly id: string }>(sales)
    expect(await one(readerOf(uk), db, 'a')).toMatchObject({ id: 'a' })
    expect(await one(readerOf(uk), db, 'f')).toBeUndefined()
    expect(await one(readerOf(), db, 'f')).toMatchObject({ id: 'f' })
  })
})

it('says when more things are found than are followed', async () => {
  const many = Array.from({ length: MOST_THINGS + 1 }, (_, index) => named(`n${index}`, `Nobody ${index}`))
  await put('buyer', many)
  expect(await read('q=nobody')).toMatchObject({ isCut: true, total: 0 })
})

it('compares amounts by the decimals of their currency', async () => {
  await put('sale', [sold('x', 'JPY', 250), sold('y', 'KWD', 1_250)])
  expect(await idsOf('total.from=250&currency=JPY')).toBe('x')
  expect(await idsOf('total.from=249.5&total.to=250.9&currency=JPY')).toBe('x')
  expect(await idsOf('total.from=250.1&currency=JPY')).toBe('')
  expect(await idsOf('total.from=1.25&total.to=1.25&currency=KWD')).toBe('y')
  expect(await idsOf('total.to=1.249&currency=KWD')).toBe('')
})
