import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, isRejection, type MessageOf } from '../../../domain/decider.ts'
import type { OrderEvents } from '../../../domain/orders/events/index.ts'
import { order } from '../../../domain/orders/order.ts'
import { dueOf } from '../../../domain/orders/process/money.ts'
import { given, now } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'
import { line, placedNow } from '../../support/orders.ts'

const id = '536365'
const delivery = { kind: 'delivery' as const, key: 'standard', name: 'Standard', amount: 490 }
const charged = { ...delivery, taxes: [{ rate: '20', net: 408, amount: 82 }] }
/** Three mugs at 4.00 less 0.20, and 4.90 for delivery. */
const sold = (more: object = {}) =>
  placedNow({
    lines: [line({ total: 1180, discounts: [{ key: 'spring', name: 'Spring', amount: 20 }] })],
    total: 1670,
    subtotal: 1200,
    discount: 20,
    expenses: [charged],
    process: 'no-payment-1',
    ...more,
  })
const cancel = (quantity: number) => ({
  type: 'CancelOrderLines' as const,
  data: { lines: [{ line: 1, quantity }], reason: 'Out of stock' },
})
const cancelled = (quantity: number, amount: number, more: object = {}) => ({
  type: 'OrderLinesCancelled' as const,
  data: {
    lines: [{ line: 1, quantity, amount }],
    amount,
    currency: 'GBP' as const,
    store: 'UK',
    on: '2026-01-15',
    moves: [{ line: 1, quantity, from: 'confirmed', to: 'cancelled' }],
    personal: { subject: 'customer-17850', value: { reason: 'Out of stock' } },
    ...more,
  },
})

describe('what is given back for units that are cancelled', () => {
  test('is their share of what was paid', () => {
    given(order, id, sold()).when(cancel(1)).then(cancelled(1, 393))
  })

  test('is delivery, too, with the last of them', () => {
    given(order, id, sold(), cancelled(1, 393))
      .when(cancel(2))
      .then(cancelled(2, 787, { amount: 1277, expenses: 490 }))
  })

  test('is without delivery once anything was sent', () => {
    const sent = {
      type: 'UnitsShipped' as const,
      data: {
        lines: [{ line: 1, quantity: 1 }],
        from: [],
        store: 'UK',
        on: '2026-01-15',
        moves: [{ line: 1, quantity: 1, from: 'confirmed', to: 'shipped' }],
      },
    }
    given(order, id, sold(), sent).when(cancel(2)).then(cancelled(2, 787))
  })

  test('is the tax on top, too', () => {
    const lines = [line({ unitPrice: '3.00', total: 900, tax: { rate: '20', net: 900, amount: 180 } })]
    const net = { lines, priceMode: 'net' as const, total: 1080, expenses: [], subtotal: 900, discount: 0 }
    given(order, id, sold(net)).when(cancel(1)).then(cancelled(1, 360))
  })
})

const part = fc.record({
  quantity: fc.integer({ min: 1, max: 7 }),
  unitPrice: fc.nat(99_999).map(price => `${Math.floor(price / 10_000)}.${String(price % 10_000).padStart(4, '0')}`),
  paid: fc.nat(4000),
})
const pieces = fc.array(fc.record({ line: fc.integer({ min: 1, max: 3 }), quantity: fc.integer({ min: 1, max: 4 }) }))

test('nothing is given back that was not paid, and all of it once nothing is left, however it is divided', () => {
  const property = fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), pieces, (parts, wanted) => {
    const lines = parts.map(({ quantity, unitPrice, paid }, index) =>
      line({ line: index + 1, quantity, unitPrice, total: paid }),
    )
    const total = parts.reduce((sum, { paid }) => sum + paid, 490)
    let events: readonly MessageOf<OrderEvents>[] = [sold({ lines, total })]
    const folded = () => {
      const past = events.map(event => ({ ...event, at: now, commandId: 'spec' }))
      const state = fold(order.evolve, order.initial, past)
      if (state.status === 'absent') throw new Error('the order is there')
      return state
    }
    const rest = parts.map(({ quantity }, index) => ({ line: index + 1, quantity }))
    for (const asked of [
      ...wanted,
      ...rest.flatMap(one => Array.from({ length: one.quantity }, () => ({ ...one, quantity: 1 }))),
    ]) {
      const context = { now, actor: { id: 'ada', kind: 'user' as const }, id, claimed: {} }
      const facts = { of: ({ category }: { category: string }) => (category === 'store' ? storeOf('UK') : {}) as never }
      const said = { lines: [asked], reason: 'Damaged' }
      const decision = order.decide.CancelOrderLines(folded(), said, { ...context, facts })
      const before = dueOf(folded())
      events = isRejection(decision) ? events : [...events, ...decision]
      expect(dueOf(folded())).toBeLessThanOrEqual(before)
      for (const [index, { given: back }] of folded().lines.entries())
        expect(back).toBeLessThanOrEqual(parts[index]?.paid ?? 0)
    }
    expect(dueOf(folded())).toBe(0)
    const amounts = events.flatMap(({ type, data }) => (type === 'OrderLinesCancelled' ? [data.amount] : []))
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(total)
  })
  fc.assert(property)
})
