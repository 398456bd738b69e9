import { belongsToStore, storeOf } from '../domain/store-of.ts'
import type { Viewer } from '../domain/viewer.ts'
import type { Outcome } from '../eventstore/command.ts'
import type { Conflict } from './conflict.ts'
import type { EventStory } from './event-story.ts'
import { eventStoryOf } from './read-event-story.ts'
import { conflictOf, historyOf, type Log, momentsOf } from './read-history.ts'
import type { ReadHistory, StreamMoments } from './stream-history.ts'

/** What is read from the log itself, as far as a viewer may see it: of the whole log, or of as much as there was at some moment. */
export type LogReading = {
  /** What is personal of a thing is told as far as the viewer may see it. */
  readonly history: (viewer: Viewer) => ReadHistory
  readonly moments: (viewer: Viewer) => (category: string, id: string) => Promise<StreamMoments | undefined>
  /** The event at a position token. */
  readonly event: (viewer: Viewer, position: string) => Promise<EventStory | undefined>
  /** What others have done meanwhile. */
  readonly explain: (
    viewer: Viewer,
    outcome: Extract<Outcome, { kind: 'conflict' }>,
    category: string,
    id: string,
  ) => Promise<Conflict>
  /** The store that a thing belongs to; undefined where all stores share it, or there is none. */
  readonly storeOf: (category: string, id: string) => Promise<string | undefined>
}

const storeIn =
  ({ store }: Log) =>
  async (category: string, id: string): Promise<string | undefined> => {
    if (!belongsToStore(category)) return undefined
    const [first] = await store.readStream(`${category}-${id}`, { limit: 1 })
    return first && storeOf(category, first, first)
  }

/** Reads what a log tells of its things. */
export const logReadingOf = (log: Log): LogReading => ({
  history: historyOf(log),
  moments: momentsOf(log),
  event: eventStoryOf(log),
  explain: conflictOf(log),
  storeOf: storeIn(log),
})
