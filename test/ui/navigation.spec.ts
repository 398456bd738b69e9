import { expect, it } from 'vitest'
import { pages } from '../../ui/index.ts'
import { navOf } from '../../ui/navigation.ts'
import { thingPages } from '../../ui/thing.ts'

it('every page belongs to an entry of the navigation, but for the search and what is part of all', () => {
  const homeless = pages.map(({ path }) => path).filter(path => navOf(path) === undefined)
  expect(homeless.filter(path => !path.startsWith('/pick/'))).toEqual(['/freshness', '/search'])
})

it('the past of a thing belongs where the thing does', () => {
  expect(navOf('/history/product/MUG')).toBe('products')
  expect(navOf('/history/warehouse/main')).toBe('warehouses')
  expect(navOf('/stock/main.MUG')).toBe('stock')
  expect(navOf('/history/nothing/1')).toBeUndefined()
  expect(navOf('/products-of-yesterday')).toBeUndefined()
})

it('every aggregate has the page that its links lead to', () => {
  const paths = pages.map(({ path }) => path)
  for (const [category, { page }] of thingPages) expect(paths, category).toContain(page)
})
