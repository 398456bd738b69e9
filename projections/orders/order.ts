import type { Kysely } from 'kysely'
import { orderSubject } from '../../domain/orders/subject.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list/list.ts'
import { type Count, countList } from '../engine/list/list-count.ts'
import { readList } from '../engine/list/list-read.ts'
import { Personal } from '../engine/model/personal.ts'
import { type ProjectedEvent, projection, type TablesOf } from '../engine/model/projection.ts'
import { plus } from '../engine/model/sum.ts'
import {
  country,
  date,
  flag,
  integer,
  money,
  nullable,
  personalText,
  price,
  type Row,
  type Stored,
  table,
  text,
  timestamp,
} from '../engine/model/table.ts'

/** An order has no state of its own: this is what became of its units. */
export const orderStatuses = ['placed', 'partly_cancelled', 'cancelled', 'partly_returned', 'returned'] as const
export type OrderStatus = (typeof orderStatuses)[number]

const reading = {
  key: 'id',
  sorts: {
    placed: { column: 'placed_at', direction: 'desc' },
    total: { column: 'total', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: orderStatuses },
    store: { kind: 'choice', column: 'store' },
    placed: {
      kind: 'days',
      column: 'placed_on',
      of: 'day',
      within: { placed: { column: 'placed_on', then: 'placed_at' } },
    },
  },
} as const

/** All orders, newest first. */
export const orderList = list({
  table: 'sales_order',
  ...reading,
  defaultSort: 'placed',
  search: true,
  searchesPersonal: true,
})

const salesOrder = table({
  key: ['id'],
  columns: {
    id: text(),
    number: text(),
    store: text(),
    currency: text(),
    country: nullable(country()),
    customer: nullable(text()),
    /** Whether the buyer has a name for the order: `reference`, which is null once they are erased. */
    has_reference: flag(),
    reference: personalText(),
    placed_at: timestamp(),
    /** The day at the store. */
    placed_on: date(),
    status: text<OrderStatus>(),
    line_count: integer(),
    /** Units of products; `unit_count` has shipping and manual positions too. */
    item_count: integer(),
    unit_count: integer(),
    cancelled_units: integer(),
    returned_units: integer(),
    total: money(),
    cancelled_amount: money(),
    /** Of the last cancellation. */
    cancel_reason: personalText(),
    comment_count: integer(),
    /** Of the stream, for If-Match. */
    revision: integer(),
    subject: text(),
    contact_name: personalText(),
    contact_email: personalText(),
    contact_phone: personalText(),
    contact_address: personalText(),
    /** When the guest who ordered was erased. */
    erased_at: nullable(timestamp()),
  },
  indexes: [...indexesFor(reading), ['customer', 'placed_at', 'id']],
  subject: 'subject',
  search: ['number', 'customer', 'reference', 'contact_name', 'contact_email'],
})

type SalesOrder = Row<typeof salesOrder.columns>

const statusOf = ({ unit_count, cancelled_units, returned_units }: SalesOrder): OrderStatus => {
  const isAllGone = cancelled_units + returned_units === unit_count
  if (returned_units > 0) return isAllGone ? 'returned' : 'partly_returned'
  if (cancelled_units > 0) return isAllGone ? 'cancelled' : 'partly_cancelled'
  return 'placed'
}

/** Sum of the quantities of some lines. */
const unitsOf = (lines: readonly { readonly quantity: number }[]): number =>
  plus(...lines.map(({ quantity }) => quantity))

const placed = ({ id, at, revision, data }: ProjectedEvent<'OrderPlaced'>): SalesOrder => ({
  id,
  number: data.number,
  store: data.store,
  currency: data.currency,
  country: data.country ?? null,
  customer: data.customer,
  has_reference: false,
  reference: null,
  placed_at: at,
  placed_on: data.placedOn,
  status: 'placed',
  line_count: data.lines.length,
  item_count: unitsOf(data.lines.filter(({ kind }) => kind === 'product')),
  unit_count: unitsOf(data.lines),
  cancelled_units: 0,
  returned_units: 0,
  total: data.total,
  cancelled_amount: 0,
  cancel_reason: null,
  comment_count: 0,
  revision,
  subject: orderSubject(id, data.customer),
  contact_name: data.personal?.name ?? null,
  contact_email: data.personal?.email ?? null,
  contact_phone: data.personal?.phone ?? null,
  contact_address: data.personal?.address ?? null,
  erased_at: null,
})

const nobody = {
  has_reference: false,
  reference: null,
  cancel_reason: null,
  contact_name: null,
  contact_email: null,
  contact_phone: null,
  contact_address: null,
}

/** A text of the person: sealed, or in clear as earlier releases kept it. */
const textOf = (sealed: Personal<string> | null | undefined, clear: string | undefined): Personal<string> | null =>
  sealed ?? (clear === undefined ? null : new Personal(() => clear))

const withStatus = (row: SalesOrder): SalesOrder => ({ ...row, status: statusOf(row) })

export const orders = projection({
  name: 'orders',
  version: 5,
  tables: {
    sales_order: salesOrder,
    order_line: table({
      key: ['order_id', 'line'],
      columns: {
        order_id: text(),
        line: integer(),
        kind: text<'product' | 'shipping' | 'manual'>(),
        sku: text(),
        name: text(),
        quantity: integer(),
        unit_price: price(),
        total: money(),
        cancelled: integer(),
        cancelled_amount: money(),
        returned: integer(),
      },
      indexes: [['sku', 'order_id']],
    }),
    order_comment: table({
      key: ['order_id', 'revision'],
      columns: {
        order_id: text(),
        revision: integer(),
        at: timestamp(),
        actor_id: text(),
        actor_kind: text(),
        subject: text(),
        comment: personalText(),
      },
      subject: 'subject',
    }),
  },
  on: {
    OrderPlaced: (event, { sales_order, order_line }) => [
      sales_order.put(placed(event)),
      ...event.data.lines.map(({ unitPrice, ...line }) =>
        order_line.put({
          ...line,
          order_id: event.id,
          unit_price: unitPrice,
          cancelled: 0,
          cancelled_amount: 0,
          returned: 0,
        }),
      ),
    ],
    OrderCommented: ({ id, at, actor, revision, data: { personal } }, { sales_order, order_comment }) => [
      sales_order.change({ id }, row => ({ ...row, revision, comment_count: row.comment_count + 1 })),
      order_comment.put({
        order_id: id,
        revision,
        at,
        actor_id: actor.id,
        actor_kind: actor.kind,
        subject: personal.subject,
        comment: personal.text,
      }),
    ],
    CustomReferenceSet: ({ id, revision, data: { reference, personal } }, { sales_order }) =>
      sales_order.change({ id }, row => ({
        ...row,
        revision,
        has_reference: true,
        reference: textOf(personal?.reference, reference),
      })),
    CustomReferenceCleared: ({ id, revision }, { sales_order }) =>
      sales_order.change({ id }, row => ({ ...row, revision, has_reference: false, reference: null })),
    OrderLinesCancelled: ({ id, revision, data }, { sales_order, order_line }) => [
      sales_order.change({ id }, row =>
        withStatus({
          ...row,
          revision,
          cancelled_units: plus(row.cancelled_units, unitsOf(data.lines)),
          cancelled_amount: plus(row.cancelled_amount, data.amount),
          cancel_reason: textOf(data.personal?.reason, data.reason),
        }),
      ),
      ...data.lines.map(({ line, quantity, amount }) =>
        order_line.change({ order_id: id, line }, row => ({
          ...row,
          cancelled: row.cancelled + quantity,
          cancelled_amount: row.cancelled_amount + amount,
        })),
      ),
    ],
    OrderLinesReturned: ({ id, revision, data: { lines } }, { sales_order, order_line }) => [
      sales_order.change({ id }, row =>
        withStatus({ ...row, revision, returned_units: plus(row.returned_units, unitsOf(lines)) }),
      ),
      ...lines.map(({ line, quantity }) =>
        order_line.change({ order_id: id, line }, row => ({ ...row, returned: row.returned + quantity })),
      ),
    ],
    OrderReturnRefused: ({ id, revision }, { sales_order }) =>
      sales_order.change({ id }, row => ({ ...row, revision })),
    // The order stays; who is to be reached about it, and what was said, goes.
    GuestErased: ({ id, at, revision }, { sales_order, order_comment }) => [
      sales_order.change({ id }, row => ({ ...row, ...nobody, revision, erased_at: at })),
      order_comment.change({ order_id: id }, row => ({ ...row, comment: null })),
    ],
    GuestKeyDestroyed: ({ id, revision }, { sales_order }) => sales_order.change({ id }, row => ({ ...row, revision })),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof orders> {}
}

export type OrderRow = Stored<typeof salesOrder.columns>

/** An order as lists show one: with the customer's name, without what only the engine needs. */
export type ListedOrder = Omit<OrderRow, 'subject' | 'unit_count' | 'last_position' | 'last_event_id'> & {
  /** Of the customer on file, else of whoever the order names; null when nobody is known by name. */
  readonly customer_name: string | null
}

const listed = (row: OrderRow, name: string | null): ListedOrder => {
  const { subject: _1, unit_count: _2, last_position: _3, last_event_id: _4, ...shown } = row
  return { ...shown, customer_name: name ?? shown.contact_name }
}

/** The names of these customers, as far as there are any: the erased and the unknown are not in the map. */
export const readCustomerNames = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  customers: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(customers.flatMap(id => id ?? []))]
  if (ids.length === 0) return new Map()
  const found = await db.selectFrom('customer').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(found.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])))
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
