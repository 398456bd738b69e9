import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { CanNotSeal } from '../proof/keep-seal.ts'
import { TRAIL, type TrailTable } from './tables.ts'

/** The highest number of each table; 0 where there is no row. */
export type Ends = Readonly<Record<TrailTable, number>>

const ENDS = `
  select (select max(number) from app.access)::float8 as access, (select max(number) from app.export)::float8 as export,
    (select max(number) from app.verification)::float8 as verification`

const WRITERS = `
  select virtualtransaction as writer from pg_locks
  where locktype = 'relation' and mode = 'RowExclusiveLock' and granted and relation = any($1::regclass[])
    and database = (select oid from pg_database where datname = current_database())`

const UNFINISHED = `select min(number)::float8 as first from app.verification where state in ('waiting', 'running')`

const PAUSE_MS = 20
const MOST_MS = 30_000

/** How far each table goes at this moment. Rows with lower numbers may still be on their way. */
export const endsOf = async (pool: Pool): Promise<Ends> => {
  const [row] = (await pool.query<Record<TrailTable, number | null>>(ENDS)).rows
  return { access: row?.access ?? 0, export: row?.export ?? 0, verification: row?.verification ?? 0 }
}

const writersOf = async (pool: Pool): Promise<ReadonlySet<string>> => {
  const { rows } = await pool.query<{ writer: string }>(WRITERS, [TRAIL.map(table => `app.${table}`)])
  return new Set(rows.map(({ writer }) => writer))
}

/** A verification is written on until it has ended: what is behind the first that has not is sealed later. */
const beforeUnfinished = async (pool: Pool, ends: Ends): Promise<Ends> => {
  const first = (await pool.query<{ first: number | null }>(UNFINISHED)).rows[0]?.first
  return first == null ? ends : { ...ends, verification: Math.min(ends.verification, first - 1) }
}

/**
 * Numbers up to which no row can come any more. A number is taken before its row can be seen, but behind the lock that a
 * statement which writes holds to the end of its transaction: once nobody holds it who held it when the ends were read,
 * all rows below them are there, or never come. Nobody is held up by that.
 * @throws CanNotSeal when a transaction that writes does not end, the signal's reason
 */
export const settledEnds = async (pool: Pool, signal?: AbortSignal): Promise<Ends> => {
  const ends = await endsOf(pool)
  let early = await writersOf(pool)
  const until = performance.now() + MOST_MS
  while (early.size > 0) {
    if (performance.now() > until)
      throw new CanNotSeal('somebody has been writing looks, exports or verifications in one transaction for too long')
    await delay(PAUSE_MS, undefined, signal && { signal })
    early = early.intersection(await writersOf(pool))
  }
  return beforeUnfinished(pool, ends)
}
