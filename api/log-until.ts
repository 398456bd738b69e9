import { comparePositions, type EventStore, happenedAt, type RecordedEvent } from '../eventstore/event-store.ts'
import type { Bound } from '../projections/engine/build/as-of.ts'
import type { Log } from './read-history.ts'

/** A place behind the end of the log is its end: what is written later is not of that moment. */
export const withinLog = async (store: Pick<EventStore, 'head'>, bound: Bound): Promise<Bound> => {
  if ('at' in bound) return bound
  const head = await store.head()
  return comparePositions(bound.position, head) > 0 ? { position: head } : bound
}

const isWithin = (bound: Bound, event: RecordedEvent): boolean =>
  'at' in bound ? happenedAt(event) <= bound.at.getTime() : comparePositions(event.position, bound.position) <= 0

/** The log as it was at that moment, for those who read streams and single events. */
export const logUntil = (store: Log['store'], bound: Bound): Log['store'] => ({
  readStream: async (stream, options = {}) => {
    if (options.direction !== 'backwards')
      return (await store.readStream(stream, options)).filter(event => isWithin(bound, event))
    // The last events of then are not among the last ones of now.
    const { from = Number.POSITIVE_INFINITY, limit } = options
    const events = (await store.readStream(stream)).filter(event => isWithin(bound, event))
    return events
      .filter(({ revision }) => revision <= from)
      .toReversed()
      .slice(0, limit)
  },
  eventAt: async position => {
    const event = await store.eventAt(position)
    return event !== undefined && isWithin(bound, event) ? event : undefined
  },
})
