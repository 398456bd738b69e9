import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { readCategory, readCategoryTree, readTreeRevision } from '../../projections/catalog/category.ts'
import { checkboxField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { pageHead } from '../components/page-head.ts'
import { contentLocale } from '../content-locale.ts'
import { html } from '../html.ts'
import { formState } from '../submitted.ts'
import { wordsFor } from '../words.ts'

/** Asks before a category is removed, and says what becomes of the categories below it and of its products. */
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
    const locale = contentLocale(viewer)
    const above = tree.find(({ category: key }) => key === category.parent)
    const place =
      above === undefined
        ? text('category.removal.toTop')
        : text('category.removal.toParent', { name: nameIn(above.names, locale) })
    const children = tree.filter(({ parent }) => parent === id).length
    const form = formState(context, 'RemoveCategory', revision)
    const title = text('category.removing', { name: nameIn(category.names, locale) })
    const consequences = html`<p>${text('category.removal.children', { count: children, place })}</p><p>${text('category.removal.products', { count: category.products })}</p>`
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
      fields: html`${notice({ tone: 'warn', body: consequences })}<input type="hidden" name="category" value="${id}">${understood}`,
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
