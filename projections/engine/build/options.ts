import type { Pool } from 'pg'
import { type EventStore, type Position, positionToken } from '../../../eventstore/event-store.ts'
import type { OpenPersonal } from '../fold/event.ts'
import type { AnyProjection } from '../model/projection.ts'
import type { BatchOptions } from '../store/batch.ts'
import type { CatchUpOptions, GenerationGroup } from '../store/catch-up.ts'
import type { Erasures } from '../store/erase.ts'

export type RebuildOptions = {
  readonly pool: Pool
  readonly eventStore: EventStore
  readonly projections: readonly AnyProjection[]
  readonly openPersonal: OpenPersonal
  readonly erasures: Erasures
  /**
   * Names the code that builds. What an interrupted rebuild of the same code has written is gone on with; without it, or
   * by other code, everything is built from the start.
   */
  readonly code?: string
  /** Builds and compares, and drops what was built. */
  readonly isDryRun?: boolean
  readonly onProgress?: (progress: Progress) => void
  /** Interrupts; what is built stays to be gone on with. */
  readonly signal?: AbortSignal
  /** More parked sequences than this end the rebuild. 100 unless told. */
  readonly maxParked?: number
  /** Events per page. 10,000 unless told. */
  readonly batchSize?: number
  /** Rows kept in memory before they are written. 500,000 unless told. */
  readonly maxRows?: number
}

export type Stage = 'building' | 'indexing' | 'catching up' | 'comparing' | 'swapping'

export type Progress = {
  readonly stage: Stage
  readonly generation: number
  /** Events this rebuild has taken, of those it handles, and how many of them in a second on average. */
  readonly events: number
  readonly perSecond: number
  readonly position: string
  readonly head: string
}

export const batchOf = ({ openPersonal, erasures, eventStore, maxParked = 100 }: RebuildOptions): BatchOptions => ({
  openPersonal,
  erasures,
  eraseIn: 'own generation',
  cuts: eventStore.cuts,
  maxParked,
  hooks: {},
})

export const catchUpOptions = (options: Rebuilding): CatchUpOptions => ({
  ...batchOf(options),
  batchSize: options.batchSize ?? 10_000,
  onFailed: async error => {
    throw error
  },
  onCommitted: (group, count) => options.report(group, 'catching up', count),
})

/** Tells where a rebuild is: its stage, and how many events it has taken since it last told. */
export type Report = (group: GenerationGroup, stage: Stage, events?: number, position?: Position) => void

export type Rebuilding = RebuildOptions & { readonly report: Report }

/** The options with a report that counts from now on. */
export const reporting = async (options: RebuildOptions): Promise<Rebuilding> => {
  const head = positionToken(await options.eventStore.head())
  const startedAt = performance.now()
  let events = 0
  const report: Report = (group, stage, count = 0, position = group.position) => {
    events += count
    const perSecond = Math.round((events * 1000) / Math.max(1, performance.now() - startedAt))
    const generation = group.generations[0]?.id.generation ?? 0
    options.onProgress?.({ stage, generation, events, perSecond, position: positionToken(position), head })
  }
  return { ...options, report }
}
