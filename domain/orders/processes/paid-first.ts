import type { OrderProcess, ProcessTimeout } from '../process/definition.ts'
import { cancelling, closing, ended, fulfilled, fulfilling, returning } from './parts.ts'

type Waiting = {
  readonly name: string
  /** How long the money is waited for. */
  readonly within: ProcessTimeout
}

/** Paid before it is sent, and cancelled unless the money comes in time. Versions that are made of it stay as they are. */
export const paidFirst = ({ name, within }: Waiting): OrderProcess => ({
  name,
  start: 'grace_period',
  states: {
    grace_period: ['open', 'reserved', 'cancellable', 'amendable'],
    payment_pending: ['open', 'reserved', 'cancellable', 'amendable'],
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
    { from: 'payment_pending', to: 'cancelled', after: within },
    ...fulfilling,
    ...closing('closed'),
    ...cancelling('grace_period', 'payment_pending', 'confirmed', 'backordered', 'to_pack'),
    ...returning('shipped', 'delivered', 'closed'),
  ],
})
