import type { Json } from '../eventstore/event-store.ts'
import type { Touched } from '../projections/engine/fold/touched.ts'
import type { HistoryEntry } from './stream-history.ts'

/** The personal part of an event, as far as a viewer may see it. */
export type PersonalStory = { readonly subject: string } & (
  | { readonly state: 'open'; readonly value: Json }
  | { readonly state: 'hidden' | 'erased' | 'unreadable' }
)

/** One event with everything that the log knows of it. */
export type EventStory = {
  /** Its changes are what the detail read model of its aggregate makes of it; none when it has no such model. */
  readonly entry: HistoryEntry
  /** Why the detail read model could not apply it, or an event before it. */
  readonly unapplied?: string
  readonly stream: string
  readonly category: string
  /** The aggregate's id. */
  readonly id: string
  readonly recordedAt: Date
  /** As it was stored, without the personal part. */
  readonly data: { readonly [key: string]: Json }
  readonly personal?: PersonalStory
  readonly metadata: { readonly [key: string]: Json }
  readonly commandId: string
  readonly correlationId: string
  /** Ids of its neighbours in the stream, of those that the viewer may see. */
  readonly previous?: string
  readonly next?: string
  readonly touched: readonly Touched[]
}
