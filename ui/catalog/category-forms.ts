import { categoryCommands } from '../../api/catalog/category.ts'
import { categoryTreeCommands } from '../../api/catalog/category-tree.ts'
import { pathTo } from '../../api/commands.ts'
import { contentLocale } from '../../api/content-locale.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { type ListedCategory, readCategory } from '../../projections/catalog/category.ts'
import { type PlacedCategory, readCategoryTree, readTreeRevision } from '../../projections/catalog/category-tree.ts'
import { html } from '../html.ts'
import type { Sent } from '../kit/form.ts'
import { createPage, editPage } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'
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
  fields: ({ field, perLanguage }, { tree }, { words, context }) => {
    const place = {
      options: optionsOf(context, tree),
      none: words.text('category.top'),
      start: context.query.get('parent') ?? undefined,
    }
    return html`${field('category', { mono: true })}${perLanguage('names')}${field('parent', place)}`
  },
})

type Placed = ListedCategory & { readonly placed: Tree }

const readPlaced = async (context: PageContext, id: string): Promise<Placed | undefined> => {
  const [category, placed] = await Promise.all([readCategory(context.viewer, context.db, id), readTree(context)])
  return category && { ...category, placed }
}

const nameOf = ({ names }: ListedCategory, words: Words): string => nameIn(names, contentLocale(words))

/** What a form about a category's place in the tree sends beside what is typed: it is the tree that changes. */
const ofTree = (row: Placed): Sent => ({
  id: MAIN_TREE,
  revision: row.placed.revision,
  recorded: row,
  at: `tree.${row.category}`,
  values: { category: row.category },
  cancel: pathTo(EditCategory.then, row.category),
})

/** Everything below a category, itself included: where it can not be moved. */
const within = (tree: readonly PlacedCategory[], category: string): ReadonlySet<string> => {
  const found = new Set([category])
  // Parents come before their children.
  for (const { category: key, parent } of tree) if (parent !== null && found.has(parent)) found.add(key)
  return found
}

const edit = editPage(EditCategory, {
  read: readPlaced,
  title: (words, row) => words.text('form.edit', { name: nameOf(row, words) }),
  fields: ({ field, perLanguage }) =>
    html`${perLanguage('descriptions', { rows: 6 })}${field('active')}${field('inMenu')}${field('searchable')}`,
})

const rename = editPage(RenameCategory, {
  read: readPlaced,
  title: (words, row) => words.text('category.renaming', { name: nameOf(row, words) }),
  sent: ofTree,
  fields: ({ perLanguage }) => perLanguage('names'),
})

const move = editPage(MoveCategory, {
  read: readPlaced,
  title: (words, row) => words.text('category.moving', { name: nameOf(row, words) }),
  sent: ofTree,
  fields: ({ field }, { category, placed: { tree } }, { words, context }) => {
    const own = within(tree, category)
    const elsewhere = tree.filter(({ category: key }) => !own.has(key))
    return field('parent', { options: optionsOf(context, elsewhere), none: words.text('category.top') })
  },
})

/** A new category, and what can be changed of one, each on a page of its own: its details, its name, its place. */
export const categoryFormPages: readonly Page[] = [create, edit, rename, move]
