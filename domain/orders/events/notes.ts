import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { amend } from '../../shared/changes.ts'
import { personal } from '../../shared/personal.ts'
import type { Order } from '../order-state.ts'

const Text = z.string()

// Stored for ever: never rename a key, only add optional fields.
export const noteEvents = {
  OrderCommented: z.strictObject({ personal: personal({ text: Text }) }),
  /** What the buyer calls the order is theirs: sealed. Before that it was kept in clear, as the reason of a cancellation. */
  CustomReferenceSet: z.strictObject({
    reference: z.string().optional(),
    personal: personal({ reference: Text }).optional(),
  }),
  CustomReferenceCleared: z.strictObject({}),
  /** Whoever ordered without an account: the contact of the order and what was said about it go. */
  GuestErased: z.strictObject({}),
  /** Behind this nothing can be opened any more: whatever was still projected before it is cleared once more. */
  GuestKeyDestroyed: z.strictObject({}),
}

export const noteEvolve: Evolve<Order, typeof noteEvents> = {
  OrderCommented: order => order,
  CustomReferenceSet: (order, { reference = null, personal }) =>
    amend(order, { reference: personal === undefined ? reference : (personal.value?.reference ?? null) }),
  CustomReferenceCleared: order => amend(order, { reference: null }),
  GuestErased: order => amend(order, { guest: 'erased' }),
  GuestKeyDestroyed: order => amend(order, { guest: 'gone' }),
}
