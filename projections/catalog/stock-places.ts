import { type Expression, type Kysely, type SqlBool, sql } from 'kysely'
import type { StockPlaces } from '../../domain/processes/process.ts'
import { MAX_PLACES } from '../../domain/shared/limits.ts'
import type { Database } from '../database.ts'
// Their tables are read here.
import '../shipping/warehouse.ts'
import '../shop/store.ts'
import './stock.ts'

/** Whether a warehouse is open, and serves a store. */
const serves = (store: Expression<string>) =>
  sql<SqlBool>`warehouse.status = 'open' and (warehouse."allStores" or warehouse.stores @> to_jsonb(array[${store}]))`

/** Of each store the open warehouses that serve it, those that goods come from first first. */
export const readPlacesByStore = async (db: Kysely<Database>): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = await db
    .selectFrom('store')
    .innerJoin('warehouse', join => join.on(({ ref }) => serves(ref('store.store'))))
    .select(['store.store', 'warehouse.warehouse'])
    .orderBy('store')
    .orderBy('priority')
    .orderBy('warehouse')
    .execute()
  const places = ([store, served]: [string, typeof rows]) =>
    [store, served.slice(0, MAX_PLACES).map(({ warehouse }) => warehouse)] as const
  return new Map([...Map.groupBy(rows, ({ store }) => store)].map(places))
}

/** The open warehouses that serve a store, those that goods come from first first, and which of the SKUs can be promised there. */
export const readStockPlaces = async (
  db: Kysely<Database>,
  store: string,
  skus: readonly string[],
): Promise<StockPlaces> => {
  const places = await db
    .selectFrom('warehouse')
    .select('warehouse')
    .where(serves(sql<string>`${store}::text`))
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
