import type { Rejection } from './decider.ts'

/**
 * `asked`: what is to be done is not said yet. `previewing`: every thing is looked at. `previewed`: it may be begun.
 * `running`, `done`, and `stopped` for good.
 */
export type BulkState = 'asked' | 'previewing' | 'previewed' | 'running' | 'done' | 'stopped'

/** Of one thing. `changes`: it would, and will. The others say what became of it. */
export const bulkOutcomes = ['done', 'changes', 'refused', 'nothing'] as const
export type BulkOutcome = (typeof bulkOutcomes)[number]

/** What somebody does with many things of a category, under one correlation id: its own. */
export type BulkRun = {
  readonly id: string
  /** Id of whoever does it. */
  readonly by: string
  readonly category: string
  /** Null where it takes back what the run `undoes` did. */
  readonly action: string | null
  readonly undoes: string | null
  /** What was asked, as the action takes it; null until it is. */
  readonly asked: unknown
  readonly state: BulkState
  readonly madeAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

export type BulkItem = {
  readonly place: number
  readonly id: string
  readonly revision: number | null
  readonly outcome: BulkOutcome | null
  /** Why it was refused. */
  readonly why: Rejection | null
}
