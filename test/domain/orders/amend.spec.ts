import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../domain/decider.ts'
import { knownCustomer } from '../../../domain/facts/known-customer.ts'
import { carrierStatus, knownDeliveryMethod } from '../../../domain/facts/known-delivery-method.ts'
import { knownStore } from '../../../domain/facts/known-store.ts'
import { ratesOfTaxSet } from '../../../domain/facts/rates-of-tax-set.ts'
import { order } from '../../../domain/orders/order.ts'
import { MAX_LINES, MAX_UNITS } from '../../../domain/shared/limits.ts'
import { keptTaxRate } from '../../../domain/shop/tax-rate.ts'
import { given } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'
import { line, onSale, placedNow, standardDelivery } from '../../support/orders.ts'
import { shipped } from '../../support/shipments.ts'

const id = '536365'
const store = 'UK'
const on = '2026-01-15'
const dueAt = '2026-01-15T10:30:00.000Z'
const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Dock Road',
  zip: 'L3 4AG',
  city: 'Liverpool',
  country: 'GB',
}
const paris = { ...address, street: '1 rue de la Paix', zip: '75002', city: 'Paris', country: 'FR' }
const subject = 'customer-17850'

type Known = readonly [fact: Fact<unknown>, id: string, view: unknown]
const rate = (country: string, percentage: string) => ({
  name: 'VAT',
  country,
  region: null,
  percentage,
  validFrom: null,
  validTo: null,
})
const express = {
  ...standardDelivery,
  name: 'Express',
  prices: [{ store, currency: 'GBP', price: { kind: 'flat', amount: 990 }, freeFrom: null }],
}
const knowing = (...known: readonly Known[]) => ({
  facts: [
    ...known,
    onSale('MUG'),
    onSale('PEN', { name: 'Pen', gross: { 'UK/GBP': '1.50' } }),
    onSale('OLD', { status: 'discontinued' }),
    onSale('GONE', { status: 'absent' }),
    onSale('UNPRICED', { gross: {} }),
    [knownCustomer, '17850', 'known'],
    [knownDeliveryMethod, 'standard', standardDelivery],
    [knownDeliveryMethod, 'express', express],
    [knownDeliveryMethod, 'gone', undefined],
    [carrierStatus, 'post', 'active'],
    [ratesOfTaxSet, 'standard', ['gb', 'fr']],
    [keptTaxRate, 'gb', rate('GB', '20')],
    [keptTaxRate, 'fr', rate('FR', '5')],
  ] as readonly Known[],
})

/** Three mugs of £4, ready to be sent to Great Britain. */
const mugs = placedNow({ country: 'GB', state: 'to_pack' })
const delivery = { method: 'standard', name: 'Standard' }
const expense = (key: string, name: string, amount: number) => ({
  kind: 'delivery' as const,
  key,
  name,
  amount,
  taxes: [],
})
const delivered = placedNow({
  country: 'GB',
  state: 'to_pack',
  delivery,
  expenses: [expense('standard', 'Standard', 490)],
  total: 1690,
  subtotal: 1200,
})
const amend = (data: object) => ({ type: 'AmendOrder' as const, data })
const fewer = (quantity: number, of = 1) => ({ line: of, quantity })
const pens = (quantity: number) => ({ added: [{ sku: 'PEN', quantity }] })

/** What the event says unless a spec says otherwise: three mugs, as they were. */
const amended = (more: object = {}) => ({
  type: 'OrderAmended' as const,
  data: {
    store,
    currency: 'GBP' as const,
    customer: '17850',
    on,
    kept: [{ line: 1, quantity: 3, total: 1200 }],
    lines: [],
    state: 'confirmed',
    before: 1200,
    cancelled: 0,
    total: 1200,
    expenses: [],
    taxes: [],
    subtotal: 1200,
    discount: 0,
    ...more,
  },
})
const penLine = (quantity: number, of = 2) =>
  line({ line: of, sku: 'PEN', name: 'Pen', quantity, unitPrice: '1.50', total: 150 * quantity })
const withPens = { lines: [penLine(2)], shipment: 1, dueAt, wakesAt: dueAt, total: 1500, subtotal: 1500 }
const cancelled = (quantity: number, amount: number) => ({
  type: 'OrderLinesCancelled' as const,
  data: {
    lines: [{ line: 1, quantity, amount }],
    amount,
    currency: 'GBP' as const,
    store,
    on,
    moves: [{ line: 1, quantity, from: 'to_pack', to: 'cancelled' }],
  },
})

describe('amending an order', () => {
  test('adds a product at the price of today, with its units at the beginning of the process', () => {
    given(order, id, mugs)
      .when(amend(pens(2)), knowing())
      .then(amended(withPens))
  })

  test('cancels what is taken out, and says what is left and what that comes to', () => {
    given(order, id, mugs)
      .when(amend({ lines: [fewer(1)] }), knowing())
      .then(
        cancelled(2, 800),
        amended({ kept: [{ line: 1, quantity: 1, total: 400 }], cancelled: 800, total: 400, subtotal: 400 }),
      )
  })

  test('takes a line out by none of it, if something is left', () => {
    const kept = [{ line: 1, quantity: 0, total: 0 }]
    given(order, id, mugs)
      .when(amend({ lines: [fewer(0)], ...pens(2) }), knowing())
      .then(
        cancelled(3, 1200),
        amended({ ...withPens, kept, shipment: 2, opens: null, cancelled: 1200, total: 300, subtotal: 300 }),
      )
    given(order, id, mugs)
      .when(amend({ lines: [fewer(0)] }), knowing())
      .thenRejected('AmendmentOfNothing', 'lines')
  })

  test('has more of a line as a line of its own, as its price may be another one today', () => {
    const more = line({ line: 2, quantity: 1, unitPrice: '5.00', total: 500 })
    given(order, id, mugs)
      .when(amend({ lines: [fewer(4)] }), knowing(onSale('MUG', { gross: { 'UK/GBP': '5.00' } })))
      .then(amended({ ...withPens, lines: [more], total: 1700, subtotal: 1700 }))
  })

  test('is nothing where nothing differs, and of lines that are left out', () => {
    given(order, id, mugs)
      .when(amend({ lines: [fewer(3)] }), knowing())
      .thenNothing()
    given(order, id, mugs).when(amend({}), knowing()).thenNothing()
    given(order, id, delivered)
      .when(amend({ delivery: 'standard' }), knowing())
      .thenNothing()
  })

  test('counts from what is left, however much of it was cancelled before', () => {
    const before = cancelled(1, 400)
    given(order, id, mugs, before)
      .when(amend({ lines: [fewer(2)] }), knowing())
      .thenNothing()
    given(order, id, mugs, before)
      .when(amend({ lines: [fewer(1)] }), knowing())
      .then(
        cancelled(1, 400),
        amended({
          kept: [{ line: 1, quantity: 1, total: 400 }],
          before: 800,
          cancelled: 400,
          total: 400,
          subtotal: 400,
        }),
      )
  })

  test('the same once more takes nothing out again, and adds nothing that nobody has seen', () => {
    const then = [cancelled(2, 800), amended({ kept: [{ line: 1, quantity: 1, total: 400 }], total: 400 })] as const
    given(order, id, mugs, ...then)
      .when(amend({ lines: [fewer(1)], total: 400 }), knowing())
      .thenNothing()
    given(order, id, mugs, amended(withPens))
      .when(amend({ ...pens(2), total: 1500 }), knowing())
      .thenRejected('AmendmentTotalChanged', 'total')
  })
})

describe('what somebody has seen', () => {
  test('is what it comes to, or it is refused with both sums', () => {
    given(order, id, mugs)
      .when(amend({ ...pens(2), total: 1500 }), knowing())
      .then(amended(withPens))
    given(order, id, mugs)
      .when(amend({ ...pens(2), total: 1499 }), knowing())
      .thenRejected('AmendmentTotalChanged', 'total')
  })
})

describe('where and how an amended order is delivered', () => {
  test('costs what that costs, and all shipments that went by the method of the order go by the new one', () => {
    given(order, id, delivered)
      .when(amend({ delivery: 'express' }), knowing())
      .then(
        amended({
          before: 1690,
          total: 2190,
          expenses: [expense('express', 'Express', 990)],
          delivery: { method: 'express', name: 'Express' },
          redelivered: [1],
        }),
      )
  })

  test('is another address, under the key of whom it is about', () => {
    const street = { ...address, street: '14 Dock Road' }
    given(order, id, mugs)
      .when(amend({ shipping: street }), knowing())
      .then(amended({ personal: { subject, value: { shipping: street } } }))
    given(order, id, mugs, amended({ personal: { subject, value: { shipping: street } } }))
      .when(amend({ shipping: street }), knowing())
      .thenNothing()
  })

  test('is taxed as goods are in the country that it goes to from then on', () => {
    const taxed = placedNow({
      country: 'GB',
      state: 'to_pack',
      lines: [line({ tax: { rate: '20', net: 1000, amount: 200 } })],
      taxes: [{ rate: '20', net: 1000, tax: 200 }],
    })
    given(order, id, taxed)
      .when(amend({ shipping: paris }), knowing(onSale('MUG', { taxSet: 'standard' })))
      .then(
        amended({
          kept: [{ line: 1, quantity: 3, total: 1200, tax: { rate: '5', net: 1143, amount: 57 } }],
          taxes: [{ rate: '5', net: 1143, tax: 57 }],
          country: 'FR',
          personal: { subject, value: { shipping: paris } },
        }),
      )
    given(order, id, taxed)
      .when(
        amend({ shipping: { ...paris, country: 'IT', zip: '20121' } }),
        knowing(onSale('MUG', { taxSet: 'standard' })),
      )
      .thenRejected('ProductNotTaxed', 'shipping.country')
    given(order, id, taxed)
      .when(amend({ shipping: paris }), knowing(onSale('MUG')))
      .thenRejected('ProductNotTaxed', 'shipping.country')
  })

  test('is refused where it can not be had', () => {
    const atHome: Known = [knownStore, store, { ...storeOf(store), countries: ['GB'] }]
    const asked = given(order, id, mugs)
    asked.when(amend({ shipping: paris }), knowing(atHome)).thenRejected('OrderNotSoldThere', 'shipping.country')
    asked
      .when(amend({ shipping: { ...address, zip: '1' } }), knowing())
      .thenRejected('PostcodeMalformed', 'shipping.zip')
    asked.when(amend({ delivery: 'gone' }), knowing()).thenRejected('OrderDeliveryUnknown', 'delivery')
    given(order, id, placedNow({ state: 'to_pack' }))
      .when(amend({ delivery: 'standard' }), knowing())
      .thenRejected('OrderAddressMissing', 'shipping.street')
  })

  test('stays once a part was sent, as the rest has a shipment; what delivery cost was earned', () => {
    const asked = given(order, id, delivered, shipped(1))
    asked.when(amend({ delivery: 'express' }), knowing()).thenRejected('AmendmentPartlySent', 'delivery')
    asked.when(amend({ shipping: address }), knowing()).thenRejected('AmendmentPartlySent', 'shipping.street')
    const dearer = { ...standardDelivery, status: 'inactive' }
    asked
      .when(amend(pens(2)), knowing([knownDeliveryMethod, 'standard', dearer]))
      .then(amended({ ...withPens, before: 1690, total: 1990, expenses: [expense('standard', 'Standard', 490)] }))
  })
})

describe('an order that can not be amended', () => {
  test('is not there, is held, comes from elsewhere, or is of somebody who was erased', () => {
    given(order, id)
      .when(amend(pens(1)), knowing())
      .thenRejected('OrderUnknown')
    const held = {
      type: 'OrderHeld' as const,
      data: { store, personal: { subject, value: { reason: 'Wait' } }, wakesAt: null },
    }
    given(order, id, mugs, held)
      .when(amend(pens(1)), knowing())
      .thenRejected('OrderIsHeld')
    const { priceMode: _mode, ...data } = mugs.data
    given(order, id, { type: 'OrderPlaced', data })
      .when(amend(pens(1)), knowing())
      .thenRejected('OrderOfElsewhere')
    given(order, id, mugs)
      .when(amend(pens(1)), knowing([knownCustomer, '17850', 'erased']))
      .thenRejected('OrderPersonErased')
    given(order, id, placedNow({ customer: null }), { type: 'GuestErased', data: {} })
      .when(amend(pens(1)), knowing())
      .thenRejected('OrderPersonErased')
  })

  test('has gone as far as its process says', () => {
    for (const state of ['shipped', 'delivered', 'closed', 'cancelled'])
      given(order, id, placedNow({ state }))
        .when(amend(pens(1)), knowing())
        .thenRejected('OrderNotAmendable')
  })

  test('keeps the units that went further', () => {
    const asked = given(order, id, mugs, shipped(2))
    asked.when(amend({ lines: [fewer(1)] }), knowing()).thenRejected('AmendmentBelowSent', 'lines.0.quantity')
    asked
      .when(amend({ lines: [fewer(2)] }), knowing())
      .then(
        cancelled(1, 400),
        amended({ kept: [{ line: 1, quantity: 2, total: 800 }], cancelled: 400, total: 800, subtotal: 800 }),
      )
  })

  test('is not added to after its payment was refused', () => {
    const failed = {
      type: 'PaymentFailed' as const,
      data: { payment: 'p', method: 'card', reason: 'No cover', store },
    }
    given(order, id, mugs, failed)
      .when(amend(pens(1)), knowing())
      .thenRejected('AmendmentUnpaid', 'added.0.sku')
  })
})

describe('what is not to be had', () => {
  const asked = given(order, id, mugs)
  test('is said at its line', () => {
    asked.when(amend({ lines: [fewer(1, 7)] }), knowing()).thenRejected('OrderLineUnknown', 'lines.0.line')
    asked.when(amend({ lines: [fewer(2), fewer(1)] }), knowing()).thenRejected('AmendmentLineTwice', 'lines.1.line')
    asked
      .when(amend({ added: ['OLD', 'GONE', 'UNPRICED'].map(sku => ({ sku, quantity: 1 })) }), knowing())
      .thenAllRejected(
        ['ProductNotForSale', 'added.0.sku'],
        ['ProductUnknown', 'added.1.sku'],
        ['ProductWithoutPrice', 'added.2.sku'],
      )
    asked
      .when(amend({ lines: [fewer(4)] }), knowing(onSale('MUG', { status: 'inactive' })))
      .thenRejected('ProductNotForSale', 'lines.0.quantity')
  })

  test('is more than an order can have', () => {
    const many = Array.from({ length: MAX_LINES }, () => ({ sku: 'PEN', quantity: 1 }))
    asked.when(amend({ added: many }), knowing()).thenRejected('OrderTooManyLines', 'added')
    asked
      .when(amend(pens(MAX_UNITS)), knowing(onSale('PEN', { gross: { 'UK/GBP': '999999.00' } })))
      .thenRejected('AmountTooLarge', 'lines')
    const schema = order.commands.AmendOrder
    expect(schema.safeParse({ added: [...many, { sku: 'PEN', quantity: 1 }] }).success).toBe(false)
    expect(schema.safeParse(pens(0)).success).toBe(false)
    expect(schema.safeParse(pens(MAX_UNITS + 1)).success).toBe(false)
    expect(schema.safeParse({ lines: [fewer(-1)] }).success).toBe(false)
  })

  test('is nothing new at a store that takes no orders any more, but less is', () => {
    const closed = knowing([knownStore, store, { ...storeOf(store), status: 'inactive' }])
    asked.when(amend(pens(1)), closed).thenRejected('StoreIsInactive', 'store')
    asked
      .when(amend({ lines: [fewer(1)] }), closed)
      .then(
        cancelled(2, 800),
        amended({ kept: [{ line: 1, quantity: 1, total: 400 }], cancelled: 800, total: 400, subtotal: 400 }),
      )
  })
})

describe('the shipment of what is added', () => {
  test('is the last one that goes where the order goes, else one of its own', () => {
    const elsewhere = {
      type: 'ShipmentCreated' as const,
      data: {
        shipment: 2,
        store,
        units: [{ shipment: 1, line: 1, quantity: 1 }],
        delivery,
        requestedOn: null,
        country: 'FR',
        personal: { subject, value: { address: paris } },
      },
    }
    given(order, id, delivered, elsewhere)
      .when(amend(pens(2)), knowing())
      .then(amended({ ...withPens, before: 1690, total: 1990, expenses: [expense('standard', 'Standard', 490)] }))
    const all = { ...elsewhere, data: { ...elsewhere.data, units: [{ shipment: 1, line: 1, quantity: 3 }] } }
    given(order, id, delivered, all)
      .when(amend(pens(2)), knowing())
      .then(
        amended({
          ...withPens,
          before: 1690,
          total: 1990,
          expenses: [expense('standard', 'Standard', 490)],
          shipment: 3,
          opens: delivery,
        }),
      )
  })
})
