import { type Kysely, sql } from 'kysely'
import type { StockPlaces } from '../../domain/processes/process.ts'
import { MAX_PLACES } from '../../domain/shared/limits.ts'
import type { Database } from '../database.ts'
// Their tables are read here.
import '../shipping/warehouse.ts'
import './stock.ts'

/** The open warehouses that serve a store, those that goods come from first first, and which of the SKUs can be promised there. */
export const readStockPlaces = async (
  db: Kysely<Database>,
  store: string,
  skus: readonly string[],
): Promise<StockPlaces> => {
  const places = await db
    .selectFrom('warehouse')
    .select('warehouse')
    .where('status', '=', 'open')
    .where(({ eb, or }) => or([eb('allStores', '=', true), sql<boolean>`stores @> ${JSON.stringify([store])}::jsonb`]))
    .orderBy('priority')
    .orderBy('warehouse')
    .limit(MAX_PLACES)
    .execute()
  const keys = places.map(({ warehouse }) => warehouse)
  if (keys.length === 0 || skus.length === 0) return places.map(place => ({ ...place, skus: [] }))
  const there = await db
    .selectFrom('stock_item')
    .select(['warehouse', 'sku'])
    .where('sku', 'in', skus)
    .where('warehouse', 'in', keys)
    .where(({ eb, or }) => or([eb('available', '>', 0), eb('neverOutOfStock', '=', true)]))
    .execute()
  const byWarehouse = Map.groupBy(there, ({ warehouse }) => warehouse)
  return keys.map(warehouse => ({ warehouse, skus: (byWarehouse.get(warehouse) ?? []).map(({ sku }) => sku) }))
}
