import { order } from '../orders/order.ts'
import { payment } from '../payment/payment.ts'
import { type Process, type ProcessEvent, send } from './process.ts'

/** The payment of an order is known by the event that placed it: asked for again it is the same one. */
const request = ({ id, eventId, data }: ProcessEvent<'OrderPlaced'>) => {
  const method = data.payment?.method
  if (method === undefined || data.total <= 0) return []
  const { total: amount, currency, number: reference, store } = data
  const asked = { method, amount, currency, reference, requestKey: eventId, isTrial: false, order: id, store }
  return [send(payment, eventId, 'RequestPayment', asked)]
}

/** Whose payment it is; undefined of a trial. */
const followed = ({ id, data: { order, method, currency } }: Told) =>
  order === undefined || method === undefined || currency === undefined
    ? undefined
    : { order, currency, of: { payment: id, method } }
type Told = ProcessEvent<'PaymentAccepted' | 'PaymentRefused' | 'PaymentReceived'>

/** An order asks for its payment, and learns what the provider says. The provider is asked by whoever reads what waits for it. */
export const payOrders: Process = {
  name: 'pay-orders',
  on: {
    OrderPlaced: request,
    PaymentAccepted: event => {
      const known = followed(event)
      if (known === undefined) return []
      const { amount } = event.data
      return [send(order, known.order, 'AuthorizePayment', { ...known.of, amount, currency: known.currency })]
    },
    PaymentRefused: event => {
      const known = followed(event)
      return known === undefined
        ? []
        : [send(order, known.order, 'FailPayment', { ...known.of, reason: event.data.reason })]
    },
    PaymentReceived: event => {
      const known = followed(event)
      if (known === undefined) return []
      const { amount, event: told } = event.data
      const capture = { ...known.of, amount, currency: known.currency, capture: `${event.id}/${told}` }
      return [send(order, known.order, 'CapturePayment', capture)]
    },
  },
}
