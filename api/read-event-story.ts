import { PersonalUnreadable } from '../domain/shared/personal.ts'
import type { Viewer } from '../domain/viewer.ts'
import { type Json, type JsonObject, parsePosition, type RecordedEvent } from '../eventstore/event-store.ts'
import type { Opener } from '../projections/engine/fold/event.ts'
import { lastChanges } from '../projections/engine/fold/history.ts'
import { touchedBy } from '../projections/engine/fold/touched.ts'
import type { AnyProjection } from '../projections/engine/model/projection.ts'
import { detailOf, projections } from '../projections/index.ts'
import type { EventStory, PersonalStory } from './event-story.ts'
import { entryOf, type Log, shownChanges } from './read-history.ts'
import { isSeenIn, seesPart } from './seen-events.ts'
import type { FieldChange } from './stream-history.ts'

type Changes = { readonly changes: readonly FieldChange[]; readonly unapplied?: string }

/** What the last of these events of one stream changed; a read model that can not take them says why. */
const changesOf = async (
  { openPersonal }: Log,
  { may }: Viewer,
  place: Place,
  upTo: RecordedEvent[],
): Promise<Changes> => {
  const model: AnyProjection | undefined = detailOf(place.category)
  if (model === undefined) return { changes: [] }
  const open = await openPersonal(upTo)
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

/** Whose personal data is sealed in an event. */
const subjectOf = ({ data: { personal } }: RecordedEvent): string | undefined =>
  typeof personal === 'object' && personal !== null && 'sealed' in personal && typeof personal.subject === 'string'
    ? personal.subject
    : undefined

const personalOf = ({ may }: Viewer, event: RecordedEvent, open: Opener): { personal?: PersonalStory } => {
  const subject = subjectOf(event)
  if (subject === undefined) return {}
  try {
    // What was sealed came from JSON.
    const value = open(event) as Json
    if (value === null) return { personal: { subject, state: 'erased' } }
    return { personal: may.has('audit:personal') ? { subject, state: 'open', value } : { subject, state: 'hidden' } }
  } catch (error) {
    if (!(error instanceof PersonalUnreadable)) throw error
    return { personal: { subject, state: 'unreadable' } }
  }
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
    const { store, openPersonal } = log
    const event = await store.eventAt(parsePosition(position))
    if (event === undefined) return undefined
    const { stream, revision, metadata } = event
    const place = placeOf(stream)
    const [upTo, later, open] = await Promise.all([
      store.readStream(stream, { limit: revision + 1 }),
      store.readStream(stream, { from: revision + 1, ...(seesPart(viewer, place.category) ? {} : { limit: 1 }) }),
      openPersonal([event]),
    ])
    const isSeen = isSeenIn(viewer, place.category, upTo[0])
    if (!isSeen(event)) return undefined
    const { personal: _sealed, ...data } = event.data
    const { changes, ...unapplied } = await changesOf(log, viewer, place, upTo)
    const [previous, next] = [upTo.slice(0, -1).findLast(isSeen), later.find(isSeen)]
    return {
      ...place,
      ...unapplied,
      ...personalOf(viewer, event, open),
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
