import { categories, categoryCommands } from '../../api/catalog/category.ts'
import { categoryTreeCommands } from '../../api/catalog/category-tree.ts'
import { products } from '../../api/catalog/product.ts'
import { pathTo } from '../../api/commands.ts'
import { contentLocale, nameFor } from '../../api/content-locale.ts'
import type { PageContext } from '../../api/page.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { type ListedCategory, readCategory } from '../../projections/catalog/category.ts'
import { type PlacedCategory, readCategoryTree } from '../../projections/catalog/category-tree.ts'
import { type ListedProduct, productList, readProducts } from '../../projections/catalog/product.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { badge } from '../components/badge.ts'
import { card, definitions } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import { historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { labelOf, valueName } from '../kit/labels.ts'
import { aboutInLanguages } from '../kit/per-language.ts'
import { withQuery } from '../query.ts'
import { contentLanguagesOf } from '../shop/content-languages.ts'
import type { Words } from '../words.ts'
import { categoryHistory } from './category-history.ts'
import { productStatusBadge } from './product-status.ts'

const PRODUCTS_SHOWN = 10

const productsIn = (category: string): URLSearchParams => new URLSearchParams({ category })

// Which events of the tree are about a category, their changes say.
const ALL = { limit: Number.POSITIVE_INFINITY }

const { PlaceCategory, MoveCategory, RemoveCategory, RenameCategory } = categoryTreeCommands
const { EditCategory } = categoryCommands

const actions = (drawing: Drawing, category: string): Html => {
  const ways = [RemoveCategory, MoveCategory, RenameCategory].map(route => commandLink(drawing, route, category))
  const below = commandLink(drawing, PlaceCategory, category, {
    label: drawing.words.text('category.addBelow'),
    href: withQuery(PlaceCategory.form, { parent: category }),
  })
  return html`${ways}${below}${editLink(drawing, EditCategory, category)}`
}

/** A category: what it is called and says, where it is in the tree, what is in it, and what happened to it. */
export const categoryDetailPage = detailPage(categories, {
  read: async (context, id) => {
    const { viewer, db } = context
    const [category, tree, inside, languages] = await Promise.all([
      readCategory(viewer, db, id),
      readCategoryTree(viewer, db),
      readProducts(viewer, db, parseListQuery(productList, productsIn(id), PRODUCTS_SHOWN)),
      contentLanguagesOf(context),
    ])
    return category && { ...category, tree, shown: inside.rows, languages }
  },
  history: async ({ history, query }, id) => {
    const [placed, own] = await Promise.all([history('categoryTree', MAIN_TREE, ALL), history('category', id, ALL)])
    return categoryHistory(id, placed, own, historyPage(query))
  },
  title: ({ names }, { context }) => nameIn(names, contentLocale(context.viewer)),
  badges: ({ active }, { words }) =>
    badge(valueName(words, 'category', 'status', active ? 'active' : 'inactive'), active ? 'good' : 'neutral'),
  actions: ({ category }, drawing) => actions(drawing, category),
  main: (row, { words, context: { viewer } }) =>
    html`${aboutCard(words, row)}${viewer.may.has(products.may) && productsCard(words, row, row.shown)}`,
  side: (row, { words, context }) =>
    html`${factsCard(words, context, row, row.tree)}${childrenCard(words, context, row, row.tree)}`,
})

type Shown = ListedCategory & { readonly languages: readonly string[] }

const aboutCard = (words: Words, { names, descriptions, languages }: Shown): Html =>
  card({
    title: words.text('category.about'),
    body: definitions(
      aboutInLanguages(words, { names, descriptions }, languages, words.text('category.noDescription')),
    ),
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
        { header: labelOf(words, 'product', 'name'), cell: ({ names }) => nameFor(names, words) },
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

const factsCard = (words: Words, context: PageContext, row: ListedCategory, tree: readonly PlacedCategory[]): Html => {
  const above = tree.find(({ category }) => category === row.parent)
  const parent = above === undefined ? words.text('category.top') : linkTo(context, above)
  return card({
    title: words.text('category.facts'),
    body: factsOf(words, categories, row, [{ name: 'parent', value: parent }, 'inMenu', 'searchable', 'placedAt']),
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
