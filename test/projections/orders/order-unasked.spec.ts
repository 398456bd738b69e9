import { expect, it } from 'vitest'
import { ordersUnasked } from '../../../projections/orders/order-unasked.ts'
import { placed } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const unasked = (...events: readonly Happened[]) =>
  folded(ordersUnasked, on('order-1', ...events)).rows.order_unasked.map(({ order, store }) => [order, store])

const asked = (...places: string[]): Happened => ({
  type: 'StockAsked',
  data: { ask: 'a', lines: [], places, store: 'UK' },
})
const recorded = { metadata: { origin: 'import' } } as const

it('an order that is placed has asked no warehouse until it does', () => {
  expect(unasked(placed())).toEqual([['1', 'UK']])
  expect(unasked(placed(), asked('lon'))).toEqual([])
  expect(unasked(placed(), asked())).toEqual([['1', 'UK']])
  expect(unasked(placed(), asked('lon'), asked())).toEqual([['1', 'UK']])
})

it('an order of goods that lie nowhere, or that was recorded from elsewhere, asks for nothing by itself', () => {
  const shipping = { line: 1, kind: 'shipping', sku: 'POST', name: 'Post', quantity: 1, unitPrice: '4.00', total: 400 }
  expect(unasked(placed({ lines: [{ ...shipping, kind: 'shipping' }] }))).toEqual([])
  expect(unasked({ ...placed(), ...recorded })).toEqual([])
  expect(unasked(placed({ state: 'to_pack' }))).toEqual([])
  expect(unasked({ ...placed(), ...recorded }, asked())).toEqual([['1', 'UK']])
})
