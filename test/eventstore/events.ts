import { randomUUID } from 'node:crypto'
import {
  type Append,
  type AppendOutcome,
  type EventStore,
  isMarker,
  type Marker,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '../../eventstore/event-store.ts'

/** A small event with an id of its own. */
export const newEvent = (over: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'ProductRenamed',
  data: { names: { en: 'Mug' } },
  metadata: {
    at: '2026-03-01T09:30:00.000Z',
    origin: 'live',
    actor: { id: 'u-1', kind: 'user' },
    command: 'EditProduct',
    commandId: 'c-1',
    commandDigest: 'digest',
    $correlationId: 'c-1',
    $causationId: 'c-1',
    schema: 1,
  },
  ...over,
})

/** An append of `count` new events; the stream is a new one and absent unless told otherwise. */
export const newAppend = (over: Partial<Append> = {}, count = 1): Append => ({
  stream: `product-${randomUUID()}`,
  expected: 'no_stream',
  events: Array.from({ length: count }, () => newEvent()),
  ...over,
})

/** Appends one append alone. */
export const appendOne = async (store: EventStore, append: Append): Promise<AppendOutcome> => {
  const [outcome] = await store.append([append])
  if (outcome === undefined) throw new Error('the store gave no outcome')
  return outcome
}

/** Position of the append's last event; throws when it is not stored. */
export const placeOf = (outcome: AppendOutcome | undefined): Position => {
  if (outcome?.kind !== 'stored') throw new Error(`not stored: ${JSON.stringify(outcome)}`)
  return outcome.position
}

export const idsOf = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id)

/** Everything `follow` says until `isEnough` holds for what was said so far; then it aborts and awaits the end. */
export const followUntil = async (
  store: EventStore,
  from: Position,
  isEnough: (items: readonly (RecordedEvent | Marker)[]) => boolean,
  meanwhile: (item: RecordedEvent | Marker) => Promise<unknown> = async () => undefined,
): Promise<(RecordedEvent | Marker)[]> => {
  const stop = new AbortController()
  const items: (RecordedEvent | Marker)[] = []
  for await (const item of store.follow({ from, signal: stop.signal })) {
    items.push(item)
    await meanwhile(item)
    if (isEnough(items)) stop.abort()
  }
  return items
}

export const isCaughtUp = (items: readonly (RecordedEvent | Marker)[]): boolean => {
  const last = items.at(-1)
  return last !== undefined && isMarker(last) && last.caughtUp
}

export const eventsOf = (items: readonly (RecordedEvent | Marker)[]): RecordedEvent[] =>
  items.filter((item): item is RecordedEvent => !isMarker(item))
