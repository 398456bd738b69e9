import type { Kysely } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { listOf, rowSchema } from '../engine/model/json-schema.ts'
import { orders } from './order.ts'
import { orderPayments } from './order-payment.ts'
import { orderShipments } from './order-shipment.ts'
import { orderTerms } from './order-terms.ts'

/** Moments are texts within JSON; they are told as they are everywhere. */
const asMoments = <Row extends object>(rows: readonly Row[], ...columns: readonly (keyof Row & string)[]): Row[] =>
  rows.map(row => ({
    ...row,
    ...Object.fromEntries(columns.map(column => [column, row[column] === null ? null : new Date(String(row[column]))])),
  }))

/** Lines with where their units are. */
const wholeLines = (db: Kysely<Database>) =>
  db
    .selectFrom('order_line')
    .selectAll('order_line')
    .select(({ selectFrom, ref }) =>
      jsonArrayFrom(
        selectFrom('order_unit')
          .select(['state', 'quantity', 'since', 'dueAt'])
          .where('order_unit.order', '=', ref('order_line.order'))
          .where('order_unit.line', '=', ref('order_line.line'))
          .orderBy('since')
          .orderBy('state'),
      ).as('units'),
    )

/** Shipments with the units that go with each, and what was sent with it. */
const wholeShipments = (db: Kysely<Database>) =>
  db
    .selectFrom('order_shipment')
    .selectAll('order_shipment')
    .select(({ selectFrom, ref }) => [
      jsonArrayFrom(
        selectFrom('order_share')
          .select(['line', 'quantity', 'shipped', 'delivered'])
          .where('order_share.order', '=', ref('order_shipment.order'))
          .where('order_share.shipment', '=', ref('order_shipment.shipment'))
          .orderBy('line'),
      ).as('shares'),
      jsonArrayFrom(
        selectFrom('order_parcel')
          .select(['parcel', 'at', 'units', 'tracking'])
          .where('order_parcel.order', '=', ref('order_shipment.order'))
          .where('order_parcel.shipment', '=', ref('order_shipment.shipment'))
          .orderBy('at'),
      ).as('parcels'),
    ])

/** All of an order that a viewer may see, what there are several of gathered as JSON. */
const wholeOrder = (viewer: Viewer, db: Kysely<Database>, id: string) =>
  db
    .selectFrom('sales_order')
    .selectAll('sales_order')
    .select(({ selectFrom, ref }) => [
      jsonObjectFrom(
        selectFrom('order_terms').selectAll('order_terms').where('order_terms.order', '=', ref('sales_order.id')),
      ).as('terms'),
      jsonArrayFrom(wholeLines(db).where('order_line.order', '=', ref('sales_order.id')).orderBy('line')).as('lines'),
      jsonArrayFrom(
        selectFrom('order_payment')
          .selectAll('order_payment')
          .where('order_payment.order', '=', ref('sales_order.id'))
          .orderBy('number'),
      ).as('payments'),
      jsonArrayFrom(
        wholeShipments(db).where('order_shipment.order', '=', ref('sales_order.id')).orderBy('shipment'),
      ).as('shipments'),
      jsonArrayFrom(
        selectFrom('order_comment')
          .selectAll('order_comment')
          .where('order_comment.order', '=', ref('sales_order.id'))
          .orderBy('revision', 'desc'),
      ).as('comments'),
    ])
    .where('sales_order.id', '=', id)
    .where(ofStores(viewer, readOf.order, 'sales_order.store'))

/**
 * One order with all that is known of it: its terms, its lines with where their units are and the stock that they hold, what
 * happened to its money, what goes with which shipment, what was said. Undefined when there is none. One query, so that all of it is of one moment.
 */
export const readOrderRecord = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const found = await wholeOrder(viewer, db, id).executeTakeFirst()
  if (found === undefined) return undefined
  const { lines, payments, shipments, comments, ...row } = found
  return {
    ...row,
    lines: asMoments(lines, 'placedAt').map(line => ({ ...line, units: asMoments(line.units, 'since', 'dueAt') })),
    payments: asMoments(payments, 'at'),
    shipments: shipments.map(shipment => ({ ...shipment, parcels: asMoments(shipment.parcels, 'at') })),
    comments: asMoments(comments, 'at'),
  }
}

const { sales_order, order_line, order_comment, order_unit } = orders.tables
const { order: _1, line: _2, ...unit } = order_unit.columns
const { order_shipment, order_share, order_parcel } = orderShipments.tables
const { order: _3, shipment: _4, ...share } = order_share.columns
const { order: _5, shipment: _6, ...parcel } = order_parcel.columns

/** What a program gets of an order. */
export const orderSchema = rowSchema(sales_order, {
  terms: rowSchema(orderTerms.tables.order_terms),
  lines: listOf(rowSchema(order_line, { units: listOf(rowSchema({ ...order_unit, columns: unit })) })),
  payments: listOf(rowSchema(orderPayments.tables.order_payment)),
  shipments: listOf(
    rowSchema(order_shipment, {
      shares: listOf(rowSchema({ ...order_share, columns: share })),
      parcels: listOf(rowSchema({ ...order_parcel, columns: parcel })),
    }),
  ),
  comments: listOf(rowSchema(order_comment)),
})
