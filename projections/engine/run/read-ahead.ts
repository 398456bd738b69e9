import { isMarker, type Marker, type RecordedEvent } from '../../../eventstore/event-store.ts'

export type Taken = {
  readonly events: readonly RecordedEvent[]
  /** The log had nothing more when the last of them was read. */
  readonly caughtUp: boolean
}

/** Reads a log into a bounded buffer while its consumer works. */
export type ReadAhead = {
  /** What is buffered, at most `max` events; waits for the first, or for `wake`. @throws the reader's error */
  readonly take: (max: number) => Promise<Taken>
  readonly wake: () => void
}

export const readAhead = (source: AsyncIterable<RecordedEvent | Marker>, capacity: number): ReadAhead => {
  const buffer: (RecordedEvent | Marker)[] = []
  const arrival = newSignal()
  const room = newSignal()
  let ended: { readonly error: unknown } | undefined

  const pump = async () => {
    for await (const item of source) {
      buffer.push(item)
      arrival.give()
      if (buffer.length >= capacity) await room.wait()
    }
    throw new Error('the log ended')
  }
  pump().catch((error: unknown) => {
    ended = { error }
    arrival.give()
  })
  const take = async (max: number): Promise<Taken> => {
    if (buffer.length === 0 && ended === undefined) await arrival.wait()
    // One turn of the event loop, so that everything the reader already holds gets into this batch.
    if (buffer.length < max) await new Promise(resolve => setImmediate(resolve))
    if (buffer.length === 0 && ended !== undefined) throw ended.error
    const items = buffer.splice(0, max)
    room.give()
    const last = items.at(-1)
    const caughtUp = last !== undefined && isMarker(last) && last.caughtUp
    return { events: items.filter((item): item is RecordedEvent => !isMarker(item)), caughtUp }
  }
  return {
    take,
    wake: () => {
      arrival.give()
      room.give()
    },
  }
}

/** Wakes the one who waits, if anybody does. */
const newSignal = () => {
  let wake: (() => void) | undefined
  return {
    give: () => wake?.(),
    wait: () =>
      new Promise<void>(resolve => {
        wake = resolve
      }),
  }
}
