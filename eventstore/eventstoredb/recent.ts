import { comparePositions, type Position, type RecordedEvent } from '../event-store.ts'

const MOST = 4_096
/** Dropping one by one would move the whole list each time. */
const DROP = 1_024

/** The events heard of lately, complete from a position on as long as a subscription runs. */
export const recent = () => {
  let events: RecordedEvent[] = []
  /** `events` has everything behind it; undefined while no subscription runs. */
  let from: Position | undefined
  return {
    /** A subscription delivers what is behind this position. */
    begin: (position: Position) => {
      events = []
      from = position
    },
    end: () => {
      events = []
      from = undefined
    },
    add: (event: RecordedEvent) => {
      events.push(event)
      if (events.length <= MOST) return
      from = events[DROP - 1]?.position
      events = events.slice(DROP)
    },
    /** The next events behind a position; undefined when it lies before what is kept. */
    after: (position: Position, limit: number): RecordedEvent[] | undefined => {
      if (from === undefined || comparePositions(position, from) < 0) return undefined
      const before = events.findLastIndex(event => comparePositions(event.position, position) <= 0)
      return events.slice(before + 1, before + 1 + limit)
    },
  }
}
