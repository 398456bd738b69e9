import type { OrderProcess } from '../process/definition.ts'
import { cancelling, closing, ended, fulfilled, fulfilling, returning } from './parts.ts'

/** Sent first, paid later: an order ends only when it is paid. */
export const invoice1: OrderProcess = {
  name: 'invoice-1',
  start: 'grace_period',
  states: {
    grace_period: ['open', 'reserved', 'cancellable', 'amendable'],
    invalid: ['void', 'hidden'],
    ...fulfilled,
    payment_due: ['open', 'returnable'],
    ...ended,
  },
  transitions: [
    { from: 'grace_period', to: 'invalid', when: 'refused' },
    { from: 'grace_period', to: 'confirmed', step: 'skip_grace' },
    { from: 'grace_period', to: 'confirmed', after: 'orderGraceMinutes' },
    ...fulfilling,
    ...closing('payment_due'),
    { from: 'payment_due', to: 'closed', when: 'paid' },
    ...cancelling('grace_period', 'confirmed', 'backordered', 'to_pack'),
    ...returning('shipped', 'delivered', 'payment_due', 'closed'),
  ],
}
