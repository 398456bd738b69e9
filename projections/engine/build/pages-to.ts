import {
  comparePositions,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '../../../eventstore/event-store.ts'

type Range = {
  /** Exclusive. */
  readonly from: Position
  /** Inclusive. */
  readonly to: Position
  readonly types: readonly string[] | undefined
  readonly limit: number
}

/** `end`: everything up to there was read, also where a filter has left nothing of it. */
export type PageTo = { readonly events: readonly RecordedEvent[]; readonly end: Position }

/** The events of a range of the log in pages, each read while the one before is worked on. */
export async function* pagesTo(
  eventStore: Pick<EventStore, 'readAll'>,
  { from, to, types, limit }: Range,
): AsyncGenerator<PageTo, void> {
  const read = (after: Position) => {
    const page = eventStore.readAll({ from: after, limit, ...(types === undefined ? {} : { types }) })
    // It may fail while nobody awaits it yet.
    page.catch(() => undefined)
    return page
  }
  const isBefore = (position: Position) => comparePositions(position, to) < 0
  for (let reading = isBefore(from) ? read(from) : undefined; reading !== undefined; ) {
    const { events, next, atHead } = await reading
    reading = !atHead && isBefore(next) ? read(next) : undefined
    const last = events.at(-1)
    const isWhole = last === undefined || comparePositions(last.position, to) <= 0
    yield {
      events: isWhole ? events : events.filter(({ position }) => comparePositions(position, to) <= 0),
      end: isBefore(next) ? next : to,
    }
  }
}
