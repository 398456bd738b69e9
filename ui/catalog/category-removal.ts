import { categoryTreeCommands } from '../../api/catalog/category-tree.ts'
import { pathTo } from '../../api/commands.ts'
import { contentLocale } from '../../api/content-locale.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { type ListedCategory, readCategory } from '../../projections/catalog/category.ts'
import { type PlacedCategory, readCategoryTree, readTreeRevision } from '../../projections/catalog/category-tree.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import { confirmPage } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'

type Removed = ListedCategory & { readonly tree: readonly PlacedCategory[] }

/** What becomes of the categories below it and of its products. */
const consequences = ({ text }: Words, removed: Removed, { viewer }: PageContext): Html => {
  const above = removed.tree.find(({ category }) => category === removed.parent)
  const name = above && nameIn(above.names, contentLocale(viewer))
  const toParent = name && text('category.removal.toParent', { name })
  const children = text('category.removal.children', {
    count: removed.tree.filter(({ parent }) => parent === removed.category).length,
    place: toParent ?? text('category.removal.toTop'),
  })
  const products = text('category.removal.products', {
    count: removed.products,
    place: toParent ?? text('category.removal.toNone'),
  })
  const body = html`<p>${children}</p><p>${products}</p>`
  return notice({ tone: 'warn', body })
}

/** Asks before a category is removed. */
export const removalPage: Page = confirmPage(categoryTreeCommands.RemoveCategory, {
  read: async ({ viewer, db }, id) => {
    const [category, tree, revision] = await Promise.all([
      readCategory(viewer, db, id),
      readCategoryTree(viewer, db),
      readTreeRevision(viewer, db),
    ])
    // It is the tree that it is removed from.
    return category && { ...category, tree, revision: revision ?? null }
  },
  title: (words, { names }) => words.text('category.removing', { name: nameIn(names, contentLocale(words)) }),
  sent: ({ category }) => ({ id: MAIN_TREE, values: { category }, cancel: pathTo('/categories/:id', category) }),
  understood: ({ text }) => text('category.removal.confirm'),
  consequences,
})
