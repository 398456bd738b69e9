import { productCommands } from '../../api/catalog/product.ts'
import { nameFor } from '../../api/content-locale.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { isWithin } from '../../domain/viewer.ts'
import { type ListedProduct, readProduct } from '../../projections/catalog/product.ts'
import { readStoresFor, type StoreRow } from '../../projections/shop/store.ts'
import { type Html, html } from '../html.ts'
import { formCard } from '../kit/form.ts'
import { createPage, editPage } from '../kit/form-pages.ts'
import { taxSetChoice, taxSetOptions } from '../shop/tax-set-options.ts'
import type { Words } from '../words.ts'
import { categoryChoice, categoryOptions } from './category-options.ts'

/** Takes a product off sale for ever, on the product's page. */
export const discontinueCard = (words: Words, context: PageContext, id: string): Html | undefined => {
  const confirm = words.text('product.discontinue.confirm', { sku: id })
  const sent = { id, confirm, danger: true }
  return formCard(words, context, productCommands.DiscontinueProduct, sent, ({ field }) =>
    field('reason', { hint: words.text('form.reason.hint') }),
  )
}

const create = createPage(productCommands.CreateProduct, {
  load: async context => ({ options: await categoryOptions(context), taxSets: await taxSetOptions(context) }),
  fields: ({ id, field, perLanguage }, { options, taxSets }, { words }) =>
    html`${id({ mono: true })}${perLanguage('names')}${field('category', categoryChoice(options, words.text('product.noCategory')))}${field('taxSet', taxSetChoice(words, taxSets))}`,
})

const edit = editPage(productCommands.EditProduct, {
  read: async (context, id) => {
    const [product, options, taxSets] = await Promise.all([
      readProduct(context.viewer, context.db, id),
      categoryOptions(context),
      taxSetOptions(context),
    ])
    return product && { ...product, options, taxSets }
  },
  fields: ({ field, perLanguage }, { options, taxSets, taxSet }, { words }) =>
    html`${perLanguage('names')}${field('category', categoryChoice(options, words.text('product.noCategory')))}${field('taxSet', taxSetChoice(words, taxSets, taxSet))}${perLanguage('descriptions', { rows: 6 })}`,
})

/** A row for each store and each of its currencies. */
const placesOf = (stores: readonly StoreRow[]): readonly Readonly<Record<'store' | 'currency', string>>[] =>
  stores.flatMap(({ store, currencies }) => currencies.map(currency => ({ store, currency })))

const prices = editPage(productCommands.SetPrices, {
  // All that the form shows is sent, so it shows nothing that may not be.
  read: async ({ viewer, db }, id) => {
    const { may } = productCommands.SetPrices
    const [product, stores] = await Promise.all([readProduct(viewer, db, id), readStoresFor(viewer, db, may)])
    const isTheirs = ({ store }: ListedProduct['prices'][number]) => isWithin(viewer, may, store)
    return product && { ...product, prices: product.prices.filter(isTheirs), places: placesOf(stores) }
  },
  title: (words, { names }) => words.text('product.prices.of', { name: nameFor(names, words) }),
  fields: ({ matrix }, { places }, { words }) =>
    matrix('prices', {
      caption: words.text('product.prices.caption'),
      by: places,
      columns: ['gross', 'net'],
      row: key => words.text('product.prices.row', key),
    }),
})

/** The pages with a form of their own: a new product, what can be edited of one, and its prices. */
export const productFormPages: readonly Page[] = [create, edit, prices]
