import { describe, expect, it } from 'vitest'
import { orderPayments } from '../../../projections/orders/order-payment.ts'
import { placed } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const money = { amount: 1200, currency: 'GBP', store: 'UK' }
const of = { payment: 'p-1', method: 'card' }
const personal = { subject: 'order-536365', value: { reference: 'Order 536365, Ada' } }
const booked: Happened = {
  type: 'PaymentCaptured',
  data: { capture: 'statement-1', way: 'statement', ...money, valueDate: '2026-01-14', personal },
}

const rowsOf = (...events: readonly Happened[]) =>
  folded(orderPayments, on('order-536365', placed({ customer: null }), ...events)).rows.order_payment

describe('what happened to the money of an order', () => {
  it('is a row each', () => {
    const rows = rowsOf(
      { type: 'PaymentFailed', data: { ...of, reason: 'declined', store: 'UK' } },
      { type: 'PaymentAuthorized', data: { ...of, ...money } },
      {
        type: 'PaymentCaptured',
        data: { capture: 'p-1/e-1', way: 'provider', ...of, ...money, amount: 700, valueDate: '2026-01-15' },
      },
      booked,
      {
        type: 'RefundSettled',
        data: { refund: 'refund-1', ...money, amount: 700, valueDate: '2026-01-16', personal },
      },
    )
    expect(rows.map(({ kind, amount, way, booking, reason }) => [kind, amount, way, booking, reason])).toEqual([
      ['refused', null, null, null, 'declined'],
      ['authorised', 1200, null, null, null],
      ['captured', 700, 'provider', 'p-1/e-1', null],
      ['captured', 1200, 'statement', 'statement-1', null],
      ['refunded', 700, null, 'refund-1', null],
    ])
  })
  it('keeps no reference of a guest who is erased', () => {
    expect(rowsOf(booked).map(({ bankReference }) => bankReference !== null)).toEqual([true])
    const erased = rowsOf(booked, { type: 'GuestErased', data: {} })
    expect(erased.map(({ bankReference, amount }) => [bankReference, amount])).toEqual([[null, 1200]])
  })
})
