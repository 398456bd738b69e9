import type { ClientBase } from 'pg'
import { UserError } from '../user-error.ts'
import { countRows, type Table } from './tables.ts'

/** What a shop writes when it is opened for the first time, and how many rows of it at most. */
const WRITTEN_BY_OPENING: ReadonlyMap<string, number> = new Map([
  ['log.events', 1],
  ['vault.master_check', 1],
  ['vault.sealed_until', 1],
  // Where each process begins.
  ['app.process', Number.POSITIVE_INFINITY],
])

/** A server on this database would go on with what it remembers of another log. @throws UserError */
export const refuseAtWork = async (client: ClientBase): Promise<void> => {
  const { rows: found } = await client.query<{ lease: string | null }>(
    `select to_regclass('projections.lease') as lease`,
  )
  if (found[0]?.lease == null) return
  const { rows } = await client.query<{ owner: string }>(
    'select owner from projections.lease where expires_at >= clock_timestamp()',
  )
  if (rows[0] !== undefined)
    throw new UserError(
      `Daybook is at work on this database (${rows[0].owner}). Stop it first; one that was killed is forgotten after ten seconds. Nothing was restored.`,
    )
}

/** The trigger that keeps the log append-only is off for this statement; nobody appends meanwhile. */
const forget = ({ name, sql }: Table): string =>
  name === 'log.events'
    ? `alter table ${sql} disable trigger append_only; delete from ${sql}; alter table ${sql} enable trigger append_only`
    : `delete from ${sql}`

/** Takes an empty shop for what is restored: refuses any other, and forgets what its opening has written. @throws UserError */
export const takeOver = async (client: ClientBase, tables: readonly Table[], elsewhere: string): Promise<void> => {
  const opened: Table[] = []
  for (const table of tables) {
    const count = await countRows(client, table)
    const most = WRITTEN_BY_OPENING.get(table.name) ?? 0
    if (count > most)
      throw new UserError(
        `This shop is not empty (${count.toLocaleString('en')} rows in ${table.name}), and a backup is restored into an empty one only. ${elsewhere} Nothing was restored.`,
      )
    if (count > 0) opened.push(table)
  }
  for (const table of opened) await client.query(forget(table))
}
