import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { AnyProjection } from '../model/projection.ts'
import { dropExpired } from '../store/retire.ts'
import { dropExpiredAsOf } from './as-of.ts'
import { claimJob, type Job } from './job.ts'

const POLL_MS = 500
const CLEAR_EVERY_MS = 10 * 60_000

export type DoJob = (job: Job, signal: AbortSignal) => Promise<void>

type Jobs = {
  readonly pool: Pool
  readonly owner: string
  readonly projections: readonly AnyProjection[]
  readonly doJob: DoJob
  /** How many jobs. */
  readonly atOnce: number
  readonly signal: AbortSignal
}

/**
 * Does the jobs that operators and auditors ask for, those of processes that died among them, until aborted. Shops of the
 * past are built one at a time: where there is a second place, it is for rebuilds.
 */
export const runJobs = async (jobs: Jobs): Promise<void> => {
  await Promise.all(Array.from({ length: jobs.atOnce }, (_, place) => takeTurns(jobs, place > 0)))
}

const takeTurns = async ({ pool, owner, projections, doJob, signal }: Jobs, isModelOnly: boolean): Promise<void> => {
  while (!signal.aborted) {
    const job = await claimJob(pool, { owner, projections, isModelOnly })
    if (job !== undefined) await doJob(job, signal)
    else await delay(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
}

export type Clearing = Pick<Jobs, 'pool' | 'projections' | 'signal'> & { readonly hours: number }

/** Drops generations and versions that nobody reads, and shops of the past, once their time is over, until aborted. */
export const clearRetired = async ({ pool, projections, hours, signal }: Clearing): Promise<void> => {
  while (!signal.aborted) {
    await dropExpired(pool, hours, projections)
    await dropExpiredAsOf(pool)
    await delay(CLEAR_EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
}
