import type { MessageOf } from '../../domain/decider.ts'
import type { Events } from '../../domain/index.ts'
import { currentSchema } from '../../domain/upcasters.ts'
import {
  type Json,
  type JsonObject,
  type Metadata,
  type NewEvent,
  positionToken,
  type RecordedEvent,
} from '../../eventstore/event-store.ts'
import { type FoldedRows, foldStream } from '../../projections/engine/fold/stream.ts'
import type { Projection, Tables } from '../../projections/engine/model/projection.ts'

type Message = MessageOf<Events>

/** One event with what a spec may want to say of it; everything else has a sensible default. */
export type Happened = Message & { readonly at?: string; readonly metadata?: Partial<Metadata> }

/** Events in order, each with its stream. */
export type Part = readonly { readonly stream: string; readonly event: Happened }[]

/** Events of one stream, in order. */
export const on = (stream: string, ...events: readonly Happened[]): Part => events.map(event => ({ stream, event }))

const eventId = (index: number) => `00000000-0000-4000-8000-${index.toString().padStart(12, '0')}`

/** What is appended for a message: ids are counted, so the same call gives the same events. */
export const newEvent = ({ type, data, at, metadata }: Happened, index: number): NewEvent => ({
  id: eventId(index),
  type,
  // Events are JSON by their schemas.
  data: data as Json as JsonObject,
  metadata: {
    at: at ?? new Date(Date.UTC(2026, 0, 15, 9, 0, index)).toISOString(),
    origin: 'live',
    actor: { id: 'ada', kind: 'user' },
    command: 'Test',
    commandId: eventId(index),
    commandDigest: 'digest',
    $correlationId: eventId(index),
    $causationId: eventId(index),
    schema: currentSchema(type),
    ...metadata,
  },
})

/** A log in the order given: `happened(on('product-A', …), on('product-B', …))`; revisions are counted per stream. */
export const happened = (...parts: readonly Part[]): RecordedEvent[] => {
  const revisions = new Map<string, number>()
  return parts.flat().map(({ stream, event }, index) => {
    const revision = (revisions.get(stream) ?? -1) + 1
    revisions.set(stream, revision)
    const place = BigInt(index + 1)
    const position = { commit: place, prepare: place }
    const made = newEvent(event, index + 1)
    return { ...made, stream, revision, position, recordedAt: new Date(made.metadata.at) }
  })
}

/** Token of the position of the n-th event of `happened` (from 1), as rows carry it in `last_position`. */
export const tokenOf = (index: number): string => positionToken({ commit: BigInt(index), prepare: BigInt(index) })

/**
 * Folds events into rows in memory: `folded(products, on('product-A', …)).rows.product`. Rows are as queries read them,
 * with personal values plain, without the provenance columns.
 */
export const folded = <T extends Tables>(
  projection: Projection<T>,
  ...parts: readonly Part[]
): { readonly rows: WithoutProvenance<T> } => {
  const folded = foldStream(projection, happened(...parts))
  const rows = Object.entries<readonly object[]>(folded).map(([name, list]) => [name, list.map(withoutProvenance)])
  return { rows: Object.fromEntries(rows) }
}

type WithoutProvenance<T extends Tables> = {
  readonly [K in keyof FoldedRows<T>]: readonly Omit<FoldedRows<T>[K][number], 'last_position' | 'last_event_id'>[]
}

const withoutProvenance = (row: object) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'last_position' && name !== 'last_event_id'))
