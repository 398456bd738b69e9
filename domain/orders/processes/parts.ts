import type { OrderProcess, Transition } from '../process/definition.ts'

/** What all processes have in common once stock is needed: waiting for it, sending, returning. */
export const fulfilled: OrderProcess['states'] = {
  confirmed: ['open', 'reserved', 'cancellable', 'amendable'],
  backordered: ['open', 'reserved', 'cancellable', 'amendable'],
  to_pack: ['open', 'reserved', 'allotted', 'cancellable', 'amendable'],
  shipped: ['open', 'returnable'],
  delivered: ['open', 'returnable'],
}

export const ended: OrderProcess['states'] = {
  closed: ['returnable'],
  cancelled: ['void'],
  returned: [],
}

export const cancelling = (...states: readonly string[]): Transition[] =>
  states.map(from => ({ from, to: 'cancelled', fact: 'OrderLinesCancelled' }))

export const returning = (...states: readonly string[]): Transition[] =>
  states.map(from => ({ from, to: 'returned', fact: 'OrderLinesReturned' }))

export const fulfilling: readonly Transition[] = [
  { from: 'confirmed', to: 'backordered', step: 'skip_wait' },
  { from: 'confirmed', to: 'backordered', after: 'orderWaitMinutes' },
  { from: 'backordered', to: 'to_pack', when: 'reserved' },
  { from: 'to_pack', to: 'shipped', fact: 'UnitsShipped' },
  { from: 'shipped', to: 'delivered', fact: 'UnitsDelivered' },
]

/** What has arrived ends there, by hand or by itself. */
export const closing = (to: string): Transition[] => [
  { from: 'delivered', to, step: 'close' },
  { from: 'delivered', to, after: 'orderClosingMinutes' },
]
