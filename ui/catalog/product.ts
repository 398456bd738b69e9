import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { type ListedProduct, productList, readProduct, readProducts } from '../../projections/catalog/product.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card, definitions, detailGrid } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { problemSummary } from '../components/problem-summary.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { historyCard } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { listPage } from '../list-page.ts'
import { type Words, wordsFor } from '../words.ts'
import { categoryOptions } from './category-options.ts'
import { discontinueCard, priceForm, productFormPages } from './product-forms.ts'

const STATUS: Readonly<Record<ListedProduct['status'], Tone>> = {
  active: 'good',
  inactive: 'neutral',
  discontinued: 'bad',
}

const statusBadge = ({ text }: Words, status: ListedProduct['status']): Html =>
  badge(text(`product.status.${status}`), STATUS[status])

const priceText = ({ prices }: ListedProduct): Html =>
  html`${prices
    .filter(({ gross }) => gross !== null)
    .map(
      ({ store, currency, gross }, index) =>
        html`${index > 0 && ' · '}<span title="${store}">${gross} ${currency}</span>`,
    )}`

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
    { header: words.text('product.status'), cell: ({ status }) => statusBadge(words, status) },
    { header: words.text('product.price'), cell: priceText, align: 'end' },
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
  empty: ({ text }) => ({
    title: text('product.empty.title'),
    hint: text('product.empty.hint'),
    action: linkButton({ label: text('product.create'), href: '/products/new', kind: 'primary' }),
  }),
  actions: ({ text }, { viewer }) =>
    viewer.may.has('catalog:write') &&
    linkButton({ label: text('product.create'), href: '/products/new', kind: 'primary' }),
})

const detail: Page = {
  path: '/products/:id',
  may: 'catalog:read',
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const [product, history] = await Promise.all([
      readProduct(context.viewer, context.db, id),
      context.history('product', id),
    ])
    if (product === undefined) return undefined
    const words = wordsFor(context.viewer, context.now)
    const mayWrite = context.viewer.may.has('catalog:write') && product.status !== 'discontinued'
    const revision = history?.revision ?? 0
    const body = html`${head(words, context, product, revision, mayWrite)}
${problemSummary(context.submitted?.problem)}
${detailGrid(
  html`${aboutCard(words, product)}${pricesCard(words, context, product, mayWrite)}${historyCard(words, history)}`,
  html`${factsCard(words, product)}${mayWrite && discontinueCard(words, context, product.sku)}`,
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
  const verb = product.status === 'active' ? 'deactivation' : 'activation'
  const toggle = commandButton({
    action: `/api${pathTo('/products/:id', product.sku)}/${verb}`,
    commandId: context.newId(),
    revision,
    label: text(`product.${verb}`),
  })
  const edit = linkButton({
    label: text('product.edit'),
    href: `${pathTo('/products/:id', product.sku)}/edit`,
    kind: 'primary',
  })
  return pageHead({
    title: product.name,
    badges: statusBadge(words, product.status),
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

const factsCard = (words: Words, product: ListedProduct): Html =>
  card({
    title: words.text('product.facts'),
    body: definitions([
      { term: words.text('product.category'), value: product.category ?? words.text('product.noCategory') },
      { term: words.text('product.created'), value: moment(words, product.created_at) },
      { term: words.text('product.changed'), value: moment(words, product.changed_at) },
    ]),
  })

const pricesCard = (words: Words, context: PageContext, { sku, prices }: ListedProduct, mayWrite: boolean): Html => {
  const { text } = words
  const remove = ({
    store,
    currency,
  }: {
    store: string
    currency: string
  }) => html`<form class="inline" method="post" action="/api${pathTo('/products/:id', sku)}/price-removals" hx-confirm="${text('product.removePrice.confirm', { store, currency })}">
<input type="hidden" name="commandId" value="${context.newId()}"><input type="hidden" name="store" value="${store}"><input type="hidden" name="currency" value="${currency}">
<button class="button plain">${text('product.removePrice')}</button></form>`
  const columns = [
    { header: text('product.store'), cell: ({ store }: (typeof prices)[number]) => store },
    { header: text('product.currency'), cell: ({ currency }: (typeof prices)[number]) => currency },
    { header: text('product.gross'), cell: ({ gross }: (typeof prices)[number]) => gross, align: 'end' as const },
    { header: text('product.net'), cell: ({ net }: (typeof prices)[number]) => net, align: 'end' as const },
    ...(mayWrite ? [{ header: text('product.actions'), cell: remove, align: 'end' as const }] : []),
  ]
  const empty = { title: text('product.noPrices'), hint: text('product.noPrices.hint') }
  const list = dataTable(words, { caption: text('product.prices'), columns, rows: prices, empty })
  return card({
    title: text('product.prices'),
    flush: true,
    body: html`${list}${mayWrite && priceForm(words, context, sku)}`,
  })
}

export const productPages: readonly Page[] = [products, ...productFormPages, detail]
