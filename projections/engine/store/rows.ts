import { type ClientBase, types } from 'pg'
import type { Wanted } from '../fold/plan.ts'
import type { Slot } from '../fold/row-map.ts'
import { arrayText, readTypes } from '../model/column-values.ts'
import { Personal } from '../model/personal.ts'
import { type StoredColumn, storedColumns } from '../model/stored-column.ts'
import type { Column, RowObject, Table } from '../model/table.ts'
import { quote } from './generation-schema.ts'
import { allDone } from './transaction.ts'

/** How the driver hands out values of read tables. */
export const rowTypes = readTypes(types.getTypeParser)

/** Reads and writes the rows of one table of one generation. All statements are prepared once per connection. */
export type RowStore = {
  readonly load: (client: ClientBase, wanted: Wanted) => Promise<RowObject[]>
  /** @throws Error when not as many rows were written as given; ColumnMismatch when a value does not fit. */
  readonly upsert: (client: ClientBase, slots: readonly Slot[]) => Promise<void>
  readonly remove: (client: ClientBase, slots: readonly Slot[]) => Promise<void>
}

const PROVENANCE: Column<string> = { sql: 'text', nullable: false, personal: false }

export const rowStore = (schema: string, name: string, table: Table): RowStore => {
  const place = `${quote(schema)}.${quote(name)}`
  const label = `${schema}.${name}`
  const { key, columns } = table
  const names = Object.keys(columns)
  const stored = storedColumns(table)
  const upsertText = upsertStatement(place, table, stored)
  const removeText = `delete from ${place} t using ${keysTable(table, key)} where ${matches(key)}`
  const decode = decoder(columns)
  const byKeys = async (client: ClientBase, part: readonly string[], keys: Iterable<readonly unknown[]>) => {
    const text = `select ${names.map(column => `t.${quote(column)}`).join(', ')} from ${keysTable(table, part)}
      join ${place} t on ${matches(part)}`
    const values = keyArrays(table, part, [...keys])
    // The driver takes the parsers of a query as it takes the global ones; its types name only the latter.
    const query = { name: `load ${part.length} ${label}`, text, values, types: rowTypes }
    return (await client.query<RowObject>(query)).rows.map(decode)
  }
  return {
    load: async (client, { keys, prefixes }) => {
      const reads = [...prefixes].map(([size, wanted]) => byKeys(client, key.slice(0, size), wanted.values()))
      if (keys.size > 0) reads.push(byKeys(client, key, keys.values()))
      return (await allDone(reads)).flat()
    },
    upsert: async (client, slots) => {
      if (slots.length === 0) return
      const values = upsertValues(stored, slots)
      const { rowCount } = await client.query({ name: `put ${label}`, text: upsertText, values })
      if (rowCount !== slots.length) throw new Error(`${label}: ${rowCount} rows written of ${slots.length}`)
    },
    remove: async (client, slots) => {
      if (slots.length === 0) return
      const values = keyArrays(
        table,
        key,
        slots.map(slot => slot.key),
      )
      await client.query({ name: `cut ${label}`, text: removeText, values })
    },
  }
}

// jsonb has no array input that escapes simply: texts are sent and cast.
const arrayType = (sql: string): string => (sql === 'jsonb' ? 'text[]::jsonb[]' : `${sql}[]`)
const sqlOf = ({ columns }: Table, column: string): string => columns[column]?.sql ?? 'text'

const keysTable = (table: Table, part: readonly string[]): string => {
  const arrays = part.map((column, index) => `$${index + 1}::${arrayType(sqlOf(table, column))}`)
  return `unnest(${arrays.join(', ')}) as wanted(${part.map(quote).join(', ')})`
}

const matches = (part: readonly string[]): string =>
  part.map(column => `t.${quote(column)} = wanted.${quote(column)}`).join(' and ')

const keyArrays = ({ columns }: Table, part: readonly string[], keys: readonly (readonly unknown[])[]): string[] =>
  part.map((name, index) => {
    const column = columns[name]
    if (column === undefined) throw new Error(`the key column ${name} is not declared`)
    return arrayText(
      name,
      column,
      keys.map(key => key[index]),
    )
  })

const upsertStatement = (place: string, { key }: Table, stored: readonly StoredColumn[]): string => {
  const sqls = [
    ...stored.map(({ name, column }) => [name, column.sql] as const),
    ['last_position', PROVENANCE.sql] as const,
    ['last_event_id', PROVENANCE.sql] as const,
  ]
  const names = sqls.map(([name]) => name)
  const arrays = sqls.map(([, sql], index) => `$${index + 1}::${arrayType(sql)}`)
  const sets = names.filter(name => !key.includes(name)).map(name => `${quote(name)} = excluded.${quote(name)}`)
  return `insert into ${place} (${names.map(quote).join(', ')}) select * from unnest(${arrays.join(', ')})
    on conflict (${key.map(quote).join(', ')}) do update set ${sets.join(', ')}`
}

const upsertValues = (stored: readonly StoredColumn[], slots: readonly Slot[]): string[] => {
  const rows = slots.map(({ row }) => row ?? {})
  const columns = stored.map(({ name, column, valueIn }) => arrayText(name, column, rows.map(valueIn)))
  // Tokens and ids hold nothing that an array literal would have to escape.
  const positions = `{${slots.map(({ position }) => position).join(',')}}`
  const ids = `{${slots.map(({ eventId }) => eventId).join(',')}}`
  return [...columns, positions, ids]
}

/** Personal values are closed again before a handler sees them. */
const decoder = (columns: Table['columns']): ((row: RowObject) => RowObject) => {
  const personal = Object.entries(columns).flatMap(([name, column]) => (column.personal ? [name] : []))
  const close = (value: unknown) => (value === null ? null : new Personal(() => value))
  return personal.length === 0
    ? row => row
    : row => ({ ...row, ...Object.fromEntries(personal.map(name => [name, close(row[name])])) })
}
