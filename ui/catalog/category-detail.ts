import { categoryCommands } from '../../api/catalog/category.ts'
import { categoryTreeCommands } from '../../api/catalog/category-tree.ts'
import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import {
  type ListedCategory,
  type PlacedCategory,
  readCategory,
  readCategoryTree,
} from '../../projections/catalog/category.ts'
import { type ListedProduct, productList, readProducts } from '../../projections/catalog/product.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { badge } from '../components/badge.ts'
import { card, definitions, detailGrid } from '../components/card.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { contentLocale } from '../content-locale.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { commandName, pageProblem } from '../kit/form.ts'
import { labelOf } from '../kit/labels.ts'
import { type Words, wordsFor } from '../words.ts'
import { categoryHistory } from './category-history.ts'
import { productStatusBadge } from './product-status.ts'

const PRODUCTS_SHOWN = 10

const productsIn = (category: string): URLSearchParams => new URLSearchParams({ category })

// Which events of the tree are about a category, their changes say.
const ALL = { limit: Number.POSITIVE_INFINITY }

/** A category: what it is called and says, where it is in the tree, what is in it, and what happened to it. */
export const categoryDetailPage: Page = {
  path: '/categories/:id',
  may: 'catalog:read',
  view: async (context): Promise<View | undefined> => {
    const { viewer, db } = context
    const id = context.params['id'] ?? ''
    const [category, tree, products, placed, own] = await Promise.all([
      readCategory(viewer, db, id),
      readCategoryTree(viewer, db),
      readProducts(viewer, db, parseListQuery(productList, productsIn(id), PRODUCTS_SHOWN)),
      context.history('categoryTree', MAIN_TREE, ALL),
      context.history('category', id, ALL),
    ])
    if (category === undefined) return undefined
    const words = wordsFor(viewer, context.now)
    const parts = detailGrid(
      html`${aboutCard(words, category)}${productsCard(words, category, products.rows)}${historyCard(words, categoryHistory(id, placed, own, historyPage(context.query)), { page: pathTo('/categories/:id', id), query: context.query })}`,
      html`${factsCard(words, context, category, tree)}${childrenCard(words, context, category, tree)}`,
    )
    const body = html`${head(words, context, category)}
${pageProblem(context, parts)}
${parts}`
    return { title: nameIn(category.names, contentLocale(viewer)), nav: 'categories', body }
  },
}

const { PlaceCategory, RemoveCategory } = categoryTreeCommands

const head = (words: Words, { viewer }: PageContext, { category, names, active }: ListedCategory): Html => {
  const { text } = words
  const below = `${PlaceCategory.form}?${new URLSearchParams({ parent: category }).toString()}`
  const remove = linkButton({ label: commandName(words, RemoveCategory), href: pathTo(RemoveCategory.form, category) })
  const edit = linkButton({
    label: text('category.edit'),
    href: pathTo(categoryCommands.EditCategory.form, category),
    kind: 'primary',
    shortcut: 'e',
  })
  const actions = html`${remove}${linkButton({ label: text('category.addBelow'), href: below })}${edit}`
  return pageHead({
    title: nameIn(names, contentLocale(viewer)),
    badges: active
      ? badge(text('value.category.status.active'), 'good')
      : badge(text('value.category.status.inactive'), 'neutral'),
    meta: html`<span class="mono">${category}</span>`,
    actions: viewer.may.has('catalog:write') && actions,
  })
}

const aboutCard = ({ text }: Words, { names, description }: ListedCategory): Html =>
  card({
    title: text('category.about'),
    body: definitions([
      { term: text('locale.en'), value: names.en },
      { term: text('locale.de'), value: names.de ?? text('product.untranslated') },
      { term: text('category.description'), value: description === '' ? text('category.noDescription') : description },
    ]),
  })

const productsCard = (
  words: Words,
  { category, name, products }: ListedCategory,
  rows: readonly ListedProduct[],
): Html => {
  const { text } = words
  const all = html`<a href="/products?${productsIn(category).toString()}">${text('category.products.all')}</a>`
  return card({
    title: text('category.products'),
    aside: html`${text('category.products.count', { count: products })}${products > 0 && html` · ${all}`}`,
    flush: true,
    body: dataTable(words, {
      caption: text('category.products.list', { name }),
      columns: [
        { header: labelOf(words, 'product', 'sku'), cell: ({ sku }) => sku, mono: true },
        { header: labelOf(words, 'product', 'name'), cell: ({ name }) => name },
        { header: labelOf(words, 'product', 'status'), cell: ({ status }) => productStatusBadge(words, status) },
      ],
      rows,
      href: ({ sku }) => pathTo('/products/:id', sku),
      empty: { title: text('category.noProducts'), hint: text('category.noProducts.hint') },
    }),
  })
}

const linkTo = ({ viewer }: PageContext, { category, names }: Pick<PlacedCategory, 'category' | 'names'>): Html =>
  html`<a href="${pathTo('/categories/:id', category)}">${nameIn(names, contentLocale(viewer))}</a>`

const factsCard = (
  words: Words,
  context: PageContext,
  { parent, in_menu, searchable, placed_at }: ListedCategory,
  tree: readonly PlacedCategory[],
): Html => {
  const { text } = words
  const above = tree.find(({ category }) => category === parent)
  const yesOrNo = (is: boolean) => text(is ? 'category.yes' : 'category.no')
  return card({
    title: text('category.facts'),
    body: definitions([
      {
        term: labelOf(words, 'categoryTree', 'parent'),
        value: above === undefined ? text('category.top') : linkTo(context, above),
      },
      { term: text('category.menu'), value: yesOrNo(in_menu) },
      { term: text('category.search'), value: yesOrNo(searchable) },
      { term: text('category.created'), value: moment(words, placed_at) },
    ]),
  })
}

const childrenCard = (
  { text }: Words,
  context: PageContext,
  { category }: ListedCategory,
  tree: readonly PlacedCategory[],
): Html => {
  const children = tree.filter(({ parent }) => parent === category)
  const body =
    children.length === 0
      ? html`<p class="quiet">${text('category.noChildren')}</p>`
      : html`<ul>${children.map(child => html`<li>${linkTo(context, child)}</li>`)}</ul>`
  return card({ title: text('category.children'), body })
}
