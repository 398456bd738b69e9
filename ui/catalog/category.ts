import { categoryTreeCommands } from '../../api/catalog/category-tree.ts'
import { pathTo } from '../../api/commands.ts'
import { contentLocale } from '../../api/content-locale.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { type CategoryTree, readCategoryTreeDetails } from '../../projections/catalog/category.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { emptyState } from '../components/empty-state.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type TreeNode, tree } from '../components/tree.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import { buttonOf, maySend, pageProblem } from '../kit/form.ts'
import { untranslated } from '../kit/per-language.ts'
import { contentLanguagesOf } from '../shop/content-languages.ts'
import { type Words, wordsFor } from '../words.ts'
import { categoryDetailPage } from './category-detail.ts'
import { categoryFormPages } from './category-forms.ts'
import { removalPage } from './category-removal.ts'

const { PlaceCategory, MoveCategory } = categoryTreeCommands

type Category = CategoryTree['categories'][number]
type Shown = {
  readonly words: Words
  readonly context: PageContext
  readonly tree: CategoryTree
  /** That content is wanted in. */
  readonly languages: readonly string[]
}

/** Says in which languages a category has no name, or no text where it has one. */
const lacking = ({ words, languages }: Shown, { names, descriptions }: Category): string | undefined => {
  const found = untranslated(words, languages, { names, descriptions })
  const list = new Intl.ListFormat(words.locale).format(found)
  return found.length === 0 ? undefined : words.text('translation.lacking', { languages: list })
}

const marks = (
  { text }: Words,
  { active, inMenu, searchable, products }: Category,
  missing: string | undefined,
): Html =>
  html`${!active && badge(text('value.category.status.inactive'), 'neutral')}<span>${text('category.products.count', { count: products })}${
    !inMenu && html` · ${text('category.notInMenu')}`
  }${!searchable && html` · ${text('category.notSearchable')}`}${missing !== undefined && html` · ${missing}`}</span>`

/** Puts a category before one of its siblings, or behind all of them. */
const moveButton = (
  { words, context, tree }: Shown,
  { category, parent, names }: Category,
  way: 'up' | 'down',
  before: string | undefined,
): Html | undefined =>
  buttonOf(words, context, MoveCategory, {
    id: MAIN_TREE,
    values: { category, parent: parent ?? '', ...(before === undefined ? {} : { before }) },
    label: words.text(`category.${way}`, { name: nameIn(names, contentLocale(context.viewer)) }),
    kind: 'plain',
    icon: way,
    revision: tree.revision,
  })

const moves = (shown: Shown, siblings: readonly Category[], index: number): Html => {
  const at = siblings[index]
  if (at === undefined || !maySend(shown.context, MoveCategory)) return html``
  const up = index > 0 && moveButton(shown, at, 'up', siblings[index - 1]?.category)
  const down = index < siblings.length - 1 && moveButton(shown, at, 'down', siblings[index + 2]?.category)
  return html`<div class="tree-moves">${up}${down}</div>`
}

const nodesBelow = (shown: Shown, parent: string | null): TreeNode[] => {
  const siblings = shown.tree.categories.filter(category => category.parent === parent)
  return siblings.map((category, index) => ({
    label: nameIn(category.names, contentLocale(shown.context.viewer)),
    href: pathTo('/categories/:id', category.category),
    aside: html`${marks(shown.words, category, lacking(shown, category))}${moves(shown, siblings, index)}`,
    children: nodesBelow(shown, category.category),
    open: true,
  }))
}

const add = (words: Words): Html =>
  linkButton({ label: commandName(words, PlaceCategory), href: PlaceCategory.form, kind: 'primary' })

const categories: Page = {
  path: '/categories',
  may: 'category:read',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const [whole, languages] = await Promise.all([
      readCategoryTreeDetails(context.viewer, context.db),
      contentLanguagesOf(context),
    ])
    const shown = { words, context, tree: whole, languages }
    const mayAdd = maySend(context, PlaceCategory)
    const nothing = {
      title: text('empty.category'),
      hint: text('empty.category.hint'),
      ...(mayAdd ? { action: add(words) } : {}),
    }
    const title = text('things.category')
    const csv = linkButton({ label: text('category.export'), href: '/api/categories.csv', kind: 'plain' })
    const parts =
      shown.tree.categories.length === 0
        ? html`<div class="card">${emptyState(nothing)}</div>`
        : card({
            title: text('things.category'),
            aside: text('category.count', { count: shown.tree.categories.length }),
            body: tree(words, title, nodesBelow(shown, null)),
          })
    const body = html`${pageHead({ title, actions: html`${csv}${mayAdd && add(words)}` })}
${pageProblem(words, context, 'category', parts)}
${parts}`
    return { title, body }
  },
}

export const categoryPages: readonly Page[] = [categories, ...categoryFormPages, removalPage, categoryDetailPage]
