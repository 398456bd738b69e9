import { order } from '../../domain/orders/order.ts'
import { orderBulk } from '../../domain/orders/order-bulk.ts'
import { readOrders } from '../../projections/orders/order-list.ts'
import { orderSchema, readOrderRecord } from '../../projections/orders/order-record.ts'
import { orderList } from '../../projections/orders/orders-listed.ts'
import type { Aggregate } from '../aggregate.ts'
import { bulkOffers } from '../bulk/offer.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'
import { withoutRightToAgree } from './draft.ts'

const detail = '/orders/:id'

export const orderCommands = commandRoutes(order, {
  PlaceOrder: {
    path: '/orders',
    // People place drafts.
    form: '/drafts',
    then: detail,
    stores: ({ store }) => [store],
    refuses: withoutRightToAgree,
  },
  PlaceDraftedOrder: INTERNAL,
  RecordOrder: INTERNAL,
  CommentOnOrder: { path: `${detail}/comments`, form: detail, then: detail },
  EditOwnOrderComment: { path: `${detail}/comments/edit`, form: `${detail}/comments/edit`, then: detail },
  DeleteOwnOrderComment: { path: `${detail}/comments/delete`, form: detail, then: detail },
  SetOrderTags: { path: `${detail}/tags`, form: detail, then: detail },
  AssignOrder: { path: `${detail}/assignment`, form: detail, then: detail },
  FlagOrder: { path: `${detail}/flag`, form: detail, then: detail },
  ChangeOrderCustomerData: { path: `${detail}/customer`, form: `${detail}/customer`, then: detail, reveals: true },
  ChangeBillingAddress: { path: `${detail}/billing`, form: `${detail}/billing`, then: detail, reveals: true },
  SetCustomReference: { path: `${detail}/reference`, form: detail, then: detail, reveals: true },
  AmendOrder: { path: `${detail}/amendments`, form: `${detail}/amend`, then: detail, reveals: true },
  CancelOrderLines: { path: `${detail}/cancellations`, form: `${detail}/cancel`, then: detail },
  AdvanceOrder: { path: `${detail}/steps`, form: `${detail}/steps`, then: detail },
  ShipUnits: { path: `${detail}/shipping`, form: `${detail}/shipping`, then: detail },
  DeliverUnits: { path: `${detail}/delivery`, form: `${detail}/delivery`, then: detail },
  CreateShipment: { path: `${detail}/shipments`, form: `${detail}/shipments/new`, then: detail, reveals: true },
  MoveToShipment: { path: `${detail}/shipments/move`, form: `${detail}/shipments/move`, then: detail },
  MergeShipment: { path: `${detail}/shipments/merge`, form: detail, then: detail },
  ChangeShipment: { path: `${detail}/shipments/edit`, form: `${detail}/shipments/edit`, then: detail, reveals: true },
  SplitByWarehouse: { path: `${detail}/shipments/split`, form: detail, then: detail },
  SetTrackingNumbers: { path: `${detail}/shipments/tracking`, form: `${detail}/shipments/tracking`, then: detail },
  HoldOrder: { path: `${detail}/hold`, form: `${detail}/hold`, then: detail },
  ReleaseOrder: { path: `${detail}/release`, form: detail, then: detail },
  ReserveOrder: { path: `${detail}/reservations`, form: detail, then: detail },
  SeekStock: INTERNAL,
  NoteReservation: INTERNAL,
  NoteShortage: INTERNAL,
  TimeOut: INTERNAL,
  BookPayment: { path: `${detail}/payments`, form: `${detail}/payments/new`, then: detail },
  SettleRefund: { path: `${detail}/refunds`, form: `${detail}/refunds/new`, then: detail },
  AuthorizePayment: INTERNAL,
  FailPayment: INTERNAL,
  CapturePayment: INTERNAL,
  EraseGuest: { path: `${detail}/erasure`, form: `${detail}/erasure`, then: detail },
  NumberOrder: INTERNAL,
  BookReturn: INTERNAL,
  ConfirmGuestErasure: INTERNAL,
  ClaimForPicking: INTERNAL,
  NoteMissing: INTERNAL,
  EndPicking: INTERNAL,
})

export const orders = {
  decider: order,
  path: '/orders',
  may: 'order:read',
  commands: orderCommands,
  list: { definition: orderList, read: readOrders },
  read: readOrderRecord,
  schema: orderSchema,
  bulk: { offers: bulkOffers(orderCommands, orderBulk), name: 'number' },
  // What it says of a customer goes by an event of the customer.
  isShared: true,
} satisfies Aggregate
