import type { Kysely } from 'kysely'
import { statesWith } from '../../domain/orders/process/definition.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { ListPage, ListQuery } from '../engine/list/list.ts'
import { type Count, countList } from '../engine/list/list-count.ts'
import { readList } from '../engine/list/list-read.ts'
import { readPicking } from '../shipping/picked-orders.ts'
import { type OrderRow } from './order.ts'
import { readCustomerNames } from './order-customer.ts'
import { orderList } from './orders-listed.ts'

/** An order as lists show one: with the customer's name, without what only the engine needs. */
export type ListedOrder = Omit<OrderRow, 'subject' | 'last_position' | 'last_event_id'> & {
  /** Of the customer on file, else of whoever the order names; null when nobody is known by name. */
  readonly customerName: string | null
  /** Units that wait to be sent, and how many of these were picked. */
  readonly toSend: number
  readonly pickedUnits: number
}

/** Units that have stock and wait to be sent. */
const toSendOf = ({ process, units }: OrderRow): number =>
  statesWith(processNamed(process), 'allotted').reduce((sum, state) => sum + (units[state]?.quantity ?? 0), 0)

const listed = (row: OrderRow, name: string | null, pickedUnits: number): ListedOrder => {
  const { subject: _1, last_position: _2, last_event_id: _3, ...shown } = row
  return { ...shown, customerName: name ?? shown.contactName, toSend: toSendOf(row), pickedUnits }
}

/** A page of the order list, each with the customer's name. */
export const readOrders = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedOrder>> => {
  const page = await readList<OrderRow>(viewer, db, orderList, query)
  const { rows } = page
  const [names, picking] = await Promise.all([
    readCustomerNames(
      viewer,
      db,
      rows.map(({ customer }) => customer),
    ),
    readPicking(
      db,
      rows.flatMap(row => (toSendOf(row) > 0 ? [row.id] : [])),
    ),
  ])
  return {
    ...page,
    rows: rows.map(row => listed(row, names.get(row.customer ?? '') ?? null, picking.get(row.id)?.picked ?? 0)),
  }
}

/** How many orders match a filter of the list. */
export const countOrders = (viewer: Viewer, db: Kysely<Database>, filter: string, now?: Date): Promise<Count> =>
  countList(viewer, db, orderList, filter, now)
