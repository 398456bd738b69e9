import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Permission } from '../../../../domain/viewer.ts'
import { activity, activityList } from '../../../../projections/audit/activity.ts'
import { productList, products } from '../../../../projections/catalog/product.ts'
import { stockList, stocks } from '../../../../projections/catalog/stock.ts'
import { movementList, stockMovements } from '../../../../projections/catalog/stock-movement.ts'
import { customerList, customers } from '../../../../projections/customers/customer.ts'
import {
  type Choice,
  COUNT_CAP,
  type ListDefinition,
  type ListQuery,
} from '../../../../projections/engine/list/list.ts'
import type { Reader } from '../../../../projections/engine/list/list-conditions.ts'
import { parseListQuery } from '../../../../projections/engine/list/list-query.ts'
import { readList } from '../../../../projections/engine/list/list-read.ts'
import type { AnyProjection } from '../../../../projections/engine/model/projection.ts'
import { storedColumns } from '../../../../projections/engine/model/stored-column.ts'
import type { Column, Table } from '../../../../projections/engine/model/table.ts'
import { createIndexes, createTables, schemaName } from '../../../../projections/engine/store/generation-schema.ts'
import { orders } from '../../../../projections/orders/order.ts'
import { orderList } from '../../../../projections/orders/orders-listed.ts'
import { returnList, returns } from '../../../../projections/orders/return.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { rowsRead } from '../../../support/rows-read.ts'

const ROWS = 200_000
/** The day after the last of the rows. */
const NEW_YEAR = { locale: 'en-GB', timeZone: 'UTC', now: new Date('2027-01-01') }
const MOST_ROWS_READ = 5_000
/** Of a store with few rows all of them are sorted sooner than the next of them are looked up, each of several times. */
const MOST_OF_STORES = 20_000

type Listed = { readonly projection: AnyProjection; readonly definition: ListDefinition }
const lists: Readonly<Record<string, Listed>> = {
  products: { projection: products, definition: productList },
  stock: { projection: stocks, definition: stockList },
  movements: { projection: stockMovements, definition: movementList },
  customers: { projection: customers, definition: customerList },
  orders: { projection: orders, definition: orderList },
  returns: { projection: returns, definition: returnList },
  activity: { projection: activity, definition: activityList },
}

const storedValues = ({ values, groups }: Choice): readonly string[] =>
  groups === undefined ? (values ?? ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']) : Object.values(groups).flat()

const STORES = ['', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']

/** A believable spread: keys unique, choices few and uneven, times over a year (to the millisecond, as events have them). */
const expression = (
  name: string,
  column: Column<unknown>,
  { definition }: Pick<Listed, 'definition'>,
  isKey: boolean,
): string => {
  const choice = Object.values(definition.filters).find(
    filter => filter.kind === 'choice' && filter.column === name && filter.ages === undefined,
  )
  const values = choice?.kind === 'choice' ? storedValues(choice) : name === definition.store?.column ? STORES : []
  if (choice?.kind === 'choice' && choice.isNarrow) return `'N-' || (i % 2000)`
  if (isKey && column.sql === 'text') return `'K-' || lpad(i::text, 8, '0')`
  const one = `(array[${values.map(v => `'${v}'`).join(',')}])[1 + floor(${values.length} * power(random(), 3))::int]`
  if (values.length > 0) return column.sql === 'jsonb' ? `jsonb_build_array(${one})` : one
  const by = {
    text: `'word' || (i % 5000) || ' thing'`,
    bigint: `(random() * 100000)::bigint`,
    boolean: 'i % 50 = 0',
    timestamptz: `date_trunc('milliseconds', timestamptz '2026-01-01' + (i % 365) * interval '1 day' + random() * interval '1 day')`,
    date: `date '2026-01-01' + (i % 365)`,
    jsonb: `'{}'::jsonb`,
    tsvector: `array_to_tsvector(array['word' || (i % 5000), 'thing'])`,
  }
  return by[column.sql]
}

const tableNamed = (name: string): Table =>
  Object.values(lists).find(({ definition }) => definition.table === name)?.projection.tables[name] as Table

const fillTable = async (
  client: PoolClient,
  { schema, name, rows }: { readonly schema: string; readonly name: string; readonly rows: number },
  table: Table,
  valueOf: (name: string, column: Column<unknown>) => string,
) => {
  const columns = storedColumns(table)
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const values = columns.map(({ name, column }) => valueOf(name, column)).join(', ')
  await client.query(`insert into ${schema}."${name}" (${names}, last_position, last_event_id)
    select ${values}, '0', '00000000-0000-0000-0000-000000000000' from generate_series(1, ${rows}) i`)
}

/** Things that rows refer to: as many as a column of the rows has values, so that each is referred to. */
const fillOthers = async (client: PoolClient, schema: string, { definition }: Listed) => {
  for (const { column, in: of } of definition.also ?? []) {
    const [name, rows] = column === 'customer' ? [`'N-' || i`, 2_000] : [`'word' || i || ' thing'`, 5_000]
    const other = Object.values(lists).find(it => it.definition.table === of.table)
    const table = tableNamed(of.table)
    const value = (column: string, as: Column<unknown>) =>
      column === of.key ? name : expression(column, as, { definition: other?.definition ?? definition }, false)
    await fillTable(client, { schema, name: of.table, rows }, table, value)
    await createIndexes(client, schema, { [of.table]: table })
    await client.query(`vacuum analyze ${schema}."${of.table}"`)
  }
}

/** One row for each of the list, of every second one another; what both say is the same. */
const fillAsides = async (client: PoolClient, schema: string, listed: Listed) => {
  const { projection, definition } = listed
  for (const { table: name, key, tie, columns } of definition.asides ?? []) {
    const table = projection.tables[name] as Table
    const stored = storedColumns(table)
    const value = (column: string, as: Column<unknown>) => {
      if (column === key) return `m."${definition.key}"`
      if (column === tie && as.sql === 'bigint') return 'nth'
      if (columns.includes(column) && column in (projection.tables[definition.table] as Table).columns)
        return column === 'since' ? expression(column, as, listed, false) : `m."${column}"`
      return column === tie
        ? `(array['closed', 'to_pack', 'shipped', 'invalid'])[1 + (i % 4 + nth) % 4]`
        : expression(column, as, listed, false)
    }
    await client.query(`insert into ${schema}."${name}" (${stored.map(({ name }) => `"${name}"`).join(', ')}, last_position, last_event_id)
      select ${stored.map(({ name, column }) => value(name, column)).join(', ')}, '0', '00000000-0000-0000-0000-000000000000'
      from (select row_number() over () as i, * from ${schema}."${definition.table}") m
      cross join lateral generate_series(1, (1 + m.i % 2)::int) as nth`)
    await client.query(`vacuum analyze ${schema}."${name}"`)
  }
}

const fill = async (database: TestDatabase, listed: Listed): Promise<string> => {
  const { projection, definition } = listed
  const schema = schemaName(projection.name, projection.version, 1)
  const client = await database.pool.connect()
  const others = (definition.also ?? []).map(({ in: { table } }) => [table, tableNamed(table)] as const)
  await createTables(client, schema, { ...projection.tables, ...Object.fromEntries(others) })
  const table = projection.tables[definition.table] as Table
  const value = (name: string, column: Column<unknown>) => expression(name, column, listed, table.key.includes(name))
  await fillTable(client, { schema, name: definition.table, rows: ROWS }, table, value)
  await createIndexes(client, schema, projection.tables)
  await fillAsides(client, schema, listed)
  await client.query(`vacuum analyze ${schema}."${definition.table}"`)
  await fillOthers(client, schema, listed)
  client.release()
  return schema
}

const reader = (may: readonly Permission[] = [], within?: Reader['within']): Reader => ({
  timeZone: 'Europe/London',
  may: new Set(may),
  ...(within && { within }),
})

describe.each(Object.entries(lists))('the list of %s over 200,000 rows', (_, listed) => {
  const { definition } = listed
  let database: TestDatabase
  let db: Kysely<Record<string, Record<string, unknown>>>
  const asking: CompiledQuery[] = []

  beforeAll(async () => {
    database = await createDatabase()
    const schema = await fill(database, listed)
    const base = new Kysely<Record<string, Record<string, unknown>>>({
      dialect: new PostgresDialect({ pool: database.pool }),
      log: ({ query }) => {
        asking.push(query)
      },
    })
    db = base.withSchema(schema)
  }, 120_000)
  afterAll(() => database.close())

  /** The rows that each statement of a page reads: the most of them. */
  const rowsReadFor = async (query: ListQuery, by = reader()): Promise<number> => {
    asking.length = 0
    await readList(by, db, definition, query)
    expect(asking.length).toBeGreaterThanOrEqual(1)
    let most = 0
    for (const { sql, parameters } of asking.splice(0)) {
      most = Math.max(most, await rowsRead(database.pool, { sql, parameters }))
    }
    return most
  }
  const asked = (parameters: Record<string, string> | [string, string][]) =>
    parseListQuery(definition, new URLSearchParams(parameters), 50, NEW_YEAR)

  const sorts = Object.keys(definition.sorts).flatMap(sort => [sort, `-${sort}`])
  const filters = Object.entries(definition.filters).flatMap(([name, filter]): [string, [string, string][]][] => {
    if (filter.kind === 'from') return [[name, [[name, '1']]]]
    if (filter.kind === 'days')
      return [
        [
          `${name} days`,
          [
            [`${name}.from`, '2026-03-01'],
            [`${name}.to`, '2026-09-30'],
          ],
        ],
      ]
    if (filter.kind === 'amount') {
      const in_: [string, string] = [filter.currency, 'EUR']
      return [
        [`${name} (many)`, [[`${name}.from`, '100'], in_]],
        [`${name} (few)`, [[`${name}.from`, '100'], [`${name}.to`, '101'], in_]],
        [`${name} matching nothing`, [[`${name}.from`, '900000'], in_]],
      ]
    }
    if (filter.kind === 'number')
      return [
        [`${name} (many)`, [[`${name}.from`, '10000']]],
        [
          `${name} (few)`,
          [
            [`${name}.from`, '100'],
            [`${name}.to`, '101'],
          ],
        ],
        [`${name} matching nothing`, [[`${name}.to`, '-5']]],
      ]
    if (filter.kind === 'flag')
      return [
        [name, [[name, 'yes']]],
        [`not ${name}`, [[name, 'no']]],
      ]
    const [first = 'A', ...others] = filter.isNarrow ? ['N-1', 'N-2'] : (filter.values ?? ['A', 'H'])
    const rare = others.at(-1) ?? first
    const nothing: [string, [string, string][]][] =
      filter.values === undefined ? [[`${name} matching nothing`, [[name, 'no such value']]]] : []
    return [
      [name, [[name, first]]],
      [`${name} (rare)`, [[name, rare]]],
      [
        `two of ${name}`,
        [
          [name, first],
          [name, rare],
        ],
      ],
      ...nothing,
    ]
  })

  it.each([['no filter', []] as [string, [string, string][]], ...filters])(
    'reads few rows with %s, whatever the sort, first and last page',
    async (_, filter) => {
      for (const sort of sorts) {
        const query = asked([...filter, ['sort', sort]])
        // The last page is the first one of the opposite direction, read backwards.
        expect(await rowsReadFor(query), `sorted by ${sort}`).toBeLessThan(MOST_ROWS_READ)
      }
    },
    60_000,
  )

  if ('total' in definition.filters)
    it('reads next to nothing to see that its amounts have several currencies', async () => {
      expect(await rowsReadFor(asked({ 'total.from': '100' }))).toBeLessThan(10)
    })

  if (definition.search)
    it('reads few rows for a search, also for a word that every row has', async () => {
      for (const q of ['thing', 'word4999', 'no-such-word', 'thing word4999', 'thnig'])
        for (const sort of sorts)
          for (const by of [reader(), reader(['audit:personal'])])
            expect(await rowsReadFor(asked({ q, sort }), by), `${q} by ${sort}`).toBeLessThan(MOST_ROWS_READ)
    })

  const { store } = definition
  if (store !== undefined)
    describe.each([['A'], ['H'], ['A', 'H']])('for somebody who sees the store %s %s', (...stores) => {
      const by = reader(['audit:personal'], new Map([[store.may, new Set(stores.filter(Boolean))]]))

      it.each([['no filter', []] as [string, [string, string][]], ...filters])(
        'reads few rows with %s, whatever the sort',
        async (_, filter) => {
          const most: string[] = []
          for (const sort of sorts) {
            const rows = await rowsReadFor(asked([...filter, ['sort', sort]]), by)
            if (rows >= (filter.length === 0 ? MOST_ROWS_READ : MOST_OF_STORES)) most.push(`${sort}: ${rows}`)
          }
          expect(most).toEqual([])
        },
        60_000,
      )

      it('reads few rows for a search', async () => {
        for (const q of ['thing', 'word4999', 'no-such-word', 'thing word4999', 'thnig'])
          for (const sort of sorts)
            expect(await rowsReadFor(asked({ q, sort }), by), `${q} by ${sort}`).toBeLessThan(MOST_OF_STORES)
      })

      it('pages through rows of theirs alone', async () => {
        const page = await readList<Record<string, unknown>>(by, db, definition, asked({ limit: '500' }))
        const theirs = [...stores, store.none]
        expect(page.rows).toHaveLength(500)
        expect(page.rows.filter(row => !theirs.includes(String(row[store.column])))).toEqual([])
      })
    })

  if (definition.search && 'correlation' in definition.filters)
    it('finds what matches search and filter, however many others match the search', async () => {
      const found = await readList(reader(), db, definition, asked({ q: 'thing', correlation: 'N-1999' }))
      expect(found).toMatchObject({ total: ROWS / 2000, capped: false })
    })

  it('pages through everything in order and back, without losing or repeating a row', async () => {
    const first = asked({ limit: '200' })
    const one = await readList<Record<string, unknown>>(reader(), db, definition, first)
    const two = await readList<Record<string, unknown>>(
      reader(),
      db,
      definition,
      asked({ limit: '200', cursor: one.next ?? '' }),
    )
    const back = await readList<Record<string, unknown>>(
      reader(),
      db,
      definition,
      asked({ limit: '200', cursor: two.previous ?? '' }),
    )
    const keys = (page: typeof one) => page.rows.map(row => row[definition.key])
    expect(new Set([...keys(one), ...keys(two)]).size).toBe(400)
    expect(keys(back)).toEqual(keys(one))
    expect(one).toMatchObject({ total: COUNT_CAP, capped: true })
    expect(one.previous).toBeUndefined()
  })
})
