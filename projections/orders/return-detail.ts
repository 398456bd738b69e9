import type { Kysely } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { whole } from '../engine/model/sum.ts'
import { readCustomerNames } from './order-customer.ts'
import type { ReturnLineRow } from './return.ts'
import { type ListedReturn, listedReturn } from './return-list.ts'

export type ReturnLine = ReturnLineRow & {
  /** What people call the order it was bought with; null when it names none, or one that is not there. */
  readonly orderNumber: string | null
}
export type ReturnDetail = ListedReturn & { readonly lines: readonly ReturnLine[] }

/** One return with its lines and the orders they name; undefined when there is none. */
export const readReturn = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<ReturnDetail | undefined> => {
  const [row, lines] = await Promise.all([
    db
      .selectFrom('order_return')
      .selectAll()
      .where('id', '=', id)
      .where(ofStores(viewer, readOf.return, 'store'))
      .executeTakeFirst(),
    db
      .selectFrom('return_line')
      .leftJoin('sales_order', join =>
        join.onRef('sales_order.id', '=', 'return_line.order').on(ofStores(viewer, readOf.order, 'sales_order.store')),
      )
      .selectAll('return_line')
      .select('sales_order.number as orderNumber')
      .where('return', '=', id)
      .orderBy('line')
      .execute(),
  ])
  if (row === undefined) return undefined
  const names = await readCustomerNames(viewer, db, [row.customer])
  return { ...listedReturn(row, names.get(row.customer ?? '')), lines }
}

/** One return with its lines, as its own stream tells it; undefined when there is none. */
export const readReturnRecord = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const found = await readReturn(viewer, db, id)
  if (found === undefined) return undefined
  const { customerName: _ofTheCustomer, lines, ...row } = found
  return { ...row, lines: lines.map(({ orderNumber: _ofTheOrder, ...line }) => line) }
}

/** What came back of one order with one return. `refused` lines do not count. */
export type ReturnOfOrder = {
  readonly id: string
  readonly number: string
  readonly recordedAt: Date
  readonly units: number
  readonly total: number
  readonly refused: boolean
}

/** The returns that name an order, newest first, with what of them is of this order. */
export const readReturnsOfOrder = async (
  viewer: Viewer,
  db: Kysely<Database>,
  order: string,
): Promise<ReturnOfOrder[]> =>
  db
    .selectFrom('return_line')
    .innerJoin('order_return', 'order_return.id', 'return_line.return')
    .where('return_line.order', '=', order)
    .where(ofStores(viewer, readOf.return, 'order_return.store'))
    .groupBy(['order_return.id', 'order_return.number', 'order_return.recordedAt'])
    .select(({ fn }) => [
      'order_return.id',
      'order_return.number',
      'order_return.recordedAt',
      whole(fn.sum('return_line.quantity')).as('units'),
      whole(fn.sum('return_line.total')).as('total'),
      fn<boolean>('bool_and', ['return_line.refused']).as('refused'),
    ])
    .orderBy('order_return.recordedAt', 'desc')
    .orderBy('order_return.id')
    .execute()
