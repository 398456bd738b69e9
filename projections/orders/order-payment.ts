import type { Kysely } from 'kysely'
import type { captureWays } from '../../domain/orders/events/payments.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { type ProjectedEvent, projection, type TablesOf } from '../engine/model/projection.ts'
import {
  date,
  integer,
  money,
  nullable,
  personalText,
  type Stored,
  table,
  text,
  timestamp,
} from '../engine/model/table.ts'

export type MoneyKind = 'authorised' | 'refused' | 'captured' | 'refunded'

/** What happened to the money of orders, one row per event. */
const orderPayment = table({
  key: ['order', 'number'],
  columns: {
    order: text(),
    /** The revision of the order at which it happened. */
    number: integer(),
    at: timestamp(),
    kind: text<MoneyKind>(),
    /** None where a provider said no. */
    amount: nullable(money()),
    currency: nullable(text()),
    /** How it came; null of what did not. */
    way: nullable(text<(typeof captureWays)[number]>()),
    /** The payment at a provider, and its method. */
    payment: nullable(text()),
    method: nullable(text()),
    valueDate: nullable(date()),
    /** The id under which it is booked once. */
    booking: nullable(text()),
    /** Why a provider said no. */
    reason: nullable(text()),
    subject: nullable(text()),
    bankReference: personalText(),
    store: text(),
  },
  // Of a line of a bank statement: whether it is booked.
  indexes: [['booking']],
  subject: 'subject',
})

const nothing = {
  amount: null,
  currency: null,
  way: null,
  payment: null,
  method: null,
  valueDate: null,
  booking: null,
  reason: null,
  subject: null,
  bankReference: null,
}

type Event = Pick<ProjectedEvent, 'id' | 'revision' | 'at'> & { readonly data: { readonly store: string } }

const rowOf = ({ id, revision, at, data: { store } }: Event, kind: MoneyKind) => ({
  ...nothing,
  order: id,
  number: revision,
  at,
  kind,
  store,
})

export const orderPayments = projection({
  name: 'order_payments',
  version: 1,
  tables: { order_payment: orderPayment },
  on: {
    PaymentAuthorized: (event, { order_payment }) => {
      const { amount, currency, payment, method } = event.data
      return order_payment.put({ ...rowOf(event, 'authorised'), amount, currency, payment, method })
    },
    PaymentFailed: (event, { order_payment }) => {
      const { payment, method, reason } = event.data
      return order_payment.put({ ...rowOf(event, 'refused'), payment, method, reason })
    },
    PaymentCaptured: (event, { order_payment }) => {
      const { amount, currency, way, payment = null, method = null, valueDate, capture, personal } = event.data
      const said = { subject: personal?.subject ?? null, bankReference: personal?.reference ?? null }
      const money = { amount, currency, way, payment, method, valueDate, booking: capture }
      return order_payment.put({ ...rowOf(event, 'captured'), ...money, ...said })
    },
    RefundSettled: (event, { order_payment }) => {
      const { amount, currency, valueDate, refund, personal } = event.data
      const said = { subject: personal?.subject ?? null, bankReference: personal?.reference ?? null }
      return order_payment.put({ ...rowOf(event, 'refunded'), amount, currency, valueDate, booking: refund, ...said })
    },
    // What stood on the statement of a guest goes with them.
    GuestErased: ({ id }, { order_payment }) =>
      order_payment.change({ order: id }, row => ({ ...row, bankReference: null })),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof orderPayments> {}
}

export type OrderPaymentRow = Omit<Stored<typeof orderPayment.columns>, 'last_position' | 'last_event_id'>

/** As many as a page shows. */
const SHOWN = 500

/** What happened to the money of an order that the viewer may see, in the order in which it did. */
export const readOrderPayments = (viewer: Viewer, db: Kysely<Database>, order: string): Promise<OrderPaymentRow[]> =>
  db
    .selectFrom('order_payment')
    .selectAll()
    .where('order', '=', order)
    .where(ofStores(viewer, readOf.order, 'store'))
    .orderBy('number')
    .limit(SHOWN)
    .execute()
