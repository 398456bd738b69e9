import { StockReason } from '../shared/stock-reason.ts'
import { noWayBack, type Undo } from '../undo.ts'
import type { stock } from './stock.ts'

export const stockUndo: Undo<typeof stock> = {
  // Where nobody had said how many there are, there were none to promise.
  SetStock: ({ onHand }) => ({ type: 'SetStock', data: { quantity: onHand ?? 0 } }),
  AdjustStock: (_, [event]) => {
    if (event?.type !== 'StockAdjusted') return noWayBack
    const { by, reason, note } = event.data
    const code = StockReason.safeParse(reason).data
    const given = code === undefined ? { reason: 'other' as const, note: reason } : { reason: code, note }
    return { type: 'AdjustStock', data: { by: -by, ...given } }
  },
  RecordStockMovement: 'follows',
  SetNeverOutOfStock: ({ neverOutOfStock }) => ({ type: 'SetNeverOutOfStock', data: { on: neverOutOfStock } }),
  SetLowStockThreshold: ({ lowStockThreshold }) => ({
    type: 'SetLowStockThreshold',
    data: { lowStockThreshold },
  }),
  ReserveStock: 'follows',
  ReleaseReservation: 'follows',
  DeductReservation: 'follows',
  WriteOffReservation: 'follows',
  AwaitStock: 'follows',
  StopAwaiting: 'follows',
  ServeWaiting: 'follows',
  SendStock: 'follows',
  TakeBackStock: 'follows',
  ReceiveStock: 'follows',
  CorrectStock: 'follows',
}
