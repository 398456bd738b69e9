import { expect, it } from 'vitest'
import { products } from '../../api/catalog/product.ts'
import type { PageContext } from '../../api/page.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Permission } from '../../domain/viewer.ts'
import { bulkLink, bulkParts } from '../../ui/list/bulk.ts'
import type { ListBulk } from '../../ui/list/definition.ts'
import { wordsFor } from '../../ui/words.ts'

type Row = { readonly sku: string }

const words = wordsFor(localViewer, new Date())
const bulk: ListBulk<Row> = {
  action: '/api/bulk/products',
  file: '/products.xlsx',
  runs: '/bulk/products',
  offers: products.bulk.offers,
  value: ({ sku }) => sku,
}
const columns = [
  {
    name: 'sku',
    header: 'SKU',
    cell: ({ sku }: Row) => sku,
    file: { kind: 'plain' as const, value: ({ sku }: Row) => sku },
  },
]
const found = { rows: [{ sku: 'A' }, { sku: 'B' }], total: 2, capped: false }

// Of a context the parts of a list read these alone.
const contextOf = (over: Partial<PageContext> = {}): PageContext =>
  ({ viewer: localViewer, query: new URLSearchParams(), ...over }) as PageContext
const may = (...permissions: Permission[]) => ({ viewer: { ...localViewer, may: new Set(permissions) } })
const barOf = (context: PageContext, over: object = {}) =>
  bulkParts(words, bulk, context, { found: { ...found, ...over }, columns })?.bar.toString()

it('rows are ticked for what a person may do with them, or to take them along, and not in the past', () => {
  expect(barOf(contextOf())).toContain('value="ActivateProducts"')
  expect(barOf(contextOf(may('product:read')))).not.toContain('name="action"')
  expect(barOf(contextOf(may('product:read')))).toContain('formaction="/products.xlsx"')
  const past = contextOf({ past: { at: new Date() } })
  expect([barOf(past), bulkLink(words, bulk, past)]).toEqual([undefined, undefined])
  expect(barOf(contextOf(), { rows: [] })).toBeUndefined()
  expect(bulkParts(words, undefined, contextOf(), { found, columns })).toBeUndefined()
})

it('all that match are offered where there are more than are seen, by the filter and not by its page', () => {
  const query = new URLSearchParams('status=active&q=lamp&cursor=abc')
  expect(barOf(contextOf({ query }), { total: 77 })).toMatch(/value="status=active&amp;q=lamp"[\s\S]*All 77 that match/)
  expect(barOf(contextOf(), { total: 2000, capped: true })).toContain('All that match, more than 2,000')
  expect(barOf(contextOf())).not.toContain('name="all"')
})
