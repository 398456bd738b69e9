import { comparePositions, type EventStore, positionToken } from '../../eventstore/event-store.ts'
import type { Registered } from './registry.ts'

/** The sentence under which an operator finds a read side that refuses: what is wrong, and what to do. */
const refused = (what: string): string =>
  `${what}. Build the read models from the log that is here: daybook projections rebuild all`

/**
 * Why the checkpoints can not belong to this log and what to do then, undefined when they do. A log that was restored from a backup or
 * replaced would otherwise be projected on top of rows that come from events it does not hold.
 */
export const logMismatch = async (
  registered: readonly Registered[],
  eventStore: EventStore,
): Promise<string | undefined> => {
  const { logId } = await eventStore.identity()
  const head = await eventStore.head()
  const places = new Map<string, Registered>()
  for (const row of registered) {
    if (row.logId !== logId) return refused(`${row.model} was projected from the log ${row.logId}, this is ${logId}`)
    if (row.lastEventId !== null) places.set(positionToken(row.position), row)
  }
  for (const [token, { model, position, lastEventId }] of places) {
    if (comparePositions(position, head) > 0) return refused(`${model} is at ${token}, behind the end of the log`)
    const event = await eventStore.eventAt(position)
    if (event?.id !== lastEventId) return refused(`${model} saw another event at ${token} than the log holds`)
  }
  return undefined
}
