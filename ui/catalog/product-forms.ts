import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { readProduct } from '../../projections/catalog/product.ts'
import { card } from '../components/card.ts'
import { moneyField, selectField, textArea, textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { conflictOf, type FormState, formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { categoryOptions } from './category-options.ts'

/** Sets the price of a store and currency, on the product's page. */
export const priceForm = (words: Words, context: PageContext, sku: string): Html => {
  const { text } = words
  const form = formState(context, 'ChangePrice')
  const stores = ['DE', 'UK'].map(value => ({ value, label: value }))
  const currencies = ['EUR', 'GBP', 'USD', 'CHF'].map(value => ({ value, label: value }))
  const currency = form.value('currency', 'EUR')
  return commandForm(words, {
    id: 'price-form',
    action: `/api${pathTo('/products/:id', sku)}/prices`,
    commandId: form.commandId,
    guard: false,
    submit: text('product.setPrice'),
    fields: html`<div class="fields">${selectField({ name: 'store', label: text('product.store'), options: stores, value: form.value('store', 'DE'), ...form.error('store') })}
${selectField({ name: 'currency', label: text('product.currency'), options: currencies, value: currency, ...form.error('currency') })}
${moneyField({ name: 'price.gross', label: text('product.gross'), currency, value: form.value('price.gross'), ...form.error('price.gross') })}
${moneyField({ name: 'price.net', label: text('product.net'), currency, value: form.value('price.net'), ...form.error('price.net') })}</div>`,
  })
}

/** Takes a product off sale for ever, on the product's page. */
export const discontinueCard = (words: Words, context: PageContext, sku: string): Html => {
  const { text } = words
  const form = formState(context, 'DiscontinueProduct')
  return card({
    title: text('product.discontinue'),
    body: commandForm(words, {
      id: 'discontinue-form',
      action: `/api${pathTo('/products/:id', sku)}/discontinuation`,
      commandId: form.commandId,
      guard: false,
      danger: true,
      confirm: text('product.discontinue.confirm', { sku }),
      submit: text('product.discontinue'),
      fields: textField({
        name: 'reason',
        label: text('product.reason'),
        required: true,
        maxLength: 200,
        value: form.value('reason'),
        ...form.error('reason'),
      }),
    }),
  })
}

const nameFields = ({ text }: Words, form: FormState, names?: { en: string; de?: string | undefined }): Html =>
  html`${textField({
    name: 'names.en',
    label: text('product.name.en'),
    required: true,
    maxLength: 255,
    value: form.value('names.en', names?.en),
    ...form.error('names.en'),
  })}${textField({
    name: 'names.de',
    label: text('product.name.de'),
    maxLength: 255,
    value: form.value('names.de', names?.de),
    ...form.error('names.de'),
  })}`

const categoryField = async (
  { text }: Words,
  context: PageContext,
  form: FormState,
  category?: string | null,
): Promise<Html> =>
  selectField({
    name: 'category',
    label: text('product.category'),
    options: await categoryOptions(context),
    none: text('product.noCategory'),
    value: form.value('category', category ?? ''),
    ...form.error('category'),
  })

const create: Page = {
  path: '/products/new',
  may: 'catalog:write',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const form = formState(context, 'CreateProduct')
    const sku = textField({
      name: 'id',
      label: text('product.sku'),
      hint: text('product.sku.hint'),
      required: true,
      mono: true,
      maxLength: 64,
      value: form.value('id'),
      ...form.error('id'),
    })
    const fields = html`${sku}${nameFields(words, form)}${await categoryField(words, context, form)}`
    const body = html`${pageHead({ title: text('product.create') })}${commandForm(words, {
      id: 'product-form',
      action: '/api/products',
      commandId: form.commandId,
      fields,
      submit: text('product.create'),
      cancel: '/products',
      ...(form.problem === undefined ? {} : { problem: form.problem }),
    })}`
    return { title: text('product.create'), nav: 'products', body }
  },
}

const edit: Page = {
  path: '/products/:id/edit',
  may: 'catalog:write',
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const [product, history] = await Promise.all([
      readProduct(context.viewer, context.db, id),
      context.history('product', id, { limit: 0 }),
    ])
    if (product === undefined) return undefined
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const form = formState(context, 'EditProduct', history?.revision)
    const conflict = conflictOf(words, context, {
      names: [
        { name: 'names.en', recorded: product.names.en },
        { name: 'names.de', recorded: product.names.de ?? '' },
      ],
      description: [{ name: 'description', recorded: product.description }],
      category: [{ name: 'category', recorded: product.category ?? '' }],
    })
    const description = textArea({
      name: 'description',
      label: text('product.description'),
      rows: 8,
      maxLength: 10_000,
      value: form.value('description', product.description),
      ...form.error('description'),
    })
    const fields = html`${conflict}${nameFields(words, form, product.names)}${await categoryField(words, context, form, product.category)}${description}`
    const title = text('product.editing', { name: product.name })
    const body = html`${pageHead({ title, meta: html`<span class="mono">${product.sku}</span>` })}${commandForm(words, {
      id: 'product-form',
      action: `/api${pathTo('/products/:id', id)}`,
      commandId: form.commandId,
      fields,
      submit: text('form.save'),
      cancel: pathTo('/products/:id', id),
      ...(form.revision === undefined ? {} : { revision: form.revision }),
      ...(form.problem === undefined ? {} : { problem: form.problem }),
    })}`
    return { title, nav: 'products', body }
  },
}

/** The pages with a form of their own: a new product, and what can be edited of one. */
export const productFormPages: readonly Page[] = [create, edit]
