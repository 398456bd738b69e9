import type { AllStreamResolvedEvent, RecordedEvent as Recorded, ResolvedEvent } from '@eventstore/db-client'
import type { JsonObject, Metadata, Position, RecordedEvent } from '../event-store.ts'

/** Older servers say this where a stream is read. */
const NO_POSITION = 2n ** 63n

/** Where a record is in the log, if the server says so. */
export const positionOf = ({ position }: Recorded): Position | undefined =>
  position === undefined || position.commit >= NO_POSITION ? undefined : position

const isOurs = ({ type, streamId, isJson, metadata }: Recorded): boolean =>
  isJson &&
  !type.startsWith('$') &&
  !streamId.startsWith('$') &&
  typeof metadata === 'object' &&
  'commandId' in metadata

/** The port's event of a record; undefined for the engine's own and for what other applications have written. */
export const eventOf = ({ event }: ResolvedEvent | AllStreamResolvedEvent): RecordedEvent | undefined => {
  if (event === undefined || !isOurs(event)) return undefined
  const position = positionOf(event)
  if (position === undefined)
    throw new Error('Daybook needs EventStoreDB 22.10 or newer: this one reads without positions.')
  return {
    id: event.id,
    type: event.type,
    // Written by this adapter as JSON of just these types.
    data: event.data as JsonObject,
    metadata: event.metadata as Metadata,
    stream: event.streamId,
    revision: Number(event.revision),
    position,
    recordedAt: event.created,
  }
}
