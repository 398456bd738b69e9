import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { type Names, nameIn } from '../../domain/shared/locale.ts'
import {
  type ListedCategory,
  type PlacedCategory,
  readCategory,
  readCategoryTree,
  readTreeRevision,
} from '../../projections/catalog/category.ts'
import { card } from '../components/card.ts'
import { checkboxField, selectField, textArea, textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { contentLocale } from '../content-locale.ts'
import { type Html, html } from '../html.ts'
import { conflictOf, type FormState, formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { categoryOptions, optionsOf } from './category-options.ts'

const TREE = `/api${pathTo('/category-trees/:id', MAIN_TREE)}`

const nameFields = ({ text }: Words, form: FormState, prefix: string, names?: Names): Html =>
  html`${textField({
    name: 'names.en',
    prefix,
    label: text('product.name.en'),
    required: true,
    maxLength: 255,
    value: form.value('names.en', names?.en),
    ...form.error('names.en'),
  })}${textField({
    name: 'names.de',
    prefix,
    label: text('product.name.de'),
    maxLength: 255,
    value: form.value('names.de', names?.de),
    ...form.error('names.de'),
  })}`

/** What every form of these pages sends back. */
const sending = ({ commandId, revision, problem }: FormState, id: string) => ({
  id,
  prefix: id,
  commandId,
  ...(revision === undefined ? {} : { revision }),
  ...(problem === undefined ? {} : { problem }),
})

const create: Page = {
  path: '/categories/new',
  may: 'catalog:write',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const form = formState(context, 'PlaceCategory', await readTreeRevision(context.viewer, context.db))
    const prefix = 'place'
    const key = textField({
      name: 'category',
      prefix,
      label: text('category.key'),
      hint: text('category.key.hint'),
      required: true,
      mono: true,
      maxLength: 128,
      value: form.value('category'),
      ...form.error('category'),
    })
    const parent = selectField({
      name: 'parent',
      prefix,
      label: text('category.parent'),
      options: await categoryOptions(context),
      none: text('category.top'),
      value: form.value('parent', context.query.get('parent') ?? ''),
      ...form.error('parent'),
    })
    const body = html`${pageHead({ title: text('category.add') })}${commandForm(words, {
      ...sending(form, prefix),
      action: `${TREE}/categories`,
      fields: html`${conflictOf(words, context, {})}${key}${nameFields(words, form, prefix)}${parent}`,
      submit: text('category.add'),
      cancel: '/categories',
    })}`
    return { title: text('category.add'), nav: 'categories', body }
  },
}

type Edited = {
  readonly words: Words
  readonly context: PageContext
  readonly category: ListedCategory
  readonly tree: readonly PlacedCategory[]
  readonly revision: number | undefined
}

/** The conflict of this form; another form of the page that was refused has its own. */
const conflictIn = ({ words, context }: Edited, command: string, fields: Parameters<typeof conflictOf>[2]) =>
  context.submitted?.command === command ? conflictOf(words, context, fields) : undefined

const nameCard = (edited: Edited): Html => {
  const { words, context, category, revision } = edited
  const { text } = words
  const form = formState(context, 'RenameCategory', revision)
  const conflict = conflictIn(edited, 'RenameCategory', {
    [`${category.category}.names`]: [
      { name: 'names.en', recorded: category.names.en },
      { name: 'names.de', recorded: category.names.de ?? '' },
    ],
  })
  return card({
    title: text('category.name'),
    body: commandForm(words, {
      ...sending(form, 'rename'),
      action: `${TREE}/names`,
      fields: html`${conflict}<input type="hidden" name="category" value="${category.category}">${nameFields(words, form, 'rename', category.names)}`,
      submit: text('category.rename'),
    }),
  })
}

/** Everything below a category, itself included: where it can not be moved. */
const within = (tree: readonly PlacedCategory[], category: string): ReadonlySet<string> => {
  const found = new Set([category])
  // Parents come before their children.
  for (const { category: key, parent } of tree) if (parent !== null && found.has(parent)) found.add(key)
  return found
}

const placeCard = (edited: Edited): Html => {
  const { words, context, category, tree, revision } = edited
  const { text } = words
  const form = formState(context, 'MoveCategory', revision)
  const own = within(tree, category.category)
  const recorded = category.parent ?? ''
  const parent = selectField({
    name: 'parent',
    prefix: 'move',
    label: text('category.parent'),
    options: optionsOf(
      context,
      tree.filter(({ category: key }) => !own.has(key)),
    ),
    none: text('category.top'),
    value: form.value('parent', recorded),
    ...form.error('parent'),
  })
  const conflict = conflictIn(edited, 'MoveCategory', {
    [`${category.category}.parent`]: [{ name: 'parent', recorded }],
  })
  return card({
    title: text('category.place'),
    body: commandForm(words, {
      ...sending(form, 'move'),
      action: `${TREE}/moves`,
      fields: html`${conflict}<input type="hidden" name="category" value="${category.category}">${parent}`,
      submit: text('category.move'),
    }),
  })
}

const flagFields = ({ text }: Words, form: FormState, { active, in_menu, searchable }: ListedCategory): Html =>
  html`${(
    [
      ['active', active],
      ['inMenu', in_menu],
      ['searchable', searchable],
    ] as const
  ).map(([name, recorded]) =>
    checkboxField({
      name,
      prefix: 'details',
      label: text(`category.${name}`),
      checked: form.checked(name, recorded),
      ...form.error(name),
    }),
  )}`

const detailsCard = (edited: Edited): Html => {
  const { words, context, category } = edited
  const { text } = words
  const form = formState(context, 'EditCategory', category.revision ?? undefined)
  const description = textArea({
    name: 'description',
    prefix: 'details',
    label: text('category.description'),
    rows: 6,
    maxLength: 10_000,
    value: form.value('description', category.description),
    ...form.error('description'),
  })
  const conflict = conflictIn(edited, 'EditCategory', {
    description: [{ name: 'description', recorded: category.description }],
    active: [{ name: 'active', recorded: category.active ? 'true' : '' }],
    inMenu: [{ name: 'inMenu', recorded: category.in_menu ? 'true' : '' }],
    searchable: [{ name: 'searchable', recorded: category.searchable ? 'true' : '' }],
  })
  return card({
    title: text('category.details'),
    body: commandForm(words, {
      ...sending(form, 'details'),
      action: `/api${pathTo('/categories/:id', category.category)}`,
      fields: html`${conflict}${description}${flagFields(words, form, category)}`,
      submit: text('form.save'),
      cancel: pathTo('/categories/:id', category.category),
    }),
  })
}

const edit: Page = {
  path: '/categories/:id/edit',
  may: 'catalog:write',
  view: async (context): Promise<View | undefined> => {
    const { viewer, db } = context
    const [category, tree, revision] = await Promise.all([
      readCategory(viewer, db, context.params['id'] ?? ''),
      readCategoryTree(viewer, db),
      readTreeRevision(viewer, db),
    ])
    if (category === undefined) return undefined
    const words = wordsFor(viewer, context.now)
    const edited = { words, context, category, tree, revision }
    const title = words.text('category.editing', { name: nameIn(category.names, contentLocale(viewer)) })
    const body = html`${pageHead({ title, meta: html`<span class="mono">${category.category}</span>` })}<div class="stack">${detailsCard(edited)}${nameCard(edited)}${placeCard(edited)}</div>`
    return { title, nav: 'categories', body }
  },
}

/** A new category, and what can be edited of one: its details, its name and its place in the tree. */
export const categoryFormPages: readonly Page[] = [create, edit]
