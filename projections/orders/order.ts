import type { Held, Moved } from '../../domain/orders/moved.ts'
import { isRefusedWith } from '../../domain/orders/payments-state.ts'
import { orderStates } from '../../domain/orders/processes/index.ts'
import { noPayment1 } from '../../domain/orders/processes/no-payment-1.ts'
import { Personal } from '../engine/model/personal.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import { plus } from '../engine/model/sum.ts'
import type { Row, Stored } from '../engine/model/table.ts'
import { orderComment } from './order-comment.ts'
import { givenFor, lettingGo, ofLine, orderLine, placedLine, reservedFor, stillBackordered } from './order-line.ts'
import { accounted, amended, fallen, moved, nobody, placed, type SalesOrder, salesOrder, unitsOf } from './order-row.ts'
import {
  addedUnits,
  fallenUnits,
  inStates,
  movedUnits,
  orderInState,
  orderUnit,
  placedUnits,
  postponedUnits,
} from './order-units.ts'

/** A text of the person: sealed, or in clear as earlier releases kept it. */
const textOf = (sealed: Personal<string> | null | undefined, clear: string | undefined): Personal<string> | null =>
  sealed ?? (clear === undefined ? null : new Personal(() => clear))

const tables = {
  sales_order: salesOrder,
  order_line: orderLine,
  order_unit: orderUnit,
  order_in_state: orderInState,
  order_comment: orderComment,
}

type To = Writers<typeof tables>
type Event = Pick<ProjectedEvent, 'id' | 'at' | 'revision'>

const wakingAt = ({ wakesAt }: SalesOrder, then: string | null | undefined): Date | null =>
  then === undefined ? wakesAt : then === null ? null : new Date(then)

/** What an event says of units that it moved, and what else it does to the order's row. */
const moving = (
  event: Event,
  { moves = [], wakesAt }: Moved,
  { sales_order, order_unit, order_in_state }: To,
  also: (row: SalesOrder) => SalesOrder = row => row,
) => [
  sales_order.change({ id: event.id }, row => ({
    ...moved(also(row), moves, event.at),
    revision: event.revision,
    wakesAt: wakingAt(row, wakesAt),
  })),
  ...movedUnits(event, moves, order_unit),
  ...inStates(
    event.id,
    moves.flatMap(({ from, to }) => [from, to]),
    sales_order,
    order_in_state,
  ),
]

/** Changes one comment of an order. */
const ofComment = (
  order: string,
  comment: string,
  { change }: To['order_comment'],
  fields: Partial<Row<typeof orderComment.columns>>,
) => change({ order }, row => (row.comment === comment ? { ...row, ...fields } : row))

type Gone = Moved & { readonly lines: readonly { readonly line: number; readonly quantity: number }[] }

/** Units that are gone; before events said what they move, from wherever they were. */
const going = (
  event: Event,
  to: 'cancelled' | 'returned',
  data: Gone,
  tables: To,
  also: (row: SalesOrder) => SalesOrder,
) => {
  if (data.moves !== undefined) return moving(event, data, tables, also)
  const { sales_order, order_unit, order_in_state } = tables
  const states = Object.keys(noPayment1.states)
  return [
    ...moving(event, { wakesAt: data.wakesAt }, tables, row => fallen(also(row), data.lines, to, event.at)),
    ...fallenUnits(event, data.lines, to, order_unit),
    ...inStates(event.id, states, sales_order, order_in_state),
  ]
}

/** Units of a line that lack stock now. Comes before the line is changed. */
const lacking = ({ id }: Event, line: number, now: (line: { backordered: number }) => number, tables: To) =>
  tables.sales_order.changeBy({ id }, tables.order_line.at({ order: id, line }), (row, of) =>
    of === undefined ? row : { ...row, backordered: row.backordered - of.backordered + now(of) },
  )

const lettingGoOf = ({ id }: Event, lines: readonly Held[], { order_line }: To) =>
  [...new Set(lines.map(({ line }) => line))].map(line =>
    order_line.change({ order: id, line }, row => lettingGo(row, ofLine(lines, line))),
  )

export const orders = projection({
  name: 'orders',
  version: 16,
  tables,
  on: {
    OrderPlaced: (event, { sales_order, order_line, order_unit, order_in_state }) => {
      const { id, data } = event
      const row = placed(event)
      return [
        sales_order.put(row),
        ...data.lines.map(line => order_line.put(placedLine(id, row.placedAt, line))),
        ...placedUnits(event, order_unit),
        ...inStates(id, Object.keys(row.units), sales_order, order_in_state),
      ]
    },
    OrderAmended: (event, tables) => {
      const { id, data } = event
      const { sales_order, order_line, order_unit, order_in_state } = tables
      return [
        sales_order.change({ id }, row => amended(row, event)),
        ...data.kept.map(({ line, total }) =>
          order_line.change({ order: id, line }, row => ({ ...row, total, given: 0 })),
        ),
        ...data.lines.map(line =>
          order_line.derive({ order: id, line: line.line }, sales_order.at({ id }), order =>
            order === undefined ? undefined : placedLine(id, order.placedAt, line),
          ),
        ),
        ...addedUnits(event, order_unit),
        ...moving(event, data, tables),
        // What it comes to is known there, too.
        ...inStates(id, orderStates, sales_order, order_in_state),
      ]
    },
    OrderNumbered: (event, { sales_order }) => sales_order.amend(event, { number: event.data.number }),
    OrderCommented: ({ id, at, actor, revision, commandId, data }, { sales_order, order_comment }) => [
      sales_order.change({ id }, row => ({ ...row, revision, commentCount: row.commentCount + 1 })),
      order_comment.put({
        order: id,
        revision,
        comment: commandId,
        at,
        actorId: actor.id,
        actorKind: actor.kind,
        mentions: data.mentions ?? [],
        editedAt: null,
        isDeleted: false,
        subject: data.personal.subject,
        text: data.personal.text,
      }),
    ],
    OrderCommentEdited: (event, { sales_order, order_comment }) => {
      const { mentions = [], personal, comment } = event.data
      return [
        sales_order.amend(event, {}),
        ofComment(event.id, comment, order_comment, { mentions, text: personal.text, editedAt: event.at }),
      ]
    },
    OrderCommentDeleted: ({ id, revision, data: { comment } }, { sales_order, order_comment }) => [
      sales_order.change({ id }, row => ({ ...row, revision, commentCount: row.commentCount - 1 })),
      ofComment(id, comment, order_comment, { mentions: [], text: null, isDeleted: true }),
    ],
    OrderTagsSet: (event, { sales_order }) => sales_order.amend(event, { tags: event.data.tags }),
    OrderAssigned: (event, { sales_order }) => sales_order.amend(event, { assignee: event.data.user }),
    OrderFlagged: (event, { sales_order }) => sales_order.amend(event, { isFlagged: true }),
    OrderUnflagged: (event, { sales_order }) => sales_order.amend(event, { isFlagged: false }),
    OrderCustomerDataChanged: (event, { sales_order }) => {
      const { firstName, lastName, email, phone, mobile } = event.data.personal
      const contactName = firstName?.map(first => `${first} ${Personal.reveal(lastName) ?? ''}`.trim()) ?? null
      return sales_order.amend(event, { contactName, contactEmail: email, contactPhone: phone ?? mobile })
    },
    BillingAddressChanged: (event, { sales_order }) => sales_order.amend(event, {}),
    CustomReferenceSet: (event, { sales_order }) => {
      const { reference, personal } = event.data
      return sales_order.amend(event, { hasReference: true, reference: textOf(personal?.reference, reference) })
    },
    CustomReferenceCleared: (event, { sales_order }) =>
      sales_order.amend(event, { hasReference: false, reference: null }),
    // What goes with which shipment is told by the rows of these; forms must know the stream's revision.
    ShipmentCreated: (event, { sales_order }) => sales_order.amend(event, {}),
    UnitsMovedToShipment: (event, { sales_order }) => sales_order.amend(event, {}),
    ShipmentMethodChanged: (event, { sales_order }) => sales_order.amend(event, {}),
    ShipmentAddressChanged: (event, { sales_order }) => sales_order.amend(event, {}),
    ShipmentAddressDropped: (event, { sales_order }) => sales_order.amend(event, {}),
    DeliveryDateRequested: (event, { sales_order }) => sales_order.amend(event, {}),
    TrackingNumbersSet: (event, { sales_order }) => sales_order.amend(event, {}),
    OrderAdvanced: (event, tables) => moving(event, event.data, tables),
    UnitsShipped: (event, tables) => [
      ...moving(event, event.data, tables),
      ...lettingGoOf(event, event.data.from, tables),
    ],
    UnitsDelivered: (event, tables) => moving(event, event.data, tables),
    UnitsReserved: (event, tables) => {
      const { id, data } = event
      return [
        ...moving(event, data, tables),
        ...[...new Set(data.lines.map(({ line }) => line))].flatMap(line => {
          const held = ofLine(data.lines, line)
          return [
            lacking(event, line, was => stillBackordered(was, held), tables),
            tables.order_line.change({ order: id, line }, row => reservedFor(row, held)),
          ]
        }),
      ]
    },
    UnitsBackordered: (event, tables) => [
      tables.sales_order.amend(event, {}),
      ...event.data.lines.flatMap(({ line, quantity }) => [
        lacking(event, line, () => quantity, tables),
        tables.order_line.change({ order: event.id, line }, row => ({ ...row, backordered: quantity })),
      ]),
    ],
    // Nothing moves, but forms must know the stream's revision.
    ReservationRequested: (event, { sales_order }) => sales_order.amend(event, {}),
    StockAsked: (event, { sales_order }) => sales_order.amend(event, {}),
    UnitsReleased: (event, tables) => [
      tables.sales_order.amend(event, {}),
      ...lettingGoOf(event, event.data.lines, tables),
    ],
    // What is on which list its own rows tell.
    PickingBegun: (event, { sales_order }) => sales_order.amend(event, {}),
    PickingWithdrawn: (event, { sales_order }) => sales_order.amend(event, {}),
    PickingEnded: (event, { sales_order }) => sales_order.amend(event, {}),
    UnitsMissing: (event, tables) => [
      ...moving(event, event.data, tables),
      ...lettingGoOf(event, event.data.lines, tables),
    ],
    PaymentAuthorized: (event, tables) =>
      moving(event, event.data, tables, row =>
        accounted({ ...row, authorised: plus(row.authorised, event.data.amount), isRefused: false }),
      ),
    PaymentFailed: (event, tables) =>
      moving(event, event.data, tables, row =>
        accounted({ ...row, isRefused: isRefusedWith(row.authorised, row.paid) }),
      ),
    PaymentCaptured: (event, tables) =>
      moving(event, event.data, tables, row =>
        accounted({ ...row, paid: plus(row.paid, event.data.amount), isRefused: false }),
      ),
    RefundSettled: (event, tables) =>
      moving(event, event.data, tables, row => accounted({ ...row, paid: plus(row.paid, -event.data.amount) })),
    OrderHeld: (event, { sales_order }) =>
      sales_order.amend(event, {
        isHeld: true,
        heldSince: event.at,
        holdReason: event.data.personal?.reason ?? null,
        wakesAt: null,
      }),
    OrderReleased: (event, tables) => [
      postponedUnits(event, event.data.by, tables.order_unit),
      ...moving(event, event.data, tables, row => ({
        ...row,
        isHeld: false,
        heldSince: null,
        holdReason: null,
      })),
    ],
    OrderLinesCancelled: (event, tables) => {
      const { id, data } = event
      return [
        ...going(event, 'cancelled', data, tables, row =>
          accounted({
            ...row,
            cancelledUnits: plus(row.cancelledUnits, unitsOf(data.lines)),
            cancelledAmount: plus(row.cancelledAmount, data.amount),
            given: plus(row.given, data.amount),
            cancelReason: textOf(data.personal?.reason, data.reason),
          }),
        ),
        ...data.lines.map(({ line, quantity, amount }) =>
          tables.order_line.change({ order: id, line }, row => ({
            ...row,
            cancelled: row.cancelled + quantity,
            cancelledAmount: row.cancelledAmount + amount,
            given: plus(row.given, amount),
          })),
        ),
      ]
    },
    OrderLinesReturned: (event, tables) => {
      const { id, data } = event
      const { sales_order, order_line } = tables
      return [
        ...going(event, 'returned', data, tables, row => ({
          ...row,
          returnedUnits: plus(row.returnedUnits, unitsOf(data.lines)),
        })),
        ...data.lines.flatMap(({ line, quantity, amount }) => [
          sales_order.changeBy({ id }, order_line.at({ order: id, line }), (row, was) => {
            const given = amount ?? (was === undefined ? 0 : givenFor(was, quantity, row.currency))
            return accounted({ ...row, given: plus(row.given, given) })
          }),
          order_line.changeBy({ order: id, line }, sales_order.at({ id }), (row, order) => ({
            ...row,
            returned: row.returned + quantity,
            given: plus(row.given, amount ?? givenFor(row, quantity, order?.currency ?? '')),
          })),
        ]),
      ]
    },
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
export type OrderUnit = Stored<typeof orderUnit.columns>
