import type { Pool } from 'pg'
import { type BulkItem, type BulkRun } from '../../domain/bulk-run.ts'
import { RUN_COLUMNS } from './run.ts'

/** A process that has not been heard of for so long works no more: another goes on. */
const SILENT_SECONDS = 15

/** A run that one process works at. `owner` names that time alone. */
export type Claimed = BulkRun & { readonly owner: string; readonly state: 'previewing' | 'running' }

/** Takes the oldest run that is to be worked at and that nobody works at. Exactly one process gets it. */
export const claimRun = async (pool: Pool, owner: string): Promise<Claimed | undefined> => {
  const { rows } = await pool.query<Claimed>(
    `update app.bulk_run set owner = $1, seen_at = clock_timestamp()
     where id = (
       select id from app.bulk_run
       where state in ('previewing', 'running') and (owner is null or seen_at not between
         clock_timestamp() - make_interval(secs => $2) and clock_timestamp() + interval '2 minutes')
       order by made_at limit 1 for update skip locked)
     returning owner, ${RUN_COLUMNS}`,
    [owner, SILENT_SECONDS],
  )
  return rows[0]
}

/** The next things of it: those nobody looked at, or of one that runs, those that would change. */
export const nextItems = async (pool: Pool, { id, state }: Claimed, limit: number): Promise<BulkItem[]> => {
  const which = state === 'previewing' ? 'outcome is null' : `outcome = 'changes'`
  const sql = `select place, id, revision, outcome, why from app.bulk_item where run = $1 and ${which} order by place limit $2`
  return (await pool.query<BulkItem>(sql, [id, limit])).rows
}

const SETTLE = `
  with run as (update app.bulk_run set seen_at = clock_timestamp() where id = $1 and owner = $2 returning state),
  settled as (
    update app.bulk_item item set outcome = t.outcome, revision = t.revision, why = t.why::jsonb
    from run, unnest($3::int[], $4::int[], $5::text[], $6::text[]) t(place, revision, outcome, why)
    where item.run = $1 and item.place = t.place
  )
  select state from run`

/** Writes down what became of things. @returns whether to go on: it may have been stopped, changed or taken over */
export const settleItems = async (pool: Pool, { id, owner, state }: Claimed, items: readonly BulkItem[]) => {
  const { rows } = await pool.query<{ state: string }>(SETTLE, [
    id,
    owner,
    items.map(({ place }) => place),
    items.map(({ revision }) => revision),
    items.map(({ outcome }) => outcome),
    items.map(({ why }) => (why === null ? null : JSON.stringify(why))),
  ])
  return rows[0]?.state === state
}

/** Its things are all looked at, or all done. */
export const finishRun = async (pool: Pool, { id, owner, state }: Claimed): Promise<void> => {
  const end = state === 'previewing' ? `state = 'previewed'` : `state = 'done', ended_at = clock_timestamp()`
  await pool.query(`update app.bulk_run set ${end}, owner = null where id = $1 and owner = $2 and state = $3`, [
    id,
    owner,
    state,
  ])
}

/** Gives it back, so that the next process goes on at once. */
export const releaseRun = async (pool: Pool, { id, owner }: Claimed): Promise<void> => {
  await pool.query('update app.bulk_run set owner = null where id = $1 and owner = $2', [id, owner])
}
