import { expect, it } from 'vitest'
import { stockMovements } from '../../../projections/catalog/stock-movement.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const set = (quantity: number): Happened => ({ type: 'StockSet', data: { quantity } })
const adjusted = (by: number, why: object): Happened => ({
  type: 'StockAdjusted',
  data: { by, reason: 'found', ...why },
})

it('every change of stock is a movement with what was there afterwards, apart for each place', () => {
  const { rows } = folded(
    stockMovements,
    on('stock-spare.A.1', set(7)),
    on(
      'stock-main.A.1',
      set(5),
      adjusted(-2, { reason: 'other', note: 'Press' }),
      adjusted(-1, { reason: 'Fell down' }),
      adjusted(4, { reason: 'damages', imported: true }),
      { type: 'StockReserved', data: { reservation: 'r', order: '1', quantity: 3 } },
      { type: 'StockDeducted', data: { reservation: 'r', quantity: 3 } },
      { type: 'NeverOutOfStockSet', data: {} },
      set(1),
    ),
  )
  expect(rows.stock_movement).toMatchObject([
    { stock: 'spare.A.1', warehouse: 'spare', sku: 'A.1', kind: 'set', by: 7, onHand: 7 },
    { stock: 'main.A.1', warehouse: 'main', sku: 'A.1', kind: 'set', by: 5, onHand: 5, reason: null, note: null },
    { kind: 'adjusted', by: -2, onHand: 3, reason: 'other', note: 'Press' },
    { kind: 'adjusted', by: -1, onHand: 2, reason: null, note: 'Fell down' },
    { kind: 'imported', by: 4, onHand: 6, reason: null, note: 'damages' },
    { kind: 'deducted', by: -3, onHand: 3, reason: null },
    { kind: 'set', by: -2, onHand: 1 },
  ])
})
