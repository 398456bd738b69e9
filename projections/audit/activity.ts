import type { Kysely } from 'kysely'
import type { Actor, Parameters } from '../../domain/decider.ts'
import type { EventType } from '../../domain/index.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Origin } from '../../eventstore/event-store.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list.ts'
import { readList } from '../engine/list-read.ts'
import { projection } from '../engine/projection.ts'
import { integer, json, type Stored, table, text, timestamp } from '../engine/table.ts'
import type { Database } from '../index.ts'

/** Who can have done something: a person, or what of the shop itself. */
export const actorKinds = ['user', 'process', 'timer', 'import', 'demo'] as const satisfies readonly Actor['kind'][]

const reading = {
  key: 'position',
  sorts: { at: { column: 'at', direction: 'desc' } },
  filters: {
    type: { kind: 'choice', column: 'type' },
    actor: { kind: 'choice', column: 'actor_id' },
    kind: { kind: 'choice', column: 'actor_kind', values: actorKinds },
    category: { kind: 'choice', column: 'category' },
    at: { kind: 'days', column: 'at' },
  },
} as const

/** Everything that happened in the shop, newest first. */
export const activityList = list({ table: 'activity', ...reading, defaultSort: 'at', search: false })

const LONGEST = 200

/**
 * What a sentence about an event may be filled with: the scalars of its data, and of lists how long they are.
 * Nested things stay out, and with them everything personal.
 */
export const parametersOf = (data: object): Parameters =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]): [string, string | number][] => {
      if (typeof value === 'string') return [[name, value.slice(0, LONGEST)]]
      if (typeof value === 'number') return [[name, value]]
      if (typeof value === 'boolean') return [[name, String(value)]]
      return Array.isArray(value) ? [[name, value.length]] : []
    }),
  )

/** Who did what and when: one row per event of any kind, without sentences; those are made when read. */
export const activity = projection({
  name: 'activity',
  version: 2,
  tables: {
    activity: table({
      key: ['position'],
      columns: {
        position: text(),
        event_id: text(),
        at: timestamp(),
        actor_id: text(),
        actor_kind: text<Actor['kind']>(),
        origin: text<Origin>(),
        stream: text(),
        category: text(),
        entity_id: text(),
        type: text<EventType>(),
        revision: integer(),
        parameters: json<Parameters>(),
        command: text(),
        correlation_id: text(),
        causation_id: text(),
      },
      indexes: [...indexesFor(reading), ['stream', 'position']],
    }),
  },
  on: {},
  onAny: ({ id, actor, data, eventId, correlationId, causationId, ...event }, { activity }) =>
    activity.put({
      position: event.position,
      event_id: eventId,
      at: event.at,
      actor_id: actor.id,
      actor_kind: actor.kind,
      origin: event.origin,
      stream: event.stream,
      category: event.stream.slice(0, event.stream.length - id.length - 1),
      entity_id: id,
      type: event.type,
      revision: event.revision,
      parameters: parametersOf(data),
      command: event.command,
      correlation_id: correlationId,
      causation_id: causationId,
    }),
})

type ActivityRow = Stored<(typeof activity)['tables']['activity']['columns']>

export type ListedActivity = Omit<ActivityRow, 'last_position' | 'last_event_id'> & {
  /** What people call the thing, where that is not its id: the number of an order or a return. */
  readonly entity_name: string | null
}

/** A page of the activity, each row with the name of the thing it is about. */
export const readActivity = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedActivity>> => {
  const page = await readList<ActivityRow>(db, activityList, query)
  const names = await readNumbers(db, page.rows)
  const rows = page.rows.map(({ last_position: _1, last_event_id: _2, ...row }) => ({
    ...row,
    entity_name: names.get(row.stream) ?? null,
  }))
  return { ...page, rows }
}

/** Numbers of orders and returns by their stream. */
const readNumbers = async (
  db: Kysely<Database>,
  rows: readonly ActivityRow[],
): Promise<ReadonlyMap<string, string>> => {
  const idsOf = (category: string) => rows.flatMap(row => (row.category === category ? [row.entity_id] : []))
  // One more than the ids, because an empty list is no SQL.
  const [orders, returns] = [
    ['', ...idsOf('order')],
    ['', ...idsOf('return')],
  ]
  const [ordered, returned] = await Promise.all([
    db.selectFrom('sales_order').select(['id', 'number']).where('id', 'in', orders).execute(),
    db.selectFrom('order_return').select(['id', 'number']).where('id', 'in', returns).execute(),
  ])
  return new Map([
    ...ordered.map(({ id, number }) => [`order-${id}`, number] as const),
    ...returned.map(({ id, number }) => [`return-${id}`, number] as const),
  ])
}
