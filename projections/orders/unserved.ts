import { type Kysely, type SqlBool, sql } from 'kysely'
import { statesWith } from '../../domain/orders/process/definition.ts'
import { orderProcesses } from '../../domain/orders/processes/index.ts'
import type { Database } from '../database.ts'
// Their tables are read here.
import '../catalog/stock.ts'
import '../shipping/warehouse.ts'
import './order.ts'
import './order-unasked.ts'

/** A stream that something is to be sent to, and the revision at which that was seen. */
export type Unserved = { readonly id: string; readonly revision: number }

/** Stocks that have something free, and orders that wait for it. One of a closed warehouse gives nothing. */
export const readServable = (db: Kysely<Database>, limit: number): Promise<Unserved[]> =>
  db
    .selectFrom('stock_item')
    .leftJoin('warehouse', 'warehouse.warehouse', 'stock_item.warehouse')
    .select(['stock_item.id', 'stock_item.revision'])
    .where('stock_item.id', 'in', db.selectFrom('stock_waiting').select('id').distinct())
    .where('stock_item.waiting', '>', 0)
    .where(({ eb, or }) => or([eb('stock_item.available', '>', 0), eb('stock_item.neverOutOfStock', '=', true)]))
    .where(sql<SqlBool>`warehouse.status is distinct from 'closed'`)
    .orderBy('stock_item.id')
    .limit(limit)
    .execute()

/** The stocks of a line in each of these warehouses. */
const inEach = (places: readonly string[]) =>
  sql`select place || '.' || upper(order_line.sku) from unnest(${[...places]}::text[]) place`

/**
 * Orders of a store that wait for stock in some warehouse, though not in each of these; those that wait longest come first.
 * Those that wait nowhere have not asked any warehouse.
 */
export const readUnqueued = (
  db: Kysely<Database>,
  store: string,
  { places, limit }: { readonly places: readonly string[]; readonly limit: number },
): Promise<(Unserved & { readonly since: Date })[]> =>
  db
    .selectFrom('stock_waiting')
    .innerJoin('order_line', join =>
      join
        .onRef('order_line.order', '=', 'stock_waiting.order')
        .onRef('order_line.line', '=', 'stock_waiting.line')
        .on('order_line.backordered', '>', 0),
    )
    .innerJoin('sales_order', 'sales_order.id', 'stock_waiting.order')
    .where('sales_order.store', '=', store)
    .where(
      ({ selectFrom }) =>
        selectFrom('stock_waiting as there')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('there.order', '=', 'order_line.order')
          .whereRef('there.line', '=', 'order_line.line')
          .where(sql<SqlBool>`there.id = any(array(${inEach(places)}))`),
      '<',
      places.length,
    )
    .groupBy(['sales_order.id', 'sales_order.revision'])
    .select(({ fn }) => ['sales_order.id', 'sales_order.revision', fn.min<Date>('stock_waiting.since').as('since')])
    .orderBy('since')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Where units are for which stock is to be reserved, by process. */
const needing = orderProcesses.flatMap(process =>
  statesWith(process, 'reserved').map(state => `${process.name}/${state}`),
)

/** Orders of a store that still need stock, and have asked no warehouse for it; the oldest come first. */
export const readUnasked = (
  db: Kysely<Database>,
  store: string,
  limit: number,
): Promise<(Unserved & { readonly since: Date })[]> =>
  db
    .selectFrom('order_unasked')
    .innerJoin('sales_order', 'sales_order.id', 'order_unasked.order')
    .where('order_unasked.store', '=', store)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('order_unit')
          .whereRef('order_unit.order', '=', 'sales_order.id')
          .where(sql<SqlBool>`sales_order.process || '/' || order_unit.state = any(${needing}::text[])`)
          .select(sql.lit(1).as('one')),
      ),
    )
    .select(['sales_order.id', 'sales_order.revision', 'sales_order.placedAt as since'])
    .orderBy('since')
    .orderBy('id')
    .limit(limit)
    .execute()
