import type { Kysely } from 'kysely'
import { stockPlace } from '../../domain/catalog/stock.ts'
import type { Names } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list/list.ts'
import { type Count, countList } from '../engine/list/list-count.ts'
import { readList } from '../engine/list/list-read.ts'
import {
  type Operation,
  type ProjectedEvent,
  projection,
  type TablesOf,
  type TableWriter,
} from '../engine/model/projection.ts'
import { plus } from '../engine/model/sum.ts'
import { flag, integer, nullable, type Row, type Stored, table, text, timestamp } from '../engine/model/table.ts'

export const stockStatuses = ['available', 'out_of_stock', 'negative', 'never_out_of_stock'] as const
export type StockStatus = (typeof stockStatuses)[number]

const reading = {
  key: 'id',
  sorts: {
    sku: { column: 'sku', direction: 'asc' },
    available: { column: 'available', direction: 'asc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: stockStatuses },
    warehouse: { kind: 'choice', column: 'warehouse' },
    available: { kind: 'number', column: 'available' },
    onHand: { kind: 'number', column: 'onHand' },
    neverOutOfStock: { kind: 'flag', column: 'neverOutOfStock' },
    low: { kind: 'flag', column: 'low' },
  },
} as const

/** What lies in the warehouses, by SKU. */
export const stockList = list({
  table: 'stock_item',
  ...reading,
  defaultSort: 'sku',
  search: true,
  also: [{ column: 'sku', in: { table: 'product', key: 'sku' } }],
})

const item = {
  /** `<warehouse>.<sku>` */
  id: text(),
  warehouse: text(),
  sku: text(),
  onHand: integer(),
  reserved: integer(),
  /** max(0, onHand − reserved); says nothing of what is never out of stock. */
  available: integer(),
  neverOutOfStock: flag(),
  status: text<StockStatus>(),
  lowStockThreshold: nullable(integer()),
  /** Whether no more are available than the threshold says. */
  low: flag(),
  /** Whether an import has moved it since it was last set by hand. */
  imported: flag(),
  changedAt: timestamp(),
  /** Of the stream, for If-Match. */
  revision: integer(),
}
type Item = Row<typeof item>

const statusOf = ({ onHand, available, neverOutOfStock }: Omit<Item, 'status' | 'low'>): StockStatus => {
  if (neverOutOfStock) return 'never_out_of_stock'
  if (onHand < 0) return 'negative'
  return available > 0 ? 'available' : 'out_of_stock'
}

const isLow = ({ available, neverOutOfStock, lowStockThreshold }: Omit<Item, 'status' | 'low'>): boolean =>
  lowStockThreshold !== null && !neverOutOfStock && available <= lowStockThreshold

const none = {
  onHand: 0,
  reserved: 0,
  available: 0,
  neverOutOfStock: false,
  lowStockThreshold: null,
  imported: false,
}

const changed = (
  { id, at, revision }: Pick<ProjectedEvent, 'id' | 'at' | 'revision'>,
  was: Item | undefined,
  change: (row: Pick<Item, keyof typeof none>) => Partial<Item>,
): Item => {
  const before = was ?? { ...none, id, ...stockPlace(id) }
  const row = { ...before, ...change(before), changedAt: at, revision }
  const counted = { ...row, available: Math.max(0, plus(row.onHand, -row.reserved)) }
  return { ...counted, status: statusOf(counted), low: isLow(counted) }
}

const moved = (
  event: Pick<ProjectedEvent, 'id' | 'at' | 'revision'>,
  by: number,
  items: TableWriter<typeof item>,
): Operation =>
  items.upsert({ id: event.id }, row => changed(event, row, ({ onHand }) => ({ onHand: plus(onHand, by) })))

export const stocks = projection({
  name: 'stock',
  version: 6,
  tables: {
    stock_item: table({ key: ['id'], columns: item, indexes: indexesFor(reading), search: ['sku'] }),
    stock_reservation: table({
      key: ['id', 'reservation'],
      columns: { id: text(), reservation: text(), order: text(), quantity: integer(), reservedAt: timestamp() },
      indexes: [['order']],
    }),
  },
  on: {
    StockSet: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row =>
        changed(event, row, () => ({ onHand: event.data.quantity, imported: false })),
      ),
    StockAdjusted: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row =>
        changed(event, row, ({ onHand, imported }) => ({
          onHand: plus(onHand, event.data.by),
          imported: imported || event.data.imported === true,
        })),
      ),
    NeverOutOfStockSet: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row => changed(event, row, () => ({ neverOutOfStock: true }))),
    NeverOutOfStockEnded: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row => changed(event, row, () => ({ neverOutOfStock: false }))),
    LowStockThresholdSet: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row => changed(event, row, () => event.data)),
    StockSent: (event, { stock_item }) => moved(event, -event.data.quantity, stock_item),
    StockSendingTakenBack: (event, { stock_item }) => moved(event, event.data.quantity, stock_item),
    StockReceived: (event, { stock_item }) => moved(event, event.data.quantity, stock_item),
    // Nothing moves, but forms must know the stream's revision.
    StockSendingRefused: (event, { stock_item }) => moved(event, 0, stock_item),
    StockCountSuperseded: (event, { stock_item }) => moved(event, 0, stock_item),
    StockReserved: (event, { stock_item, stock_reservation }) => {
      const { id, at, data } = event
      return [
        stock_item.upsert({ id }, row =>
          changed(event, row, ({ reserved }) => ({ reserved: plus(reserved, data.quantity) })),
        ),
        stock_reservation.put({ id, ...data, reservedAt: at }),
      ]
    },
    // Nothing is held, but forms must know the stream's revision.
    StockReservationRefused: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row => changed(event, row, () => ({}))),
    StockReservationReleased: (event, { stock_item, stock_reservation }) => {
      const { reservation, quantity } = event.data
      return [
        stock_item.upsert({ id: event.id }, row =>
          changed(event, row, ({ reserved }) => ({ reserved: plus(reserved, -quantity) })),
        ),
        stock_reservation.remove({ id: event.id, reservation }),
      ]
    },
    StockDeducted: (event, { stock_item, stock_reservation }) => {
      const { reservation, quantity } = event.data
      return [
        stock_item.upsert({ id: event.id }, row =>
          changed(event, row, ({ onHand, reserved }) => ({
            onHand: plus(onHand, -quantity),
            reserved: plus(reserved, -quantity),
          })),
        ),
        stock_reservation.remove({ id: event.id, reservation }),
      ]
    },
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof stocks> {}
}

type StockRow = Stored<typeof item>
export type StockItem = Omit<StockRow, 'last_position' | 'last_event_id'>
export type ListedStock = StockItem & {
  /** Null when there is no such product. */
  readonly productNames: Names | null
}

/** The row as pages and programs see it. */
export const itemOf = ({
  last_position: _1,
  last_event_id: _2,
  search_vector: _3,
  ...row
}: StockRow & { search_vector?: unknown }): StockItem => row

/** A page of the stock list, each with the name of its product. */
export const readStocks = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedStock>> => {
  const page = await readList<StockRow>(viewer, db, stockList, query)
  const skus = page.rows.map(({ sku }) => sku)
  const products =
    skus.length === 0 ? [] : await db.selectFrom('product').select(['sku', 'names']).where('sku', 'in', skus).execute()
  const names = new Map(products.map(product => [product.sku, product.names]))
  return { ...page, rows: page.rows.map(row => ({ ...itemOf(row), productNames: names.get(row.sku) ?? null })) }
}

/** As many warehouses as are chosen from. */
const MOST_CHOSEN = 500

/**
 * The warehouses that hold or have held something, first ones first: one index look-up per warehouse, however many items there are.
 * All stores share them.
 */
export const readWarehouses = async (_viewer: Viewer, db: Kysely<Database>): Promise<string[]> => {
  const rows = await db
    .withRecursive('seen', seen =>
      seen
        .selectFrom('stock_item')
        .select(({ fn }) => fn.min<string | null>('warehouse').as('warehouse'))
        .unionAll(
          seen
            .selectFrom('seen')
            .select(({ selectFrom }) =>
              selectFrom('stock_item')
                .select(({ fn }) => fn.min<string | null>('stock_item.warehouse').as('next'))
                .whereRef('stock_item.warehouse', '>', 'seen.warehouse')
                .as('warehouse'),
            )
            .where('seen.warehouse', 'is not', null),
        ),
    )
    .selectFrom('seen')
    .select('warehouse')
    .where('warehouse', 'is not', null)
    .limit(MOST_CHOSEN)
    .execute()
  return rows.flatMap(({ warehouse }) => warehouse ?? [])
}

/** How many items match a filter of the list. */
export const countStock = (viewer: Viewer, db: Kysely<Database>, filter: string): Promise<Count> =>
  countList(viewer, db, stockList, filter)
