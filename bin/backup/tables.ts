import { type ClientBase, escapeIdentifier } from 'pg'

export type Column = { readonly name: string; readonly type: string }
export type Table = {
  /** With its schema: `log.events`. */
  readonly name: string
  /** The same, quoted for SQL. */
  readonly sql: string
  readonly columns: readonly Column[]
}

const TABLES = `
  select n.nspname as schema, c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  order by n.nspname, c.relname, a.attnum`

type Row = { readonly schema: string; readonly table: string; readonly column: string; readonly type: string }

/** Every table of these schemas with the columns that are stored, in the order of their names. */
export const tablesOf = async (client: ClientBase, schemas: readonly string[]): Promise<Table[]> => {
  const { rows } = await client.query<Row>(TABLES, [schemas])
  const tables = new Map<string, Table & { readonly columns: Column[] }>()
  for (const { schema, table, column, type } of rows) {
    const name = `${schema}.${table}`
    const known = tables.get(name) ?? {
      name,
      sql: `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`,
      columns: [],
    }
    known.columns.push({ name: column, type })
    tables.set(name, known)
  }
  return [...tables.values()]
}

/** How many rows a table has. */
export const countRows = async (client: ClientBase, { sql }: Table): Promise<number> => {
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${sql}`)
  return Number(rows[0]?.count ?? 0)
}
