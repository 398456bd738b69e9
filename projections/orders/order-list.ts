import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { ListPage, ListQuery } from '../engine/list/list.ts'
import { type Count, countList } from '../engine/list/list-count.ts'
import { readList } from '../engine/list/list-read.ts'
import { type OrderRow } from './order.ts'
import { readCustomerNames } from './order-customer.ts'
import { orderList } from './orders-listed.ts'

/** An order as lists show one: with the customer's name, without what only the engine needs. */
export type ListedOrder = Omit<OrderRow, 'subject' | 'last_position' | 'last_event_id'> & {
  /** Of the customer on file, else of whoever the order names; null when nobody is known by name. */
  readonly customerName: string | null
}

const listed = (row: OrderRow, name: string | null): ListedOrder => {
  const { subject: _1, last_position: _2, last_event_id: _3, ...shown } = row
  return { ...shown, customerName: name ?? shown.contactName }
}

/** A page of the order list, each with the customer's name. */
export const readOrders = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedOrder>> => {
  const page = await readList<OrderRow>(viewer, db, orderList, query)
  const names = await readCustomerNames(
    viewer,
    db,
    page.rows.map(({ customer }) => customer),
  )
  return { ...page, rows: page.rows.map(row => listed(row, names.get(row.customer ?? '') ?? null)) }
}

/** How many orders match a filter of the list. */
export const countOrders = (viewer: Viewer, db: Kysely<Database>, filter: string): Promise<Count> =>
  countList(viewer, db, orderList, filter)
