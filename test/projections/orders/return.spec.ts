import { describe, expect, test } from 'vitest'
import { returns } from '../../../projections/orders/return.ts'
import { recorded, returnedLine } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const lines = [
  returnedLine(),
  returnedLine({ line: 2, order: '536366' }),
  returnedLine({ line: 3, kind: 'manual', order: null, orderLine: null }),
]
const taken = recorded({ lines, total: 1200, unlinked: 1, reason: 'Damaged' })
const refusal = (order: string, lines: number[], amount: number): Happened => ({
  type: 'ReturnRefused',
  data: { order, reason: 'tooFewLeft', lines, amount, currency: 'GBP', store: 'UK', recordedOn: '2026-01-15' },
})

const after = (...events: readonly Happened[]) => {
  const { rows } = folded(returns, on('return-C1', taken, ...events), on('return-C2', recorded({ number: 'C2' })))
  return {
    row: rows.order_return.find(({ id }) => id === 'C1'),
    lines: rows.return_line.filter(line => line.return === 'C1'),
    other: rows.order_return.find(({ id }) => id === 'C2'),
    otherLines: rows.return_line.filter(line => line.return === 'C2'),
  }
}

describe('the returns read model', () => {
  test('shows a return with its lines and every order once', () => {
    const { row, lines } = after()
    expect(row).toEqual({
      id: 'C1',
      number: 'C1',
      store: 'UK',
      currency: 'GBP',
      country: 'GB',
      customer: '17850',
      recordedAt: new Date('2026-01-15T09:00:01Z'),
      recordedOn: '2026-01-15',
      hasReason: true,
      reason: 'Damaged',
      status: 'recorded',
      orders: ['536365', '536366'],
      lineCount: 3,
      refusedLines: 0,
      itemCount: 2,
      unlinked: 1,
      total: 1200,
      refusedAmount: 0,
      revision: 0,
      subject: 'customer-17850',
    })
    const personal = { subject: 'order-7', value: { reason: 'Torn' } }
    const sealed = recorded({ customer: null, lines: [returnedLine({ order: '7' })], personal })
    const { rows } = folded(returns, on('return-C3', sealed), on('return-C4', recorded({ number: 'C4' })))
    expect(rows.order_return).toMatchObject([
      { id: 'C3', subject: 'order-7', hasReason: true, reason: 'Torn' },
      { id: 'C4', subject: 'customer-17850', hasReason: false, reason: null },
    ])
    const mug = {
      return: 'C1',
      kind: 'product',
      sku: 'MUG',
      name: 'Mug',
      quantity: 1,
      unitPrice: '4.00',
      total: 400,
    }
    expect(lines).toEqual([
      { ...mug, line: 1, order: '536365', orderLine: 1, refused: false },
      { ...mug, line: 2, order: '536366', orderLine: 1, refused: false },
      { ...mug, kind: 'manual', line: 3, order: null, orderLine: null, refused: false },
    ])
  })

  test('shows what an order gives back instead, and leaves other returns as they were', () => {
    const place = { currency: 'GBP', store: 'UK', recordedOn: '2026-01-15' } as const
    const data = { order: '536366', lines: [{ line: 2, total: 399 }], difference: -1, ...place }
    const { row, lines, other } = after({ type: 'ReturnValued', data })
    expect(row).toMatchObject({ total: 1199, revision: 1 })
    expect(lines.map(({ total }) => total)).toEqual([400, 399, 400])
    expect(other).toMatchObject({ total: 400, revision: 0 })
  })

  test('marks the lines an order refused and what they were worth', () => {
    const { row, lines } = after(refusal('536366', [2], 400))
    expect(row).toMatchObject({ status: 'partly_refused', refusedLines: 1, refusedAmount: 400, revision: 1 })
    expect(lines.map(({ refused }) => refused)).toEqual([false, true, false])
  })

  test('is refused when no line is left that counts, and leaves other returns as they were', () => {
    const { other, otherLines } = after(refusal('536365', [1], 400))
    const only = folded(returns, on('return-C2', recorded({ number: 'C2' }), refusal('536365', [1], 400)))
    expect(only.rows.order_return).toMatchObject([{ status: 'refused', refusedLines: 1 }])
    expect(other).toMatchObject({ status: 'recorded', refusedLines: 0, revision: 0 })
    expect(otherLines).toMatchObject([{ refused: false }])
  })
})
