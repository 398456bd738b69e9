import { describe, test } from 'vitest'
import { order } from '../../../domain/orders/order.ts'
import { given } from '../../support/given.ts'
import { line, onSale, placedNow } from '../../support/orders.ts'

const id = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e91'
const place = (agreed: object, more: object = {}) => ({
  type: 'PlaceDraftedOrder' as const,
  data: { store: 'UK', customer: null, lines: [{ sku: 'MUG', quantity: 3, ...agreed }], ...more },
})
const dueAt = '2026-01-15T10:30:00.000Z'
const placedAt = (more: object, total: number) =>
  placedNow({ number: '5WXH-S7MH', customer: null, dueAt, total, lines: [line({ total, ...more })], draft: true })
const agreed = { unitPrice: '3.50', reason: 'Box was open' }

describe('a price that was agreed', () => {
  test('takes the place of the product’s, which the order keeps beside it with the reason', () => {
    given(order, id)
      .when(place(agreed), { facts: [onSale('MUG')] })
      .then(placedAt({ unitPrice: '3.50', listPrice: '4.00', priceReason: 'Box was open' }, 1050))
  })

  test('can be nothing, and can be of a product that has none', () => {
    given(order, id)
      .when(place({ unitPrice: '0', reason: 'Gift' }), { facts: [onSale('MUG', { gross: {} })] })
      .then(placedAt({ unitPrice: '0', priceReason: 'Gift' }, 0))
  })

  test('has a reason, and sells nothing that is not for sale', () => {
    given(order, id)
      .when(place({ unitPrice: '3.50' }), { facts: [onSale('MUG')] })
      .thenRejected('PriceReasonMissing', 'lines.0.reason')
    given(order, id)
      .when(place(agreed), { facts: [onSale('MUG', { status: 'inactive' })] })
      .thenRejected('ProductNotForSale', 'lines.0.sku')
  })
})

describe('what the buyer calls an order', () => {
  test('may be said when it is placed', () => {
    const reference = {
      type: 'CustomReferenceSet' as const,
      data: { personal: { subject: `order-${id}`, value: { reference: 'PO 7' } } },
    }
    given(order, id)
      .when(place({}, { reference: 'PO 7' }), { facts: [onSale('MUG')] })
      .then(placedAt({}, 1200), reference)
  })

  test('and with a draft, too, it is placed once', () => {
    given(order, id, placedAt({}, 1200))
      .when(place({}), { facts: [onSale('MUG')] })
      .thenRejected('OrderExists')
  })
})
