import { z } from 'zod'
import { type Rejection, reject } from '../decider.ts'

/** Why there is more or less in a warehouse than before, as people say it. */
export const stockReasons = [
  'received',
  'returned',
  'found',
  'damaged',
  'lost',
  'own_use',
  'correction',
  'other',
] as const
export const StockReason = z.enum(stockReasons, 'stockReason')
export type StockReason = z.infer<typeof StockReason>

/** The same with what the shop itself says. */
export const movementReasons = [...stockReasons, 'stock_taking', 'not_found'] as const
export type MovementReason = (typeof movementReasons)[number]

export const isMovementReason = (reason: string): reason is MovementReason =>
  movementReasons.some(known => known === reason)

/** A reason as events have it; `other` says nothing without a note. */
export const reasonGiven = (
  reason: StockReason,
  note: string | undefined,
): { readonly reason: StockReason; readonly note?: string } | Rejection => {
  if (note !== undefined) return { reason, note }
  return reason === 'other' ? reject('invalid', 'StockNoteMissing', {}, 'note') : { reason }
}
