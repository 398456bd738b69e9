import { describe, it } from 'vitest'
import { category } from '../../../domain/catalog/category.ts'
import { placedCategories } from '../../../domain/catalog/category-tree.ts'
import type { Texts } from '../../../domain/shared/locale.ts'
import { given } from '../../support/given.ts'

const placed = { facts: [[placedCategories, 'main', new Set(['tools'])] as const] }
const edit = (fields: Partial<Record<'active' | 'inMenu' | 'searchable', boolean>> & { descriptions?: Texts }) =>
  ({
    type: 'EditCategory',
    data: { descriptions: {}, active: false, inMenu: true, searchable: true, ...fields },
  }) as const

describe('the details of a category', () => {
  it('are those of a new one until somebody edits them: inactive, in the menu, searchable', () =>
    given(category, 'tools').when(edit({}), placed).thenNothing())

  it('change one by one', () =>
    given(category, 'tools')
      .when(edit({ active: true, descriptions: { en: 'Spades and forks' } }), placed)
      .then(
        { type: 'CategoryDescribed', data: { descriptions: { en: 'Spades and forks' } } },
        { type: 'CategoryActivated', data: {} },
      ))

  it('change all at once', () =>
    given(category, 'tools', { type: 'CategoryActivated', data: {} })
      .when(edit({ active: false, inMenu: false, searchable: false }), placed)
      .then(
        { type: 'CategoryDeactivated', data: {} },
        { type: 'CategoryHiddenFromMenu', data: {} },
        { type: 'CategoryHiddenFromSearch', data: {} },
      ))

  it('change back', () =>
    given(
      category,
      'tools',
      { type: 'CategoryHiddenFromMenu', data: {} },
      { type: 'CategoryHiddenFromSearch', data: {} },
    )
      .when(edit({}), placed)
      .then({ type: 'CategoryShownInMenu', data: {} }, { type: 'CategoryMadeSearchable', data: {} }))

  it('are edited once', () =>
    given(category, 'tools', { type: 'CategoryActivated', data: {} })
      .when(edit({ active: true }), placed)
      .thenNothing())

  it('need a category in the tree', () =>
    given(category, 'attic')
      .when(edit({ active: true }), placed)
      .thenRejected('CategoryUnknown'))
})
