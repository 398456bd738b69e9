import { expect, test } from 'vitest'
import { removedCategories } from '../../../projections/catalog/removed-category.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const placed: Happened = {
  type: 'CategoryPlaced',
  data: { category: 'trees', parent: null, names: { en: 'Trees' }, position: 0 },
}
const removed: Happened = { type: 'CategoryRemoved', data: { category: 'trees', parent: null } }
const rowsAfter = (...events: readonly Happened[]) =>
  folded(removedCategories, on('categoryTree-main', ...events)).rows.removed_category

test('a removed category is kept with the event that removed it', () => {
  expect(rowsAfter(placed, { ...removed, at: '2026-01-15T10:00:00.000Z' })).toEqual([
    {
      category: 'trees',
      eventId: '00000000-0000-4000-8000-000000000002',
      correlationId: '00000000-0000-4000-8000-000000000002',
      removedAt: new Date('2026-01-15T10:00:00Z'),
    },
  ])
})

test('a category that is there, or there again, is not', () => {
  expect(rowsAfter(placed)).toEqual([])
  expect(rowsAfter(placed, removed, placed)).toEqual([])
})

test('the last removal counts', () => {
  expect(rowsAfter(placed, removed, placed, removed)).toMatchObject([
    { eventId: '00000000-0000-4000-8000-000000000004' },
  ])
})

test('what an import removed is its own to settle', () => {
  expect(rowsAfter(placed, { ...removed, metadata: { origin: 'import' } })).toEqual([])
})
