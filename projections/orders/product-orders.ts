import { type Kysely, sql } from 'kysely'
import { statesWith } from '../../domain/orders/process/definition.ts'
import { orderProcesses } from '../../domain/orders/processes/index.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import type { Count } from '../engine/list/list-count.ts'
import { parseListQuery } from '../engine/list/list-query.ts'
import { whole } from '../engine/model/sum.ts'
import { countOrders, type ListedOrder, readOrders } from './order-list.ts'
import { orderList } from './orders-listed.ts'

/** The query string of the list of orders that a product is in. */
export const withProduct = (sku: string): string => new URLSearchParams({ product: sku }).toString()

/** An order with how many units of a product were ordered in it. */
export type OrderOfProduct = ListedOrder & { readonly ofProduct: number }

/** The last orders that a product is in, newest first, and how many there are. */
export const readOrdersOfProduct = async (
  viewer: Viewer,
  db: Kysely<Database>,
  sku: string,
  limit: number,
): Promise<{ readonly last: readonly OrderOfProduct[]; readonly count: Count }> => {
  const query = parseListQuery(orderList, new URLSearchParams(withProduct(sku)), limit)
  const [{ rows }, count] = await Promise.all([
    readOrders(viewer, db, query),
    countOrders(viewer, db, withProduct(sku)),
  ])
  const units = await unitsIn(
    db,
    sku,
    rows.map(({ id }) => id),
  )
  return { last: rows.map(row => ({ ...row, ofProduct: units.get(row.id) ?? 0 })), count }
}

const unitsIn = async (
  db: Kysely<Database>,
  sku: string,
  orders: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  if (orders.length === 0) return new Map()
  const rows = await db
    .selectFrom('order_line')
    .select(({ fn }) => ['order', whole(fn.sum('quantity')).as('units')])
    .where('order', 'in', orders)
    .where('sku', '=', sku)
    .groupBy('order')
    .execute()
  return new Map(rows.map(({ order, units }) => [order, units]))
}

/** So many lines are added up, the newest: what is older changes no decision, and reading stays bounded. */
const LINES_SUMMED = 10_000

const openStates = [...new Set(orderProcesses.flatMap(process => statesWith(process, 'open')))]

/** What was sold of a product lately. `isAll`: no line is older than those that were added up. */
export type SoldOfProduct = {
  /** Units ordered, without what was cancelled or came back. */
  readonly sold: number
  /** Of these, what orders are still at work on. */
  readonly open: number
  /** Of these, what stock was asked for and not found. */
  readonly backordered: number
  readonly isAll: boolean
}

/** What was sold of a product at the stores whose orders the viewer may see. */
export const readSoldOfProduct = async (viewer: Viewer, db: Kysely<Database>, sku: string): Promise<SoldOfProduct> => {
  const found = await db
    .with('newest', last =>
      last
        .selectFrom('order_line')
        .select(['order', 'line', 'quantity', 'cancelled', 'returned', 'backordered'])
        .where('sku', '=', sku)
        .orderBy('placedAt', 'desc')
        .limit(LINES_SUMMED),
    )
    .selectFrom('newest')
    .innerJoin('sales_order', 'sales_order.id', 'newest.order')
    .leftJoinLateral(
      unit =>
        unit
          .selectFrom('order_unit')
          .select(({ fn }) => fn.sum<string | null>('quantity').as('open'))
          .whereRef('order_unit.order', '=', 'newest.order')
          .whereRef('order_unit.line', '=', 'newest.line')
          .whereRef('sales_order.isOpen', '=', sql.lit(true))
          .where('order_unit.state', 'in', openStates)
          .as('at_work'),
      join => join.onTrue(),
    )
    .where(ofStores(viewer, readOf.order, 'sales_order.store'))
    .select(({ fn, eb, selectFrom }) => [
      whole(fn.coalesce(fn.sum(sql<number>`quantity - cancelled - returned`), sql.lit(0))).as('sold'),
      whole(fn.coalesce(fn.sum('at_work.open'), sql.lit(0))).as('open'),
      whole(fn.coalesce(fn.sum('newest.backordered').filterWhere('sales_order.isOpen', '=', true), sql.lit(0))).as(
        'backordered',
      ),
      eb(
        selectFrom('newest').select(({ fn }) => fn.countAll<number>().as('count')),
        '<',
        LINES_SUMMED,
      ).as('isAll'),
    ])
    .executeTakeFirstOrThrow()
  return { ...found, isAll: Boolean(found.isAll) }
}
