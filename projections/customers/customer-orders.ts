import type { Kysely } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { whole } from '../engine/model/sum.ts'

/** How many orders each of these customers placed; those without any are not in the map. */
export const readOrderCounts = async (
  viewer: Viewer,
  db: Kysely<Database>,
  customers: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  if (customers.length === 0) return new Map()
  const counts = await db
    .selectFrom('sales_order')
    .select(({ fn }) => ['customer', fn.countAll<number>().as('orders')])
    .where('customer', 'in', customers)
    .where(ofStores(viewer, readOf.order, 'store'))
    .groupBy('customer')
    .execute()
  return new Map(counts.flatMap(({ customer, orders }) => (customer === null ? [] : [[customer, orders]])))
}

/** The last orders of a customer, newest first. */
export const readLastOrders = (viewer: Viewer, db: Kysely<Database>, customer: string, limit: number) =>
  db
    .selectFrom('sales_order')
    .select(['id', 'number', 'placedAt', 'states', 'itemCount', 'total', 'currency'])
    .where('customer', '=', customer)
    .where(ofStores(viewer, readOf.order, 'store'))
    .orderBy('placedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export type LastOrder = Awaited<ReturnType<typeof readLastOrders>>[number]

/** What a customer bought in one currency, in minor units. `returned` is without returned lines that were refused. */
export type Spending = {
  readonly currency: string
  readonly orders: number
  readonly ordered: number
  readonly cancelled: number
  readonly returned: number
}

/** Totals of a customer per currency, in the order of the currencies. */
export const readSpending = async (viewer: Viewer, db: Kysely<Database>, customer: string): Promise<Spending[]> => {
  const [ordered, returned] = await Promise.all([orderedBy(viewer, db, customer), returnedBy(viewer, db, customer)])
  const currencies = [...new Set([...ordered, ...returned].map(({ currency }) => currency))].sort()
  return currencies.map(currency => {
    const { returnedBefore = 0, ...sums } = ordered.find(sum => sum.currency === currency) ?? {}
    const returns = returned.find(sum => sum.currency === currency)?.returned ?? 0
    // What an order comes to since it was amended is without what had come back of it by then.
    return { orders: 0, ordered: 0, cancelled: 0, ...sums, returned: returns - returnedBefore, currency }
  })
}

const orderedBy = (viewer: Viewer, db: Kysely<Database>, customer: string) =>
  db
    .selectFrom('sales_order')
    .select(({ fn }) => [
      'currency',
      fn.countAll<number>().as('orders'),
      whole(fn.sum('total')).as('ordered'),
      whole(fn.sum('cancelledAmount')).as('cancelled'),
      whole(fn.sum('returnedBefore')).as('returnedBefore'),
    ])
    .where('customer', '=', customer)
    .where(ofStores(viewer, readOf.order, 'store'))
    .groupBy('currency')
    .execute()

const returnedBy = (viewer: Viewer, db: Kysely<Database>, customer: string) =>
  db
    .selectFrom('order_return')
    .select(({ fn }) => [
      'currency',
      whole(fn.sum('total')).as('credited'),
      whole(fn.sum('refusedAmount')).as('refused'),
    ])
    .where('customer', '=', customer)
    .where(ofStores(viewer, readOf.return, 'store'))
    .groupBy('currency')
    .execute()
    .then(sums => sums.map(({ currency, credited, refused }) => ({ currency, returned: credited - refused })))
