import type { Viewer } from '../domain/viewer.ts'
import type { EventStory } from './event-story.ts'
import { eventStoryOf } from './read-event-story.ts'
import { historyOf, type Log, momentsOf } from './read-history.ts'
import type { ReadHistory, StreamMoments } from './stream-history.ts'

/** What is read from the log itself: of the whole log, or of as much of it as there was at some moment. */
export type LogReading = {
  /** What is personal of a thing is told as far as the viewer may see it. */
  readonly history: (viewer: Viewer) => ReadHistory
  readonly moments: (viewer: Viewer) => (category: string, id: string) => Promise<StreamMoments | undefined>
  /** The event at a position token, with as much of it as the viewer may see. */
  readonly event: (viewer: Viewer, position: string) => Promise<EventStory | undefined>
}

/** Reads what a log tells of its things. */
export const logReadingOf = (log: Log): LogReading => ({
  history: historyOf(log),
  moments: momentsOf(log),
  event: eventStoryOf(log),
})
