import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { ListPage, ListQuery } from '../engine/list/list.ts'
import { readList } from '../engine/list/list-read.ts'
import { type CustomerRow, customerList } from './customer.ts'
import { readOrderCounts } from './customer-orders.ts'

/** A customer as lists show one: how many orders came in, without what only the engine needs. */
export type ListedCustomer = Omit<CustomerRow, 'subject' | 'last_position' | 'last_event_id'> & {
  readonly orders: number
}

const listed = (row: CustomerRow, orders: number): ListedCustomer => {
  const { subject: _subject, last_position: _position, last_event_id: _event, ...shown } = row
  return { ...shown, orders }
}

/** A page of the customer list, each with the number of orders; 0 when the order lists know of none. */
export const readCustomers = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedCustomer>> => {
  const page = await readList<CustomerRow>(viewer, db, customerList, query)
  const ids = page.rows.map(({ id }) => id)
  const counts = await readOrderCounts(viewer, db, ids)
  return { ...page, rows: page.rows.map(row => listed(row, counts.get(row.id) ?? 0)) }
}

/** These customers, whom all stores share, without what belongs to them; who is none is left out. */
export const readCustomersById = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<Pick<CustomerRow, 'id' | 'reference' | 'name' | 'email' | 'status'>[]> =>
  ids.length === 0
    ? []
    : db.selectFrom('customer').select(['id', 'reference', 'name', 'email', 'status']).where('id', 'in', ids).execute()
