import { stockPlace } from '../../domain/catalog/stock.ts'
import { indexesFor, list } from '../engine/list.ts'
import { type ProjectedEvent, projection } from '../engine/projection.ts'
import { flag, integer, type Row, table, text, timestamp } from '../engine/table.ts'

export const stockStatuses = ['available', 'out_of_stock', 'negative', 'never_out_of_stock'] as const
export type StockStatus = (typeof stockStatuses)[number]

const reading = {
  key: 'id',
  sorts: {
    sku: { column: 'sku', direction: 'asc' },
    available: { column: 'available', direction: 'asc' },
    changed: { column: 'changed_at', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: stockStatuses },
    warehouse: { kind: 'choice', column: 'warehouse' },
  },
} as const

/** What lies in the warehouses, by SKU. */
export const stockList = list({ table: 'stock_item', ...reading, defaultSort: 'sku', search: true })

const item = {
  /** `<warehouse>.<sku>` */
  id: text(),
  warehouse: text(),
  sku: text(),
  on_hand: integer(),
  reserved: integer(),
  /** max(0, on_hand − reserved); says nothing of what is never out of stock. */
  available: integer(),
  never_out_of_stock: flag(),
  status: text<StockStatus>(),
  /** Whether an import has moved it since it was last set by hand. */
  imported: flag(),
  changed_at: timestamp(),
  /** Of the stream, for If-Match. */
  revision: integer(),
}
type Item = Row<typeof item>

const statusOf = ({ on_hand, available, never_out_of_stock }: Omit<Item, 'status'>): StockStatus => {
  if (never_out_of_stock) return 'never_out_of_stock'
  if (on_hand < 0) return 'negative'
  return available > 0 ? 'available' : 'out_of_stock'
}

const none = { on_hand: 0, reserved: 0, available: 0, never_out_of_stock: false, imported: false }

const changed = (
  { id, at, revision }: Pick<ProjectedEvent, 'id' | 'at' | 'revision'>,
  was: Item | undefined,
  change: (row: Pick<Item, keyof typeof none>) => Partial<Item>,
): Item => {
  const before = was ?? { ...none, id, ...stockPlace(id) }
  const row = { ...before, ...change(before), changed_at: at, revision }
  const counted = { ...row, available: Math.max(0, row.on_hand - row.reserved) }
  return { ...counted, status: statusOf(counted) }
}

export const stocks = projection({
  name: 'stock',
  version: 1,
  tables: {
    stock_item: table({ key: ['id'], columns: item, indexes: indexesFor(reading), search: ['sku'] }),
    stock_reservation: table({
      key: ['id', 'reservation'],
      columns: { id: text(), reservation: text(), order_id: text(), quantity: integer(), reserved_at: timestamp() },
      indexes: [['order_id']],
    }),
  },
  on: {
    StockSet: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row =>
        changed(event, row, () => ({ on_hand: event.data.quantity, imported: false })),
      ),
    StockAdjusted: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row =>
        changed(event, row, ({ on_hand, imported }) => ({
          on_hand: on_hand + event.data.by,
          imported: imported || event.data.imported === true,
        })),
      ),
    NeverOutOfStockSet: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row => changed(event, row, () => ({ never_out_of_stock: true }))),
    NeverOutOfStockEnded: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row => changed(event, row, () => ({ never_out_of_stock: false }))),
    StockReserved: (event, { stock_item, stock_reservation }) => {
      const { id, at, data } = event
      const { reservation, order, quantity } = data
      return [
        stock_item.upsert({ id }, row => changed(event, row, ({ reserved }) => ({ reserved: reserved + quantity }))),
        stock_reservation.put({ id, reservation, order_id: order, quantity, reserved_at: at }),
      ]
    },
    // Nothing is held, but forms must know the stream's revision.
    StockReservationRefused: (event, { stock_item }) =>
      stock_item.upsert({ id: event.id }, row => changed(event, row, () => ({}))),
    StockReservationReleased: (event, { stock_item, stock_reservation }) => {
      const { reservation, quantity } = event.data
      return [
        stock_item.upsert({ id: event.id }, row =>
          changed(event, row, ({ reserved }) => ({ reserved: reserved - quantity })),
        ),
        stock_reservation.remove({ id: event.id, reservation }),
      ]
    },
    StockDeducted: (event, { stock_item, stock_reservation }) => {
      const { reservation, quantity } = event.data
      return [
        stock_item.upsert({ id: event.id }, row =>
          changed(event, row, ({ on_hand, reserved }) => ({
            on_hand: on_hand - quantity,
            reserved: reserved - quantity,
          })),
        ),
        stock_reservation.remove({ id: event.id, reservation }),
      ]
    },
  },
})
