import type { ClientBase } from 'pg'
import { ROOT } from '../../domain/people/role.ts'
import { FIRST_USER } from '../../domain/people/root.ts'
import { UserError } from '../user-error.ts'
import { countRows, type Table } from './tables.ts'

const FIRST = `user-${FIRST_USER}`
const ROOTS = [`role-${ROOT}`, `group-${ROOT}`]

/** Events that the first start makes without anybody having done anything. */
const OF_FIRST_START = `
  (stream = 'log' and type = 'LogOpened')
  or (stream = '${ROOTS[0]}' and type in ('RoleCreated', 'RuleSet', 'RoleGiven'))
  or (stream = '${ROOTS[1]}' and type in ('GroupCreated', 'GroupJoined'))
  or (stream = '${FIRST}' and type = 'UserCreated')
  or (type in ('ClaimMade', 'ClaimRenewed') and data ->> 'owner' in ('${[...ROOTS, FIRST].join("', '")}'))`

/** What a shop writes when it is opened and started for the first time: which rows, as SQL. */
const WRITTEN_BY_OPENING: ReadonlyMap<string, string> = new Map([
  // Once somebody has come in there are events of other types.
  ['log.events', `(${OF_FIRST_START}) and metadata -> 'actor' ->> 'kind' = 'process'`],
  ['vault.master_check', 'true'],
  ['vault.sealed_until', 'true'],
  ['vault.subject_key', `subject = '${FIRST}' and wrapped is not null`],
  ['vault.sealed_subject', `subject = '${FIRST}'`],
  ['app.one_time_token', `user_id = '${FIRST_USER}' and purpose = 'link'`],
  // Where each process begins.
  ['app.process', 'true'],
])

/** How many rows of a table are more than that. */
const countForeign = async (client: ClientBase, { name, sql }: Table): Promise<number> => {
  const known = WRITTEN_BY_OPENING.get(name) ?? 'false'
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${sql} where not (${known})`)
  return Number(rows[0]?.count ?? 0)
}

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

/**
 * Takes an empty shop for what is restored: refuses any other, and forgets what its opening and first start have written.
 * @returns whether it had been started. @throws UserError
 */
export const takeOver = async (client: ClientBase, tables: readonly Table[], elsewhere: string): Promise<boolean> => {
  const opened: Table[] = []
  let isStarted = false
  for (const table of tables) {
    const foreign = await countForeign(client, table)
    if (foreign > 0)
      throw new UserError(
        `This shop is not empty (${foreign.toLocaleString('en')} rows in ${table.name} that its first start does not make), and a backup is restored into an empty one only. ${elsewhere} Nothing was restored.`,
      )
    const count = await countRows(client, table)
    if (count > 0) opened.push(table)
    // Opening alone writes one.
    if (table.name === 'log.events' && count > 1) isStarted = true
  }
  for (const table of opened) await client.query(forget(table))
  return isStarted
}
