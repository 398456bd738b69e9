import type { Actor } from '../../domain/decider.ts'
import { orderSubject } from '../../domain/orders/subject.ts'
import { currencies } from '../../domain/shared/currency.ts'
import { readOf } from '../../domain/viewer.ts'
import { customerList } from '../customers/customer.ts'
import { indexesFor, list } from '../engine/list/list.ts'
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
    placedAt: { column: 'placedAt', direction: 'desc' },
    total: { column: 'currency', then: 'total', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: orderStatuses },
    store: { kind: 'choice', column: 'store' },
    placedOn: {
      kind: 'days',
      column: 'placedOn',
      of: 'day',
      within: { placedAt: { column: 'placedOn', then: 'placedAt' } },
    },
    number: { kind: 'choice', column: 'number', isNarrow: true },
    customer: { kind: 'choice', column: 'customer', isNarrow: true, then: 'placedAt', thing: 'customer' },
    total: { kind: 'amount', column: 'total', currency: 'currency' },
    currency: { kind: 'choice', column: 'currency', values: currencies, isApart: true },
  },
  store: { column: 'store', may: readOf.order },
} as const

/** All orders, newest first. */
export const orderList = list({
  table: 'sales_order',
  ...reading,
  defaultSort: 'placedAt',
  search: true,
  searchesPersonal: 'customer:personal',
  also: [{ column: 'customer', in: customerList }],
})

const salesOrder = table({
  key: ['id'],
  columns: {
    id: text(),
    /** That of a range, else what the id comes to. */
    number: text(),
    store: text(),
    currency: text(),
    country: nullable(country()),
    customer: nullable(text()),
    /** Whether the buyer has a name for the order: `reference`, which is null once they are erased. */
    hasReference: flag(),
    reference: personalText(),
    placedAt: timestamp(),
    /** The day at the store. */
    placedOn: date(),
    status: text<OrderStatus>(),
    lineCount: integer(),
    /** Units of products; `unitCount` has shipping and manual positions too. */
    itemCount: integer(),
    unitCount: integer(),
    cancelledUnits: integer(),
    returnedUnits: integer(),
    total: money(),
    cancelledAmount: money(),
    /** Of the last cancellation. */
    cancelReason: personalText(),
    commentCount: integer(),
    /** Of the stream, for If-Match. */
    revision: integer(),
    subject: text(),
    contactName: personalText(),
    contactEmail: personalText(),
    contactPhone: personalText(),
    contactAddress: personalText(),
    /** When the guest who ordered was erased. */
    erasedAt: nullable(timestamp()),
  },
  indexes: indexesFor(reading),
  subject: 'subject',
  search: ['number', 'customer', 'reference', 'contactName', 'contactEmail'],
})

type SalesOrder = Row<typeof salesOrder.columns>

const statusOf = ({ unitCount, cancelledUnits, returnedUnits }: SalesOrder): OrderStatus => {
  const isAllGone = cancelledUnits + returnedUnits === unitCount
  if (returnedUnits > 0) return isAllGone ? 'returned' : 'partly_returned'
  if (cancelledUnits > 0) return isAllGone ? 'cancelled' : 'partly_cancelled'
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
  hasReference: false,
  reference: null,
  placedAt: at,
  placedOn: data.placedOn,
  status: 'placed',
  lineCount: data.lines.length,
  itemCount: unitsOf(data.lines.filter(({ kind }) => kind === 'product')),
  unitCount: unitsOf(data.lines),
  cancelledUnits: 0,
  returnedUnits: 0,
  total: data.total,
  cancelledAmount: 0,
  cancelReason: null,
  commentCount: 0,
  revision,
  subject: orderSubject(id, data.customer),
  contactName: data.personal?.name ?? null,
  contactEmail: data.personal?.email ?? null,
  contactPhone: data.personal?.phone ?? null,
  contactAddress: data.personal?.address ?? null,
  erasedAt: null,
})

const nobody = {
  hasReference: false,
  reference: null,
  cancelReason: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  contactAddress: null,
}

/** A text of the person: sealed, or in clear as earlier releases kept it. */
const textOf = (sealed: Personal<string> | null | undefined, clear: string | undefined): Personal<string> | null =>
  sealed ?? (clear === undefined ? null : new Personal(() => clear))

const withStatus = (row: SalesOrder): SalesOrder => ({ ...row, status: statusOf(row) })

export const orders = projection({
  name: 'orders',
  version: 10,
  tables: {
    sales_order: salesOrder,
    order_line: table({
      key: ['order', 'line'],
      columns: {
        order: text(),
        line: integer(),
        kind: text<'product' | 'shipping' | 'manual'>(),
        sku: text(),
        name: text(),
        quantity: integer(),
        unitPrice: price(),
        total: money(),
        cancelled: integer(),
        cancelledAmount: money(),
        returned: integer(),
      },
      indexes: [['sku', 'order']],
    }),
    order_comment: table({
      key: ['order', 'revision'],
      columns: {
        order: text(),
        revision: integer(),
        at: timestamp(),
        actorId: text(),
        actorKind: text<Actor['kind']>(),
        subject: text(),
        text: personalText(),
      },
      subject: 'subject',
    }),
  },
  on: {
    OrderPlaced: (event, { sales_order, order_line }) => [
      sales_order.put(placed(event)),
      ...event.data.lines.map(line =>
        order_line.put({ ...line, order: event.id, cancelled: 0, cancelledAmount: 0, returned: 0 }),
      ),
    ],
    OrderNumbered: (event, { sales_order }) => sales_order.amend(event, { number: event.data.number }),
    OrderCommented: ({ id, at, actor, revision, data: { personal } }, { sales_order, order_comment }) => [
      sales_order.change({ id }, row => ({ ...row, revision, commentCount: row.commentCount + 1 })),
      order_comment.put({
        order: id,
        revision,
        at,
        actorId: actor.id,
        actorKind: actor.kind,
        subject: personal.subject,
        text: personal.text,
      }),
    ],
    CustomReferenceSet: (event, { sales_order }) => {
      const { reference, personal } = event.data
      return sales_order.amend(event, { hasReference: true, reference: textOf(personal?.reference, reference) })
    },
    CustomReferenceCleared: (event, { sales_order }) =>
      sales_order.amend(event, { hasReference: false, reference: null }),
    OrderLinesCancelled: ({ id, revision, data }, { sales_order, order_line }) => [
      sales_order.change({ id }, row =>
        withStatus({
          ...row,
          revision,
          cancelledUnits: plus(row.cancelledUnits, unitsOf(data.lines)),
          cancelledAmount: plus(row.cancelledAmount, data.amount),
          cancelReason: textOf(data.personal?.reason, data.reason),
        }),
      ),
      ...data.lines.map(({ line, quantity, amount }) =>
        order_line.change({ order: id, line }, row => ({
          ...row,
          cancelled: row.cancelled + quantity,
          cancelledAmount: row.cancelledAmount + amount,
        })),
      ),
    ],
    OrderLinesReturned: ({ id, revision, data: { lines } }, { sales_order, order_line }) => [
      sales_order.change({ id }, row =>
        withStatus({ ...row, revision, returnedUnits: plus(row.returnedUnits, unitsOf(lines)) }),
      ),
      ...lines.map(({ line, quantity }) =>
        order_line.change({ order: id, line }, row => ({ ...row, returned: row.returned + quantity })),
      ),
    ],
    OrderReturnRefused: (event, { sales_order }) => sales_order.amend(event, {}),
    // The order stays; who is to be reached about it, and what was said, goes.
    GuestErased: (event, { sales_order, order_comment }) => [
      sales_order.amend(event, { ...nobody, erasedAt: event.at }),
      order_comment.change({ order: event.id }, row => ({ ...row, text: null })),
    ],
    GuestKeyDestroyed: (event, { sales_order }) => sales_order.amend(event, {}),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof orders> {}
}

export type OrderRow = Stored<typeof salesOrder.columns>
