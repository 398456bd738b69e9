import type { Kysely } from 'kysely'
import { type Names, textsIn } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { whole } from '../engine/model/sum.ts'
import { integer, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'
import { hasWords } from '../engine/model/words.ts'

export const stockTakingStatuses = ['open', 'approved', 'cancelled'] as const
export type StockTakingStatus = (typeof stockTakingStatuses)[number]

const listing = {
  key: 'id',
  sorts: { openedAt: { column: 'openedAt', direction: 'desc' } },
  filters: {
    status: { kind: 'choice', column: 'status', values: stockTakingStatuses },
    warehouse: { kind: 'choice', column: 'warehouse' },
    openedAt: { kind: 'days', column: 'openedAt', of: 'moment' },
  },
} as const

/** All stock takings, newest first. */
export const stockTakingList = list({ table: 'stock_taking', ...listing, defaultSort: 'openedAt', search: true })

const tables = {
  stock_taking: table({
    key: ['id'],
    columns: {
      id: text(),
      number: text(),
      warehouse: text(),
      category: nullable(text()),
      status: text<StockTakingStatus>(),
      lineCount: integer(),
      openedAt: timestamp(),
      approvedAt: nullable(timestamp()),
      changedAt: timestamp(),
      /** Of the stream, for If-Match. */
      revision: integer(),
    },
    indexes: indexesFor(listing),
    search: ['number'],
  }),
  stock_taking_line: table({
    key: ['stockTaking', 'line'],
    columns: {
      stockTaking: text(),
      line: integer(),
      sku: text(),
      /** At the moment of the count; until then when the list was made. */
      expected: integer(),
      /** null until somebody has counted. */
      counted: nullable(integer()),
      difference: nullable(integer()),
      countedAt: nullable(timestamp()),
    },
    indexes: [],
  }),
}

export const stockTakings = projection({
  name: 'stock_takings',
  version: 1,
  tables,
  on: {
    StockTakingOpened: ({ id, at, revision, data: { lines, ...opened } }, { stock_taking, stock_taking_line }) => [
      stock_taking.put({
        id,
        ...opened,
        status: 'open',
        lineCount: lines.length,
        openedAt: at,
        approvedAt: null,
        changedAt: at,
        revision,
      }),
      ...lines.map(line =>
        stock_taking_line.put({ stockTaking: id, ...line, counted: null, difference: null, countedAt: null }),
      ),
    ],
    StockTakingCounted: (event, { stock_taking, stock_taking_line }) => [
      stock_taking.amend(event, {}),
      ...event.data.lines.map(({ line, counted, expected }) =>
        stock_taking_line.change({ stockTaking: event.id, line }, row => ({
          ...row,
          expected,
          counted,
          difference: counted - expected,
          countedAt: event.at,
        })),
      ),
    ],
    StockTakingApproved: (event, { stock_taking }) =>
      stock_taking.amend(event, { status: 'approved', approvedAt: event.at }),
    StockTakingCancelled: (event, { stock_taking }) => stock_taking.amend(event, { status: 'cancelled' }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof stockTakings> {}
}

export type StockTakingRow = Stored<(typeof tables)['stock_taking']['columns']>
type LineRow = Stored<(typeof tables)['stock_taking_line']['columns']>

/** How far the count is. */
type Progress = { readonly countedLines: number; readonly differingLines: number }
export type ListedStockTaking = StockTakingRow & Progress

const { page, one } = reading<StockTakingRow>(stockTakingList)

const readProgress = async (db: Kysely<Database>, ids: readonly string[]): Promise<ReadonlyMap<string, Progress>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('stock_taking_line')
    .select(({ fn, eb }) => [
      'stockTaking',
      whole(fn.count('counted')).as('countedLines'),
      whole(fn.count(eb.fn('nullif', [eb.ref('difference'), eb.lit(0)]))).as('differingLines'),
    ])
    .where('stockTaking', 'in', ids)
    .groupBy('stockTaking')
    .execute()
  return new Map(rows.map(({ stockTaking, ...progress }) => [stockTaking, progress]))
}

const NOTHING: Progress = { countedLines: 0, differingLines: 0 }

/** A page of the list of stock takings, each with how far it is. */
export const readStockTakings = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedStockTaking>> => {
  const found = await page(viewer, db, query)
  const ids = found.rows.map(({ id }) => id)
  const progress = await readProgress(db, ids)
  return { ...found, rows: found.rows.map(row => ({ ...row, ...(progress.get(row.id) ?? NOTHING) })) }
}

/** One stock taking with how far it is; undefined when there is none. */
export const readStockTaking = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<ListedStockTaking | undefined> => {
  const [row, progress] = await Promise.all([one(viewer, db, id), readProgress(db, [id])])
  return row && { ...row, ...(progress.get(id) ?? NOTHING) }
}

export type StockTakingLine = Omit<LineRow, 'last_position' | 'last_event_id'> & {
  /** Null when there is no such product. */
  readonly productNames: Names | null
}

export type CountedLines = {
  readonly rows: readonly StockTakingLine[]
  readonly total: number
  readonly next?: number
  readonly previous?: number
}

const linesOf = (db: Kysely<Database>, id: string): Promise<StockTakingLine[]> =>
  db
    .selectFrom('stock_taking_line')
    .leftJoin('product', 'product.sku', 'stock_taking_line.sku')
    .select(['stockTaking', 'line', 'stock_taking_line.sku', 'expected', 'counted', 'difference', 'countedAt'])
    .select('product.names as productNames')
    .where('stockTaking', '=', id)
    .orderBy('line')
    .execute()

const namesIn = ({ sku, productNames }: StockTakingLine): string => [sku, ...textsIn(productNames ?? {})].join(' ')

/** A page of its lines from one on: of the search, and those with a difference if only they are asked for. There are 2,000 at most. */
export const readCountedLines = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  id: string,
  { search, from, limit }: { readonly search: string; readonly from: number; readonly limit: number },
): Promise<CountedLines> => {
  const all = await linesOf(db, id)
  const found = search === '' ? all : all.filter(line => hasWords(namesIn(line), search))
  const rest = found.filter(({ line }) => line >= from)
  const before = found.filter(({ line }) => line < from)
  const next = rest[limit]?.line
  const previous = before.at(-limit)?.line ?? before[0]?.line
  return {
    rows: rest.slice(0, limit),
    total: found.length,
    ...(next === undefined ? {} : { next }),
    ...(previous === undefined ? {} : { previous }),
  }
}

/** One stock taking with all its lines, as its own stream tells it. */
export const readStockTakingRecord = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const [row, lines] = await Promise.all([one(viewer, db, id), linesOf(db, id)])
  return row && { ...row, lines: lines.map(({ productNames: _ofTheProduct, ...line }) => line) }
}

/** A category, and all that are below it however deep. */
const withinCategory = (db: Kysely<Database>, category: string) =>
  db
    .withRecursive('within', within =>
      within
        .selectFrom('category_place')
        .select('category')
        .where('category', '=', category)
        .union(
          within
            .selectFrom('within')
            .innerJoin('category_place', 'category_place.parent', 'within.category')
            .select('category_place.category'),
        ),
    )
    .selectFrom('within')
    .select('category')

/**
 * The products that a warehouse has or has had, of a category and those below it, or of all; by their SKUs, at most so many. All
 * stores share it.
 */
export const readProductsIn = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  { warehouse, category }: { readonly warehouse: string; readonly category: string | null },
  limit: number,
): Promise<{ sku: string; names: Names | null }[]> => {
  const all = db
    .selectFrom('stock_item')
    .leftJoin('product', 'product.sku', 'stock_item.sku')
    .select(['stock_item.sku', 'product.names'])
    .where('stock_item.warehouse', '=', warehouse)
    .where('stock_item.stocked', '=', true)
  const within = category === null ? [] : await withinCategory(db, category).execute()
  const meant =
    category === null ? all : all.where('product.category', 'in', [category, ...within.map(row => row.category)])
  return meant.orderBy('stock_item.sku').limit(limit).execute()
}
