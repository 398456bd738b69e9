import { HistoryCut, type ReadStreamOptions, type RecordedEvent } from './event-store.ts'

/** Whether an event is not where it has to be, or the oldest one that is left is not the first. */
const hasHole = (
  { direction, from = 0, limit = Number.POSITIVE_INFINITY }: ReadStreamOptions,
  events: readonly RecordedEvent[],
): boolean => {
  if (direction !== 'backwards') return events.some(({ revision }, index) => revision !== from + index)
  const [newest, oldest] = [events[0], events.at(-1)]
  if (newest === undefined || oldest === undefined) return false
  const isFollowed = events.every(({ revision }, index) => revision === newest.revision - index)
  return !isFollowed || (events.length < limit && oldest.revision > 0)
}

/** What was read of a stream, if nothing is missing in it. @throws HistoryCut */
export const unbroken = async (
  stream: string,
  options: ReadStreamOptions,
  read: Promise<RecordedEvent[]>,
): Promise<RecordedEvent[]> => {
  const events = await read
  if (hasHole(options, events)) throw new HistoryCut(stream)
  return events
}
