import { expect, test } from 'vitest'
import { orderTags } from '../../../projections/orders/order-notes.ts'
import { placed } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const tagged = (...tags: string[]): Happened => ({ type: 'OrderTagsSet', data: { store: 'UK', tags } })
const tagsAfter = (...events: readonly Happened[]) =>
  folded(orderTags, on('order-1', placed(), ...events), on('order-2', tagged('gift'))).rows.order_tag

test('tags are in use by the orders that have them now', () => {
  const other = { order: '2', tag: 'gift', store: 'UK' }
  expect(tagsAfter(tagged('gift', 'urgent'), tagged('urgent'))).toEqual([
    { order: '1', tag: 'urgent', store: 'UK' },
    other,
  ])
  expect(tagsAfter(tagged('gift'), tagged())).toEqual([other])
})
