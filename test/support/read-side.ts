import { randomUUID } from 'node:crypto'
import type { EventStore, Position } from '../../eventstore/event-store.ts'
import type { Database } from '../../projections/database.ts'
import { openUnsealed } from '../../projections/engine/fold/event.ts'
import type { AnyProjection } from '../../projections/engine/model/projection.ts'
import { type ReadSide, type ReadSideOptions, startReadSide } from '../../projections/engine/run/run.ts'
import { type Happened, newEvent } from './projections.ts'

/** Errors of background work that a spec did not expect make it fail when it asks for them. */
export type Started = ReadSide<Database> & { readonly errors: unknown[] }

/** A read side with short times, as specs want it. */
export const startTestReadSide = async (
  options: Pick<ReadSideOptions, 'pool' | 'eventStore'> & {
    projections: readonly AnyProjection[]
  } & Partial<ReadSideOptions>,
): Promise<Started> => {
  const errors: unknown[] = []
  const started = await startReadSide<Database>({
    openPersonal: async () => openUnsealed,
    erasures: {},
    owner: randomUUID(),
    onError: error => errors.push(error),
    now: () => new Date(),
    leaseSeconds: 2,
    ...options,
  })
  return { ...started, errors }
}

/** Appends events to streams as they come; answers the position of the last one. */
export const writer = (eventStore: EventStore) => {
  const revisions = new Map<string, number>()
  let count = 0
  return async (stream: string, ...events: readonly Happened[]): Promise<Position> => {
    const revision = revisions.get(stream)
    const made = events.map(event => newEvent(event, (count += 1)))
    const expected = revision ?? 'no_stream'
    const [outcome] = await eventStore.append([{ stream, expected, events: made }])
    if (outcome?.kind !== 'stored') throw new Error(`could not append to ${stream}`)
    revisions.set(stream, outcome.revision)
    return outcome.position
  }
}
