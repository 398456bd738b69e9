import { order } from '../orders/order.ts'
import { type Process, send } from './process.ts'

/** The same for whoever ordered without an account: the key of the order goes, then the log says so. */
export const eraseGuest: Process = {
  name: 'erase-guest',
  on: {
    GuestErased: ({ id }) => [{ destroyKey: `order-${id}` }, send(order, id, 'ConfirmGuestErasure', {})],
  },
}
