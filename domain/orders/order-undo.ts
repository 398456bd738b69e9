import { noWayBack, type Undo } from '../undo.ts'
import type { Notes } from './notes-state.ts'
import type { order } from './order.ts'
import type { Order } from './order-state.ts'
import { shipmentsUndo } from './shipments-undo.ts'

/** What leads to notes as they were, of an order that is there. */
const noted =
  <Back>(back: (was: Notes) => Back) =>
  (was: Order) =>
    was.status === 'absent' ? noWayBack : back(was.notes)

export const orderUndo: Undo<typeof order> = {
  PlaceOrder: 'makes',
  PlaceDraftedOrder: 'makes',
  RecordOrder: 'makes',
  CommentOnOrder: 'says',
  // Whoever said it can say it again.
  EditOwnOrderComment: 'says',
  DeleteOwnOrderComment: 'ends',
  SetOrderTags: noted(({ tags }) => ({ type: 'SetOrderTags', data: { tags: [...tags] } })),
  AssignOrder: noted(({ assignee }) => ({ type: 'AssignOrder', data: { user: assignee } })),
  FlagOrder: noted(({ isFlagged }) => ({ type: 'FlagOrder', data: { on: isFlagged } })),
  ChangeOrderCustomerData: noted(({ buyer }) =>
    buyer === null ? noWayBack : { type: 'ChangeOrderCustomerData', data: buyer },
  ),
  ChangeBillingAddress: noted(({ billing }) =>
    billing === null ? noWayBack : { type: 'ChangeBillingAddress', data: billing },
  ),
  SetCustomReference: was =>
    was.status === 'absent' ? noWayBack : { type: 'SetCustomReference', data: { reference: was.reference } },
  // Whoever ordered has been told, and the money goes back.
  CancelOrderLines: 'ends',
  // What was taken out is cancelled, and its stock let go: who wants it back amends the order again, at what that costs then.
  AmendOrder: 'ends',
  NumberOrder: 'follows',
  BookReturn: 'follows',
  // What has been told to somebody, or has left the house, is not taken back by a button.
  AdvanceOrder: 'ends',
  ShipUnits: 'ends',
  DeliverUnits: 'ends',
  TimeOut: 'follows',
  HoldOrder: () => ({ type: 'ReleaseOrder', data: {} }),
  ReleaseOrder: 'ends',
  // What is reserved is let go by cancelling.
  ReserveOrder: 'ends',
  SeekStock: 'follows',
  NoteReservation: 'follows',
  NoteShortage: 'follows',
  AuthorizePayment: 'follows',
  FailPayment: 'follows',
  CapturePayment: 'follows',
  // Money that came or went is not unsaid: what was booked wrongly goes back by a booking of its own.
  BookPayment: 'ends',
  SettleRefund: 'ends',
  EraseGuest: 'ends',
  ConfirmGuestErasure: 'follows',
  ClaimForPicking: 'follows',
  NoteMissing: 'follows',
  EndPicking: 'follows',
  ...shipmentsUndo,
}
