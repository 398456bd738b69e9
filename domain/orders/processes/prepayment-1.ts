import type { OrderProcess } from '../process/definition.ts'
import { cancelling, ended, fulfilled, fulfilling, returning } from './parts.ts'

/** Paid before it is sent, by transfer: cancelled unless the money comes within days. */
export const prepayment1: OrderProcess = {
  name: 'prepayment-1',
  start: 'grace_period',
  states: {
    grace_period: ['open', 'reserved', 'cancellable'],
    payment_pending: ['open', 'reserved', 'cancellable'],
    invalid: ['void', 'hidden'],
    ...fulfilled,
    ...ended,
  },
  transitions: [
    { from: 'grace_period', to: 'invalid', when: 'refused' },
    { from: 'grace_period', to: 'payment_pending', step: 'skip_grace' },
    { from: 'grace_period', to: 'payment_pending', after: 'orderGraceMinutes' },
    { from: 'payment_pending', to: 'invalid', when: 'refused' },
    { from: 'payment_pending', to: 'confirmed', when: 'paid' },
    { from: 'payment_pending', to: 'confirmed', fact: 'PaymentCaptured' },
    { from: 'payment_pending', to: 'cancelled', after: 'prepaymentDays' },
    ...fulfilling,
    { from: 'delivered', to: 'closed', step: 'close' },
    { from: 'delivered', to: 'closed', after: 'orderClosingMinutes' },
    ...cancelling('grace_period', 'payment_pending', 'confirmed', 'backordered', 'to_pack'),
    ...returning('shipped', 'delivered', 'closed'),
  ],
}
