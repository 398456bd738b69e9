import type { Pool } from 'pg'
import { comparePositions, type EventStore, positionToken } from '../../../eventstore/event-store.ts'
import type { AnyProjection } from '../model/projection.ts'
import { projectedOf, type Registered, readRegistry } from './registry.ts'

/** The sentence under which an operator finds a read side that refuses: what is wrong, and what to do. */
export const notThisLog = (what: string): string =>
  `This is not the log that was projected: ${what}. Build the read models from the log that is here: daybook projections rebuild all`

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
    if (row.logId !== logId) return notThisLog(`${row.model} was projected from the log ${row.logId}, this is ${logId}`)
    if (row.lastEventId !== null) places.set(positionToken(row.position), row)
  }
  for (const [token, { model, position, lastEventId }] of places) {
    if (comparePositions(position, head) > 0) return notThisLog(`${model} is at ${token}, behind the end of the log`)
    const event = await eventStore.eventAt(position)
    if (event?.id !== lastEventId) return notThisLog(`${model} saw another event at ${token} than the log holds`)
  }
  return undefined
}

type ReadSide = {
  readonly pool: Pool
  readonly eventStore: EventStore
  readonly projections: readonly AnyProjection[]
}

/** Why nothing must be projected onto the read models that are read; undefined when all is well. */
export const refusalToProject = async ({ pool, eventStore, projections }: ReadSide): Promise<string | undefined> => {
  const registered = await readRegistry(pool, projections)
  return await logMismatch(projectedIn(registered, projections), eventStore)
}

/** The generations that the leader projects. */
export const projectedIn = (registered: readonly Registered[], projections: readonly AnyProjection[]): Registered[] =>
  projections.flatMap(projection => projectedOf(registered, projection) ?? [])
