import { MAX_STOCK } from '../shared/limits.ts'
import type { StockReason } from '../shared/stock-reason.ts'
import type { Stock } from './stock-state.ts'

/** How many can still be promised: on hand less reserved, never negative; as many as a stock can have of what is never out of stock. */
export const available = ({ onHand, promised, neverOutOfStock }: Stock): number =>
  Math.max(0, (neverOutOfStock ? MAX_STOCK : (onHand ?? 0)) - promised)

/** How many can be taken away: none that are promised, and no more than a stock can be below zero. */
export const movable = (stock: Stock): number =>
  Math.max(0, Math.min(available(stock), (stock.onHand ?? 0) + MAX_STOCK))

type Line = {
  readonly transfer: string
  readonly attempt: number
  readonly line: number
  readonly quantity: number
}

/** What leaves for another warehouse, once per attempt. The transfer hears of either; nothing else can be answered. */
export const sending = (stock: Stock, data: Line) => {
  const was = stock.transfers.get(data.transfer)
  if (was !== undefined && was.attempt >= data.attempt) return []
  const free = movable(stock)
  return data.quantity <= free
    ? [{ type: 'StockSent' as const, data }]
    : [{ type: 'StockSendingRefused' as const, data: { ...data, available: free } }]
}

/** What had left comes back, because another line of the transfer could not leave. */
export const takingBack = (stock: Stock, data: Pick<Line, 'transfer' | 'attempt'>) => {
  const was = stock.transfers.get(data.transfer)
  if (was?.attempt !== data.attempt || was.outcome !== 'sent') return []
  return [{ type: 'StockSendingTakenBack' as const, data: { ...data, quantity: was.quantity } }]
}

type Arrival = {
  readonly transfer: string
  readonly sent: number
  readonly received: number
  readonly reason?: StockReason | undefined
  readonly note?: string | undefined
}

/**
 * What was sent arrives, and what of it is missing or too much is booked with its reason. That goods are here is no question:
 * it is taken whatever became of the warehouse meanwhile.
 */
export const arriving = (stock: Stock, { transfer, sent, received, reason = 'correction', note }: Arrival) => {
  if (stock.transfers.get(transfer)?.outcome === 'received') return []
  const by = received - sent
  const why = note === undefined ? { reason } : { reason, note }
  return [
    { type: 'StockReceived' as const, data: { transfer, quantity: sent } },
    ...(by === 0 ? [] : [{ type: 'StockAdjusted' as const, data: { by, ...why, transfer } }]),
  ]
}

type Difference = { readonly stockTaking: string; readonly by: number; readonly countedAt: string }

/** What a stock taking found, unless somebody has counted the same since it did. */
export const correcting = (stock: Stock, { stockTaking, by, countedAt }: Difference) => {
  if (by === 0 || stock.takings.has(stockTaking)) return []
  const isOutdated = stock.countedAt !== null && stock.countedAt.getTime() > Date.parse(countedAt)
  return isOutdated
    ? [{ type: 'StockCountSuperseded' as const, data: { stockTaking, by } }]
    : [{ type: 'StockAdjusted' as const, data: { by, reason: 'stock_taking', stockTaking } }]
}
