import { availableParallelism } from 'node:os'
import { runVerifications, type Verify } from '../eventstore/audit/run-verifications.ts'
import { type DoJob, runJobs } from '../projections/engine/build/run-jobs.ts'
import { projections } from '../projections/index.ts'
import type { Config } from './config.ts'
import { inThread } from './in-thread.ts'
import type { JobWork } from './job-thread.ts'
import { ownerName, type Shop } from './open-shop.ts'
import type { VerificationWorkData } from './verification-thread.ts'

/** A core is left to the pages and to Postgres. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1))

/** Does the jobs of a shop, each in a thread of its own, until aborted. */
export const doJobsInThreads = (config: Config, { pool, databaseUrl }: Shop, signal: AbortSignal): Promise<void> => {
  const owner = ownerName()
  const doJob: DoJob = (job, stop) => {
    const work: JobWork = { config, databaseUrl, owner, job }
    return inThread('job-thread.ts', work, stop, `${job.kind} ${job.model}`)
  }
  return runJobs({ pool, owner, projections, doJob, atOnce: AT_ONCE, signal })
}

/** The same for its verifications. */
export const verifyInThreads = (config: Config, shop: Shop, signal: AbortSignal): Promise<void> => {
  const owner = ownerName()
  const { publicKey } = shop.sealKey
  const verify: Verify = (id, stop) => {
    const work: VerificationWorkData = { config, databaseUrl: shop.databaseUrl, owner, id, publicKey }
    return inThread('verification-thread.ts', work, stop, `verification ${id}`)
  }
  return runVerifications({ pool: shop.pool, owner, verify, signal })
}
