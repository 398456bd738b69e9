import type { Kysely } from 'kysely'
import { ignoredReasons, paymentAnswers, paymentSays } from '../../domain/payment/payment.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { reading } from '../engine/list/reading.ts'
import { type ProjectedEvent, projection, type TablesOf } from '../engine/model/projection.ts'
import { flag, integer, money, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

type Says = (typeof paymentSays)[number]
export type PaymentStatus = 'requested' | (typeof paymentAnswers)[number]
/** Whether something that was told changed the payment or does so once it is accepted, or why it did not. */
export type NotedAs = 'changed' | 'counted' | 'kept' | (typeof ignoredReasons)[number]

const listing = {
  key: 'payment',
  sorts: { requestedAt: { column: 'requestedAt', direction: 'desc' } },
  filters: {
    method: { kind: 'choice', column: 'method' },
    status: { kind: 'choice', column: 'status', values: ['requested', ...paymentAnswers] },
    isTrial: { kind: 'flag', column: 'isTrial' },
    store: { kind: 'choice', column: 'store' },
    order: { kind: 'choice', column: 'order', isNarrow: true, then: 'requestedAt', thing: 'order' },
    requestedAt: { kind: 'days', column: 'requestedAt', of: 'moment' },
  },
  store: { column: 'store', may: readOf.payment, none: '' },
} as const

/** All payments, newest first. */
export const paymentList = list({ table: 'payment', ...listing, defaultSort: 'requestedAt', search: true })

const tables = {
  payment: table({
    key: ['payment'],
    columns: {
      payment: text(),
      reference: text(),
      method: text(),
      status: text<PaymentStatus>(),
      amount: money(),
      currency: text(),
      /** As much was accepted. */
      authorised: nullable(money()),
      /** As much was taken of it. */
      captured: money(),
      reason: nullable(text()),
      requestKey: text(),
      isTrial: flag(),
      /** What it is for; null of a trial. */
      order: nullable(text()),
      /** Empty where it is of none. */
      store: text(),
      requestedAt: timestamp(),
      changedAt: timestamp(),
      /** Of the stream, for If-Match. */
      revision: integer(),
    },
    indexes: indexesFor(listing),
    search: ['reference', 'requestKey'],
  }),
  payment_notification: table({
    key: ['payment', 'number'],
    columns: {
      payment: text(),
      /** At which revision of the payment it was told. */
      number: integer(),
      at: timestamp(),
      /** The provider's id of it; null where it is its answer to the request. */
      event: nullable(text()),
      says: text<Says>(),
      notedAs: text<NotedAs>(),
      amount: nullable(money()),
      currency: nullable(text()),
      reason: nullable(text()),
    },
  }),
}

type Told = Pick<ProjectedEvent, 'id' | 'revision' | 'at'> & { readonly data: { readonly event?: string | undefined } }
const nothing = { amount: null, currency: null, reason: null }
const toldBy = ({ id, revision, at, data }: Told, says: Says, notedAs: NotedAs) => ({
  payment: id,
  number: revision,
  at,
  event: data.event ?? null,
  says,
  notedAs,
})

export const payments = projection({
  name: 'payments',
  version: 2,
  tables,
  on: {
    PaymentRequested: ({ id, at, revision, data }, { payment }) => {
      const { order = null, store = '', ...asked } = data
      const unsaid = { status: 'requested' as const, authorised: null, captured: 0, reason: null }
      return payment.put({ payment: id, ...asked, order, store, ...unsaid, requestedAt: at, changedAt: at, revision })
    },
    PaymentAccepted: (event, { payment, payment_notification }) => {
      const { amount } = event.data
      return [
        payment.amend(event, { status: 'accepted', authorised: amount }),
        payment_notification.derive(
          { payment: event.id, number: event.revision },
          payment.at({ payment: event.id }),
          of => ({ ...toldBy(event, 'accepted', 'changed'), ...nothing, amount, currency: of?.currency ?? null }),
        ),
      ]
    },
    PaymentRefused: (event, { payment, payment_notification }) => {
      const { reason } = event.data
      return [
        payment.amend(event, { status: 'refused', reason }),
        payment_notification.put({ ...toldBy(event, 'refused', 'changed'), ...nothing, reason }),
      ]
    },
    PaymentPending: (event, { payment, payment_notification }) => [
      payment.amend(event, { status: 'pending' }),
      payment_notification.put({ ...toldBy(event, 'pending', 'changed'), ...nothing }),
    ],
    PaymentReceived: (event, { payment, payment_notification }) => {
      const { id, at, revision, data } = event
      const { amount, currency } = data
      return [
        payment.change({ payment: id }, row => ({ ...row, captured: row.captured + amount, changedAt: at, revision })),
        payment_notification.put({ ...toldBy(event, 'captured', 'counted'), ...nothing, amount, currency }),
      ]
    },
    PaymentCaptureKept: (event, { payment, payment_notification }) => {
      const { amount, currency } = event.data
      return [
        payment.amend(event, {}),
        payment_notification.put({ ...toldBy(event, 'captured', 'kept'), ...nothing, amount, currency }),
      ]
    },
    PaymentNotificationIgnored: (event, { payment, payment_notification }) => {
      const { says, because, amount, currency, reason } = event.data
      return [
        payment.amend(event, {}),
        payment_notification.put({ ...toldBy(event, says, because), amount, currency, reason }),
      ]
    },
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof payments> {}
}

export type PaymentRow = Stored<(typeof tables)['payment']['columns']>
export type NotificationRow = Omit<
  Stored<(typeof tables)['payment_notification']['columns']>,
  'last_position' | 'last_event_id'
>

/** A page of the list of payments. */
export const { page: readPayments, one: readPaymentRow } = reading<PaymentRow>(paymentList)

export type PaymentDetail = PaymentRow & { readonly told: readonly NotificationRow[] }

/** As many as a payment can be told, and its answer. */
const MOST_TOLD = 500

/** One payment with all that its provider told, in the order in which it came; undefined when there is none. */
export const readPayment = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<PaymentDetail | undefined> => {
  const [row, told] = await Promise.all([
    readPaymentRow(viewer, db, id),
    db
      .selectFrom('payment_notification')
      .select(['payment', 'number', 'at', 'event', 'says', 'notedAs', 'amount', 'currency', 'reason'])
      .where('payment', '=', id)
      .orderBy('number')
      .limit(MOST_TOLD)
      .execute(),
  ])
  return row && { ...row, told }
}

/** The payments that were asked for an order, of those that the viewer may see, newest first. */
export const readPaymentsOfOrder = (viewer: Viewer, db: Kysely<Database>, order: string): Promise<PaymentRow[]> =>
  db
    .selectFrom('payment')
    .selectAll()
    .where('order', '=', order)
    .where(ofStores(viewer, readOf.payment, 'store'))
    .orderBy('requestedAt', 'desc')
    .orderBy('payment', 'desc')
    .limit(10)
    .execute()

/** The last payments by a method, newest first. */
export const readLastPayments = (_viewer: Viewer, db: Kysely<Database>, method: string): Promise<PaymentRow[]> =>
  db
    .selectFrom('payment')
    .selectAll()
    .where('method', '=', method)
    .orderBy('requestedAt', 'desc')
    .orderBy('payment', 'desc')
    .limit(10)
    .execute()
