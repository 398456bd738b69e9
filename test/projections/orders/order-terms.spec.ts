import { describe, expect, test } from 'vitest'
import { orderTerms } from '../../../projections/orders/order-terms.ts'
import { line, placed } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const ada = { firstName: 'Ada', lastName: 'Lovelace', street: '12 St James’s Square', city: 'London', country: 'GB' }
const expenses = [
  {
    kind: 'delivery' as const,
    key: 'standard',
    name: 'Standard',
    amount: 490,
    taxes: [{ rate: '20', net: 408, amount: 82 }],
  },
]
const taxes = [{ rate: '20', net: 1408, tax: 282 }]
const discounts = [{ key: 'spring', name: 'Spring', amount: 100 }]
const order = placed({
  lines: [
    line({ total: 1200, tax: { rate: '20', net: 1000, amount: 200 } }),
    line({ line: 2, total: 1100, discounts }),
    line({ line: 3 }),
  ],
  total: 3990,
  priceMode: 'gross',
  taxRounding: 'line',
  subtotal: 3600,
  discount: 100,
  expenses,
  taxes,
  delivery: { method: 'standard', name: 'Standard' },
  source: 'phone',
  process: 'invoice-1',
  payment: { method: 'invoice', name: 'Invoice', process: 'invoice-1' },
  personal: { subject: 'customer-17850', value: { billing: ada } },
})
const after = (first: Happened, ...events: readonly Happened[]) => {
  const { rows } = folded(orderTerms, on('order-536365', first, ...events))
  return { terms: rows.order_terms[0], lines: rows.order_line_terms }
}
const moves = (from: string, to: string, quantity: number) => [{ line: 1, from, to, quantity }]
const cancelled = (more: object = {}): Happened => ({
  type: 'OrderLinesCancelled',
  data: {
    lines: [{ line: 1, quantity: 2, amount: 800 }],
    amount: 800,
    currency: 'GBP',
    store: 'UK',
    on: '2026-01-16',
    ...more,
  },
})

describe('the terms of an order', () => {
  test('are what it was placed on', () => {
    expect(after(order).terms).toEqual({
      order: '536365',
      store: 'UK',
      currency: 'GBP',
      process: 'invoice-1',
      subject: 'customer-17850',
      priceMode: 'gross',
      taxRounding: 'line',
      subtotal: 3600,
      discount: 100,
      expense: 490,
      tax: 282,
      expenses,
      taxes,
      expensesGiven: 0,
      captured: 0,
      refunded: 0,
      openUnits: 9,
      deliveryMethod: 'standard',
      deliveryName: 'Standard',
      paymentMethod: 'invoice',
      paymentName: 'Invoice',
      source: 'phone',
      buyer: null,
      billing: ada,
      shipping: null,
    })
  })

  test('of lines are there where they say something', () => {
    const nothing = {
      order: '536365',
      discounts: [],
      options: [],
      parts: [],
      taxRate: null,
      taxNet: null,
      taxAmount: null,
    }
    expect(after(order).lines).toEqual([
      { ...nothing, line: 1, taxRate: '20', taxNet: 1000, taxAmount: 200 },
      { ...nothing, line: 2, discounts },
    ])
  })

  test('are not known of orders from before they were asked for', () => {
    const { terms, lines } = after(placed({ state: 'closed' }))
    expect(terms).toMatchObject({ priceMode: null, subtotal: null, expense: 0, taxes: [], deliveryMethod: null })
    expect([terms?.openUnits, lines]).toEqual([0, []])
  })

  test('say what of the expenses was given back', () => {
    expect(after(order, cancelled({ expenses: 490 })).terms).toMatchObject({ expensesGiven: 490 })
  })

  test('count what has come in and what went back', () => {
    const money = { currency: 'GBP' as const, store: 'UK', valueDate: '2026-01-16' }
    const captured: Happened = { type: 'PaymentCaptured', data: { capture: 'c', way: 'hand', amount: 3990, ...money } }
    const settled: Happened = { type: 'RefundSettled', data: { refund: 'r', amount: 800, ...money } }
    expect(after(order, captured, captured, settled).terms).toMatchObject({ captured: 7980, refunded: 800 })
  })

  test('have who bought and where the bill goes as they were corrected, until the guest is erased', () => {
    const subject = 'order-536365'
    const grace = { firstName: 'Grace', lastName: 'Hopper' }
    const corrected: readonly Happened[] = [
      { type: 'OrderCustomerDataChanged', data: { personal: { subject, value: grace } } },
      { type: 'BillingAddressChanged', data: { personal: { subject, value: { ...ada, ...grace } } } },
    ]
    const guest = placed({ customer: null })
    expect(after(guest, ...corrected).terms).toMatchObject({ buyer: grace, billing: { ...ada, ...grace } })
    const erased: Happened = { type: 'GuestErased', data: {} }
    expect(after(guest, ...corrected, erased).terms).toMatchObject({ buyer: null, billing: null })
  })

  test('go where they name the guest who is erased', () => {
    const guest = placed({
      customer: null,
      personal: { subject: 'order-536365', value: { billing: ada, shipping: ada } },
    })
    expect(after(guest, { type: 'GuestErased', data: {} }).terms).toMatchObject({ billing: null, shipping: null })
  })
})

describe('the open units of an order', () => {
  test('are fewer once some are cancelled, and stay on the way', () => {
    const on = {
      type: 'OrderAdvanced' as const,
      data: { step: null, store: 'UK', moves: moves('grace_period', 'confirmed', 3) },
    }
    expect(after(order, on).terms).toMatchObject({ openUnits: 9 })
    expect(after(order, on, cancelled({ moves: moves('confirmed', 'cancelled', 2) })).terms).toMatchObject({
      openUnits: 7,
    })
  })

  test('are none when all is closed', () => {
    const closed = {
      type: 'OrderAdvanced' as const,
      data: { step: null, store: 'UK', moves: moves('delivered', 'closed', 9) },
    }
    expect(after(order, closed).terms).toMatchObject({ openUnits: 0 })
  })

  test('are fewer by what was cancelled before events said what they moved', () => {
    expect(after(placed({ state: 'backordered' }), cancelled()).terms).toMatchObject({ openUnits: 1 })
    expect(after(placed({ state: 'closed' }), cancelled()).terms).toMatchObject({ openUnits: 0 })
  })
})
