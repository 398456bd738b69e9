import { z } from 'zod'
import { Units } from './units.ts'

/** Units that left one state for another; `dueAt`: when time moves them on from there, if it does. */
export const Move = z.strictObject({
  ...Units.shape,
  from: z.string(),
  to: z.string(),
  dueAt: z.iso.datetime().optional(),
})
export type Move = z.infer<typeof Move>

/**
 * What an event says of the units that it moved, all that followed at once included. Before there were processes, events said
 * nothing of it. `wakesAt`: when time next moves units of the order, null for never; left out it is as it was.
 */
export const Moved = { moves: z.array(Move).optional(), wakesAt: z.iso.datetime().nullable().optional() }
export type Moved = {
  readonly moves?: readonly Move[] | undefined
  readonly wakesAt?: string | null | undefined
}

/** Stock that a line holds: so many units by one reservation in one warehouse. */
export const Held = z.strictObject({
  ...Units.shape,
  sku: z.string(),
  warehouse: z.string(),
  reservation: z.string(),
})
export type Held = z.infer<typeof Held>
