import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import {
  type ListedCategory,
  type PlacedCategory,
  readCategory,
  readCategoryTree,
  readTreeRevision,
} from '../../projections/catalog/category.ts'
import { checkboxField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { pageHead } from '../components/page-head.ts'
import { contentLocale } from '../content-locale.ts'
import { type Html, html } from '../html.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'

type Neighbours = { readonly category: ListedCategory; readonly tree: readonly PlacedCategory[] }

/** What becomes of the categories below it and of its products. */
const consequences = ({ text }: Words, { viewer }: PageContext, { category, tree }: Neighbours): Html => {
  const above = tree.find(({ category: key }) => key === category.parent)
  const name = above && nameIn(above.names, contentLocale(viewer))
  const toParent = name && text('category.removal.toParent', { name })
  const children = text('category.removal.children', {
    count: tree.filter(({ parent }) => parent === category.category).length,
    place: toParent ?? text('category.removal.toTop'),
  })
  const products = text('category.removal.products', {
    count: category.products,
    place: toParent ?? text('category.removal.toNone'),
  })
  const body = html`<p>${children}</p><p>${products}</p>`
  return notice({ tone: 'warn', body })
}

/** Asks before a category is removed. */
export const removalPage: Page = {
  path: '/categories/:id/removal',
  may: 'catalog:write',
  view: async (context): Promise<View | undefined> => {
    const { viewer, db } = context
    const id = context.params['id'] ?? ''
    const [category, tree, revision] = await Promise.all([
      readCategory(viewer, db, id),
      readCategoryTree(viewer, db),
      readTreeRevision(viewer, db),
    ])
    if (category === undefined) return undefined
    const words = wordsFor(viewer, context.now)
    const { text } = words
    const form = formState(context, 'RemoveCategory', revision)
    const title = text('category.removing', { name: nameIn(category.names, contentLocale(viewer)) })
    const understood = checkboxField({
      name: 'understood',
      label: text('category.removal.confirm'),
      required: true,
      checked: false,
    })
    const body = html`${pageHead({ title, meta: html`<span class="mono">${id}</span>` })}${commandForm(words, {
      id: 'removal-form',
      action: `/api${pathTo('/category-trees/:id', MAIN_TREE)}/removals`,
      commandId: form.commandId,
      fields: html`${consequences(words, context, { category, tree })}<input type="hidden" name="category" value="${id}">${understood}`,
      submit: text('category.remove'),
      cancel: pathTo('/categories/:id', id),
      danger: true,
      guard: false,
      insist: true,
      ...(form.revision === undefined ? {} : { revision: form.revision }),
      ...(form.problem === undefined ? {} : { problem: form.problem }),
    })}`
    return { title, nav: 'categories', body }
  },
}
