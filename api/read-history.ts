import { personOf } from '../domain/decider.ts'
import { deciderOf } from '../domain/index.ts'
import type { Viewer } from '../domain/viewer.ts'
import type { Outcome } from '../eventstore/command.ts'
import { type EventStore, type Json, positionToken, type RecordedEvent } from '../eventstore/event-store.ts'
import { parametersOf } from '../projections/audit/event-words.ts'
import type { OpenPersonal } from '../projections/engine/fold/event.ts'
import { hidingIn } from '../projections/engine/fold/hide-personal.ts'
import { type FieldChange as Folded, history } from '../projections/engine/fold/history.ts'
import { momentsOf as foldMoments } from '../projections/engine/fold/moments.ts'
import { bookkeeping, detailOf, isOfCustomers } from '../projections/index.ts'
import type { Conflict } from './conflict.ts'
import { hiddenFrom } from './hidden-personal.ts'
import { isSeenIn, seesPart } from './seen-events.ts'
import type { FieldChange, HistoryEntry, HistoryPage, ReadHistory, StreamMoments, Thing } from './stream-history.ts'

/** What is read of a log: its streams, single events, and what events say of people. */
export type Log = {
  readonly store: Pick<EventStore, 'readStream' | 'eventAt'>
  readonly openPersonal: OpenPersonal
}

/** Fields of the main row by their own name, fields of further rows behind table and key. */
const fieldPath = (id: string, { table, key, path }: { table: string; key: string; path: string }): string => {
  const rest = key === id ? '' : key.startsWith(`${id}/`) ? key.slice(id.length + 1) : key
  return rest === '' ? path : `${table} ${rest}: ${path}`
}

const asJson = (value: unknown): Json | undefined =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json)

/** What a fold in memory says has changed, as people read it: without what changes with every event. */
export const shownChanges = (id: string, changes: readonly Folded[]): FieldChange[] =>
  changes
    .filter(({ path }) => !bookkeeping.has(path))
    .map(change => {
      const [before, after] = [asJson(change.before), asJson(change.after)]
      return {
        path: fieldPath(id, change),
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        ...(change.amount === undefined ? {} : { amount: change.amount }),
      }
    })

/** An event as an entry of its stream's history. */
export const entryOf = (thing: Thing, event: RecordedEvent, changes: readonly FieldChange[]): HistoryEntry => ({
  thing,
  eventId: event.id,
  type: event.type,
  revision: event.revision,
  position: positionToken(event.position),
  at: new Date(event.metadata.at),
  actor: event.metadata.actor,
  origin: event.metadata.origin,
  command: event.metadata.command,
  parameters: parametersOf(event.data),
  changes,
})

/** Only who undoes something names an event of the same thing as the cause; what follows by itself is no person's. */
const takenBackBy = (
  events: readonly RecordedEvent[],
  { metadata }: RecordedEvent,
): Pick<HistoryEntry, 'takesBack'> => {
  const { $causationId, commandId, actor } = metadata
  if (personOf(actor) === undefined || $causationId === commandId) return {}
  const event = events.find(({ id }) => id === $causationId)
  if (event === undefined) return {}
  return { takesBack: { eventId: event.id, type: event.type, parameters: parametersOf(event.data) } }
}

/** What an aggregate was after each event: its stream folded once through the handlers of its detail read model. */
export const momentsOf =
  ({ store, openPersonal }: Log) =>
  (viewer: Viewer) =>
  async (category: string, id: string): Promise<StreamMoments | undefined> => {
    const model = detailOf(category)
    if (model === undefined) return undefined
    const events = await store.readStream(`${category}-${id}`)
    const isSeen = isSeenIn(viewer, category, events[0])
    const last = events.at(-1)
    if (last === undefined || !events.some(isSeen)) return undefined
    const hidden = isOfCustomers(model) ? hiddenFrom(viewer) : undefined
    const folded = foldMoments(model, events, await openPersonal(events), isSeen)
    const moments = hidden === undefined ? folded : hidingIn(model, hidden).moments(folded)
    const thing = { category, id }
    const entries = moments.steps.map(({ event, changes }) =>
      isSeen(event) ? entryOf(thing, event, shownChanges(id, changes)) : undefined,
    )
    return { thing, revision: last.revision, entries, moments }
  }

/** What each event from an index on changed; those before it are only folded. */
const entriesFrom = async (
  { openPersonal }: Log,
  viewer: Viewer,
  thing: Thing,
  events: readonly RecordedEvent[],
  first: number,
) => {
  const model = detailOf(thing.category)
  if (model === undefined || events.length === first) return []
  const hidden = isOfCustomers(model) ? hiddenFrom(viewer) : undefined
  const seen = hidden === undefined ? undefined : hidingIn(model, hidden).change
  const folded = history(model, events, await openPersonal(events), first)
  return folded.map(({ event, changes }) => ({
    ...entryOf(thing, event, shownChanges(thing.id, seen === undefined ? changes : changes.map(seen))),
    ...takenBackBy(events, event),
  }))
}

const LAST: HistoryPage = { limit: 50 }

/** A page of an aggregate's history: its events with what each changed, those that a viewer may not see left out. */
export const historyOf =
  (log: Log) =>
  (viewer: Viewer): ReadHistory =>
  async (category, id, { before, limit } = LAST) => {
    const stream = `${category}-${id}`
    const [last] = await log.store.readStream(stream, { direction: 'backwards', limit: 1 })
    if (detailOf(category) === undefined || last === undefined) return undefined
    const { revision } = last
    const isPart = seesPart(viewer, category)
    const read = limit === 0 && !isPart ? [] : await log.store.readStream(stream, { limit: revision + 1 })
    const all = isPart ? read.filter(isSeenIn(viewer, category, read[0])) : read
    if (isPart && all.length === 0) return undefined
    const events = before === undefined ? all : all.filter(({ position }) => positionToken(position) < before)
    const first = Math.max(0, events.length - limit)
    const thing = { category, id }
    const entries = await entriesFrom(log, viewer, thing, events, first)
    const lastAt = new Date((all.at(-1) ?? last).metadata.at)
    return { thing, revision, lastAt, entries, count: isPart ? all.length : revision + 1, hasOlder: first > 0 }
  }

/** What the person has to know to settle a conflict: the others' last events since, with before and after. */
export const conflictOf =
  (log: Log) =>
  async (
    viewer: Viewer,
    { revision, paths, since }: Extract<Outcome, { kind: 'conflict' }>,
    category: string,
    id: string,
  ): Promise<Conflict> => {
    const events = await log.store.readStream(`${category}-${id}`, { limit: revision + 1 })
    const isSeen = isSeenIn(viewer, category, events[0])
    const earlier = events.slice(0, events.length - Math.min(since.length, LAST.limit)).filter(isSeen)
    const entries = await entriesFrom(log, viewer, { category, id }, events.filter(isSeen), earlier.length)
    const touched = ({ type, data }: (typeof since)[number]) => deciderOf(category)?.touches[type]?.(data) ?? []
    const theirs = since.filter(isSeen).flatMap(touched)
    return { revision, paths, theirs: [...new Set(theirs)], since: entries }
  }
