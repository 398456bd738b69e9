import { openPersonalOf, type Shop } from '../../bin/open-shop.ts'
import { runJobs } from '../../bin/run-jobs.ts'
import { erasures } from '../../domain/erasures.ts'
import { runJob } from '../../projections/engine/run-job.ts'
import { projections } from '../../projections/index.ts'

/** Does the jobs of a shop in this thread, until aborted: a spec has nobody else who wants it. */
export const doJobsHere = ({ pool, store: eventStore, vault }: Shop, signal: AbortSignal): Promise<void> => {
  const owner = 'spec'
  const options = { pool, eventStore, projections, openPersonal: openPersonalOf(vault), erasures, code: 'spec', owner }
  return runJobs({ pool, owner, doJob: (job, stop) => runJob(job, { ...options, signal: stop }), signal })
}
