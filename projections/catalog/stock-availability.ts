import { type Kysely, sql } from 'kysely'
import { type Availability, availableAt } from '../../domain/catalog/availability.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { whole } from '../engine/model/sum.ts'
import { itemOf, type StockItem } from './stock.ts'

export type StockOfSku = StockItem & {
  /** A closed warehouse counts for nothing. */
  readonly isOpen: boolean
  /** Those that the warehouse serves; null for all. */
  readonly stores: readonly string[] | null
}

/**
 * What lies of a SKU in each warehouse that has ever had it. One that nobody ever opened, of an older log, counts and serves
 * all. All stores share the warehouses.
 */
export const readStockOfSku = async (_viewer: Viewer, db: Kysely<Database>, sku: string): Promise<StockOfSku[]> => {
  const rows = await db
    .selectFrom('stock_item')
    .leftJoin('warehouse', 'warehouse.warehouse', 'stock_item.warehouse')
    .selectAll('stock_item')
    .select(['warehouse.status as warehouseStatus', 'warehouse.stores'])
    .where('sku', '=', sku)
    .orderBy('stock_item.warehouse')
    .execute()
  return rows.map(({ warehouseStatus, stores, ...row }) => ({
    ...itemOf(row),
    stores,
    isOpen: warehouseStatus !== 'closed',
  }))
}

/** Units of orders that wait for a SKU: each waits in several warehouses, and is counted once. All stores share them. */
export const readWaitingFor = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  items: readonly Pick<StockItem, 'id'>[],
): Promise<number> => {
  if (items.length === 0) return 0
  const ids = items.map(({ id }) => id)
  const once = db
    .selectFrom('stock_waiting')
    .where('id', 'in', ids)
    .groupBy(['order', 'line'])
    .select(({ fn }) => fn.max('quantity').as('quantity'))
    .as('once')
  const { waiting } = await db
    .selectFrom(once)
    .select(({ fn }) => whole(fn.coalesce(fn.sum('quantity'), sql.lit(0))).as('waiting'))
    .executeTakeFirstOrThrow()
  return waiting
}

/** What each store can still promise of what lies in the warehouses; nothing is known where none has ever had it. */
export const availableAtStores = (
  items: readonly StockOfSku[],
  stores: readonly string[],
): ReadonlyMap<string, Availability | null> =>
  new Map(stores.map(store => [store, items.length === 0 ? null : availableAt(store, items)]))

/**
 * Availability by SKU, without closed warehouses; one that no other warehouse has ever had is not in the map. All stores share
 * the warehouses.
 */
export const readAvailability = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  skus: readonly string[],
): Promise<ReadonlyMap<string, Availability>> => {
  if (skus.length === 0) return new Map()
  const rows = await db
    .selectFrom('stock_item')
    .leftJoin('warehouse', 'warehouse.warehouse', 'stock_item.warehouse')
    .where(({ eb, or }) => or([eb('warehouse.status', 'is', null), eb('warehouse.status', '<>', 'closed')]))
    .select(({ fn }) => [
      'sku',
      whole(fn.sum('available')).as('available'),
      fn<boolean>('bool_or', ['neverOutOfStock']).as('neverOutOfStock'),
    ])
    .where('sku', 'in', skus)
    .groupBy('sku')
    .execute()
  return new Map(rows.map(({ sku, ...row }) => [sku, row]))
}

/** What of a SKU can be promised from a warehouse. */
export type AvailableIn = {
  readonly sku: string
  readonly warehouse: string
  readonly available: number
  readonly neverOutOfStock: boolean
}

/** What of these SKUs open warehouses that serve a store have; all stores share the warehouses. */
export const readAvailableIn = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  store: string,
  skus: readonly string[],
): Promise<readonly AvailableIn[]> => {
  if (skus.length === 0) return []
  const rows = await db
    .selectFrom('stock_item')
    .innerJoin('warehouse', 'warehouse.warehouse', 'stock_item.warehouse')
    .select(['sku', 'stock_item.warehouse', 'available', 'neverOutOfStock', 'warehouse.stores'])
    .where('sku', 'in', skus)
    .where('warehouse.status', '<>', 'closed')
    .orderBy('stock_item.warehouse')
    .execute()
  return rows.filter(({ stores }) => stores === null || stores.includes(store))
}
