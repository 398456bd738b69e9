import { expect, test } from 'vitest'
import { sales } from '../../../projections/orders/sales.ts'
import { line, placed, recorded } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const post = line({ line: 2, kind: 'shipping', sku: 'POST', quantity: 1, unitPrice: '18', total: 1800 })
const order = placed({ lines: [line(), post], total: 3000 })
const cancelled: Happened = {
  type: 'OrderLinesCancelled',
  data: {
    lines: [{ line: 1, quantity: 1, amount: 400 }],
    amount: 400,
    reason: 'Damaged',
    currency: 'GBP',
    store: 'UK',
    on: '2026-01-16',
  },
}
const refused: Happened = {
  type: 'ReturnRefused',
  data: {
    order: '1',
    reason: 'tooFewLeft',
    lines: [1],
    amount: 150,
    currency: 'GBP',
    store: 'UK',
    recordedOn: '2026-01-15',
  },
}
const nothing = { orders: 0, units: 0, revenue: 0, cancelledAmount: 0, returns: 0, returnedAmount: 0 }
const london = { store: 'UK', currency: 'GBP', day: '2026-01-15', ...nothing }

test('a day sums its orders; units are of products, revenue is of everything', () => {
  const { rows } = folded(sales, on('order-1', order), on('order-2', order))
  expect(rows.sales_day).toEqual([{ ...london, orders: 2, units: 6, revenue: 6000 }])
})

test('a day that an old order filled to the brim still shows what else was sold', () => {
  const most = { quantity: Number.MAX_SAFE_INTEGER, unitPrice: '0', total: 0 }
  const absurd = placed({ lines: [line(most), line({ line: 2, ...most })], total: 0 })
  const { rows } = folded(sales, on('order-1', absurd), on('order-2', order))
  expect(rows.sales_day).toEqual([{ ...london, orders: 2, units: Number.MAX_SAFE_INTEGER, revenue: 3000 }])
})

test('a cancellation counts on its own day, whenever the order was placed', () => {
  const { rows } = folded(sales, on('order-1', order, cancelled))
  expect(rows.sales_day).toEqual([
    { ...london, orders: 1, units: 3, revenue: 3000 },
    { ...london, day: '2026-01-16', cancelledAmount: 400 },
  ])
})

test('a return counts on its day, without what an order refused of it', () => {
  const { rows } = folded(sales, on('return-C1', recorded(), refused), on('return-C2', recorded()))
  expect(rows.sales_day).toEqual([{ ...london, returns: 2, returnedAmount: 650 }])
})

test('what an order values anew counts on the day of its return', () => {
  const more = { order: '1', lines: [{ line: 1, total: 399 }], difference: -1 }
  const place = { currency: 'GBP', store: 'UK', recordedOn: '2026-01-15' } as const
  const valued: Happened = { type: 'ReturnValued', data: { ...more, ...place } }
  const { rows } = folded(sales, on('return-C1', recorded(), valued))
  expect(rows.sales_day).toEqual([{ ...london, returns: 1, returnedAmount: 399 }])
})

test('stores and currencies are summed apart', () => {
  const berlin = placed({ store: 'DE', currency: 'EUR' })
  const { rows } = folded(sales, on('order-1', order), on('order-2', berlin), on('order-3', berlin))
  expect(rows.sales_day).toEqual([
    { ...london, orders: 1, units: 3, revenue: 3000 },
    { ...london, store: 'DE', currency: 'EUR', orders: 2, units: 6, revenue: 2400 },
  ])
})
