import { type ClientBase, escapeIdentifier, type Pool } from 'pg'
import { destroyKey } from '../../eventstore/vault/postgres-vault.ts'
import { makeKeptSchemas } from '../kept-schemas.ts'
import { UserError } from '../user-error.ts'
import { refuseAtWork, takeOver } from './empty-shop.ts'
import { damaged, schemasOf } from './format.ts'
import { type Read, type Rows, readBackup } from './read-backup.ts'
import { type Table, tablesOf } from './tables.ts'

export type Restored = Read & {
  /** The shop had been started before, so what that made is gone: its administrator, who had never come in. */
  readonly wasStarted: boolean
  /** Of the subjects that were to be erased once more: those of whom the backup has no key. */
  readonly unknownSubjects: readonly string[]
}

type Options = {
  readonly pool: Pool
  readonly file: string
  /** As the header of the backup says. */
  readonly hasLog: boolean
  /** Subjects whose keys are to be destroyed, because they were erased after the backup was made. */
  readonly erased: readonly string[]
  /** What to do when the shop is not empty, for people. */
  readonly elsewhere: string
  readonly onProgress?: (rows: number) => void
  readonly signal?: AbortSignal
}

const newer = (what: string) =>
  new UserError(
    `The backup holds ${what}, which this release of Daybook does not know: restore it with a newer release.`,
  )

const insertInto = ({ name, sql, columns }: Table, names: readonly string[]): string => {
  const values = names.map((column, index) => {
    const known = columns.find(({ name }) => name === column)
    if (known === undefined) throw newer(`the column ${column} of ${name}`)
    return `(line->>${index})::${known.type}`
  })
  return `insert into ${sql} (${names.map(escapeIdentifier).join(', ')}) overriding system value
    select ${values.join(', ')} from jsonb_array_elements($1::jsonb) as line`
}

const insertRows = async (client: ClientBase, tables: readonly Table[], { table, columns, lines }: Rows) => {
  const target = tables.find(({ name }) => name === table)
  if (target === undefined) throw newer(`the table ${table}`)
  const { rowCount } = await client.query(insertInto(target, columns), [`[${lines.join(',')}]`])
  if (rowCount !== lines.length) throw damaged(`only ${rowCount} of ${lines.length} rows of ${table} could be written`)
}

// Rows that are written with the numbers they had do not count them on.
const COUNTED = `
  select format('select setval(%L, max(%I)) from %s having max(%2$I) is not null',
    pg_get_serial_sequence(attrelid::regclass::text, attname), attname, attrelid::regclass) as statement
  from pg_attribute join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
  where nspname = any($1) and attidentity <> '' and not attisdropped`

/** What comes next in a restored table goes on behind the highest number in it. */
const countOn = async (client: ClientBase, schemas: readonly string[]): Promise<void> => {
  const { rows } = await client.query<{ statement: string }>(COUNTED, [schemas])
  for (const { statement } of rows) await client.query(statement)
}

const destroyKeys = async (client: ClientBase, subjects: readonly string[]): Promise<string[]> => {
  const sql = 'select subject from vault.subject_key where subject = any($1)'
  const { rows } = await client.query<{ subject: string }>(sql, [subjects])
  for (const subject of subjects) await destroyKey(client, subject)
  return subjects.filter(subject => rows.every(row => row.subject !== subject))
}

const restoreWith = async (client: ClientBase, options: Options): Promise<Restored> => {
  const { file, hasLog, erased, elsewhere, onProgress, signal } = options
  // Values were printed so; a transaction that waits for the disk it reads from is not idle.
  await client.query(`set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
    set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`)
  await refuseAtWork(client)
  await makeKeptSchemas(client, hasLog)
  const tables = await tablesOf(client, schemasOf(hasLog))
  const wasStarted = await takeOver(client, tables, elsewhere)
  let done = 0
  const onRows = async (rows: Rows) => {
    await insertRows(client, tables, rows)
    done += rows.lines.length
    onProgress?.(done)
  }
  // Read once more with its digest: it may be another file than the one that was checked.
  const read = await readBackup(file, { onRows, ...(signal && { signal }) })
  if ((read.header.events !== null) !== hasLog) throw damaged('it is another file than a moment ago')
  await countOn(client, schemasOf(hasLog))
  return { ...read, wasStarted, unknownSubjects: await destroyKeys(client, erased) }
}

/**
 * Fills an empty shop from a backup that was checked, all of it or nothing, with positions, revisions, ids and times as
 * they were. @throws UserError in one line, the signal's reason, the database's errors
 */
export const restoreBackup = async (options: Options): Promise<Restored> => {
  const client = await options.pool.connect()
  let isDone = false
  try {
    await client.query('begin')
    const restored = await restoreWith(client, options)
    await client.query('commit')
    isDone = true
    return restored
  } finally {
    // After an error the connection goes, and its transaction with it.
    client.release(!isDone)
  }
}
