import { lists } from '../api/index.ts'
import type { ListRoute } from '../api/lists.ts'
import type { Page, PageContext, View } from '../api/page.ts'
import { keptQuery } from '../projections/engine/list/kept-query.ts'
import { card } from './components/card.ts'
import { checkboxField, textField } from './components/field.ts'
import { commandForm } from './components/form.ts'
import { pageHead } from './components/page-head.ts'
import { html } from './html.ts'
import { askedText, listName } from './saved-views.ts'
import { type FormState, formState } from './submitted.ts'
import { type Words, wordsFor } from './words.ts'

/** What was typed as a search may name a customer, and nobody finds it there when that one is erased. */
const typedNote = ({ text }: Words, query: string) =>
  new URLSearchParams(query).has('q') && html`<p class="hint">${text('views.typed')}</p>`

const fieldsOf = (words: Words, form: FormState, { path }: ListRoute, query: string) => {
  const { text } = words
  const hidden = Object.entries({ id: form.commandId, list: path, query })
  const name = textField({
    name: 'name',
    label: text('views.name'),
    required: true,
    maxLength: 60,
    value: form.value('name'),
    ...form.error('name'),
  })
  const label = text('views.isShared')
  const isShared = checkboxField({
    name: 'isShared',
    label,
    checked: form.checked('isShared'),
    ...form.error('isShared'),
  })
  return html`${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p>${text('views.asked')}: <span class="mono">${askedText(words, path, query)}</span></p>${typedNote(words, query)}${name}${isShared}`
}

/** What the form is about: of the address it was opened at, or of the form that was refused. */
const about = ({ submitted, query }: PageContext, name: string): string => {
  if (submitted?.command !== 'SaveView') return query.get(name) ?? ''
  return [submitted.fields[name] ?? ''].flat().at(-1) ?? ''
}

const view = async (context: PageContext): Promise<View | undefined> => {
  const list = lists.find(({ path }) => path === about(context, 'list'))
  if (list === undefined || !context.viewer.may.has(list.may)) return undefined
  const words = wordsFor(context.viewer, context.now)
  const { text } = words
  const { query } = keptQuery(list.definition, new URLSearchParams(about(context, 'query')))
  const form = formState(context, 'SaveView')
  const title = text('views.new', { list: listName(words, list.path) })
  const body = commandForm(words, {
    id: 'save-view',
    action: '/api/saved-views',
    commandId: form.commandId,
    fields: fieldsOf(words, form, list, query),
    submit: text('views.save'),
    cancel: query === '' ? list.path : `${list.path}?${query}`,
    ...(form.problem === undefined ? {} : { problem: form.problem }),
  })
  return { title, body: html`${pageHead({ title })}${card({ title: text('views.what'), body })}` }
}

/** The form that gives the question on screen a name. */
export const saveViewPage: Page = { path: '/views/new', may: 'dashboard:read', view }
