import type { Pool } from 'pg'
import type { EventStore } from '../../../eventstore/event-store.ts'
import type { AnyProjection } from '../model/projection.ts'
import type { BatchOptions } from '../store/batch.ts'
import type { GenerationGroup } from '../store/catch-up.ts'
import type { WakeUp } from './wake-up.ts'

/**
 * leader: projects these read models, others those that are missing. standby: others project all.
 * refused: the log is not the one the tables were made from, or delivers what it must not (`isOutOfOrder`).
 */
export type Role =
  | { readonly role: 'standby' | 'stopped' }
  | { readonly role: 'leader'; readonly models: readonly string[] }
  | { readonly role: 'refused'; readonly reason: string; readonly isOutOfOrder?: true }

/** What the parts of the running read side share. */
export type Engine = {
  readonly pool: Pool
  readonly eventStore: EventStore
  readonly projections: readonly AnyProjection[]
  readonly owner: string
  readonly leaseSeconds: number
  readonly batchSize: number
  readonly batch: BatchOptions
  readonly onError: (error: unknown) => void
  /** After every commit of this process. */
  readonly onCommitted: (group: GenerationGroup) => void
  /** Resolves when no other process is being told of a commit any more. */
  readonly told: () => Promise<void>
  /** After read models were activated by this process. */
  readonly onActivated: () => Promise<unknown>
  /** Woken when another process may have given up the lease or changed the registry. */
  readonly wakeUp: WakeUp
}
