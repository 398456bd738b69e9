import type { Kysely } from 'kysely'
import { readOf, storesFor, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { Touched } from '../engine/fold/touched.ts'
import { isSeen } from '../engine/list/list-conditions.ts'
import { NotBuilt } from '../engine/store/qualify.ts'
import { eventList, type SeenActivity, seenActivity } from './activity.ts'

/** Where an event is in the log, by its id; undefined when there is no such event, or none that the viewer may see. */
export const readEventPosition = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<string | undefined> => {
  const found = db.selectFrom('activity').select('position').where('eventId', '=', id).where(isSeen(eventList, viewer))
  const row = await found.executeTakeFirst()
  return row?.position
}

/** Events that belong together, in the order of the log. */
export type Correlated = { readonly events: readonly SeenActivity[]; readonly isCapped: boolean }

const MOST_CORRELATED = 200

/**
 * Everything that came of one command, up to a number: the events of a correlation, the one that is asked about among them,
 * and those of another correlation that caused some of them, as the event by which a timer was set.
 */
export const readCorrelated = async (
  viewer: Viewer,
  db: Kysely<Database>,
  { correlationId, eventId }: { readonly correlationId: string; readonly eventId: string },
): Promise<Correlated> => {
  const found = await db
    .selectFrom('activity')
    .selectAll()
    .where('correlationId', '=', correlationId)
    .where(isSeen(eventList, viewer))
    .orderBy('position')
    .limit(MOST_CORRELATED + 1)
    .execute()
  const events = found.slice(0, MOST_CORRELATED)
  const known = new Set(events.flatMap(({ eventId, commandId }) => [eventId, commandId]))
  const elsewhere = [...new Set([...events.map(({ causationId }) => causationId), eventId])].filter(
    id => !known.has(id),
  )
  // An empty list is no SQL.
  const causes = await db
    .selectFrom('activity')
    .selectAll()
    .where('eventId', 'in', ['', ...elsewhere])
    .where(isSeen(eventList, viewer))
    .orderBy('position')
    .execute()
  return { events: [...causes, ...events].map(seenActivity), isCapped: found.length > MOST_CORRELATED }
}

/** A stored row as it is now. Values a viewer may not see are left out and named in `hidden`. */
export type TouchedRow = {
  readonly key: string
  readonly values: Readonly<Record<string, unknown>>
  readonly hidden: readonly string[]
  /** Null where that is not the viewer's to see. */
  readonly lastEvent: string | null
}

/** The rows under a place, undefined when the read model is not built. */
export type TouchedPlace = Touched & { readonly rows: readonly TouchedRow[] | undefined; readonly isCapped: boolean }

const MOST_ROWS = 20

type Stored = Readonly<Record<string, unknown>>

const rowOf = ({ may }: Viewer, { key, personal }: Touched, stored: Stored): TouchedRow => {
  const { last_event_id, last_position: _position, ...columns } = stored
  const hidden = may.has('audit:personal') ? [] : personal.filter(name => columns[name] !== null)
  const isShown = (name: string) => !hidden.includes(name) && !name.endsWith('_vector')
  return {
    key: Object.keys(key)
      .map(name => String(stored[name]))
      .join('/'),
    values: Object.fromEntries(Object.entries(columns).filter(([name]) => isShown(name))),
    hidden,
    lastEvent: String(last_event_id),
  }
}

const readPlace = async (viewer: Viewer, db: Kysely<Database>, place: Touched): Promise<TouchedPlace> => {
  // Tables are known by their names here, which kysely's types can not follow.
  const loose = db as unknown as Kysely<Record<string, Record<string, unknown>>>
  const all = loose.selectFrom(place.table).selectAll()
  const under = Object.entries(place.key).reduce((rows, [column, value]) => rows.where(column, '=', value), all)
  try {
    const found = await under.limit(MOST_ROWS + 1).execute()
    const rows = found.slice(0, MOST_ROWS).map(row => rowOf(viewer, place, row))
    return { ...place, rows, isCapped: found.length > MOST_ROWS }
  } catch (error) {
    if (error instanceof NotBuilt) return { ...place, rows: undefined, isCapped: false }
    throw error
  }
}

/** What the places that an event touched hold now, personal values only for a viewer who may see them. */
export const readTouched = async (
  viewer: Viewer,
  db: Kysely<Database>,
  places: readonly Touched[],
): Promise<readonly TouchedPlace[]> => {
  const touched = await Promise.all(places.map(place => readPlace(viewer, db, place)))
  const ids = touched.flatMap(({ rows = [] }) => rows.flatMap(({ lastEvent }) => lastEvent ?? []))
  const seen = await readSeen(viewer, db, ids)
  const known = (row: TouchedRow) =>
    row.lastEvent !== null && seen.has(row.lastEvent) ? row : { ...row, lastEvent: null }
  return touched.map(place => ({ ...place, rows: place.rows?.map(known) }))
}

/** Of these events those that the viewer may see. */
const readSeen = async (viewer: Viewer, db: Kysely<Database>, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  if (storesFor(viewer, readOf.event) === undefined || ids.length === 0) return new Set(ids)
  const seen = db.selectFrom('activity').select('eventId').where('eventId', 'in', ids).where(isSeen(eventList, viewer))
  return new Set((await seen.execute()).map(({ eventId }) => eventId))
}
