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
  type Writers,
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
  /** Whether it ever lay there: orders wait for what never did, too. */
  stocked: flag(),
  reserved: integer(),
  /** Units of orders that wait for more. */
  waiting: integer(),
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
  stocked: false,
  reserved: 0,
  waiting: 0,
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
  const done = change(before)
  const stocked = before.stocked || done.onHand !== undefined
  const row = { ...before, ...done, stocked, changedAt: at, revision }
  const counted = { ...row, available: Math.max(0, plus(row.onHand, -row.reserved)) }
  return { ...counted, status: statusOf(counted), low: isLow(counted) }
}

const moved = (
  event: Pick<ProjectedEvent, 'id' | 'at' | 'revision'>,
  by: number,
  items: TableWriter<typeof item>,
): Operation =>
  items.upsert({ id: event.id }, row => changed(event, row, ({ onHand }) => ({ onHand: plus(onHand, by) })))

const tables = {
  stock_item: table({ key: ['id'], columns: item, indexes: indexesFor(reading), search: ['sku'] }),
  stock_reservation: table({
    key: ['id', 'reservation'],
    columns: { id: text(), reservation: text(), order: text(), quantity: integer(), reservedAt: timestamp() },
    indexes: [['order']],
  }),
  stock_waiting: table({
    key: ['id', 'order', 'line'],
    columns: { id: text(), order: text(), line: integer(), quantity: integer(), since: timestamp() },
    indexes: [['id', 'since'], ['order']],
  }),
}

/** What is left of something when so many units of it are gone; none of it is no row. */
const fewer =
  (gone: number) =>
  <Some extends { readonly quantity: number }>(row: Some | undefined): Some | undefined =>
    row === undefined || row.quantity <= gone ? undefined : { ...row, quantity: plus(row.quantity, -gone) }

/** So many units of an order's line wait from now on, instead of those that did. */
const waitsFor = (
  event: ProjectedEvent<'StockAwaited' | 'StockAwaitingEnded'>,
  quantity: number,
  since: Date,
  { stock_item, stock_waiting }: Writers<typeof tables>,
) => {
  const { id } = event
  const { order, line } = event.data
  const key = { id, order, line }
  return [
    stock_item.upsert({ id }, row => changed(event, row, () => ({}))),
    stock_item.changeBy({ id }, stock_waiting.at(key), (row, was) => ({
      ...row,
      waiting: plus(row.waiting, quantity - (was?.quantity ?? 0)),
    })),
    quantity > 0 ? stock_waiting.put({ ...key, quantity, since }) : stock_waiting.remove(key),
  ]
}

export const stocks = projection({
  name: 'stock',
  version: 9,
  tables,
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
    StockReserved: (event, { stock_item, stock_reservation, stock_waiting }) => {
      const { id, at } = event
      const { reservation, order, line, quantity, waited } = event.data
      const served = waited === true ? quantity : 0
      return [
        stock_item.upsert({ id }, row =>
          changed(event, row, ({ reserved, waiting }) => ({
            reserved: plus(reserved, quantity),
            waiting: plus(waiting, -served),
          })),
        ),
        stock_reservation.put({ id, reservation, order, quantity, reservedAt: at }),
        ...(line === undefined || served === 0 ? [] : [stock_waiting.upsert({ id, order, line }, fewer(served))]),
      ]
    },
    StockAwaited: (event, tables) => waitsFor(event, event.data.quantity, new Date(event.data.since), tables),
    StockAwaitingEnded: (event, tables) => waitsFor(event, 0, event.at, tables),
    // Nothing is held, but forms must know the stream's revision.
    StockReservationRefused: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row => changed(event, row, () => ({}))),
    StockReservationReleased: (event, { stock_item, stock_reservation }) => {
      const { reservation, quantity } = event.data
      return [
        stock_item.upsert({ id: event.id }, row =>
          changed(event, row, ({ reserved }) => ({ reserved: plus(reserved, -quantity) })),
        ),
        stock_reservation.upsert({ id: event.id, reservation }, fewer(quantity)),
      ]
    },
    StockDeducted: (event, { stock_item, stock_reservation }) => {
      const { reservation, quantity, missing = 0 } = event.data
      return [
        stock_item.upsert({ id: event.id }, row =>
          changed(event, row, ({ onHand, reserved }) => ({
            onHand: plus(onHand, missing - quantity),
            reserved: plus(reserved, -quantity),
          })),
        ),
        stock_reservation.upsert({ id: event.id, reservation }, fewer(quantity)),
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
