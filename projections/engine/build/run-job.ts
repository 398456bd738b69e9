import { setTimeout as delay } from 'node:timers/promises'
import { messageOf } from '../fold/plan.ts'
import { buildAsOf } from './build-as-of.ts'
import { finishJob, type Job, keepJob, returnJob } from './job.ts'
import type { Progress, RebuildOptions } from './options.ts'
import { rebuild } from './rebuild.ts'
import { rollBack } from './rollback.ts'

const BEAT_MS = 500

/** Why a job was interrupted. */
class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly heard: 'cancelled' | 'taken over' | 'stopping'

  constructor(heard: Interrupted['heard']) {
    super(`the job was ${heard}`)
    this.heard = heard
  }
}

type Options = Omit<RebuildOptions, 'signal' | 'isDryRun'> & {
  readonly owner: string
  /** Interrupts; the job goes back into the queue. */
  readonly signal: AbortSignal
}

/**
 * Does a claimed job to its end, telling twice a second where it is and listening whether it is cancelled. Never throws
 * for what became of the job: that is written down.
 */
export const runJob = async (job: Job, options: Options): Promise<void> => {
  const { pool, owner, signal } = options
  const interrupt = new AbortController()
  let latest: Progress | null = null
  const onStop = () => interrupt.abort(new Interrupted('stopping'))
  signal.addEventListener('abort', onStop)
  if (signal.aborted) onStop()
  const beating = new AbortController()
  const beat = async () => {
    while (!beating.signal.aborted) {
      const heard = await keepJob(pool, { id: job.id, owner, progress: latest })
      if (heard !== 'go on') interrupt.abort(new Interrupted(heard))
      await delay(BEAT_MS, undefined, { signal: beating.signal }).catch(() => undefined)
    }
  }
  const onProgress = (progress: Progress) => {
    latest = progress
    options.onProgress?.(progress)
  }
  const beats = beat().catch(error => interrupt.abort(error))
  const ended = await carryOut(job, { ...options, onProgress, signal: interrupt.signal })
  beating.abort()
  await beats
  signal.removeEventListener('abort', onStop)
  if (latest !== null) await keepJob(pool, { id: job.id, owner, progress: latest })
  if (ended === 'stopping') await returnJob(pool, job.id, owner)
  else if (ended !== 'taken over') await finishJob(pool, job.id, owner, ended)
}

const carryOut = async ({ kind, model }: Job, options: RebuildOptions) => {
  try {
    options.signal?.throwIfAborted()
    if (kind === 'roll back') return { state: 'done', generation: await rollBack(model, options) } as const
    if (kind === 'as of') {
      await buildAsOf(model, options)
      return { state: 'done', generation: 0 } as const
    }
    const rebuilt = await rebuild(model, { ...options, isDryRun: kind === 'dry run' })
    return { state: 'done', ...rebuilt } as const
  } catch (error) {
    if (!(error instanceof Interrupted)) return { state: 'failed', error: messageOf(error) } as const
    return error.heard === 'cancelled' ? ({ state: 'cancelled' } as const) : error.heard
  }
}
