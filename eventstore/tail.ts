import type { Marker, Position, RecordedEvent } from './event-store.ts'

const PAGE = 1_000

export type Tail = {
  readonly from: Position
  readonly signal: AbortSignal
  /** The next `limit` events after a position, fewer only at the end of the log. */
  readonly read: (from: Position, limit: number) => Promise<readonly RecordedEvent[]>
  /** Resolves when there may be events beyond a position, or on abort. */
  readonly beyond: (position: Position, signal: AbortSignal) => Promise<void>
}

/**
 * A log as an endless sequence for `follow`: pages of 1,000 at the consumer's pace, the next one read while this one is
 * consumed (never more, so memory is bounded by two pages), and a caughtUp marker whenever all that was read is delivered.
 */
export async function* tail({ from, signal, read, beyond }: Tail): AsyncGenerator<RecordedEvent | Marker, void> {
  let position = from
  let ahead: Promise<readonly RecordedEvent[]> | undefined
  let isMarked = false
  while (!signal.aborted) {
    const events = await (ahead ?? read(position, PAGE))
    position = events.at(-1)?.position ?? position
    ahead = events.length === PAGE ? readAhead(read, position) : undefined
    for (const event of events) {
      yield event
      if (signal.aborted) return
    }
    isMarked &&= events.length === 0
    if (ahead !== undefined) continue
    if (!isMarked) yield { marker: true, position, caughtUp: true }
    isMarked = true
    await beyond(position, signal)
  }
}

// Its error is thrown when the page is asked for; a consumer that has left by then must not bring down the process.
const readAhead = (read: Tail['read'], from: Position) => {
  const page = read(from, PAGE)
  page.catch(() => undefined)
  return page
}
