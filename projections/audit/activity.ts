import type { Kysely } from 'kysely'
import type { Actor, Parameters } from '../../domain/decider.ts'
import { areas, categoriesOf, type EventType } from '../../domain/index.ts'
import { administrators } from '../../domain/people/administrators.ts'
import { numberOf } from '../../domain/shared/number.ts'
import { numberBook } from '../../domain/shop/number-book.ts'
import { belongsToStore, storeNamed, UNKNOWN_STORE } from '../../domain/store-of.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Origin } from '../../eventstore/event-store.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list/list.ts'
import { parseListQuery } from '../engine/list/list-query.ts'
import { readList } from '../engine/list/list-read.ts'
import { type ProjectedEvent, projection, type TablesOf } from '../engine/model/projection.ts'
import { integer, json, nullable, personalText, type Stored, table, text, timestamp } from '../engine/model/table.ts'
import { parametersOf, personalWords, wordsOf } from './event-words.ts'

/** Who can have done something: a person, a key of theirs, or what of the shop itself. */
export const actorKinds = [
  'user',
  'key',
  'process',
  'timer',
  'import',
  'demo',
] as const satisfies readonly Actor['kind'][]

const HALF = 20

/**
 * A position as people write it → as the column holds it: the token itself, or the number that pages show (`1234`, or
 * `1234/1230` of a log that counts commit and prepare apart). Undefined for anything else.
 */
export const positionOf = (text: string): string | undefined => {
  if (/^\d{20}-\d{20}$/.test(text)) return text
  const halves = /^(\d{1,20})(?:\/(\d{1,20}))?$/.exec(text)?.slice(1)
  return halves?.flatMap(half => half?.padStart(HALF, '0') ?? []).join('-')
}

/** Claims and the like: they say nothing of the shop that another event does not say better. */
const kept: readonly string[] = [...categoriesOf('shared'), administrators.category, numberBook.category]
/** So does what one thing notes of another, which says it itself. */
const noted: readonly string[] = [
  'GroupJoined',
  'GroupLeft',
  'GroupRoleForgone',
  'RoleLent',
  'RoleGiven',
  'RoleTaken',
] satisfies EventType[]
const isBookkeeping = (category: string, type: string): boolean => kept.includes(category) || noted.includes(type)

/** In place of a store, of what all stores share. */
const SHARED = ''

const reading = {
  key: 'position',
  sorts: {
    at: { column: 'at', direction: 'desc' },
    position: { column: 'position', direction: 'desc' },
  },
  filters: {
    type: { kind: 'choice', column: 'type' },
    area: {
      kind: 'choice',
      column: 'category',
      values: areas,
      groups: Object.fromEntries(areas.map(area => [area, categoriesOf(area)])),
    },
    category: { kind: 'choice', column: 'category' },
    actor: { kind: 'choice', column: 'actorId' },
    kind: { kind: 'choice', column: 'actorKind', values: actorKinds },
    /** What is left out of the activity unless it is asked for. */
    also: {
      kind: 'choice',
      column: 'about',
      values: ['bookkeeping'],
      groups: { bookkeeping: ['things', 'bookkeeping'] },
    },
    stream: { kind: 'choice', column: 'stream', isNarrow: true },
    correlation: { kind: 'choice', column: 'correlationId', isNarrow: true },
    at: { kind: 'days', column: 'at', of: 'moment' },
    position: { kind: 'from', column: 'position', parse: positionOf },
  },
  store: { column: 'store', may: readOf.event, none: SHARED },
} as const

/** Every event of the shop, newest first as it happened. */
const searched = { search: true, searchesPersonal: 'audit:personal' } as const

export const activityList = list({ table: 'activity', ...reading, ...searched, defaultSort: 'at' })

/** The same as an auditor reads it, newest first as it was recorded: what was written of the past is where it was written. */
export const eventList = list({ table: 'activity', ...reading, ...searched, defaultSort: 'position' })

/** Who did what and when: one row per event of any kind, without sentences; those are made when read. */
export const activity = projection({
  name: 'activity',
  version: 8,
  tables: {
    activity: table({
      key: ['position'],
      subject: 'subject',
      columns: {
        position: text(),
        eventId: text(),
        at: timestamp(),
        actorId: text(),
        actorKind: text<Actor['kind']>(),
        /** Whose key it was. */
        actorOwner: nullable(text()),
        origin: text<Origin>(),
        stream: text(),
        category: text(),
        about: text<'things' | 'bookkeeping'>(),
        /** The aggregate's. */
        id: text(),
        store: text(),
        type: text<EventType>(),
        revision: integer(),
        parameters: json<Parameters>(),
        command: text(),
        commandId: text(),
        correlationId: text(),
        causationId: text(),
        /** What a search looks through: the words of the type, the thing's id and the values of the parameters. */
        words: text(),
        subject: nullable(text()),
        personalWords: personalText(),
      },
      indexes: [...indexesFor(reading), ['eventId'], ['subject']],
      search: ['words', 'personalWords'],
    }),
    /** Which store a thing belongs to: only its first event says so. */
    activity_store: table({ key: ['stream'], columns: { stream: text(), store: text() } }),
  },
  on: {},
  onAny: (event, { activity, activity_store }) => {
    const row = rowOf(event)
    const { position, category, stream, revision } = row
    const store = storeNamed(category, event.data)
    if (!belongsToStore(category)) return activity.put({ ...row, store: store ?? SHARED })
    if (revision === 0 && store !== undefined)
      return [activity.put({ ...row, store }), activity_store.put({ stream, store })]
    const from = activity_store.at({ stream })
    return activity.derive({ position }, from, found => ({ ...row, store: found?.store ?? UNKNOWN_STORE }))
  },
})

/** What an event says by itself. */
const rowOf = (projected: ProjectedEvent) => {
  const { actor, data, ...event } = projected
  const { id, stream, type } = event
  const parameters = parametersOf(data)
  const category = stream.slice(0, stream.length - id.length - 1)
  return {
    ...event,
    actorId: actor.id,
    actorKind: actor.kind,
    actorOwner: actor.owner ?? null,
    category,
    about: isBookkeeping(category, type) ? ('bookkeeping' as const) : ('things' as const),
    parameters,
    words: [wordsOf(type), ...shownIds(id, parameters), ...Object.values(parameters)].join(' '),
    subject: 'personal' in data ? (data.personal?.subject ?? null) : null,
    personalWords: personalWords(projected),
  }
}

/** Ids as they are, and as people see those of orders and returns. */
const shownIds = (id: string, { order, return: of }: Parameters): readonly string[] => [
  ...new Set([id, ...[id, order, of].flatMap(one => (typeof one === 'string' ? [numberOf(one)] : []))]),
]

declare module '../database.ts' {
  interface Database extends TablesOf<typeof activity> {}
}

type ActivityRow = Stored<(typeof activity)['tables']['activity']['columns']>

/** A row without what only the engine and the search need. */
export type SeenActivity = Omit<ActivityRow, 'words' | 'subject' | 'personalWords' | 'last_position' | 'last_event_id'>

export type ListedActivity = SeenActivity & {
  /** What people call the thing, where that is not its id: the number of an order or a return. */
  readonly name: string | null
}

/** The row as pages and programs see it. */
export const seenActivity = ({
  words: _words,
  subject: _subject,
  personalWords: _personal,
  last_position: _position,
  last_event_id: _event,
  ...row
}: ActivityRow): SeenActivity => row

/** A page of the activity, each row with the name of the thing it is about. */
export const readActivity = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedActivity>> => {
  const page = await readList<ActivityRow>(viewer, db, activityList, query)
  const names = await readNumbers(db, page.rows)
  const rows = page.rows.map(row => ({ ...seenActivity(row), name: names.get(row.stream) ?? null }))
  return { ...page, rows }
}

/** What names events by itself, whatever they are about. */
const NAMING = ['also', 'category', 'area', 'type', 'stream', 'correlation'] as const

/** The activity: what happened to things of the shop, unless something else is asked for by its name. */
export const readShopActivity = (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedActivity>> => {
  const isNamed = NAMING.some(name => query.choices[name] !== undefined)
  const choices = isNamed ? query.choices : { ...query.choices, also: ['things'] }
  return readActivity(viewer, db, { ...query, choices })
}

/** The last events of some streams, newest first. */
export const readLatest = async (
  viewer: Viewer,
  db: Kysely<Database>,
  streams: readonly string[],
  limit: number,
): Promise<readonly ListedActivity[]> => {
  if (streams.length === 0) return []
  const query = parseListQuery(eventList, new URLSearchParams(), limit)
  return (await readActivity(viewer, db, { ...query, choices: { stream: streams } })).rows
}

const MOST_ACTORS = 100

/** Whoever has done something, in whichever store, each once, by id: one index lookup for each. */
export const readActors = async (_viewer: Viewer, db: Kysely<Database>): Promise<readonly Actor[]> => {
  const columns = ['actorId', 'actorKind', 'actorOwner'] as const
  const found = db
    .withRecursive('seen', seen =>
      seen
        .selectFrom(db.selectFrom('activity').select(columns).orderBy('actorId').limit(1).as('first'))
        .select(['first.actorId', 'first.actorKind', 'first.actorOwner'])
        .unionAll(
          seen
            .selectFrom('seen')
            .innerJoinLateral(
              next =>
                next
                  .selectFrom('activity')
                  .select(['activity.actorId', 'activity.actorKind', 'activity.actorOwner'])
                  .whereRef('activity.actorId', '>', 'seen.actorId')
                  .orderBy('activity.actorId')
                  .limit(1)
                  .as('next'),
              join => join.onTrue(),
            )
            .select(['next.actorId', 'next.actorKind', 'next.actorOwner']),
        ),
    )
    .selectFrom('seen')
    .select(columns)
    .limit(MOST_ACTORS)
  return (await found.execute()).map(({ actorId: id, actorKind: kind, actorOwner: owner }) => ({
    id,
    kind,
    ...(owner === null ? {} : { owner }),
  }))
}

/** Numbers of orders and returns by their stream. */
const readNumbers = async (
  db: Kysely<Database>,
  rows: readonly Pick<ActivityRow, 'category' | 'id'>[],
): Promise<ReadonlyMap<string, string>> => {
  const idsOf = (category: string) => rows.flatMap(row => (row.category === category ? [row.id] : []))
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
