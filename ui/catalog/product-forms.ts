import { productCommands } from '../../api/catalog/product.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { Currency } from '../../domain/shared/money.ts'
import { storeKeys } from '../../domain/shared/store.ts'
import { readProduct } from '../../projections/catalog/product.ts'
import { type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import { formCard, formOf } from '../kit/form.ts'
import { createPage, editPage } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'
import { categoryChoice, categoryOptions } from './category-options.ts'

/** Sets the price of a store and currency, on the product's page. */
export const priceForm = (words: Words, context: PageContext, id: string): Html =>
  formOf(words, context, productCommands.ChangePrice, { id, guard: false, isPart: true }, ({ field, state }) => {
    const currency = state.value('currency', 'EUR')
    return html`<div class="fields">${field('store', { options: codes(storeKeys), start: storeKeys[0] })}
${field('currency', { options: codes(Currency.options), start: currency })}
${field('price.gross', { currency })}${field('price.net', { currency })}</div>`
  })

/** Takes a product off sale for ever, on the product's page. */
export const discontinueCard = (words: Words, context: PageContext, id: string): Html => {
  const confirm = words.text('product.discontinue.confirm', { sku: id })
  const sent = { id, confirm, danger: true }
  return formCard(words, context, productCommands.DiscontinueProduct, sent, ({ field }) =>
    field('reason', { hint: words.text('form.reason.hint') }),
  )
}

const create = createPage(productCommands.CreateProduct, {
  load: categoryOptions,
  fields: ({ id, field, perLanguage }, options, { words }) =>
    html`${id({ mono: true })}${perLanguage('names')}${field('category', categoryChoice(options, words.text('product.noCategory')))}`,
})

const edit = editPage(productCommands.EditProduct, {
  read: async (context, id) => {
    const [product, options] = await Promise.all([
      readProduct(context.viewer, context.db, id),
      categoryOptions(context),
    ])
    return product && { ...product, options }
  },
  fields: ({ field, perLanguage }, { options }, { words }) =>
    html`${perLanguage('names')}${field('category', categoryChoice(options, words.text('product.noCategory')))}${field('description', { rows: 8 })}`,
})

/** The pages with a form of their own: a new product, and what can be edited of one. */
export const productFormPages: readonly Page[] = [create, edit]
