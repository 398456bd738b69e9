import { type Cut, comparePositions, HistoryCut, type RecordedEvent } from '../../../eventstore/event-store.ts'

const NONE: ReadonlyMap<string, string> = new Map()

/**
 * The events that were written on top of a cut history, with what is wrong with them: they follow from something else than
 * what read models have seen.
 */
export const writtenOnCut = (
  events: readonly Pick<RecordedEvent, 'id' | 'stream' | 'position'>[],
  cuts: readonly Cut[],
): ReadonlyMap<string, string> => {
  if (cuts.length === 0) return NONE
  const places = new Map(cuts.map(({ stream, position }) => [stream, position]))
  return new Map(
    events.flatMap(({ id, stream, position }) => {
      const cutAt = places.get(stream)
      return cutAt === undefined || comparePositions(position, cutAt) <= 0 ? [] : [[id, new HistoryCut(stream).message]]
    }),
  )
}
