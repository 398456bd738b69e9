import type { Pool } from 'pg'
import type { ShopVerified } from './verify-shop.ts'

/** How far a verification is. */
export type VerificationProgress = {
  /** Events that were compared. */
  readonly events: number
  /** Of the log as it was at the beginning, 0 to 100. */
  readonly percent: number
}

/** The whole shop compared with its seals because somebody asked for it. */
export type Verification = {
  readonly id: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly askedBy: string
  readonly askedAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly progress: VerificationProgress | null
  readonly result: ShopVerified | null
  readonly error: string | null
}

const COLUMNS = `id, state, asked_by as "askedBy", asked_at as "askedAt", started_at as "startedAt",
  finished_at as "finishedAt", progress, result, error`

/** A process that has not been heard of for so long verifies no more: another begins anew. */
const SILENT_SECONDS = 15

/** Asks for a verification. @returns the id of the one that is not finished, which may be one that was asked for before */
export const askForVerification = async (pool: Pool, id: string, askedBy: string): Promise<string> => {
  const sql = 'insert into app.verification (id, asked_by) values ($1, $2) on conflict do nothing'
  if ((await pool.query(sql, [id, askedBy])).rowCount === 1) return id
  const unfinished = `select id from app.verification where state in ('waiting', 'running')`
  const { rows } = await pool.query<{ id: string }>(unfinished)
  return rows[0]?.id ?? askForVerification(pool, id, askedBy)
}

/** So many of them, newest first. */
export const listVerifications = async (pool: Pool, limit: number): Promise<Verification[]> =>
  (
    await pool.query<Verification>(`select ${COLUMNS} from app.verification order by asked_at desc, id desc limit $1`, [
      limit,
    ])
  ).rows

/** Takes the one that waits, or whose process has fallen silent. Exactly one process gets it. */
export const claimVerification = async (pool: Pool, owner: string): Promise<string | undefined> => {
  const { rows } = await pool.query<{ id: string }>(
    `update app.verification set state = 'running', owner = $1, seen_at = clock_timestamp(), progress = null,
       started_at = clock_timestamp()
     where id = (
       select id from app.verification
       where state = 'waiting' or state = 'running' and seen_at not between
         clock_timestamp() - make_interval(secs => $2) and clock_timestamp() + interval '2 minutes'
       order by asked_at limit 1 for update skip locked)
     returning id`,
    [owner, SILENT_SECONDS],
  )
  return rows[0]?.id
}

type Owned = { readonly id: string; readonly owner: string }

/** Tells how far it is, and that its process lives. @returns false when another process has taken it over */
export const keepVerification = async (
  pool: Pool,
  { id, owner }: Owned,
  progress: VerificationProgress,
): Promise<boolean> => {
  const sql = `update app.verification set seen_at = clock_timestamp(), progress = $3
    where id = $1 and owner = $2 and state = 'running'`
  return (await pool.query(sql, [id, owner, progress])).rowCount === 1
}

/** Writes down what came of it, unless another process has taken it over. */
export const finishVerification = async (
  pool: Pool,
  { id, owner }: Owned,
  outcome: { readonly result: ShopVerified } | { readonly error: string },
): Promise<void> => {
  const [result, error] = 'result' in outcome ? [outcome.result, null] : [null, outcome.error]
  const sql = `update app.verification set state = case when $4::text is null then 'done' else 'failed' end,
      finished_at = clock_timestamp(), result = $3, error = $4
    where id = $1 and owner = $2 and state = 'running'`
  await pool.query(sql, [id, owner, result, error])
}

/** Gives it back, so that the next process may begin it at once: its owner is asked to stop. */
export const returnVerification = async (pool: Pool, { id, owner }: Owned): Promise<void> => {
  const sql = `update app.verification set state = 'waiting', owner = null
    where id = $1 and owner = $2 and state = 'running'`
  await pool.query(sql, [id, owner])
}
