import { openPersonalOf, type Shop } from '../../bin/open-shop.ts'
import { erasures } from '../../domain/erasures.ts'
import { runVerification } from '../../eventstore/audit/run-verification.ts'
import { runVerifications } from '../../eventstore/audit/run-verifications.ts'
import { firstGap } from '../../eventstore/postgres/first-gap.ts'
import { runJob } from '../../projections/engine/build/run-job.ts'
import { runJobs } from '../../projections/engine/build/run-jobs.ts'
import { projections } from '../../projections/index.ts'

/** Does the jobs and verifications of a shop in this thread, until aborted: a spec has nobody else who wants it. */
export const doJobsHere = async (shop: Shop, signal: AbortSignal): Promise<void> => {
  const { pool, store, vault, seals, sealKey, trail } = shop
  const owner = 'spec'
  const openPersonal = openPersonalOf(vault)
  const options = { pool, eventStore: store, projections, openPersonal, erasures, code: 'spec', owner }
  const work = { pool, store, seals, vault, trail, trusted: [sealKey.publicKey], firstGap: () => firstGap(pool), owner }
  await Promise.all([
    runJobs({
      pool,
      owner,
      projections,
      doJob: (job, stop) => runJob(job, { ...options, signal: stop }),
      atOnce: 2,
      signal,
    }),
    runVerifications({ pool, owner, verify: (id, stop) => runVerification(id, { ...work, signal: stop }), signal }),
  ])
}
