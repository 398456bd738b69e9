import { expect, test } from 'vitest'
import { products } from '../../../projections/catalog/product.ts'
import { history } from '../../../projections/engine/fold/history.ts'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { happened, on } from '../../support/projections.ts'

// What schema 1 wrote can no longer be said in today's types.
const old = {
  type: 'PriceChanged',
  data: { store: 'UK', currency: 'GBP', amount: '2.55' },
  metadata: { schema: 1 },
} as never

const log = happened(on('product-LAMP', { type: 'ProductCreated', data: { sku: 'LAMP', names: { en: 'Lamp' } } }, old))

test('a price of the first schema is read as a gross price, in rows and in the history', () => {
  expect(foldStream(products, log).product_price).toMatchObject([
    { sku: 'LAMP', store: 'UK', gross: '2.55', net: null },
  ])
  const changes = history(products, log)[1]?.changes.map(({ path, after }) => [path, after])
  expect(changes).toContainEqual(['gross', '2.55'])
})
