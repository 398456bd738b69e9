import { describe, expect, it, onTestFinished } from 'vitest'
import { memoryEventStore } from '../../../eventstore/memory.ts'
import { orders } from '../../../projections/orders/order.ts'
import { orderShipments } from '../../../projections/orders/order-shipment.ts'
import { orderTerms } from '../../../projections/orders/order-terms.ts'
import { sales } from '../../../projections/orders/sales.ts'
import { createDatabase } from '../../support/database.ts'
import { line, placedNow } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'
import { startTestReadSide, writer } from '../../support/read-side.ts'

const ORDER = 'order-536365'
const address = { firstName: 'Ada', lastName: 'Lovelace', street: '1 rue de la Paix', city: 'Paris', country: 'FR' }
const delivery = { method: 'standard', name: 'Standard' }
const express = { method: 'express', name: 'Express' }
const expense = (key: string, name: string, amount: number) => ({
  kind: 'delivery' as const,
  key,
  name,
  amount,
  taxes: [],
})
/** Three mugs for £12, delivered for £9.90, and paid. */
const order = placedNow({
  country: 'GB',
  process: 'prepayment-1',
  state: 'to_pack',
  delivery,
  payment: { method: 'bank', name: 'Bank', process: 'prepayment-1' },
  lines: [line({ tax: { rate: '20', net: 1000, amount: 200 } })],
  expenses: [expense('standard', 'Standard', 990)],
  total: 2190,
  subtotal: 1200,
})
const paid: Happened = {
  type: 'PaymentCaptured',
  data: { capture: 'c', way: 'hand', amount: 2190, currency: 'GBP', store: 'UK', valueDate: '2026-01-15' },
}
const cancelled: Happened = {
  type: 'OrderLinesCancelled',
  data: {
    lines: [{ line: 1, quantity: 2, amount: 800 }],
    amount: 800,
    currency: 'GBP',
    store: 'UK',
    on: '2026-01-16',
    moves: [{ line: 1, quantity: 2, from: 'to_pack', to: 'cancelled' }],
  },
}
/** One of them stays, two pens come to it, and it goes to Paris for £4.90. */
const amended: Happened = {
  type: 'OrderAmended',
  data: {
    store: 'UK',
    currency: 'GBP',
    customer: '17850',
    on: '2026-01-16',
    kept: [{ line: 1, quantity: 1, total: 400, tax: { rate: '5', net: 381, amount: 19 } }],
    lines: [line({ line: 2, sku: 'PEN', name: 'Pen', quantity: 2, unitPrice: '1.50', total: 300 })],
    state: 'grace_period',
    shipment: 1,
    dueAt: '2026-01-16T10:30:00.000Z',
    wakesAt: '2026-01-16T10:30:00.000Z',
    before: 2190,
    cancelled: 800,
    total: 1190,
    expenses: [expense('express', 'Express', 490)],
    taxes: [{ rate: '5', net: 381, tax: 19 }],
    subtotal: 700,
    discount: 0,
    delivery: express,
    redelivered: [1],
    country: 'FR',
    personal: { subject: 'customer-17850', value: { shipping: address } },
  },
}
const all = on(ORDER, order, paid, cancelled, amended)

describe('an amended order', () => {
  it('comes to what it has now, and what was paid more is to be refunded', () => {
    const { sales_order, order_line, order_unit, order_in_state } = folded(orders, all).rows
    expect(sales_order).toMatchObject([
      {
        total: 1190,
        given: 0,
        cancelledAmount: 0,
        cancelledUnits: 2,
        lowered: 1000,
        due: 1190,
        paid: 2190,
        paymentState: 'refund_due',
        country: 'FR',
        lineCount: 2,
        itemCount: 5,
        unitCount: 5,
        states: ['grace_period', 'to_pack', 'cancelled'],
        wakesAt: new Date('2026-01-16T10:30:00.000Z'),
        revision: 3,
      },
    ])
    expect(order_line).toMatchObject([
      { line: 1, total: 400, given: 0, cancelled: 2 },
      { line: 2, sku: 'PEN', quantity: 2, total: 300, placedAt: order_line[0]?.placedAt },
    ])
    expect(order_unit.map(({ line, state, quantity }) => [line, state, quantity])).toEqual(
      expect.arrayContaining([
        [1, 'to_pack', 1],
        [1, 'cancelled', 2],
        [2, 'grace_period', 2],
      ]),
    )
    expect(new Set(order_in_state.map(({ total }) => total))).toEqual(new Set([1190]))
  })

  it('is overpaid by no more than was paid beyond what it ever came to', () => {
    const more: Happened = { ...amended, data: { ...amended.data, total: 2390, cancelled: 0 } }
    const { sales_order } = folded(orders, on(ORDER, order, paid, more)).rows
    expect(sales_order).toMatchObject([{ total: 2390, lowered: 0, due: 2390, paymentState: 'partly_paid' }])
  })

  it('is without what had come back before it was amended, which is told apart', () => {
    const lines = [{ line: 1, quantity: 2, amount: 800 }]
    const moves = [{ line: 1, quantity: 2, from: 'to_pack', to: 'returned' }]
    const back = (id: string): Happened => ({ type: 'OrderLinesReturned', data: { return: id, lines, moves } })
    const rowOf = (...events: readonly Happened[]) => folded(orders, on(ORDER, order, paid, ...events)).rows.sales_order
    expect(rowOf(back('r-1'))).toMatchObject([{ total: 2190, given: 800, returnedBefore: 0 }])
    const once = { ...amended, data: { ...amended.data, cancelled: 0 } }
    expect(rowOf(back('r-1'), once)).toMatchObject([{ total: 1190, given: 0, returnedBefore: 800 }])
    expect(rowOf(cancelled, amended)).toMatchObject([{ total: 1190, given: 0, returnedBefore: 0 }])
  })

  it('has the terms, taxes and address of the amendment', () => {
    const { order_terms, order_line_terms } = folded(orderTerms, all).rows
    expect(order_terms).toMatchObject([
      {
        subtotal: 700,
        expense: 490,
        tax: 19,
        deliveryMethod: 'express',
        deliveryName: 'Express',
        paymentMethod: 'bank',
        shipping: address,
        openUnits: 3,
      },
    ])
    expect(order_line_terms).toMatchObject([{ line: 1, taxRate: '5', taxNet: 381, taxAmount: 19 }])
  })

  it('goes with the shipment that there is, by its new method', () => {
    const { order_shipment, order_share } = folded(orderShipments, all).rows
    expect(order_shipment).toMatchObject([{ shipment: 1, units: 3, deliveryMethod: 'express' }])
    expect(order_share.map(({ line, quantity }) => [line, quantity])).toEqual([
      [1, 1],
      [2, 2],
    ])
  })

  it('adds to the day of the amendment what it comes to more; what was taken out is cancelled', () => {
    const { sales_day } = folded(sales, all).rows
    expect(sales_day).toMatchObject([
      { day: '2026-01-15', orders: 1, units: 3, revenue: 2190, cancelledAmount: 0 },
      { day: '2026-01-16', orders: 0, units: 2, revenue: -200, cancelledAmount: 800 },
    ])
  })

  it('is in Postgres what is folded in memory', async () => {
    const log = memoryEventStore()
    const { pool } = await createDatabase()
    const side = await startTestReadSide({ pool, eventStore: log, projections: [orders, orderTerms] })
    onTestFinished(() => side.stop())
    const write = writer(log)
    for (const event of [order, paid, cancelled, amended]) await write(ORDER, event)
    const stored = async () => {
      const db = side.queries()
      const [row, lines, terms] = await Promise.all([
        db.selectFrom('sales_order').select(['total', 'due', 'lowered', 'paymentState', 'states']).execute(),
        db.selectFrom('order_line').select(['line', 'total', 'given', 'quantity']).orderBy('line').execute(),
        db.selectFrom('order_terms').select(['subtotal', 'deliveryMethod', 'openUnits']).execute(),
      ])
      return { row, lines, terms }
    }
    await expect.poll(stored).toEqual({
      row: [
        {
          total: 1190,
          due: 1190,
          lowered: 1000,
          paymentState: 'refund_due',
          states: ['grace_period', 'to_pack', 'cancelled'],
        },
      ],
      lines: [
        { line: 1, total: 400, given: 0, quantity: 3 },
        { line: 2, total: 300, given: 0, quantity: 2 },
      ],
      terms: [{ subtotal: 700, deliveryMethod: 'express', openUnits: 3 }],
    })
    expect(side.errors).toEqual([])
  })
})
