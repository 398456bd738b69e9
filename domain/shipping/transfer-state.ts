import { z } from 'zod'
import { Key } from '../shared/id.ts'
import type { PersistentMap } from '../shared/persistent-map.ts'

export const Line = z.strictObject({ line: z.int().positive(), sku: z.string(), quantity: z.int().positive() })
export type Line = z.infer<typeof Line>
/** From where to where, and what. */
export const Plan = { from: Key, to: Key, lines: z.array(Line) }

export type Known = {
  readonly status: 'draft' | 'sending' | 'sent' | 'received' | 'cancelled'
  readonly from: string
  readonly to: string
  readonly lines: readonly Line[]
  /** How often it was tried to send it. */
  readonly attempt: number
  /** What the stocks have answered: sent (null), or how many were free. */
  readonly answers: PersistentMap<number | null>
}
export type Transfer = { readonly status: 'absent' } | Known
