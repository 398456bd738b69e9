import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Pool } from 'pg'
import { dropExpiredAsOf } from '../projections/engine/as-of.ts'
import { claimJob, type Job } from '../projections/engine/job.ts'
import { dropExpired } from '../projections/engine/retire.ts'
import type { Config } from './config.ts'
import type { JobWork } from './job-thread.ts'

const POLL_MS = 500
const CLEAR_EVERY_MS = 10 * 60_000
/** Rows of a fold live until they are written: a small nursery would copy them again and again. */
const YOUNG_MB = 128
/** A core is left to the pages and to Postgres. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1))

export type DoJob = (job: Job, signal: AbortSignal) => Promise<void>

type Jobs = {
  readonly pool: Pool
  readonly owner: string
  readonly doJob: DoJob
  readonly signal: AbortSignal
}

/** Does the jobs that operators ask for, those of processes that died among them, until aborted. */
export const runJobs = async (jobs: Jobs): Promise<void> => {
  await Promise.all(Array.from({ length: AT_ONCE }, () => takeTurns(jobs)))
}

const takeTurns = async ({ pool, owner, doJob, signal }: Jobs): Promise<void> => {
  while (!signal.aborted) {
    const job = await claimJob(pool, owner)
    if (job !== undefined) await doJob(job, signal)
    else await delay(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Drops retired generations and shops of the past once their time is over, until aborted. */
export const clearRetired = async (pool: Pool, hours: number, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await dropExpired(pool, hours)
    await dropExpiredAsOf(pool)
    await delay(CLEAR_EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Does a job in a thread of its own: folding a log would hold up the answers of this one. */
export const doInThread =
  (config: Config, databaseUrl: string, owner: string): DoJob =>
  (job, signal) =>
    new Promise((resolve, reject) => {
      const workerData: JobWork = { config, databaseUrl, owner, job }
      const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB }
      const worker = new Worker(new URL('job-thread.ts', import.meta.url), { workerData, resourceLimits })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- windows have origins, threads have none
      const stop = () => worker.postMessage('stop')
      signal.addEventListener('abort', stop)
      worker.once('error', reject)
      worker.once('exit', code => {
        signal.removeEventListener('abort', stop)
        if (code === 0) resolve()
        else reject(new Error(`the thread of ${job.kind} ${job.model} ended with ${code}`))
      })
    })
