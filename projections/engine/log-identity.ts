import { comparePositions, type EventStore, positionToken } from '../../eventstore/event-store.ts'
import type { Registered } from './registry.ts'

/**
 * Why the checkpoints can not belong to this log, undefined when they do. A log that was restored from a backup or
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
    if (row.logId !== logId) return `${row.model} was projected from the log ${row.logId}, this is ${logId}`
    if (row.lastEventId !== null) places.set(positionToken(row.position), row)
  }
  for (const [token, { model, position, lastEventId }] of places) {
    if (comparePositions(position, head) > 0) return `${model} is at ${token}, behind the end of the log`
    const event = await eventStore.eventAt(position)
    if (event?.id !== lastEventId) return `${model} saw another event at ${token} than the log holds`
  }
  return undefined
}
