import { expect, test } from 'vitest'
import { categories } from '../../../projections/catalog/category.ts'
import { categoryTrees } from '../../../projections/catalog/category-tree.ts'
import { products } from '../../../projections/catalog/product.ts'
import { history } from '../../../projections/engine/fold/history.ts'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { storedColumns } from '../../../projections/engine/model/stored-column.ts'
import type { RowObject } from '../../../projections/engine/model/table.ts'
import { type Happened, happened, on } from '../../support/projections.ts'

const lamp = (...events: readonly Happened[]) => happened(on('product-LAMP', ...events))
const created = (names: Record<string, string>): Happened => ({ type: 'ProductCreated', data: { sku: 'LAMP', names } })
const rowOf = (...events: readonly Happened[]) => foldStream(products, lamp(...events)).product[0]

// What schema 1 wrote can no longer be said in today's types.
const old = (type: 'ProductDescribed' | 'CategoryDescribed', description: string) =>
  ({ type, data: { description }, metadata: { schema: 1 } }) as never

test('a product is called as its readers of English and German are shown it, whatever else it is called', () => {
  expect(rowOf(created({ en: 'Lamp', de: 'Lampe', fr: 'Lampe de bureau' }))).toMatchObject({
    name: 'Lamp',
    germanName: 'Lampe',
  })
  expect(rowOf(created({ en: 'Lamp', fr: 'Lampe' }))).toMatchObject({ name: 'Lamp', germanName: 'Lamp' })
  const swiss = { default: 'fr', fr: 'Lampe', 'de-CH': 'Leuchte', it: 'Lampada' }
  expect(rowOf(created({ en: 'Lamp' }), { type: 'ProductRenamed', data: { names: swiss } })).toMatchObject({
    names: swiss,
    name: 'Lampe',
    germanName: 'Leuchte',
  })
})

test('a description of the first schema is the English one, and an empty one is none', () => {
  expect(rowOf(created({ en: 'Lamp' }), old('ProductDescribed', 'Bright.'))).toMatchObject({
    descriptions: { en: 'Bright.' },
  })
  expect(rowOf(created({ en: 'Lamp' }), old('ProductDescribed', ''))).toMatchObject({ descriptions: {} })
  const garden = happened(on('category-garden', old('CategoryDescribed', 'Spades.')))
  expect(foldStream(categories, garden).category).toMatchObject([{ descriptions: { en: 'Spades.' } }])
})

test('the history tells a translation by its language', () => {
  const names = { en: 'Lamp', fr: 'Lampe' }
  const [, renamed] = history(products, lamp(created({ en: 'Lamp' }), { type: 'ProductRenamed', data: { names } }))
  const changes = renamed?.changes.map(({ path, before, after }) => [path, before, after])
  expect(changes).toContainEqual(['names.fr', undefined, 'Lampe'])
})

test('a category is called by its name in the default language', () => {
  const place = { category: 'lamps', parent: null, position: 0 }
  const placed: Happened = { type: 'CategoryPlaced', data: { ...place, names: { default: 'fr', fr: 'Lampes' } } }
  const { category_place: rows } = foldStream(categoryTrees, happened(on('categoryTree-main', placed)))
  expect(rows).toMatchObject([{ name: 'Lampes' }])
})

test('a product is found by its name in any language, and not by the tag of its default', () => {
  const vector = storedColumns(products.tables.product).find(({ name }) => name === 'search_vector')
  const row = rowOf(created({ default: 'qu', qu: 'Kanchay', ja: 'ランプ' })) as RowObject
  const words = String(vector?.valueIn(row))
  expect(words).toContain("'kanchay'")
  expect(words).toContain("'ラン'")
  expect(words).not.toContain("'qu'")
})
