import { type Decision, reject } from '../../decider.ts'
import type { OrderEvents } from '../events/index.ts'
import type { Order, Placed } from '../order-state.ts'

/** Answers for an order that is there. */
export const placed = (order: Order, id: string, then: (order: Placed) => Decision<OrderEvents>) =>
  order.status === 'absent' ? reject('unknown', 'OrderUnknown', { order: id }) : then(order)
