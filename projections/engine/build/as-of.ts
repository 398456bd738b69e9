import type { ClientBase, Pool } from 'pg'
import type { Position } from '../../../eventstore/event-store.ts'
import { type AnyProjection, versionName } from '../model/projection.ts'
import { lockEngine } from '../store/engine-schema.ts'
import { dropGeneration, type GenerationId } from '../store/registry.ts'
import { inTransaction } from '../store/transaction.ts'
import { askForJob } from './job.ts'

/**
 * Which shop: everything that had happened by a time (`at` of events, a prefix of every stream), or everything that was
 * recorded up to a place of the log.
 */
export type Bound = { readonly at: Date } | { readonly position: Position }

/** The whole shop as of some moment, in schemas of its own, until it expires. */
export type AsOf = {
  readonly id: string
  readonly bound: Bound
  readonly askedBy: string
  readonly askedAt: Date
  readonly expiresAt: Date
  /** Null while it can not be read yet. */
  readonly builtAt: Date | null
}

type Row = Omit<AsOf, 'bound'> & { at: Date | null; commit: string | null; prepare: string | null }

const COLUMNS = `id, at, commit, prepare, asked_by as "askedBy", asked_at as "askedAt", expires_at as "expiresAt",
  built_at as "builtAt"`

const asOfOf = ({ at, commit, prepare, ...row }: Row): AsOf => ({
  ...row,
  bound: at === null ? { position: { commit: BigInt(commit ?? 0), prepare: BigInt(prepare ?? 0) } } : { at },
})

/** How many there may be at a time, built or not: each is a copy of all read models. */
export type AsOfLimits = { readonly perViewer: number; readonly all: number }

/** `there`: somebody has asked for the same moment before, and it is kept as long as if it were new. */
export type AskedAsOf =
  | { readonly kind: 'asked' | 'there'; readonly id: string }
  | { readonly kind: 'too many'; readonly of: keyof AsOfLimits; readonly most: number }

type Asked = Pick<AsOf, 'id' | 'bound' | 'askedBy'> & { readonly hours: number; readonly limits: AsOfLimits }

/** Asks for a shop and for the job that builds it, at once, unless there is one of that moment or there are too many. */
export const askForAsOf = (pool: Pool, asked: Asked, projections: readonly AnyProjection[]): Promise<AskedAsOf> =>
  inTransaction(pool, async client => {
    // Whoever asks at the same moment is counted, too.
    await client.query(lockEngine)
    const same = await keepSame(client, asked, projections)
    if (same !== undefined) return { kind: 'there', id: same }
    const full = await whatIsFull(client, asked)
    if (full !== undefined) return { kind: 'too many', of: full, most: asked.limits[full] }
    const { id, askedBy, hours } = asked
    await client.query(
      `insert into projections.as_of (id, at, commit, prepare, asked_by, expires_at)
       values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(hours => $6))`,
      [id, ...valuesOf(asked.bound), askedBy, hours],
    )
    await askForJob(client, { id, model: id, kind: 'as of', askedBy }, projections)
    return { kind: 'asked', id }
  })

const valuesOf = (bound: Bound) =>
  'at' in bound ? [bound.at, null, null] : [null, bound.position.commit, bound.position.prepare]

/** A moment that was still to come when it was asked for lacks what has happened since: that is another shop. */
const keepSame = async (client: ClientBase, { bound, hours }: Asked, projections: readonly AnyProjection[]) => {
  const { rows } = await client.query<{ id: string }>(
    `update projections.as_of a set expires_at = greatest(expires_at, clock_timestamp() + make_interval(hours => $4))
     where (at, commit, prepare) is not distinct from ($1::timestamptz, $2::bigint, $3::bigint)
       and expires_at > clock_timestamp() and (at is null or at < asked_at)
       and exists (select from projections.job j
         where j.id = a.id and versions = $5 and state in ('waiting', 'running', 'done'))
     returning id`,
    [...valuesOf(bound), hours, projections.map(versionName).sort()],
  )
  return rows[0]?.id
}

const whatIsFull = async (client: ClientBase, { askedBy, limits }: Asked): Promise<keyof AsOfLimits | undefined> => {
  const { rows } = await client.query<{ all: number; mine: number }>(
    `select count(*)::int as all, count(*) filter (where asked_by = $1)::int as mine
     from projections.as_of where expires_at > clock_timestamp()`,
    [askedBy],
  )
  const { all, mine } = rows[0] ?? { all: 0, mine: 0 }
  if (mine >= limits.perViewer) return 'perViewer'
  return all >= limits.all ? 'all' : undefined
}

/** All there are, newest first, also those that are still built. */
export const listAsOf = async (pool: Pool): Promise<AsOf[]> => {
  const { rows } = await pool.query<Row>(`select ${COLUMNS} from projections.as_of order by asked_at desc, id`)
  return rows.map(asOfOf)
}

export const readAsOf = async (client: ClientBase | Pool, id: string): Promise<AsOf | undefined> => {
  const { rows } = await client.query<Row>(`select ${COLUMNS} from projections.as_of where id = $1`, [id])
  return rows.map(asOfOf)[0]
}

/** Drops a shop with its schemas, also while it is built: whoever builds it finds it gone. @returns whether there was one */
export const dropAsOf = (pool: Pool, id: string): Promise<boolean> =>
  inTransaction(pool, async client => {
    await client.query(lockEngine)
    await dropGenerationsOf(client, id)
    await client.query(`delete from projections.job where id = $1 and kind = 'as of'`, [id])
    const { rowCount } = await client.query('delete from projections.as_of where id = $1', [id])
    return rowCount === 1
  })

/** Drops what was built of a shop. Under the engine's lock. */
export const dropGenerationsOf = async (client: ClientBase, id: string): Promise<void> => {
  const { rows } = await client.query<GenerationId>(
    'select model, version, generation from projections.generation where as_of = $1',
    [id],
  )
  for (const generation of rows) await dropGeneration(client, generation)
}

/** Drops the shops whose time is over. @returns their ids */
export const dropExpiredAsOf = async (pool: Pool): Promise<string[]> => {
  const { rows } = await pool.query<{ id: string }>(
    'select id from projections.as_of where expires_at < clock_timestamp() order by id',
  )
  for (const { id } of rows) await dropAsOf(pool, id)
  return rows.map(({ id }) => id)
}
