import {
  type Append,
  type EventStore,
  LOG_STREAM,
  type NewEvent,
  type Position,
  type RecordedEvent,
  START,
} from './event-store.ts'

const PAGE = 1_000

/**
 * Every event of a log from its start (or behind a position) to its present end, in order, without LogOpened: that belongs
 * to this log alone.
 */
export async function* wholeLog(
  store: Pick<EventStore, 'readAll'>,
  behind: Position = START,
): AsyncGenerator<RecordedEvent, void> {
  for (let from = behind; ; ) {
    const { events, next, atHead } = await store.readAll({ from, limit: PAGE })
    for (const event of events) if (event.stream !== LOG_STREAM) yield event
    if (atHead) return
    from = next
  }
}

/** Events in order → the appends they were stored by: neighbours of one stream and one command. */
export async function* appendsOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<Append, void> {
  let append: (Append & { readonly events: NewEvent[] }) | undefined
  for await (const { stream, revision, id, type, data, metadata } of events) {
    const event = { id, type, data, metadata }
    if (append?.stream === stream && append.events[0]?.metadata.commandId === metadata.commandId) {
      append.events.push(event)
      continue
    }
    if (append !== undefined) yield append
    append = { stream, expected: revision === 0 ? 'no_stream' : revision - 1, events: [event] }
  }
  if (append !== undefined) yield append
}
