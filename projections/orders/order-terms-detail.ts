import type { Kysely } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import type { OrderLineTermsRow, OrderTermsRow } from './order-terms.ts'

/** What an order was placed on; undefined where there is no such order. */
export const readOrderTerms = (
  viewer: Viewer,
  db: Kysely<Database>,
  order: string,
): Promise<OrderTermsRow | undefined> =>
  db
    .selectFrom('order_terms')
    .selectAll()
    .where('order', '=', order)
    .where(ofStores(viewer, readOf.order, 'store'))
    .executeTakeFirst()

/** The terms of some lines of an order that the viewer may see, by the line. */
export const readLineTerms = async (
  viewer: Viewer,
  db: Kysely<Database>,
  order: string,
  lines: readonly number[],
): Promise<ReadonlyMap<number, OrderLineTermsRow>> => {
  if (lines.length === 0) return new Map()
  const seen = db
    .selectFrom('order_terms as seen')
    .select('seen.order')
    .where('seen.order', '=', order)
    .where(ofStores(viewer, readOf.order, 'seen.store'))
  const found = db.selectFrom('order_line_terms').selectAll().where('order', 'in', seen).where('line', 'in', lines)
  return new Map((await found.execute()).map(row => [row.line, row]))
}

/** So many are named where there are more. */
export const NAMED_AT_MOST = 5

/** Open orders that go by a delivery method, as far as the viewer may see them; one more than are named where there are more. */
export const readOpenOrdersBy = (
  viewer: Viewer,
  db: Kysely<Database>,
  deliveryMethod: string,
): Promise<{ readonly id: string; readonly number: string }[]> =>
  db
    .selectFrom('order_terms as terms')
    .innerJoin('sales_order as placed', 'placed.id', 'terms.order')
    .select(['placed.id', 'placed.number'])
    .where('terms.deliveryMethod', '=', deliveryMethod)
    .where('terms.openUnits', '>', 0)
    .where(ofStores(viewer, readOf.order, 'terms.store'))
    .orderBy('placed.placedAt')
    .limit(NAMED_AT_MOST + 1)
    .execute()
