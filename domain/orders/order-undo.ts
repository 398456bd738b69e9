import { noWayBack, type Undo } from '../undo.ts'
import type { order } from './order.ts'

export const orderUndo: Undo<typeof order> = {
  PlaceOrder: 'makes',
  RecordOrder: 'makes',
  CommentOnOrder: 'says',
  SetCustomReference: was =>
    was.status === 'absent' ? noWayBack : { type: 'SetCustomReference', data: { reference: was.reference } },
  // Whoever ordered has been told, and the money goes back.
  CancelOrderLines: 'ends',
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
}
