import { describe, expect, it } from 'vitest'
import { categories } from '../../../projections/catalog/category.ts'
import { categoryTrees } from '../../../projections/catalog/category-tree.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const placed = (category: string, parent: string | null, position: number): Happened => ({
  type: 'CategoryPlaced',
  data: { category, parent, names: { en: category.toUpperCase(), de: `${category}-de` }, position },
})
const home = { category: 'home', parent: null, name: 'HOME', names: { en: 'HOME', de: 'home-de' }, position: 0 }
const shop = [placed('home', null, 0), placed('garden', null, 1), placed('tools', 'garden', 0)]

const after = (...events: readonly Happened[]) => {
  const { rows } = folded(categoryTrees, on('categoryTree-main', ...shop, ...events))
  expect(rows.category_place.find(({ category }) => category === 'home')).toMatchObject(home)
  return { places: rows.category_place, tools: rows.category_place.find(p => p.category === 'tools'), rows }
}

describe('the category tree read model', () => {
  it('shows each category with name, parent and place among its siblings', () => {
    expect(after().tools).toEqual({
      category: 'tools',
      parent: 'garden',
      name: 'TOOLS',
      names: { en: 'TOOLS', de: 'tools-de' },
      position: 0,
      placedAt: new Date('2026-01-15T09:00:03Z'),
    })
  })

  it('knows the revision of the tree as a whole', () => {
    const at = new Date('2026-01-15T09:00:04Z')
    const { rows } = after({ type: 'CategoryRemoved', data: { category: 'tools', parent: 'garden' } })
    expect(rows.category_tree).toEqual([{ id: 'main', revision: 3, changedAt: at }])
  })

  it('moves a category', () => {
    const { tools } = after({
      type: 'CategoryMoved',
      data: { category: 'tools', from: 'garden', parent: null, position: 2 },
    })
    expect(tools).toMatchObject({ parent: null, position: 2, name: 'TOOLS' })
  })

  it('renames a category', () => {
    const { tools } = after({ type: 'CategoryRenamed', data: { category: 'tools', names: { en: 'Tools' } } })
    expect(tools).toMatchObject({ name: 'Tools', names: { en: 'Tools' }, parent: 'garden' })
  })

  it('sorts siblings', () => {
    const order = ['home', 'tools', 'garden']
    const { places } = after(
      { type: 'CategoryMoved', data: { category: 'tools', from: 'garden', parent: null, position: 2 } },
      { type: 'CategoriesResorted', data: { parent: null, order } },
    )
    expect([...places].sort((a, b) => a.position - b.position).map(({ category }) => category)).toEqual(order)
  })

  it('forgets a removed category', () => {
    const { places } = after({ type: 'CategoryRemoved', data: { category: 'tools', parent: 'garden' } })
    expect(places.map(({ category }) => category)).toEqual(['home', 'garden'])
  })
})

describe('the category details read model', () => {
  const details = (...events: readonly Happened[]) => {
    const { rows } = folded(
      categories,
      on('category-home', { type: 'CategoryActivated', data: {} }),
      on('category-tools', ...events),
    )
    expect(rows.category.find(({ category }) => category === 'home')).toEqual({
      category: 'home',
      descriptions: {},
      active: true,
      inMenu: true,
      searchable: true,
      changedAt: new Date('2026-01-15T09:00:01Z'),
      revision: 0,
    })
    return rows.category.find(({ category }) => category === 'tools')
  }

  it.each<readonly [Happened, object]>([
    [
      { type: 'CategoryDescribed', data: { descriptions: { en: 'Spades' } } },
      { descriptions: { en: 'Spades' }, active: false },
    ],
    [
      { type: 'CategoryActivated', data: {} },
      { active: true, inMenu: true },
    ],
    [
      { type: 'CategoryHiddenFromMenu', data: {} },
      { inMenu: false, searchable: true },
    ],
    [
      { type: 'CategoryHiddenFromSearch', data: {} },
      { searchable: false, inMenu: true },
    ],
  ])('begin with those of a new category and $type', (event, expected) => {
    expect(details(event)).toMatchObject(expected)
  })

  it('change back', () => {
    const on: readonly Happened[] = [
      { type: 'CategoryActivated', data: {} },
      { type: 'CategoryHiddenFromMenu', data: {} },
      { type: 'CategoryHiddenFromSearch', data: {} },
    ]
    const back: readonly Happened[] = [
      { type: 'CategoryDeactivated', data: {} },
      { type: 'CategoryShownInMenu', data: {} },
      { type: 'CategoryMadeSearchable', data: {} },
    ]
    expect(details(...on)).toMatchObject({ active: true, inMenu: false, searchable: false, revision: 2 })
    expect(details(...on, ...back)).toMatchObject({ active: false, inMenu: true, searchable: true, revision: 5 })
  })
})
