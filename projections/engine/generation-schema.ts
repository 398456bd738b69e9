import type { ClientBase } from 'pg'
import type { Tables } from './projection.ts'
import type { Column, Table } from './table.ts'

/** Every table's full-text column, when it declares `search`. */
export const SEARCH_COLUMN = 'search_vector'

/** Name of the Postgres schema that holds the tables of one generation: `orders_v3_g7`. */
export const schemaName = (model: string, version: number, generation: number): string =>
  `${model}_v${version}_g${generation}`

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Makes the empty tables of a generation, with their primary keys. Secondary indexes come with `createIndexes`. */
export const createTables = async (client: ClientBase, schema: string, tables: Tables): Promise<void> => {
  await client.query(`create schema ${quote(schema)}`)
  for (const [name, table] of Object.entries(tables)) await client.query(tableStatement(schema, name, table))
}

export const createIndexes = async (client: ClientBase, schema: string, tables: Tables): Promise<void> => {
  for (const [name, table] of Object.entries(tables))
    for (const statement of indexStatements(schema, name, table)) await client.query(statement)
}

const tableStatement = (schema: string, name: string, table: Table): string => {
  const columns = Object.entries(table.columns).map(
    ([column, { sql, nullable }]) => `${quote(column)} ${sql}${nullable ? '' : ' not null'}`,
  )
  const search = table.search === undefined ? [] : [searchColumn(table.columns, table.search)]
  const key = `primary key (${table.key.map(quote).join(', ')})`
  const parts = [...columns, 'last_position text not null', 'last_event_id text not null', ...search, key]
  return `create table ${quote(schema)}.${quote(name)} (${parts.join(', ')})`
}

const searchColumn = (columns: Readonly<Record<string, Column<unknown>>>, search: readonly string[]): string => {
  const words = search.map(column => {
    const cast = columns[column]?.sql === 'text' ? '' : '::text'
    return `coalesce(${quote(column)}${cast}, '')`
  })
  // Split at punctuation, as searchQuery does: Postgres would keep `CHAIR-1` and `ada@example.com` as they are.
  const split = `regexp_replace(${words.join(" || ' ' || ")}, '[^[:alnum:]]+', ' ', 'g')`
  return `${SEARCH_COLUMN} tsvector generated always as (to_tsvector('simple', ${split})) stored`
}

const indexStatements = (schema: string, name: string, { indexes, search }: Table): string[] => {
  const place = `${quote(schema)}.${quote(name)}`
  const trees = indexes.map(columns => `create index on ${place} (${columns.map(sorted).join(', ')})`)
  return search === undefined ? trees : [...trees, `create index on ${place} using gin (${SEARCH_COLUMN})`]
}

const sorted = (column: string): string => (column.startsWith('-') ? `${quote(column.slice(1))} desc` : quote(column))
