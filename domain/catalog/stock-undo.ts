import { noWayBack, type Undo } from '../undo.ts'
import type { stock } from './stock.ts'

export const stockUndo: Undo<typeof stock> = {
  // Where nobody had said how many there are, there were none to promise.
  SetStock: ({ onHand }) => ({ type: 'SetStock', data: { quantity: onHand ?? 0 } }),
  AdjustStock: (_, [event]) =>
    event?.type === 'StockAdjusted'
      ? { type: 'AdjustStock', data: { by: -event.data.by, reason: event.data.reason } }
      : noWayBack,
  RecordStockMovement: 'follows',
  SetNeverOutOfStock: ({ neverOutOfStock }) => ({ type: 'SetNeverOutOfStock', data: { on: neverOutOfStock } }),
  ReserveStock: 'follows',
  ReleaseReservation: 'follows',
  DeductReservation: 'follows',
}
