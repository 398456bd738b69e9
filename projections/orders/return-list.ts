import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { ListPage, ListQuery } from '../engine/list/list.ts'
import { readList } from '../engine/list/list-read.ts'
import { readCustomerNames } from './order-customer.ts'
import { type ReturnRow, returnList } from './return.ts'

/** A return as lists show one: with the customer's name, without what only the engine needs. */
export type ListedReturn = Omit<ReturnRow, 'subject' | 'last_position' | 'last_event_id'> & {
  readonly customerName: string | null
}

export const listedReturn = (row: ReturnRow & { search_vector?: unknown }, name: string | undefined): ListedReturn => {
  const { subject: _0, last_position: _1, last_event_id: _2, search_vector: _3, ...shown } = row
  return { ...shown, customerName: name ?? null }
}

/** A page of the list of returns, each with the customer's name. */
export const readReturns = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedReturn>> => {
  const page = await readList<ReturnRow>(viewer, db, returnList, query)
  const names = await readCustomerNames(
    viewer,
    db,
    page.rows.map(({ customer }) => customer),
  )
  return { ...page, rows: page.rows.map(row => listedReturn(row, names.get(row.customer ?? ''))) }
}
