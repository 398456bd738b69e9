import { Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { list } from '../../../../projections/engine/list/list.ts'
import { readNeighbours } from '../../../../projections/engine/list/list-neighbours.ts'
import { parseListQuery } from '../../../../projections/engine/list/list-query.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'

const things = list({
  table: 'thing',
  key: 'id',
  sorts: { id: { column: 'id', direction: 'asc' }, size: { column: 'size', direction: 'desc' } },
  defaultSort: 'id',
  filters: { kind: { kind: 'choice', column: 'kind' } },
  search: true,
})

let database: TestDatabase
let db: Kysely<object>
const asked: string[] = []
const ROWS = 10_000

beforeAll(async () => {
  database = await createDatabase()
  db = new Kysely<object>({ dialect: new PostgresDialect({ pool: database.pool }) }).withPlugin({
    transformQuery: ({ node }) => {
      asked.push(node.kind)
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await database.pool.query(`create table thing (id text primary key, size int, kind text, search_vector tsvector)`)
  // Every size twice, so that the key has to tell them apart; the word `rare` stands in the first and the last row alone.
  await database.pool.query(`insert into thing select lpad(i::text, 5, '0'), i / 2, case when i % 3 = 0 then 'a' else 'b' end,
    array_to_tsvector(case when i in (1, ${ROWS}) then array['rare'] when i in (2, ${ROWS - 1}) then array['word', 'common'] when i = 4 then array['word', 'commom'] else array['word'] end) from generate_series(1, ${ROWS}) i`)
  await database.pool.query('insert into thing values ($1, null, $2, null)', ['none', 'a'])
})
afterAll(() => db.destroy())

const reader = { timeZone: 'UTC', may: new Set<never>() }
const beside = (key: string, query = '') =>
  readNeighbours(reader, db, things, parseListQuery(things, new URLSearchParams(query)), key)

describe('what stands before and behind a row', () => {
  it('follows the order that was asked for, either way', async () => {
    expect(await beside('00500')).toEqual({ previous: '00499', next: '00501' })
    expect(await beside('00500', 'sort=-id')).toEqual({ previous: '00501', next: '00499' })
    expect(await beside('00500', 'sort=-size')).toEqual({ previous: '00501', next: '00499' })
    expect(await beside('00500', 'sort=size')).toEqual({ previous: '00499', next: '00501' })
  })

  it('ends where the list ends', async () => {
    expect(await beside('00001')).toEqual({ next: '00002' })
    expect(await beside('none')).toEqual({ previous: '10000' })
  })

  it('keeps to the filters, also for a row that they do not match any more', async () => {
    expect(await beside('00501', 'kind=a')).toEqual({ previous: '00498', next: '00504' })
    expect(await beside('00500', 'kind=a')).toEqual({ previous: '00498', next: '00501' })
    expect(await beside('00500', 'kind=a&kind=b')).toEqual({ previous: '00499', next: '00501' })
  })

  it('finds what a search finds, however far away it is', async () => {
    expect(await beside('00500', 'q=word')).toEqual({ previous: '00499', next: '00501' })
    expect(await beside('05000', 'q=rare')).toEqual({ previous: '00001', next: '10000' })
    expect(await beside('05000', 'q=nothing')).toEqual({})
    // Nothing is spelt so, and the list shows what is spelt alike.
    expect(await beside('05000', 'q=comon')).toEqual({ previous: '00002', next: '09999' })
    expect(await beside('00004', 'q=commom')).toEqual({})
  })

  it('is nothing for what is not there, or has no place in the order', async () => {
    expect(await beside('nobody')).toEqual({})
    expect(await beside('none', 'sort=size')).toEqual({})
  })

  it('costs a look at the row and one query each way', async () => {
    asked.length = 0
    await beside('00500', 'kind=a&sort=size&cursor=WyJuZXh0IixbIjAwMDAxIl1d')
    expect(asked).toEqual(['SelectQueryNode', 'SelectQueryNode', 'SelectQueryNode'])
  })
})
