import type { Kysely } from 'kysely'
import type { Database } from '../projections/database.ts'
import type { AskedAsOf, AsOf, Bound } from '../projections/engine/build/as-of.ts'
import type { Job } from '../projections/engine/build/job.ts'
import type { LogReading } from './log-reading.ts'

/** The shop as of a moment, as requests read it. */
export type Past = {
  readonly id: string
  readonly bound: Bound
  /** What is today there. */
  readonly now: Date
  readonly queries: () => Kysely<Database>
  /** What the living shop reads from the log, up to that moment. */
  readonly log: LogReading
}

/** All shops of the past: auditors ask for them, look through them and drop them. */
export type Pasts = {
  readonly ask: (bound: Bound, askedBy: string) => Promise<AskedAsOf>
  /** Newest first, each with the job that builds it. */
  readonly list: () => Promise<readonly { readonly asOf: AsOf; readonly job: Job | undefined }[]>
  readonly drop: (id: string) => Promise<boolean>
  /** Undefined for one that is gone, or not built yet. */
  readonly open: (id: string) => Promise<Past | undefined>
}
