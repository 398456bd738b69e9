import { sample, string } from 'fast-check'
import { Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { list } from '../../../../projections/engine/list/list.ts'
import { isSearchable } from '../../../../projections/engine/list/list-conditions.ts'
import { parseListQuery } from '../../../../projections/engine/list/list-query.ts'
import { readList } from '../../../../projections/engine/list/list-read.ts'
import { sortKey } from '../../../../projections/engine/model/stored-column.ts'
import { date, integer, json, table, text, timestamp } from '../../../../projections/engine/model/table.ts'
import { createIndexes, createTables } from '../../../../projections/engine/store/generation-schema.ts'
import { rowStore, rowTypes } from '../../../../projections/engine/store/rows.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'

const things = list({
  table: 'thing',
  key: 'id',
  sorts: {
    id: { column: 'id', direction: 'asc' },
    made: { column: 'made_at', direction: 'desc' },
    name: { column: sortKey('name'), direction: 'asc' },
    size: { column: 'size', direction: 'desc' },
  },
  defaultSort: 'id',
  filters: {
    made: { kind: 'days', column: 'made_at', of: 'moment' },
    sold: { kind: 'days', column: 'sold_on', of: 'day' },
  },
  search: true,
})

const thing = table({
  key: ['id'],
  columns: { id: text(), name: text(), names: json<object>(), made_at: timestamp(), sold_on: date(), size: integer() },
  search: ['id', 'names'],
  sorted: ['name'],
})

type Thing = {
  readonly id: string
  readonly names: { readonly en: string; readonly de: string }
  readonly size: number
}

let database: TestDatabase
let db: Kysely<Record<string, Record<string, unknown>>>

const NOON = Date.UTC(2026, 2, 10, 12)
const made = (id: string, en: string, more: object = {}) => ({
  id,
  name: en,
  names: { en, de: `${en} auf Deutsch` },
  made_at: new Date(NOON),
  sold_on: '2026-03-10',
  size: 1,
  ...more,
})

const put = async (rows: readonly { readonly id: string }[]) => {
  const client = await database.pool.connect()
  const slots = rows.map(row => ({ table: 'thing', key: [row.id], row, written: true, position: '0', eventId: 'x' }))
  await rowStore('shop', 'thing', thing).upsert(client, slots)
  client.release()
}

beforeAll(async () => {
  database = await createDatabase()
  const client = await database.pool.connect()
  await createTables(client, 'shop', { thing })
  await createIndexes(client, 'shop', { thing })
  client.release()
  const pool = Object.assign(database.pool, { options: { ...database.pool.options, types: rowTypes } })
  db = new Kysely<Record<string, Record<string, unknown>>>({ dialect: new PostgresDialect({ pool }) }).withSchema(
    'shop',
  )
})
afterAll(() => database.close())

const reader = (timeZone = 'UTC') => ({ timeZone, may: new Set<never>() })
const read = (parameters: Record<string, string>, by = reader()) =>
  readList<Thing>(by, db, things, parseListQuery(things, new URLSearchParams(parameters)))
const idsOf = async (...asked: Parameters<typeof read>) => (await read(...asked)).rows.map(({ id }) => id)

const all = async (parameters: Record<string, string>) => {
  const ids: string[] = []
  let cursor = ''
  do {
    const page = await read({ ...parameters, limit: '500', cursor })
    ids.push(...page.rows.map(({ id }) => id))
    cursor = page.next ?? ''
  } while (cursor !== '')
  return ids
}

describe('a name', () => {
  const names = sample(string({ unit: 'grapheme', minLength: 1, maxLength: 255 }), { numRuns: 300, seed: 14 })
  const known = [
    'Größe',
    'Cafe\u0301',
    'हिन्दी किताब',
    'ภาษาไทย',
    'שָׁלוֹם',
    'مَرْحَبًا',
    '東京タワー',
    '🎁',
    "O'Brien",
    'a\\b',
  ]
  const stored = [...known, ...names].filter(
    name => isSearchable(name) && !name.includes('\u0000') && name.isWellFormed(),
  )

  it('is found by its exact copy, whatever it is written in, and in every language', async () => {
    await put(stored.map((name, index) => made(`n${index}`, name)))
    for (const [index, name] of stored.entries()) {
      expect((await all({ q: name })).includes(`n${index}`), JSON.stringify(name)).toBe(true)
      if (index < known.length) expect(await all({ q: `${name} Deutsch` }), name).toContain(`n${index}`)
    }
  }, 60_000)

  it('is not found by punctuation alone, nor is anything else', async () => {
    expect(await read({ q: '!!! …' })).toMatchObject({ rows: [], total: 0 })
  })
})

describe('more matches than are counted', () => {
  const many = Array.from({ length: 2_600 }, (_, index) =>
    made(`m${String(index).padStart(4, '0')}`, 'Common mug', {
      made_at: new Date(NOON + index * 1000),
      size: (index * 7919) % 2_600,
      sold_on: index < 2_300 ? '2026-04-01' : '2026-05-01',
    }),
  )
  beforeAll(() => put(many))

  it('are all there, the newest first', async () => {
    const page = await read({ q: 'common', sort: '-made' })
    expect(page).toMatchObject({ total: 2000, capped: true })
    expect(page.rows.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => `m${2599 - i}`))
    expect(await all({ q: 'common', sort: '-made' })).toEqual(many.map(({ id }) => id).reverse())
  })

  it('are all there where none of them is near', async () => {
    const later = Array.from({ length: 4_500 }, (_, index) =>
      made(`o${index}`, 'Other', { made_at: new Date(NOON + 86_400_000 + index) }),
    )
    await put(later)
    expect((await idsOf({ q: 'common', sort: '-made' }))[0]).toBe('m2599')
    expect(new Set(await all({ q: 'common', sort: '-made' })).size).toBe(2_600)
  })

  it('stay in the order that was asked for within a range of days', async () => {
    const bySize = [...many].sort((a, b) => b.size - a.size)
    const early = bySize.filter(({ sold_on }) => sold_on === '2026-04-01').map(({ id }) => id)
    const late = bySize.filter(({ sold_on }) => sold_on === '2026-05-01').map(({ id }) => id)
    expect(await all({ 'sold.from': '2026-04-01', 'sold.to': '2026-04-01', sort: '-size' })).toEqual(early)
    expect(await all({ 'sold.from': '2026-05-01', sort: '-size' })).toEqual(late)
  })

  it('go back as they came', async () => {
    const first = await read({ q: 'common', sort: '-made' })
    const second = await read({ q: 'common', sort: '-made', cursor: first.next ?? '' })
    const back = await read({ q: 'common', sort: '-made', cursor: second.previous ?? '' })
    expect(back.rows).toEqual(first.rows)
    expect(second.rows[0]?.id).toBe('m2549')
  })
})

describe('a list', () => {
  it('takes days of moments for those of who reads it, not of the database', async () => {
    await put([
      made('late', 'Zone', { made_at: new Date('2026-07-01T22:30:00Z') }),
      made('early', 'Zone', { made_at: new Date('2026-07-02T21:59:59Z') }),
    ])
    const day = { q: 'zone', 'made.from': '2026-07-02', 'made.to': '2026-07-02' }
    expect(await idsOf(day, reader('Europe/Berlin'))).toEqual(['early', 'late'])
    expect(await idsOf(day, reader('UTC'))).toEqual(['early'])
    expect(await idsOf(day, reader('America/New_York'))).toEqual(['early'])
  })

  it('sorts names as people do, and says nothing of how', async () => {
    await put(
      ['Zebra', 'Ärmel', 'apfel', 'Öl', 'Osten'].map(name => made(`s-${name}`, name, { sold_on: '2026-06-06' })),
    )
    const { rows } = await read({ 'sold.from': '2026-06-06', sort: 'name' })
    expect(rows.map(({ names }) => names.en)).toEqual(['apfel', 'Ärmel', 'Öl', 'Osten', 'Zebra'])
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      [...Object.keys(thing.columns), 'last_position', 'last_event_id'].sort(),
    )
  })
})
