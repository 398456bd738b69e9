import type { OrderProcess } from '../process/definition.ts'
import { cancelling, closing, ended, fulfilled, fulfilling, returning } from './parts.ts'

/** Nothing is to be paid, or how it is paid is nobody's business here: orders of before there were processes, too. */
export const noPayment1: OrderProcess = {
  name: 'no-payment-1',
  start: 'confirmed',
  states: { ...fulfilled, ...ended },
  transitions: [
    ...fulfilling,
    ...closing('closed'),
    ...cancelling('confirmed', 'backordered', 'to_pack'),
    ...returning('shipped', 'delivered', 'closed'),
  ],
}
