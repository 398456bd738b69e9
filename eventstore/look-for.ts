import type { Append, AppendOutcome, EventStore } from './event-store.ts'

/** What a stream says of an append. Undefined while its place is empty or holds a part of it: it may still be on its way. */
export const lookFor = async (
  { readStream }: Pick<EventStore, 'readStream'>,
  { stream, expected, events }: Append,
): Promise<AppendOutcome | undefined> => {
  const from = expected === 'no_stream' ? 0 : expected + 1
  const there = await readStream(stream, { from, limit: events.length })
  const last = there.at(-1)
  if (last === undefined) return undefined
  const isOurs = there.every(({ id }, index) => id === events[index]?.id)
  if (isOurs && there.length < events.length) return undefined
  if (isOurs) return { kind: 'stored', revision: last.revision, position: last.position }
  const [end] = await readStream(stream, { direction: 'backwards', limit: 1 })
  return { kind: 'conflict', actual: end?.revision ?? last.revision }
}
