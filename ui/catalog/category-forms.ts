import { categoryCommands } from '../../api/catalog/category.ts'
import { categoryTreeCommands } from '../../api/catalog/category-tree.ts'
import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { type ListedCategory, readCategory } from '../../projections/catalog/category.ts'
import { type PlacedCategory, readCategoryTree, readTreeRevision } from '../../projections/catalog/category-tree.ts'
import { pageHead } from '../components/page-head.ts'
import { contentLocale } from '../content-locale.ts'
import { type Html, html } from '../html.ts'
import { formCard, pageProblem } from '../kit/form.ts'
import { createPage } from '../kit/form-pages.ts'
import { type Words, wordsFor } from '../words.ts'
import { optionsOf } from './category-options.ts'

const { PlaceCategory, RenameCategory, MoveCategory } = categoryTreeCommands
const { EditCategory } = categoryCommands

const readTree = async ({ viewer, db }: PageContext) => {
  const [tree, revision] = await Promise.all([readCategoryTree(viewer, db), readTreeRevision(viewer, db)])
  return { tree, revision }
}
type Tree = Awaited<ReturnType<typeof readTree>>

const create = createPage(PlaceCategory, {
  load: readTree,
  sent: (_, { revision }) => ({ id: MAIN_TREE, revision }),
  fields: ({ field }, { tree }, { words, context }) => {
    const place = {
      options: optionsOf(context, tree),
      none: words.text('category.top'),
      start: context.query.get('parent') ?? undefined,
    }
    return html`${field('category', { mono: true })}${field('names.en')}${field('names.de')}${field('parent', place)}`
  },
})

type Edited = Tree & { readonly words: Words; readonly context: PageContext; readonly category: ListedCategory }

/** What the forms about a category's place in the tree send beside what is typed. */
const ofTree = ({ category, revision }: Edited) => ({
  id: MAIN_TREE,
  revision,
  recorded: category,
  at: `tree.${category.category}`,
  values: { category: category.category },
  guard: true,
})

const nameCard = (edited: Edited): Html =>
  formCard(
    edited.words,
    edited.context,
    RenameCategory,
    ofTree(edited),
    ({ field }) => html`${field('names.en')}${field('names.de')}`,
  )

/** Everything below a category, itself included: where it can not be moved. */
const within = (tree: readonly PlacedCategory[], category: string): ReadonlySet<string> => {
  const found = new Set([category])
  // Parents come before their children.
  for (const { category: key, parent } of tree) if (parent !== null && found.has(parent)) found.add(key)
  return found
}

const placeCard = (edited: Edited): Html => {
  const { words, context, category, tree } = edited
  const own = within(tree, category.category)
  const elsewhere = tree.filter(({ category: key }) => !own.has(key))
  const place = { options: optionsOf(context, elsewhere), none: words.text('category.top') }
  return formCard(words, context, MoveCategory, ofTree(edited), ({ field }) => field('parent', place))
}

const detailsCard = ({ words, context, category }: Edited): Html => {
  const { category: id, revision } = category
  const sent = {
    id,
    title: words.text('category.details'),
    recorded: category,
    revision: revision ?? undefined,
    cancel: pathTo(EditCategory.then, id),
    guard: true,
  }
  return formCard(
    words,
    context,
    EditCategory,
    sent,
    ({ field }) => html`${field('description', { rows: 6 })}${field('active')}${field('inMenu')}${field('searchable')}`,
  )
}

const edit: Page = {
  path: EditCategory.form,
  may: EditCategory.may,
  view: async (context): Promise<View | undefined> => {
    const { viewer, db } = context
    const [category, tree] = await Promise.all([
      readCategory(viewer, db, context.params['id'] ?? ''),
      readTree(context),
    ])
    if (category === undefined) return undefined
    const words = wordsFor(viewer, context.now)
    const edited = { words, context, category, ...tree }
    const title = words.text('form.edit', { name: nameIn(category.names, contentLocale(viewer)) })
    const parts = html`<div class="stack">${detailsCard(edited)}${nameCard(edited)}${placeCard(edited)}</div>`
    const meta = html`<span class="mono">${category.category}</span>`
    return { title, body: html`${pageHead({ title, meta })}${pageProblem(words, context, 'category', parts)}${parts}` }
  },
}

/** A new category, and what can be edited of one: its details, its name and its place in the tree. */
export const categoryFormPages: readonly Page[] = [create, edit]
