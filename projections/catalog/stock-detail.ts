import type { Kysely } from 'kysely'
import { stockPlace } from '../../domain/catalog/stock.ts'
import type { Names } from '../../domain/shared/locale.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { itemOf, type StockItem } from './stock.ts'

export type StockReservation = {
  readonly reservation: string
  readonly order: string
  /** What people call the order; null when it is not there. */
  readonly orderNumber: string | null
  readonly quantity: number
  readonly reservedAt: Date
}

/** An order that waits until more arrives. */
export type StockWaiting = {
  readonly order: string
  readonly orderNumber: string | null
  readonly quantity: number
  /** It is served by this, the oldest first. */
  readonly since: Date
}

export type StockPlace = {
  readonly id: string
  readonly warehouse: string
  /** Null when nobody ever opened it: older logs have stock in such ones. */
  readonly warehouseStatus: 'open' | 'closed' | null
  readonly sku: string
  readonly productNames: Names | null
  /** Undefined until somebody has said how many there are. */
  readonly item: StockItem | undefined
  /** The oldest ones, oldest first, and whether there are more. */
  readonly reservations: readonly StockReservation[]
  readonly hasMoreReservations: boolean
  /** Those that wait longest, and whether there are more. */
  readonly waiting: readonly StockWaiting[]
  readonly hasMoreWaiting: boolean
}

/** A popular thing may be reserved by thousands of orders. */
export const RESERVATIONS_SHOWN = 100

/** All stores share what lies in a warehouse, but who may not see an order is not told that something is held for it. */
const ofSeenOrder = (viewer: Viewer) => ofStores(viewer, readOf.order, 'sales_order.store')

const waitingAt = (viewer: Viewer, db: Kysely<Database>, id: string) =>
  db
    .selectFrom('stock_waiting')
    .leftJoin('sales_order', 'sales_order.id', 'stock_waiting.order')
    .select(['order', 'sales_order.number as orderNumber', 'quantity', 'stock_waiting.since'])
    .where('stock_waiting.id', '=', id)
    .where(ofSeenOrder(viewer))
    .orderBy('stock_waiting.since')
    .orderBy('order')

/**
 * What lies of one SKU in one warehouse.
 * @param id `<warehouse>.<sku>`
 * @returns undefined when nothing was ever recorded there and there is no such product
 */
export const readStock = async (viewer: Viewer, db: Kysely<Database>, id: string): Promise<StockPlace | undefined> => {
  const { warehouse, sku } = stockPlace(id)
  const [row, place, product, reservations, waiting] = await Promise.all([
    db.selectFrom('stock_item').selectAll().where('id', '=', id).executeTakeFirst(),
    db.selectFrom('warehouse').select('status').where('warehouse', '=', warehouse).executeTakeFirst(),
    db.selectFrom('product').select('names').where('sku', '=', sku).executeTakeFirst(),
    db
      .selectFrom('stock_reservation')
      .leftJoin('sales_order', 'sales_order.id', 'stock_reservation.order')
      .select(['reservation', 'order', 'sales_order.number as orderNumber', 'quantity', 'reservedAt'])
      .where('stock_reservation.id', '=', id)
      .where(ofSeenOrder(viewer))
      .orderBy('reservedAt')
      .orderBy('reservation')
      .limit(RESERVATIONS_SHOWN + 1)
      .execute(),
    waitingAt(viewer, db, id)
      .limit(RESERVATIONS_SHOWN + 1)
      .execute(),
  ])
  if (row === undefined && (product === undefined || warehouse === '')) return undefined
  const item = row && itemOf(row)
  return {
    id,
    warehouse,
    warehouseStatus: place?.status ?? null,
    sku,
    productNames: product?.names ?? null,
    item,
    reservations: reservations.slice(0, RESERVATIONS_SHOWN),
    hasMoreReservations: reservations.length > RESERVATIONS_SHOWN,
    waiting: waiting.slice(0, RESERVATIONS_SHOWN),
    hasMoreWaiting: waiting.length > RESERVATIONS_SHOWN,
  }
}

/** What lies of one SKU in one warehouse, with all that is held of it and waits for it, as its own stream tells it. */
export const readStockRecord = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const [row, reservations, waiting] = await Promise.all([
    db.selectFrom('stock_item').selectAll().where('id', '=', id).executeTakeFirst(),
    db
      .selectFrom('stock_reservation')
      .leftJoin('sales_order', 'sales_order.id', 'stock_reservation.order')
      .select(['reservation', 'order', 'quantity', 'reservedAt'])
      .where('stock_reservation.id', '=', id)
      .where(ofSeenOrder(viewer))
      .orderBy('reservedAt')
      .orderBy('reservation')
      .execute(),
    waitingAt(viewer, db, id).execute(),
  ])
  return row && { ...row, reservations, waiting }
}
