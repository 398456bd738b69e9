import { describe, expect, it } from 'vitest'
import type { EventData } from '../../../domain/index.ts'
import { order } from '../../../domain/orders/order.ts'
import { payment } from '../../../domain/payment/payment.ts'
import { payOrders } from '../../../domain/processes/pay-orders.ts'
import { placed } from '../../support/orders.ts'

const at = { eventId: '0197a3f1-0000-7000-8000-0000000000aa', at: new Date('2026-01-15T10:00:00Z'), revision: 3 }
const of = { order: '536365', store: 'UK', method: 'card', currency: 'GBP' as const }
const to = (decider: string, id: string, type: string, data: object) => [{ send: { decider, id, type, data } }]
const ofPayment = { payment: 'p-1', method: 'card' }

describe('an order that is placed', () => {
  const ask = (more: Partial<EventData<'OrderPlaced'>>) => {
    const data: EventData<'OrderPlaced'> = { ...placed().data, ...more }
    return payOrders.on.OrderPlaced?.({ ...at, type: 'OrderPlaced', id: '536365', data })
  }
  it('asks for its payment, which is known by the event: asked for again it is the same', () => {
    const asked = ask({ payment: { method: 'card', name: 'Card', process: 'card-1' } })
    const data = {
      method: 'card',
      amount: 1200,
      currency: 'GBP',
      reference: '536365',
      requestKey: at.eventId,
      isTrial: false,
      order: '536365',
      store: 'UK',
    }
    expect(asked).toEqual(to('payment', at.eventId, 'RequestPayment', data))
    expect(payment.commands.RequestPayment.parse(data)).toEqual(data)
  })
  it('asks for nothing where nobody chose how to pay, or nothing is to be paid', () => {
    expect(ask({})).toEqual([])
    expect(ask({ payment: { method: 'card', name: 'Card', process: 'card-1' }, total: 0 })).toEqual([])
  })
})

describe('what becomes of its payment', () => {
  it('is told the order', () => {
    const [accepted] =
      payOrders.on.PaymentAccepted?.({ ...at, type: 'PaymentAccepted', id: 'p-1', data: { amount: 1200, ...of } }) ?? []
    const money = { amount: 1200, currency: 'GBP' }
    expect([accepted]).toEqual(to('order', '536365', 'AuthorizePayment', { ...ofPayment, ...money }))
    expect(
      payOrders.on.PaymentRefused?.({ ...at, type: 'PaymentRefused', id: 'p-1', data: { reason: 'No cover', ...of } }),
    ).toEqual(to('order', '536365', 'FailPayment', { ...ofPayment, reason: 'No cover' }))
    const capture = { ...ofPayment, ...money, capture: 'p-1/c-1' }
    expect(
      payOrders.on.PaymentReceived?.({
        ...at,
        type: 'PaymentReceived',
        id: 'p-1',
        data: { amount: 1200, event: 'c-1', ...of },
      }),
    ).toEqual(to('order', '536365', 'CapturePayment', capture))
    expect(order.commands.CapturePayment.parse(capture)).toEqual(capture)
  })
  it('is nobody’s where it was a trial', () => {
    const trial = { ...at, id: 'p-1' } as const
    expect(payOrders.on.PaymentAccepted?.({ ...trial, type: 'PaymentAccepted', data: { amount: 5 } })).toEqual([])
    expect(payOrders.on.PaymentRefused?.({ ...trial, type: 'PaymentRefused', data: { reason: 'No' } })).toEqual([])
    const taken = { amount: 5, event: 'c-1', currency: 'GBP' as const }
    expect(payOrders.on.PaymentReceived?.({ ...trial, type: 'PaymentReceived', data: taken })).toEqual([])
  })
})
