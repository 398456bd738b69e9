import type { EventStory, PersonalStory } from '../api/event-story.ts'
import type { FieldChange } from '../api/stream-history.ts'
import type { Viewer } from '../domain/viewer.ts'
import { type Json, type JsonObject, parsePosition, type RecordedEvent } from '../eventstore/event-store.ts'
import { keysOf, openData } from '../eventstore/vault/seal.ts'
import { lastChanges } from '../projections/engine/history.ts'
import type { AnyProjection } from '../projections/engine/projection.ts'
import { touchedBy } from '../projections/engine/touched.ts'
import { detailOf, projections } from '../projections/index.ts'
import { entryOf, type Log, shownChanges } from './explain.ts'
import { openPersonalOf } from './open-shop.ts'

type Changes = { readonly changes: readonly FieldChange[]; readonly unapplied?: string }

/** What the last of these events of one stream changed; a read model that can not take them says why. */
const changesOf = async ({ vault }: Log, { may }: Viewer, place: Place, upTo: RecordedEvent[]): Promise<Changes> => {
  const model: AnyProjection | undefined = detailOf(place.category)
  if (model === undefined) return { changes: [] }
  const open = await openPersonalOf(vault)(upTo)
  try {
    const changes = lastChanges(model, upTo, open).map(({ isPersonal, ...change }) => {
      const isHidden = isPersonal && !may.has('audit:personal')
      const [shown] = shownChanges(place.id, [isHidden ? { ...change, before: undefined, after: undefined } : change])
      return shown === undefined ? [] : [isHidden ? { ...shown, isHidden } : shown]
    })
    return { changes: changes.flat() }
  } catch (error) {
    return { changes: [], unapplied: error instanceof Error ? error.message : String(error) }
  }
}

const personalOf = ({ may }: Viewer, part: Json | undefined): { personal?: PersonalStory } => {
  if (typeof part !== 'object' || part === null || !('subject' in part)) return {}
  const { subject, value = null } = part
  if (typeof subject !== 'string') return {}
  if (value === null) return { personal: { subject, state: 'erased' } }
  return { personal: may.has('audit:personal') ? { subject, state: 'open', value } : { subject, state: 'hidden' } }
}

type Place = { readonly category: string; readonly id: string }

const placeOf = (stream: string): Place => {
  const at = stream.indexOf('-')
  return { category: stream.slice(0, at), id: stream.slice(at + 1) }
}

/** One event of the log with what it changed, its neighbours, and where the read models keep what they made of it. */
export const eventStoryOf =
  (log: Log) =>
  async (viewer: Viewer, position: string): Promise<EventStory | undefined> => {
    const { store, vault } = log
    const event = await store.eventAt(parsePosition(position))
    if (event === undefined) return undefined
    const { stream, revision, metadata } = event
    const place = placeOf(stream)
    const [upTo, [next], keys] = await Promise.all([
      store.readStream(stream, { limit: revision + 1 }),
      store.readStream(stream, { from: revision + 1, limit: 1 }),
      keysOf(vault, [event]),
    ])
    const { personal, ...data }: JsonObject = openData(keys, event)
    const { changes, ...unapplied } = await changesOf(log, viewer, place, upTo)
    const previous = upTo.at(-2)
    return {
      ...place,
      ...unapplied,
      ...personalOf(viewer, personal),
      ...(previous === undefined ? {} : { previous: previous.id }),
      ...(next === undefined ? {} : { next: next.id }),
      entry: entryOf(place, event, changes),
      stream,
      recordedAt: event.recordedAt,
      data,
      // It came from JSON, and is typed for what is in it.
      metadata: metadata as unknown as JsonObject,
      commandId: metadata.commandId,
      correlationId: metadata.$correlationId,
      touched: projections.flatMap(projection => touchedBy(projection, event)),
    }
  }
