import type { Kysely } from 'kysely'
import { type NumberedKind, numberedKinds } from '../../domain/shop/numbering.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListQuery, list } from '../engine/list/list.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { integer, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'
import { type GivenNumber, readLastGiven } from './given-number.ts'

const listing = {
  key: 'numberRange',
  sorts: {
    numberRange: { column: 'numberRange', direction: 'asc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: {
    store: { kind: 'choice', column: 'store' },
    kind: { kind: 'choice', column: 'kind', values: numberedKinds },
    status: { kind: 'choice', column: 'status', values: ['active', 'paused'] },
  },
  store: { column: 'store', may: readOf.numberRange },
} as const

export const numberRangeList = list({ table: 'number_range', ...listing, defaultSort: 'numberRange', search: true })

export const numberRanges = projection({
  name: 'number_ranges',
  version: 1,
  tables: {
    number_range: table({
      key: ['numberRange'],
      columns: {
        numberRange: text(),
        store: text(),
        kind: text<NumberedKind>(),
        status: text<'active' | 'paused'>(),
        prefix: nullable(text()),
        width: integer(),
        /** What the next one is at least, as somebody has said; given numbers are in a read model of their own. */
        next: integer(),
        openedAt: timestamp(),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['numberRange', 'prefix'],
    }),
  },
  on: {
    NumberRangeOpened: ({ id, at, revision, data: { prefixClaim: _ofThePrefix, ...data } }, { number_range }) =>
      number_range.put({ numberRange: id, status: 'active', ...data, openedAt: at, changedAt: at, revision }),
    NumberRangeChanged: (event, { number_range }) => {
      const { prefix, width } = event.data
      return number_range.amend(event, { prefix, width })
    },
    NextNumberSet: (event, { number_range }) => number_range.amend(event, event.data),
    NumberRangePaused: (event, { number_range }) => number_range.amend(event, { status: 'paused' }),
    NumberRangeResumed: (event, { number_range }) => number_range.amend(event, { status: 'active' }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof numberRanges> {}
}

export type NumberRangeRow = Stored<(typeof numberRanges)['tables']['number_range']['columns']>

/** A range with the last number it gave, and where its store has its days. */
export type ListedRange = NumberRangeRow & { readonly last: GivenNumber | null; readonly timeZone: string }

const { page, one } = reading<NumberRangeRow>(numberRangeList)

const timeZones = async (db: Kysely<Database>): Promise<ReadonlyMap<string, string>> => {
  const found = await db.selectFrom('store').select(['store', 'timeZone']).execute()
  return new Map(found.map(({ store, timeZone }) => [store, timeZone]))
}

const withLast = async (
  viewer: Viewer,
  db: Kysely<Database>,
  rows: readonly NumberRangeRow[],
): Promise<ListedRange[]> => {
  const zones = await timeZones(db)
  return Promise.all(
    rows.map(async row => {
      const [last = null] = await readLastGiven(viewer, db, row.numberRange, 1)
      return { ...row, last, timeZone: zones.get(row.store) ?? 'UTC' }
    }),
  )
}

/** A page of the list of ranges, each with the last number that it gave. */
export const readNumberRanges = async (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => {
  const found = await page(viewer, db, query)
  return { ...found, rows: await withLast(viewer, db, found.rows) }
}

/** One range with the last number that it gave; undefined when there is none. */
export const readNumberRange = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<ListedRange | undefined> => {
  const row = await one(viewer, db, id)
  return row && (await withLast(viewer, db, [row]))[0]
}

/** A range as its own stream tells it; undefined when there is none. */
export const readNumberRangeRecord = one

/** The ids of the ranges that there are: of one store, or of all that the viewer may see. */
export const readRangeIds = async (viewer: Viewer, db: Kysely<Database>, store?: string): Promise<string[]> => {
  const all = db
    .selectFrom('number_range')
    .select('numberRange')
    .where(ofStores(viewer, readOf.numberRange, 'store'))
  const found = await (store === undefined ? all : all.where('store', '=', store)).orderBy('numberRange').execute()
  return found.map(({ numberRange }) => numberRange)
}
