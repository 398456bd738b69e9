import type { ClientBase } from 'pg'
import type { Tables } from './projection.ts'
import type { Column, Table } from './table.ts'

/** Every table's full-text column, when it declares `search`. */
export const SEARCH_COLUMN = 'search_vector'
/** Its second one, when it declares `personalSearch`; null where there is nothing personal. */
export const PERSONAL_SEARCH_COLUMN = 'personal_search_vector'

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
  const search = [
    ...(table.search === undefined ? [] : [searchColumn(table.columns, table.search)]),
    ...(table.personalSearch === undefined ? [] : [personalSearchColumn(table.columns, table.personalSearch)]),
  ]
  const key = `primary key (${table.key.map(quote).join(', ')})`
  const parts = [...columns, 'last_position text not null', 'last_event_id text not null', ...search, key]
  return `create table ${quote(schema)}.${quote(name)} (${parts.join(', ')})`
}

type Declared = Readonly<Record<string, Column<unknown>>>

const searchColumn = (columns: Declared, search: readonly string[]): string =>
  `${SEARCH_COLUMN} tsvector generated always as (${vectorOf(columns, search)}) stored`

const personalSearchColumn = (columns: Declared, search: readonly string[]): string => {
  const some = search.map(quote).join(', ')
  const vector = `case when num_nonnulls(${some}) > 0 then ${vectorOf(columns, search)} end`
  return `${PERSONAL_SEARCH_COLUMN} tsvector generated always as (${vector}) stored`
}

const vectorOf = (columns: Declared, search: readonly string[]): string => {
  const words = search.map(column => {
    const cast = columns[column]?.sql === 'text' ? '' : '::text'
    return `coalesce(${quote(column)}${cast}, '')`
  })
  // Split at punctuation, as searchQuery does: Postgres would keep `CHAIR-1` and `ada@example.com` as they are.
  const split = `regexp_replace(${words.join(" || ' ' || ")}, '[^[:alnum:]]+', ' ', 'g')`
  return `to_tsvector('simple', ${split})`
}

const indexStatements = (schema: string, name: string, { indexes, search, personalSearch }: Table): string[] => {
  const place = `${quote(schema)}.${quote(name)}`
  const trees = indexes.map(columns => `create index on ${place} (${columns.map(sorted).join(', ')})`)
  const words = search === undefined ? [] : [`create index on ${place} using gin (${SEARCH_COLUMN})`]
  // Few rows hold anything personal; the others cost nothing.
  const personal = `create index on ${place} using gin (${PERSONAL_SEARCH_COLUMN}) where ${PERSONAL_SEARCH_COLUMN} is not null`
  return [...trees, ...words, ...(personalSearch === undefined ? [] : [personal])]
}

const sorted = (column: string): string => (column.startsWith('-') ? `${quote(column.slice(1))} desc` : quote(column))
