import { fact } from '../decider.ts'
import { order } from '../orders/order.ts'

/** An order as a return sees it: where and by whom it was placed, and what is left of each line. */
export const ordered = fact(order, state => state)

/** What the fact says: absent, or placed with its lines. */
export type Ordered = typeof order.initial
