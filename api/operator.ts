import type { Job, ModelJob } from '../projections/engine/build/job.ts'
import type { ParkedEvent, Retried } from '../projections/engine/run/park.ts'

/** A job on one read model. */
export type ModelJobRow = Job & { readonly kind: ModelJob }

/** What operators do to the read side. None of it changes the shop: it is not events. */
export type Operator = {
  /** Every read model, by name. */
  readonly models: readonly string[]
  /** Puts jobs in the queue. @returns the read models that had none under way; the others keep theirs */
  readonly ask: (models: readonly string[], kind: ModelJob, askedBy: string) => Promise<readonly string[]>
  readonly cancel: (jobId: string) => Promise<boolean>
  /** Newest first. */
  readonly jobs: (model?: string) => Promise<readonly ModelJobRow[]>
  /** Parked events of what is read, oldest first. */
  readonly parked: () => Promise<readonly ParkedEvent[]>
  readonly retry: (model: string, sequence: string) => Promise<Retried>
  readonly release: (model: string, sequence: string) => Promise<number>
}
