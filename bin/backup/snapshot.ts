import { type ClientBase, escapeIdentifier } from 'pg'
import { strangeTable } from '../kept-schemas.ts'
import { UserError } from '../user-error.ts'
import { headerLine, schemasOf, tableLine } from './format.ts'
import { countRows, type Table, tablesOf } from './tables.ts'

/** Rows of a page. An event may have a megabyte, though hardly any does. */
const FETCH = 200

/** Lines, each with its line feed. `table` and `rows` say of what and how many they are rows. */
export type Piece = { readonly text: string; readonly table?: string; readonly rows: number }

type Options = {
  /** False when the log is in another engine. */
  readonly hasLog: boolean
  readonly onProgress?: (rows: number, total: number) => void
}

/** One snapshot for everything, and values in a form that does not depend on the settings of this server. */
const BEGIN = `
  begin isolation level repeatable read read only;
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local synchronize_seqscans = off;
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`

const refuseMissing = async (client: ClientBase, hasLog: boolean): Promise<void> => {
  const sql = `select to_regclass('vault.master_check') as vault, to_regclass('log.events') as log`
  const { rows } = await client.query<{ vault: string | null; log: string | null }>(sql)
  if (rows[0]?.vault == null) throw new UserError('There is no shop in this database: nothing to back up.')
  if (hasLog && rows[0].log == null)
    throw new UserError(
      'The log of this shop is not in this database. If it is in an EventStoreDB, set EVENTSTORE_URL as for the server.',
    )
}

const refuseStrange = (tables: readonly Table[]): void => {
  const strange = strangeTable(tables)
  if (strange !== undefined)
    throw new UserError(
      `This release of Daybook does not know the table ${strange.name} and could not restore it. If a newer release made it, make the backup with that one; if it is yours, move it to a schema of your own. There is no backup.`,
    )
}

const headerOf = async (client: ClientBase, counts: ReadonlyMap<string, number>): Promise<Piece> => {
  const { rows } = await client.query<{ at: Date; postgres: string }>(
    `select transaction_timestamp() as at, current_setting('server_version') as postgres`,
  )
  const at = rows[0]?.at ?? new Date(Number.NaN)
  const events = counts.get('log.events') ?? null
  const opened = events === null ? [] : (await client.query<{ id: string }>(LOG_ID)).rows
  const logId = opened[0]?.id ?? null
  const postgres = rows[0]?.postgres ?? ''
  return { text: headerLine({ logId, createdAt: at.toISOString(), events, postgres }), rows: 0 }
}

const LOG_ID = `select data->>'id' as id from log.events where stream = 'log' and revision = 0`

/**
 * Everything of a shop that can not be derived, as the lines of a backup without their manifest: all of one moment, while
 * others go on writing, and a page of rows at a time. The connection is left in its transaction. @throws UserError
 */
export async function* snapshot(client: ClientBase, { hasLog, onProgress }: Options): AsyncGenerator<Piece, void> {
  await client.query(BEGIN)
  await refuseMissing(client, hasLog)
  const tables = await tablesOf(client, schemasOf(hasLog))
  refuseStrange(tables)
  const counts = new Map<string, number>()
  for (const table of tables) counts.set(table.name, await countRows(client, table))
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  yield await headerOf(client, counts)
  let done = 0
  for (const table of tables) {
    yield {
      text: tableLine(
        table.name,
        table.columns.map(({ name }) => name),
      ),
      table: table.name,
      rows: 0,
    }
    for await (const piece of rowsOf(client, table)) {
      yield piece
      done += piece.rows
      onProgress?.(done, total)
    }
  }
}

async function* rowsOf(client: ClientBase, { name, sql, columns }: Table): AsyncGenerator<Piece, void> {
  const values = columns.map(column => `${escapeIdentifier(column.name)}::text`).join(', ')
  await client.query(`declare backup no scroll cursor for select json_build_array(${values})::text as line from ${sql}`)
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${FETCH} from backup`)
    if (rows.length === 0) break
    yield { text: rows.map(({ line }) => `${line}\n`).join(''), table: name, rows: rows.length }
  }
  await client.query('close backup')
}
