import type { EventStore, RecordedEvent } from '../../eventstore/event-store.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'

/** The same events in a stream of its own, one append each: together they may be more than fits into one. */
const appendsOf = (events: readonly RecordedEvent[]) =>
  events.map(({ stream, revision, id, type, data, metadata }) => ({
    stream,
    expected: revision === 0 ? ('no_stream' as const) : revision - 1,
    events: [{ id, type, data, metadata }],
  }))

/**
 * A log to try commands on: a stream begins as it is in another log, and what is appended is seen here alone. For streams
 * only: reading all of it shows what was tried and what was copied for that. `store` is never written.
 */
export const trialOf = (store: Pick<EventStore, 'readStream'>): EventStore => {
  const memory = memoryEventStore()
  const copied = new Map<string, Promise<unknown>>()
  const copy = (stream: string): Promise<unknown> => {
    const under = copied.get(stream) ?? store.readStream(stream).then(events => memory.append(appendsOf(events)))
    copied.set(stream, under)
    return under
  }
  return {
    ...memory,
    append: async appends => {
      await Promise.all(appends.map(({ stream }) => copy(stream)))
      return memory.append(appends)
    },
    readStream: async (stream, options) => {
      await copy(stream)
      return memory.readStream(stream, options)
    },
  }
}
