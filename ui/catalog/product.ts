import { productCommands } from '../../api/catalog/product.ts'
import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { type ListedProduct, productList, readProduct, readProducts } from '../../projections/catalog/product.ts'
import { card, definitions, detailGrid } from '../components/card.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { contentLocale } from '../content-locale.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { buttonOf, commandName, pageProblem } from '../kit/form.ts'
import { listPage } from '../list-page.ts'
import { type Words, wordsFor } from '../words.ts'
import { categoryOptions } from './category-options.ts'
import { discontinueCard, priceForm, productFormPages } from './product-forms.ts'
import { productStatusBadge } from './product-status.ts'
import { productStockCard } from './product-stock.ts'
import { availableText } from './stock-words.ts'

const priceText = ({ format }: Words, { prices }: ListedProduct): Html => {
  const gross = prices.flatMap(({ store, currency, gross }) =>
    gross === null ? [] : [{ store, text: format.price(gross, currency) }],
  )
  return html`${gross.map(({ store, text }, index) => html`${index > 0 && ' · '}<span title="${store}">${text}</span>`)}`
}

/** A category that is gone is told by the key that the product still has. */
const goneText = ({ text }: Words, { category }: ListedProduct): Html =>
  html`<span class="quiet">${category === null ? text('product.noCategory') : text('category.gone', { category })}</span>`

const categoryCell = (words: Words, product: ListedProduct): Html =>
  product.category_names === null
    ? html`${product.category !== null && goneText(words, product)}`
    : html`${product.category_names.en}`

const products = listPage<ListedProduct>({
  path: '/products',
  may: 'catalog:read',
  nav: 'products',
  title: 'product.list',
  definition: productList,
  read: readProducts,
  href: ({ sku }) => pathTo('/products/:id', sku),
  searchLabel: 'product.search',
  columns: words => [
    { header: words.text('product.sku'), cell: ({ sku }) => sku, sort: 'sku', mono: true },
    { header: words.text('product.name'), cell: ({ name }) => name, sort: 'name' },
    { header: words.text('product.status'), cell: ({ status }) => productStatusBadge(words, status) },
    { header: words.text('product.category'), cell: row => categoryCell(words, row) },
    { header: words.text('stock.available'), cell: row => availableText(words, row.availability), align: 'end' },
    { header: words.text('product.price'), cell: row => priceText(words, row), align: 'end' },
    { header: words.text('product.changed'), cell: row => moment(words, row.changed_at), sort: 'changed', quiet: true },
  ],
  filters: {
    status: {
      label: 'product.status',
      options: ({ text }) =>
        (['active', 'inactive', 'discontinued'] as const).map(value => ({
          value,
          label: text(`product.status.${value}`),
        })),
    },
    category: { label: 'product.category', options: (_, context) => categoryOptions(context) },
  },
  empty: words => ({
    title: words.text('product.empty.title'),
    hint: words.text('product.empty.hint'),
    action: linkButton({
      label: commandName(words, productCommands.CreateProduct),
      href: '/products/new',
      kind: 'primary',
    }),
  }),
  actions: (words, { viewer }) =>
    viewer.may.has('catalog:write') &&
    linkButton({ label: commandName(words, productCommands.CreateProduct), href: '/products/new', kind: 'primary' }),
})

const detail: Page = {
  path: '/products/:id',
  may: 'catalog:read',
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const [product, history] = await Promise.all([
      readProduct(context.viewer, context.db, id),
      context.history('product', id, historyPage(context.query)),
    ])
    if (product === undefined) return undefined
    const words = wordsFor(context.viewer, context.now)
    const mayWrite = context.viewer.may.has('catalog:write') && product.status !== 'discontinued'
    const revision = history?.revision ?? 0
    const body = html`${head(words, context, product, revision, mayWrite)}
${pageProblem(context)}
${detailGrid(
  html`${aboutCard(words, product)}${pricesCard(words, context, product, mayWrite)}${historyCard(words, history, { page: pathTo('/products/:id', id), query: context.query })}`,
  html`${factsCard(words, context, product)}${await productStockCard(words, context, product)}${mayWrite && discontinueCard(words, context, product.sku)}`,
)}`
    return { title: product.name, nav: 'products', body }
  },
}

const head = (
  words: Words,
  context: PageContext,
  product: ListedProduct,
  revision: number,
  mayWrite: boolean,
): Html => {
  const { text } = words
  const { ActivateProduct, DeactivateProduct } = productCommands
  const verb = product.status === 'active' ? DeactivateProduct : ActivateProduct
  const toggle = buttonOf(words, context, verb, { id: product.sku, revision })
  const edit = linkButton({
    label: text('product.edit'),
    href: `${pathTo('/products/:id', product.sku)}/edit`,
    kind: 'primary',
    shortcut: 'e',
  })
  return pageHead({
    title: product.name,
    badges: productStatusBadge(words, product.status),
    meta: html`<span class="mono">${product.sku}</span>`,
    actions: mayWrite && html`${toggle}${edit}`,
  })
}

const aboutCard = ({ text }: Words, { names, description }: ListedProduct): Html =>
  card({
    title: text('product.about'),
    body: definitions([
      { term: text('locale.en'), value: names.en },
      { term: text('locale.de'), value: names.de ?? text('product.untranslated') },
      { term: text('product.description'), value: description === '' ? text('product.noDescription') : description },
    ]),
  })

const categoryLink = (words: Words, { viewer }: PageContext, product: ListedProduct): Html =>
  product.category === null || product.category_names === null
    ? goneText(words, product)
    : html`<a href="${pathTo('/categories/:id', product.category)}">${nameIn(product.category_names, contentLocale(viewer))}</a>`

const factsCard = (words: Words, context: PageContext, product: ListedProduct): Html =>
  card({
    title: words.text('product.facts'),
    body: definitions([
      { term: words.text('product.category'), value: categoryLink(words, context, product) },
      ...(product.on_sale_since === null
        ? []
        : [{ term: words.text('product.onSaleSince'), value: moment(words, product.on_sale_since) }]),
      { term: words.text('product.created'), value: moment(words, product.created_at) },
      { term: words.text('product.changed'), value: moment(words, product.changed_at) },
    ]),
  })

type Price = ListedProduct['prices'][number]

const removePrice = (words: Words, context: PageContext, { sku, store, currency }: Price): Html =>
  buttonOf(words, context, productCommands.RemovePrice, {
    id: sku,
    values: { store, currency },
    confirm: words.text('product.removePrice.confirm', { store, currency }),
    kind: 'plain',
  })

const pricesCard = (words: Words, context: PageContext, { sku, prices }: ListedProduct, mayWrite: boolean): Html => {
  const { text, format } = words
  const amount = (decimal: string | null, currency: string) => decimal !== null && format.price(decimal, currency)
  const columns: Column<Price>[] = [
    { header: text('product.store'), cell: ({ store }) => store },
    { header: text('product.currency'), cell: ({ currency }) => currency },
    { header: text('product.gross'), cell: ({ gross, currency }) => amount(gross, currency), align: 'end' },
    { header: text('product.net'), cell: ({ net, currency }) => amount(net, currency), align: 'end' },
  ]
  const actions: Column<Price> = {
    header: text('product.actions'),
    cell: price => removePrice(words, context, price),
    align: 'end',
  }
  const empty = { title: text('product.noPrices'), hint: text('product.noPrices.hint') }
  const shown = mayWrite ? [...columns, actions] : columns
  const list = dataTable(words, { caption: text('product.prices.caption'), columns: shown, rows: prices, empty })
  const form = mayWrite && html`<div class="card-body">${priceForm(words, context, sku)}</div>`
  return card({ title: text('product.prices'), flush: true, body: html`${list}${form}` })
}

export const productPages: readonly Page[] = [products, ...productFormPages, detail]
