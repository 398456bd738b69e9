import { order } from '../../domain/orders/order.ts'
import { payment } from '../../domain/payment/payment.ts'
import { after, SECOND } from './calendar.ts'
import type { Adapt, Step } from './command.ts'

export type DemoPayment = 'invoice' | 'prepayment' | 'card'

/** What of an order its payment depends on. */
export type Paying = {
  readonly id: string
  readonly paymentId: string
  readonly payment: DemoPayment
  readonly store: string
  readonly currency: string
  readonly at: Date
}

const amountOf = (order: string, of: 'total' | 'due' | 'refund', as: 'minor' | 'text'): { readonly adapt: Adapt } => ({
  adapt: { kind: 'amount', order, of, as },
})

/**
 * The payment that an order asks for, and what its provider answers: cards are charged at once. Of a transfer in advance nobody
 * asks a bank. Processes leave the demo alone.
 */
export const paymentSteps = ({ id, paymentId, payment: method, store, currency, at }: Paying): Step[] => {
  if (method === 'prepayment') return []
  const reference = id.slice(-8)
  const asked = { method, currency, reference, requestKey: paymentId, isTrial: false, order: id, store }
  const isCard = method === 'card'
  const answer = {
    method,
    event: null,
    says: 'accepted',
    currency,
    reason: null,
    ...(isCard ? { taken: { event: 'taken' } } : {}),
  }
  const total = amountOf(id, 'total', 'minor')
  const provider = { category: payment.category, id: paymentId, behind: [`order-${id}`], ...total }
  const own = { category: order.category, id, behind: [`payment-${paymentId}`], ...total }
  const of = { payment: paymentId, method, currency }
  const capture = { ...of, capture: `${paymentId}/taken` }
  return [
    { ...provider, type: 'RequestPayment', data: asked, at: after(at, 2 * SECOND) },
    { ...provider, type: 'NotePayment', data: answer, at: after(at, 3 * SECOND) },
    { ...own, type: 'AuthorizePayment', data: of, at: after(at, 4 * SECOND) },
    ...(isCard ? [{ ...own, type: 'CapturePayment', data: capture, at: after(at, 5 * SECOND) }] : []),
  ]
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Money that somebody transferred: all that is due by then. */
export const transferred = ({ id }: Pick<Paying, 'id'>, at: Date): Step => {
  const data = { valueDate: dayOf(at), bankReference: `Order ${id.slice(-8)}` }
  return { category: order.category, id, type: 'BookPayment', data, at, ...amountOf(id, 'due', 'text') }
}

/** What was paid for what was cancelled or came back, if it was. */
export const refunded = ({ id }: Pick<Paying, 'id'>, at: Date): Step => {
  const data = { valueDate: dayOf(at), bankReference: `Refund ${id.slice(-8)}` }
  return { category: order.category, id, type: 'SettleRefund', data, at, ...amountOf(id, 'refund', 'text') }
}
