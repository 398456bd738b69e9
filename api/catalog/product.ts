import { product } from '../../domain/catalog/product.ts'
import { productBulk } from '../../domain/catalog/product-bulk.ts'
import { productList, readProductRecord, readProducts } from '../../projections/catalog/product.ts'
import type { Aggregate } from '../aggregate.ts'
import { bulkOffers } from '../bulk/offer.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/products/:id'
const back = { form: detail, then: detail } as const

export const productCommands = commandRoutes(product, {
  CreateProduct: { path: '/products', form: '/products/new', then: detail },
  EditProduct: { path: '/products/:id', form: '/products/:id/edit', then: detail },
  // It follows from the removal of a category.
  LeaveCategory: INTERNAL,
  SetPrices: {
    path: '/products/:id/prices',
    form: '/products/:id/prices',
    then: detail,
    stores: ({ prices }) => prices.map(({ store }) => store),
  },
  ActivateProduct: { path: '/products/:id/activation', ...back },
  DeactivateProduct: { path: '/products/:id/deactivation', ...back },
  DiscontinueProduct: { path: '/products/:id/discontinuation', ...back },
})

export const products = {
  decider: product,
  path: '/products',
  may: 'product:read',
  commands: productCommands,
  list: { definition: productList, read: readProducts },
  read: readProductRecord,
  bulk: { offers: bulkOffers(productCommands, productBulk), name: 'names' },
} satisfies Aggregate
