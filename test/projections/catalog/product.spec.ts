import { expect, test } from 'vitest'
import { products } from '../../../projections/catalog/product.ts'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { type Happened, happened, on } from '../../support/projections.ts'

const created = (sku: string): Happened => ({ type: 'ProductCreated', data: { sku, names: { en: sku } } })
const at = '2026-01-20T08:00:00.000Z'

const since = (...events: readonly Happened[]) => {
  const log = happened(on('product-CUP', created('CUP')), on('product-LAMP', created('LAMP'), ...events))
  const rows = foldStream(products, log).product
  expect(rows.find(({ sku }) => sku === 'CUP')).toMatchObject({ status: 'inactive', onSaleSince: null })
  return rows.find(({ sku }) => sku === 'LAMP')?.onSaleSince
}

test('a product has the tax set that was assigned last, and none again', () => {
  const assigned = (taxSet: string | null): Happened => ({ type: 'ProductTaxSetAssigned', data: { taxSet } })
  const rowOf = (...events: readonly Happened[]) => {
    const log = happened(on('product-CUP', created('CUP')), on('product-LAMP', created('LAMP'), ...events))
    const rows = foldStream(products, log).product
    expect(rows.find(({ sku }) => sku === 'CUP')).toMatchObject({ taxSet: null, hasTaxSet: false })
    return rows.find(({ sku }) => sku === 'LAMP')
  }
  expect(rowOf(assigned('goods'), assigned('books'))).toMatchObject({ taxSet: 'books', hasTaxSet: true, revision: 2 })
  expect(rowOf(assigned('goods'), assigned(null))).toMatchObject({ taxSet: null, hasTaxSet: false })
})

test('a product is on sale since it was last put on sale, and not while it is off sale', () => {
  expect(since()).toBeNull()
  expect(since({ type: 'ProductActivated', data: {}, at })).toEqual(new Date(at))
  expect(since({ type: 'ProductActivated', data: {}, at }, { type: 'ProductDeactivated', data: {}, at })).toBeNull()
  const gone: Happened = { type: 'ProductDiscontinued', data: { reason: 'Gone' }, at }
  expect(since({ type: 'ProductActivated', data: {}, at }, gone)).toBeNull()
})
