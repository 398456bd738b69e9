import { productCommands, products } from '../../api/catalog/product.ts'
import { contentLocale, nameFor } from '../../api/content-locale.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { GERMAN, languagesIn } from '../../domain/shared/locale.ts'
import { type ListedProduct, readProduct } from '../../projections/catalog/product.ts'
import { card, definitions } from '../components/card.ts'
import { type Column, dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { detailPage, editLink, factsOf } from '../kit/detail.ts'
import { buttonOf, maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { thingList } from '../kit/list.ts'
import { aboutInLanguages } from '../kit/per-language.ts'
import { formHref } from '../list/origin.ts'
import { contentLanguagesOf } from '../shop/content-languages.ts'
import { pricePlacesFor } from '../shop/store-options.ts'
import { taxSetOptions } from '../shop/tax-set-options.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { discontinueCard, productFormPages } from './product-forms.ts'
import { productOrdersCard, productSoldCard, readSales } from './product-orders.ts'
import { productStatusBadge } from './product-status.ts'
import { productStockCard, stockChangesCard } from './product-stock.ts'
import { availableInFile, availableText } from './stock-words.ts'

const priceText = ({ format }: Words, { prices }: ListedProduct): Html => {
  const gross = prices.flatMap(({ store, currency, gross }) =>
    gross === null ? [] : [{ store, text: format.price(gross, currency) }],
  )
  return html`${gross.map(({ store, text }, index) => html`${index > 0 && ' · '}<span title="${store}">${text}</span>`)}`
}

/** A product has a price in each of its stores: `UK 4.00 GBP`. */
const pricesInFile = ({ prices }: ListedProduct): string =>
  prices.flatMap(({ store, currency, gross }) => (gross === null ? [] : [`${store} ${gross} ${currency}`])).join(', ')

/** A category that is gone is told by the key that the product still has. */
const goneText = ({ text }: Words, { category }: ListedProduct): Html =>
  html`<span class="quiet">${category === null ? text('product.noCategory') : text('category.gone', { category })}</span>`

const categoryCell = (words: Words, product: ListedProduct): Html =>
  product.categoryNames === null
    ? html`${product.category !== null && goneText(words, product)}`
    : html`${nameFor(product.categoryNames, words)}`

/** A category that is gone is told by its key. */
const inCategory = (words: Words, { categoryNames, category }: ListedProduct): string | null =>
  categoryNames === null ? category : nameFor(categoryNames, words)

const languagesText = ({ format, locale }: Words, { names }: ListedProduct): string =>
  new Intl.ListFormat(locale).format(languagesIn(names).map(format.language))

const { CreateProduct, EditProduct, ActivateProduct, DeactivateProduct, SetPrices } = productCommands

const list = thingList(products, {
  create: CreateProduct,
  columns: [
    'sku',
    {
      name: 'name',
      cell: (words, { names }) => nameFor(names, words),
      file: (words, { names }) => nameFor(names, words),
      sortedAs: words => (contentLocale(words) === GERMAN ? 'germanName' : 'name'),
    },
    { name: 'status', cell: (words, { status }) => productStatusBadge(words, status), file: 'status' },
    { name: 'category', cell: categoryCell, file: inCategory },
    {
      name: 'available',
      cell: (words, { availability }) => availableText(words, availability),
      file: (words, { availability }) => availableInFile(words, availability),
      align: 'end',
    },
    { name: 'price', cell: priceText, file: (_, product) => pricesInFile(product), align: 'end' },
    { name: 'taxSet', cell: (_, { taxSetName }) => taxSetName, file: (_, { taxSetName }) => taxSetName, quiet: true },
    { name: 'languages', cell: languagesText, file: languagesText, quiet: true, isExtra: true },
    'changedAt',
  ],
  onPhones: ['sku', 'name', 'status'],
  options: { taxSet: (_, context) => taxSetOptions(context), priced: pricePlacesFor },
})

const isSellable = ({ status }: ListedProduct): boolean => status !== 'discontinued'

const detail = detailPage(products, {
  read: async (context, id) => {
    const product = await readProduct(context.viewer, context.db, id)
    if (product === undefined) return undefined
    const [languages, sales] = await Promise.all([contentLanguagesOf(context), readSales(context, product.sku)])
    return { ...product, languages, sales }
  },
  title: ({ names }, { words }) => nameFor(names, words),
  badges: ({ status }, { words }) => productStatusBadge(words, status),
  actions: (row, drawing) => {
    const { words, context } = drawing
    const toggle = row.status === 'active' ? DeactivateProduct : ActivateProduct
    const button = buttonOf(words, context, toggle, { id: row.sku, revision: row.revision })
    return isSellable(row) && html`${button}${editLink(drawing, EditProduct, row.sku)}`
  },
  main: async (row, { words, context }) =>
    html`${aboutCard(words, row)}${pricesCard({ words, context }, row, isSellable(row) && maySend(context, SetPrices))}${row.sales && productOrdersCard(words, row.sku, row.sales)}${await stockChangesCard(words, context, row)}`,
  side: async (row, { words, context }) =>
    html`${factsCard(words, context, row)}${row.sales && productSoldCard(words, row.sales.sold)}${await productStockCard(words, context, row)}${isSellable(row) && discontinueCard(words, context, row.sku)}`,
})

type Shown = ListedProduct & { readonly languages: readonly string[] }

const aboutCard = (words: Words, { names, descriptions, languages }: Shown): Html =>
  card({
    title: words.text('product.about'),
    body: definitions(aboutInLanguages(words, { names, descriptions }, languages, words.text('product.noDescription'))),
  })

const categoryLink = (words: Words, { viewer }: PageContext, product: ListedProduct): Html =>
  product.category === null || product.categoryNames === null
    ? goneText(words, product)
    : thingLink(viewer, 'category', product.category, nameFor(product.categoryNames, viewer))

const taxSetLink = ({ text }: Words, { viewer }: PageContext, { taxSet, taxSetName }: ListedProduct): Html => {
  if (taxSet !== null && taxSetName !== null) return thingLink(viewer, 'taxSet', taxSet, taxSetName)
  return html`<span class="quiet">${text(taxSet === null ? 'taxSet.none' : 'taxSet.gone')}</span>`
}

const factsCard = (words: Words, context: PageContext, row: ListedProduct): Html =>
  card({
    title: words.text('product.facts'),
    body: factsOf(words, products, row, [
      { name: 'category', value: categoryLink(words, context, row) },
      { name: 'taxSet', value: taxSetLink(words, context, row) },
      ...(row.onSaleSince === null ? [] : (['onSaleSince'] as const)),
      'createdAt',
      'changedAt',
    ]),
  })

type Price = ListedProduct['prices'][number]

const pricesCard = ({ words, context }: Drawing, { sku, prices }: ListedProduct, mayWrite: boolean): Html => {
  const { text, format } = words
  const amount = (decimal: string | null, currency: string) => decimal !== null && format.price(decimal, currency)
  const columns: Column<Price>[] = [
    { header: text('field.store'), cell: ({ store }) => store },
    { header: text('field.currency'), cell: ({ currency }) => currency },
    { header: text('field.gross'), cell: ({ gross, currency }) => amount(gross, currency), align: 'end' },
    { header: text('field.net'), cell: ({ net, currency }) => amount(net, currency), align: 'end' },
  ]
  const empty = { title: text('product.noPrices'), hint: text('product.noPrices.hint') }
  const edit = html`<a href="${formHref(context, SetPrices, sku)}">${text('product.prices.edit')}</a>`
  return card({
    title: text('product.prices'),
    aside: mayWrite && edit,
    flush: true,
    body: dataTable(words, { caption: text('product.prices.caption'), columns, rows: prices, empty }),
  })
}

export const productPages: readonly Page[] = [list, ...productFormPages, detail]
