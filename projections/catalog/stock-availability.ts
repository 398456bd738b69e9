import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { whole } from '../engine/model/sum.ts'
import { itemOf, type StockItem } from './stock.ts'

/** What lies of a SKU in each warehouse that has ever had it. All stores share the warehouses. */
export const readStockOfSku = async (_viewer: Viewer, db: Kysely<Database>, sku: string): Promise<StockItem[]> => {
  const rows = await db.selectFrom('stock_item').selectAll().where('sku', '=', sku).orderBy('warehouse').execute()
  return rows.map(itemOf)
}

/** What can still be promised of a SKU, over all warehouses. */
export type Availability = { readonly available: number; readonly neverOutOfStock: boolean }

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
