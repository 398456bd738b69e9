import type { ClientBase, Pool } from 'pg'
import { type AnyProjection, versionName } from '../model/projection.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Comparison } from './compare.ts'
import type { Progress } from './options.ts'

export const jobKinds = ['rebuild', 'dry run', 'roll back'] as const
/** `as of`: builds the shop as of a moment; its `model` is the id of that. */
export type JobKind = ModelJob | 'as of'
export type ModelJob = (typeof jobKinds)[number]
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** Long work on one read model that somebody asked for. It outlives the process that does it. */
export type Job = {
  readonly id: string
  readonly model: string
  readonly kind: JobKind
  readonly state: JobState
  readonly askedBy: string
  readonly askedAt: Date
  /** The process that does it, or did. */
  readonly owner: string | null
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  /** It was asked to end, and has perhaps not noticed yet. */
  readonly isCancelled: boolean
  readonly progress: Progress | null
  /** What is read now, or was compared. */
  readonly generation: number | null
  readonly comparison: Comparison | null
  readonly error: string | null
}

const COLUMNS = `id, model, kind, state, asked_by as "askedBy", asked_at as "askedAt", owner, started_at as "startedAt",
  finished_at as "finishedAt", is_cancelled as "isCancelled", progress, generation, comparison, error`

/** A process that has not been heard of for so long does its job no more: another may go on with it. */
const SILENT_SECONDS = 15

type Asked = Pick<Job, 'id' | 'model' | 'kind' | 'askedBy'>

/**
 * Puts a job in the queue, about these read models in the versions they have here. @returns false when there is one that
 * is not finished
 */
export const askForJob = async (
  client: ClientBase | Pool,
  { id, model, kind, askedBy }: Asked,
  about: readonly AnyProjection[],
): Promise<boolean> => {
  const { rowCount } = await client.query(
    `insert into projections.job (id, model, kind, asked_by, versions) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [id, model, kind, askedBy, about.map(versionName).sort()],
  )
  return rowCount === 1
}

/** Jobs on read models: what runs, then what waits, in its order, then what has ended, the newest first. */
export const readJobs = async (
  pool: Pool,
  { model, limit }: { model?: string; limit: number },
): Promise<(Job & { readonly kind: ModelJob })[]> => {
  const { rows } = await pool.query<Job & { kind: ModelJob }>(
    `select ${COLUMNS} from projections.job where kind <> 'as of' and ($1::text is null or model = $1)
     order by case state when 'running' then 0 when 'waiting' then 1 else 2 end,
       case when state = 'waiting' then asked_at end, asked_at desc, id desc limit $2`,
    [model ?? null, limit],
  )
  return rows
}

export const readJob = async (pool: Pool, id: string): Promise<Job | undefined> => {
  const { rows } = await pool.query<Job>(`select ${COLUMNS} from projections.job where id = $1`, [id])
  return rows[0]
}

/** Asks for the end of a job; one that waits ends at once. @returns false when it is finished or unknown */
export const cancelJob = async (pool: Pool, id: string): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `update projections.job set is_cancelled = true,
       state = case state when 'waiting' then 'cancelled' else state end,
       finished_at = case state when 'waiting' then clock_timestamp() else finished_at end
     where id = $1 and state in ('waiting', 'running')`,
    [id],
  )
  return rowCount === 1
}

export type Claiming = {
  readonly owner: string
  /** Jobs of another release are not ours: its read models may be declared otherwise. */
  readonly projections: readonly AnyProjection[]
  /** Only this one. */
  readonly id?: string
  /** Only what is about one read model: no shops of the past. */
  readonly isModelOnly?: boolean
}

/**
 * Takes the oldest job that waits, or one whose process has fallen silent; shops of the past after everything else, as
 * nobody waits for them who works in the living one. Exactly one process gets it. One that was last seen later than now was
 * seen by a clock that ran ahead.
 */
export const claimJob = async (
  client: ClientBase | Pool,
  { owner, projections, id, isModelOnly = false }: Claiming,
): Promise<Job | undefined> => {
  const { rows } = await client.query<Job>(
    `update projections.job set state = 'running', owner = $1, seen_at = clock_timestamp(),
       started_at = coalesce(started_at, clock_timestamp())
     where id = (
       select id from projections.job
       where (state = 'waiting' or state = 'running' and seen_at not between
           clock_timestamp() - make_interval(secs => $2) and clock_timestamp() + interval '2 minutes')
         and ($3::uuid is null or id = $3) and versions <@ $4 and (kind <> 'as of' or not $5)
       order by kind = 'as of', asked_at, id limit 1 for update skip locked)
     returning ${COLUMNS}`,
    [owner, SILENT_SECONDS, id ?? null, projections.map(versionName), isModelOnly],
  )
  return rows[0]
}

/**
 * Asks for a job and takes it in one step: another process that looks for work never sees it wait. Takes over one of
 * the same kind that waits, or whose process has fallen silent. @returns undefined when another process has the model
 */
export const takeJob = (
  pool: Pool,
  asked: Asked,
  { owner, projections }: Pick<Claiming, 'owner' | 'projections'>,
): Promise<Job | undefined> =>
  inTransaction(pool, async client => {
    const about = projections.filter(({ name }) => name === asked.model)
    if (await askForJob(client, asked, about)) return await claimJob(client, { owner, projections, id: asked.id })
    const { rows } = await client.query<{ id: string }>(
      `select id from projections.job where model = $1 and versions = $2 and kind = $3 and state in ('waiting', 'running')`,
      [asked.model, about.map(versionName), asked.kind],
    )
    return rows[0] && (await claimJob(client, { owner, projections, id: rows[0].id }))
  })

/** What the owner of a job hears when it says that it is still there. */
export type Heard = 'go on' | 'cancelled' | 'taken over'

/** Tells where a job is, and that its process lives. */
export const keepJob = async (
  pool: Pool,
  { id, owner, progress }: { id: string; owner: string; progress: Progress | null },
): Promise<Heard> => {
  const { rows } = await pool.query<{ cancelled: boolean }>(
    `update projections.job set seen_at = clock_timestamp(), progress = coalesce($3, progress)
     where id = $1 and owner = $2 and state = 'running' returning is_cancelled as cancelled`,
    [id, owner, progress],
  )
  return rows[0] === undefined ? 'taken over' : rows[0].cancelled ? 'cancelled' : 'go on'
}

export type Finished =
  | { readonly state: 'done'; readonly generation: number; readonly comparison?: Comparison | undefined }
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'cancelled' }

/** Writes down how a job ended, unless another process has taken it over. */
export const finishJob = async (pool: Pool, id: string, owner: string, finished: Finished): Promise<void> => {
  const { state } = finished
  const done = state === 'done' ? finished : undefined
  await pool.query(
    `update projections.job set state = $3, finished_at = clock_timestamp(), generation = $4, comparison = $5, error = $6
     where id = $1 and owner = $2 and state = 'running'`,
    [
      id,
      owner,
      state,
      done?.generation ?? null,
      done?.comparison === undefined ? null : JSON.stringify(done.comparison),
      state === 'failed' ? finished.error : null,
    ],
  )
}

/** Gives a job back, so that the next process may go on with it at once: its owner is asked to stop. */
export const returnJob = async (pool: Pool, id: string, owner: string): Promise<void> => {
  await pool.query(
    `update projections.job set state = 'waiting', owner = null where id = $1 and owner = $2 and state = 'running'`,
    [id, owner],
  )
}
