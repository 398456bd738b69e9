import type { ClientBase } from 'pg'
import type { Tables } from '../model/projection.ts'
import { PERSONAL_SEARCH_COLUMN, SEARCH_COLUMN, searchesPersonal, storedColumns } from '../model/stored-column.ts'
import type { Table } from '../model/table.ts'

/** Name of the Postgres schema that holds the tables of one generation: `orders_v3_g7`. */
export const schemaName = (model: string, version: number, generation: number): string =>
  `${model}_v${version}_g${generation}`

/** The schemas of the read side that are there: the engine's own, and those of all generations. */
export const readSchemas = async (client: ClientBase): Promise<string[]> => {
  const engine = await client.query<{ found: boolean }>(
    `select to_regclass('projections.generation') is not null as found`,
  )
  if (engine.rows[0]?.found !== true) return []
  const { rows } = await client.query<{ model: string; version: number; generation: number }>(
    'select model, version, generation from projections.generation',
  )
  return ['projections', ...rows.map(row => schemaName(row.model, row.version, row.generation))]
}

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
  const columns = storedColumns(table).map(
    ({ name: column, column: { sql, nullable } }) => `${quote(column)} ${sql}${nullable ? '' : ' not null'}`,
  )
  const key = `primary key (${table.key.map(quote).join(', ')})`
  const parts = [...columns, 'last_position text not null', 'last_event_id text not null', key]
  return `create table ${quote(schema)}.${quote(name)} (${parts.join(', ')})`
}

const indexStatements = (schema: string, name: string, table: Table): string[] => {
  const place = `${quote(schema)}.${quote(name)}`
  const trees = table.indexes.map(columns => `create index on ${place} (${columns.map(sorted).join(', ')})`)
  const words = table.search === undefined ? [] : [`create index on ${place} using gin (${SEARCH_COLUMN})`]
  const values = (table.holding ?? []).map(column => `create index on ${place} using gin (${quote(column)})`)
  const key = table.key.map(quote).join(', ')
  const rare = (table.rare ?? []).map(column => `create index on ${place} (${key}) where ${quote(column)}`)
  const capitals = (table.inCapitals ?? [])
    .map(quote)
    .map(column => `create index on ${place} (upper(${column})) where ${column} is not null`)
  // Few rows may hold anything personal; the others cost nothing.
  const personal = `create index on ${place} using gin (${PERSONAL_SEARCH_COLUMN}) where ${PERSONAL_SEARCH_COLUMN} is not null`
  return [...trees, ...words, ...values, ...rare, ...capitals, ...(searchesPersonal(table) ? [personal] : [])]
}

const sorted = (column: string): string => (column.startsWith('-') ? `${quote(column.slice(1))} desc` : quote(column))
