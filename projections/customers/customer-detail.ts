import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { AddressRow, CustomerRow, NoteRow } from './customer.ts'

export type CustomerDetail = CustomerRow & {
  /** Oldest first. */
  readonly addresses: readonly AddressRow[]
  /** Newest first. */
  readonly notes: readonly NoteRow[]
}

/** One customer with addresses and notes, all of it shared by all stores; undefined when there is none. */
export const readCustomer = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<CustomerDetail | undefined> => {
  const [row, addresses, notes] = await Promise.all([
    db.selectFrom('customer').selectAll().where('id', '=', id).executeTakeFirst(),
    db.selectFrom('customer_address').selectAll().where('customer', '=', id).orderBy('address').execute(),
    db
      .selectFrom('customer_note')
      .selectAll()
      .where('customer', '=', id)
      .orderBy('notedAt', 'desc')
      .orderBy('note')
      .execute(),
  ])
  return row === undefined ? undefined : { ...row, addresses, notes }
}
