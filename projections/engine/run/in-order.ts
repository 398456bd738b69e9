import { comparePositions, type Position, type RecordedEvent, START } from '../../../eventstore/event-store.ts'

/** The log delivers what it must not: projected, it would lose something, or do it twice. Nothing of it was written. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder'
}

/** Streams are remembered up to here; then everything before is taken for known, and remembering begins anew. */
const MOST_STREAMS = 50_000

type Delivered = Pick<RecordedEvent, 'stream' | 'revision' | 'position' | 'type'>

/**
 * Watches what a log delivers behind a position. Answers whether an event is new; one that was delivered before is a
 * harmless repeat. What neither continues its stream nor repeats it is refused. A stream left out altogether, and events
 * left out at the end of one, can not be seen from revisions. A stream that is known to be cut is parked by itself.
 * @throws OutOfOrder from the answered function
 */
export const inOrder = (
  from: Position,
  isCut: (stream: string) => boolean = () => false,
): ((event: Delivered) => boolean) => {
  const revisions = new Map<string, number>()
  let [last, known] = [from, from]
  let isFromStart = comparePositions(from, START) === 0
  return event => {
    const { stream, revision, position } = event
    const before = revisions.get(stream)
    if (comparePositions(position, last) <= 0) {
      const isRepeat = before === undefined ? comparePositions(position, known) <= 0 : revision <= before
      if (!isRepeat) throw new OutOfOrder(`${nameOf(event)} was delivered after events that lie behind it in the log`)
      return false
    }
    const due = before === undefined ? (isFromStart ? 0 : revision) : before + 1
    if (revision !== due && !isCut(stream))
      throw new OutOfOrder(`${nameOf(event)} was delivered where revision ${due} is due`)
    revisions.set(stream, revision)
    last = position
    if (revisions.size > MOST_STREAMS) {
      revisions.clear()
      known = last
      isFromStart = false
    }
    return true
  }
}

const nameOf = ({ type, stream, revision }: Delivered) => `${type}, revision ${revision} of ${stream},`
