import { describe, expect, it } from 'vitest'
import type { BulkAction } from '../../domain/bulk.ts'
import { product } from '../../domain/catalog/product.ts'
import { productBulk } from '../../domain/catalog/product-bulk.ts'
import { type AnyDecider, fold } from '../../domain/decider.ts'
import { bulkActionOf, bulks, deciders } from '../../domain/index.ts'
import { order } from '../../domain/orders/order.ts'
import { orderBulk } from '../../domain/orders/order-bulk.ts'

type Happened = { readonly type: string; readonly data: object }

/** What the command takes for a thing of which this is known. */
const dataOf = (decider: AnyDecider, { dataFor, asks }: BulkAction, events: readonly Happened[], asked: object) => {
  const at = new Date('2026-03-01T10:00:00Z')
  const known = events.map((event, index) => ({ ...event, at, commandId: `${index}` }))
  return dataFor(fold(decider.evolve, decider.initial, known), asks.parse(asked), 'LAMP')
}

const created = { type: 'ProductCreated', data: { sku: 'LAMP', names: { en: 'Lamp' } } }
const priced = (price: object) => ({ type: 'PriceChanged', data: { store: 'DE', currency: 'EUR', price } })
const repricing = { store: 'DE', currency: 'EUR', amounts: 'both', by: 'percent', change: '10', rounding: 'x.99' }

describe('changing the prices of a product', () => {
  const reprice = (events: readonly Happened[], over: object = {}) =>
    dataOf(product, productBulk.RepriceProducts, [created, ...events], { ...repricing, ...over })

  it('sets those that are asked for and are there, at that store and in that currency', () => {
    const was = priced({ gross: '10.00', net: '8.40' })
    const at = { store: 'DE', currency: 'EUR' }
    expect(reprice([was])).toEqual({ prices: [{ ...at, gross: '10.99', net: '8.99' }] })
    expect(reprice([was], { amounts: 'gross' })).toEqual({ prices: [{ ...at, gross: '10.99' }] })
    expect(reprice([priced({ gross: '10.00' })])).toEqual({ prices: [{ ...at, gross: '10.99' }] })
  })

  it('is refused where there is no such price, or it would be below zero', () => {
    expect(reprice([])).toMatchObject({ code: 'PriceMissing', parameters: { store: 'DE', currency: 'EUR' } })
    expect(reprice([priced({ gross: '10.00' })], { amounts: 'net' })).toMatchObject({ code: 'PriceMissing' })
    expect(reprice([priced({ gross: '10.00' })], { store: 'UK' })).toMatchObject({ code: 'PriceMissing' })
    const cheaper = { by: 'amount', change: '-9' }
    expect(reprice([priced({ gross: '10.00', net: '8.40' })], cheaper)).toMatchObject({ code: 'PriceBelowZero' })
    expect(dataOf(product, productBulk.RepriceProducts, [], repricing)).toMatchObject({
      code: 'ProductUnknown',
      parameters: { sku: 'LAMP' },
    })
  })
})

it('moving a product leaves all else as it is', () => {
  const described = { type: 'ProductDescribed', data: { descriptions: { en: 'Bright.' } } }
  expect(dataOf(product, productBulk.MoveProducts, [created, described], { category: 'lamps' })).toEqual({
    names: { en: 'Lamp' },
    descriptions: { en: 'Bright.' },
    category: 'lamps',
  })
})

it('choosing the tax set of a product leaves all else as it is', () => {
  const moved = { type: 'ProductMovedToCategory', data: { category: 'lamps' } }
  expect(dataOf(product, productBulk.TaxProducts, [created, moved], { taxSet: 'goods' })).toEqual({
    names: { en: 'Lamp' },
    descriptions: {},
    category: 'lamps',
    taxSet: 'goods',
  })
})

describe('cancelling an order', () => {
  const line = { kind: 'product', sku: 'LAMP', name: 'Lamp', quantity: 3, unitPrice: '2.00', total: 600 }
  const placed = {
    type: 'OrderPlaced',
    data: {
      store: 'DE',
      currency: 'EUR',
      country: 'DE',
      customer: null,
      process: 'no-payment-1',
      lines: [
        { ...line, line: 1 },
        { ...line, line: 2 },
      ],
    },
  }
  const cancelled = (number: number, quantity: number) => ({
    type: 'OrderLinesCancelled',
    data: { lines: [{ line: number, quantity, amount: quantity * 200 }], amount: 0, currency: 'EUR', store: 'DE' },
  })
  const cancel = (...events: Happened[]) => dataOf(order, orderBulk.CancelOrders, events, { reason: 'Recall' })

  it('is of all that is left of it', () => {
    expect(cancel(placed, cancelled(1, 3), cancelled(2, 1))).toEqual({
      lines: [{ line: 2, quantity: 2 }],
      reason: 'Recall',
    })
  })

  it('is refused where nothing is left', () => {
    expect(cancel(placed, cancelled(1, 3), cancelled(2, 3))).toMatchObject({ code: 'OrderNothingLeft' })
    expect(cancel()).toMatchObject({ code: 'OrderUnknown' })
  })
})

describe('a step of many orders', () => {
  const line = { kind: 'product', sku: 'MUG', name: 'Mug', quantity: 3, unitPrice: '2.00', total: 600, line: 1 }
  const sent = { type: 'OrderPlaced', data: { store: 'DE', currency: 'EUR', process: 'no-payment-1', lines: [line] } }

  it('is asked of each for all of it that can', () => {
    expect(dataOf(order, orderBulk.ShipOrders, [sent], {})).toEqual({})
    expect(dataOf(order, orderBulk.DeliverOrders, [sent], {})).toEqual({})
    expect(dataOf(order, orderBulk.AdvanceOrders, [sent], { step: 'close' })).toEqual({ step: 'close' })
  })

  it('is one of those that are no fact of their own', () => {
    expect(orderBulk.AdvanceOrders.asks.safeParse({ step: 'ship' }).success).toBe(false)
    expect(orderBulk.AdvanceOrders.asks.safeParse({ step: 'skip_wait' }).success).toBe(true)
  })
})

describe('every action on many things', () => {
  it('sends a command of its aggregate, and is found by its name', () => {
    for (const [name, actions] of Object.entries(bulks)) {
      const decider: AnyDecider = deciders[name as keyof typeof bulks]
      for (const [action, { command }] of Object.entries(actions)) {
        expect(Object.keys(decider.commands), action).toContain(command)
        expect(Object.keys(decider.commands), action).not.toContain(action)
        expect(bulkActionOf(decider.category, action)?.command).toBe(command)
      }
    }
    expect(bulkActionOf('product', 'constructor')).toBeUndefined()
    expect(bulkActionOf('nothing', 'ActivateProducts')).toBeUndefined()
  })
})
