import { pathTo } from '../../api/commands.ts'
import { contentLocale } from '../../api/content-locale.ts'
import { skuSpelled } from '../../domain/shared/id.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { type ListedProduct, readProductsBySku } from '../../projections/catalog/product.ts'
import { findProducts } from '../../projections/search.ts'
import type { Words } from '../words.ts'
import { type Match, noteOf, type PickKind } from './match.ts'

const PRICES_SHOWN = 3

const pricesOf = ({ format }: Words, { prices }: ListedProduct): string =>
  prices
    .flatMap(({ store, currency, gross }) => (gross === null ? [] : [`${format.price(gross, currency)} (${store})`]))
    .slice(0, PRICES_SHOWN)
    .join(', ')

const availabilityOf = ({ text }: Words, { availability }: ListedProduct): string => {
  if (availability === null) return text('stock.unknown')
  return availability.neverOutOfStock ? text('pick.always') : text('pick.available', { count: availability.available })
}

const matchOf =
  (words: Words, viewer: Viewer) =>
  (product: ListedProduct): Match => ({
    key: product.sku,
    label: nameIn(product.names, contentLocale(viewer)),
    note: noteOf(
      product.sku,
      product.status !== 'active' && words.text(`value.product.status.${product.status}`),
      pricesOf(words, product),
      viewer.may.has('stock:read') && availabilityOf(words, product),
    ),
    href: pathTo('/products/:id', product.sku),
  })

/** Products by SKU and words, with prices and what is available. */
export const product: PickKind = {
  may: 'product:read',
  find: async (words, { viewer, db }, search) =>
    (await findProducts(viewer, db, search)).rows.map(matchOf(words, viewer)),
  spelling: skuSpelled,
  named: async (words, { viewer, db }, skus) => (await readProductsBySku(viewer, db, skus)).map(matchOf(words, viewer)),
}
