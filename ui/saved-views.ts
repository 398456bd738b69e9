import type { Aggregate } from '../api/aggregate.ts'
import { aggregates, lists } from '../api/index.ts'
import type { ListRoute } from '../api/lists.ts'
import type { Page, PageContext, View } from '../api/page.ts'
import { viewAddress } from '../api/saved-views.ts'
import type { AnyPage } from '../api/special-pages.ts'
import { sentenceUnder } from '../api/text/text.ts'
import { badge } from './components/badge.ts'
import { card } from './components/card.ts'
import { emptyState } from './components/empty-state.ts'
import { textField } from './components/field.ts'
import { commandButton, commandForm } from './components/form.ts'
import { pageHead } from './components/page-head.ts'
import { problemSummary } from './components/problem-summary.ts'
import { attrs, type Html, html } from './html.ts'
import { labelOf, valueName } from './kit/labels.ts'
import { type UsableView, usableView } from './list/views.ts'
import { navigation } from './navigation.ts'
import { formState } from './submitted.ts'
import { type Words, wordsFor } from './words.ts'

/** What people call a list. */
export const listName = ({ text }: Words, path: string): string => {
  const things = Object.values<Aggregate>(aggregates).find(one => one.path === path)
  const named = things && sentenceUnder(text, `things.${things.decider.category}`)
  const entry = navigation.find(({ href }) => href === path)
  return named ?? (entry && text(entry.label)) ?? path
}

const categoryOf = (list: string): string =>
  Object.values<Aggregate>(aggregates).find(({ path }) => path === list)?.decider.category ?? ''

const sortText = (words: Words, category: string, sort: string): string =>
  sort.startsWith('-') ? `${labelOf(words, category, sort.slice(1))} ↓` : `${labelOf(words, category, sort)} ↑`

const partText = (words: Words, category: string, [name, value]: readonly [name: string, value: string]): string => {
  const { text } = words
  if (name === 'q') return `${text('search.submit')}: ${value}`
  if (name === 'sort') return `${text('list.sort')}: ${sortText(words, category, value)}`
  if (name === 'columns') {
    const shown = value.split(',').map(column => labelOf(words, category, column))
    return `${text('list.columns')}: ${shown.join(', ')}`
  }
  const [, path = name, edge] = /^(.*)\.(from|to|last)$/.exec(name) ?? []
  const of = edge === undefined ? '' : ` ${text(`filter.${edge as 'from' | 'to' | 'last'}`)}`
  return `${labelOf(words, category, path)}${of}: ${valueName(words, category, path, value)}`
}

/** What a view asks its list, as people can read it. */
export const askedText = (words: Words, list: string, query: string): string =>
  [...new URLSearchParams(query)].map(part => partText(words, categoryOf(list), part)).join(' · ')

const actionOf = ({ id }: UsableView, noun: string): string => `/api/saved-views/${id}/${noun}`

type Row = {
  readonly view: UsableView
  /** Its place among those it stands with, and how many these are. */
  readonly place: number
  readonly of: number
}

const moveButtons = ({ text }: Words, { view, place, of }: Row): Html => {
  const to = (place: number) => ({ action: actionOf(view, 'place'), values: { place: String(place) } })
  const { name } = view
  return html`${place > 0 && commandButton({ ...to(place - 1), label: text('views.earlier', { name }), icon: 'left' })}${
    place < of - 1 && commandButton({ ...to(place + 1), label: text('views.later', { name }), icon: 'right' })
  }`
}

const shareButton = ({ text }: Words, view: UsableView): Html =>
  commandButton({
    action: actionOf(view, 'sharing'),
    label: text(view.isShared ? 'views.unshare' : 'views.share'),
    values: { isShared: String(!view.isShared) },
  })

const beginButton = ({ text }: Words, view: UsableView): Html =>
  commandButton({
    action: actionOf(view, 'default'),
    label: text(view.isDefault ? 'views.notBegin' : 'views.begin'),
    values: { isDefault: String(!view.isDefault) },
  })

/** Opened by its person, or by the refusal of what was typed there. */
const renaming = (words: Words, context: PageContext, view: UsableView): Html => {
  const { text } = words
  const form = formState(context, 'RenameView')
  const isRefused = form.problem !== undefined && form.value('view') === view.id
  const prefix = `name-${view.id}`
  const name = textField({
    name: 'name',
    label: text('views.name'),
    required: true,
    maxLength: 60,
    prefix,
    value: isRefused ? form.value('name') : view.name,
    ...(isRefused ? form.error('name') : {}),
  })
  const body = commandForm(words, {
    id: `rename-${view.id}`,
    action: actionOf(view, 'name'),
    commandId: context.newId(),
    fields: html`<input type="hidden" name="view" value="${view.id}">${name}`,
    prefix,
    submit: text('form.save'),
    ...(isRefused ? { problem: form.problem } : {}),
  })
  return html`<details class="inside"${attrs({ open: isRefused })}><summary>${text('views.rename')}</summary>${body}</details>`
}

/** Asks first, with and without script. */
const deleting = ({ text }: Words, view: UsableView): Html => {
  const { name, isShared } = view
  const question = text(isShared ? 'views.delete.confirmShared' : 'views.delete.confirm', { name })
  const button = commandButton({ action: actionOf(view, 'removal'), label: text('views.delete.do'), kind: 'danger' })
  return html`<details class="inside"><summary>${text('views.delete')}</summary><p>${question}</p>${button}</details>`
}

const badgesOf = ({ text }: Words, { isShared, isDefault }: UsableView): Html =>
  html`${isShared && badge(text('views.shared'), 'info')} ${isDefault && badge(text('views.isDefault'), 'good')}`

const rowOf = (words: Words, context: PageContext, row: Row): Html => {
  const { view } = row
  const isOwn = view.owner === context.viewer.id
  return html`<li><div class="view-name"><a href="${viewAddress(view)}">${view.name}</a> ${badgesOf(words, view)}</div>
<p class="mono quiet">${askedText(words, view.list, view.query)}</p>${
    view.lost.length > 0 && html`<p>${words.text('views.lost', { name: view.name, names: view.lost.join(', ') })}</p>`
  }
<div class="row-actions">${isOwn && moveButtons(words, row)}${beginButton(words, view)}${isOwn && shareButton(words, view)}</div>
${isOwn && html`${renaming(words, context, view)}${deleting(words, view)}`}</li>`
}

const listCard = (words: Words, context: PageContext, list: ListRoute, views: readonly UsableView[]): Html => {
  const rows = views.map((view): Row => {
    const among = views.filter(({ isShared }) => isShared === view.isShared)
    return { view, place: among.indexOf(view), of: among.length }
  })
  return card({
    title: listName(words, list.path),
    flush: true,
    body: html`<ul class="saved-views">${rows.map(row => rowOf(words, context, row))}</ul>`,
  })
}

const view = async (context: PageContext, pages: readonly AnyPage[]): Promise<View> => {
  const words = wordsFor(context.viewer, context.now)
  const { text } = words
  const saved = await context.savedViews()
  const cards = lists
    .filter(({ may }) => context.viewer.may.has(may))
    .flatMap(list => {
      const columns = pages.find(({ path }) => path === list.path)?.columns?.(context) ?? []
      const views = saved.filter(one => one.list === list.path).map(one => usableView(list.definition, columns, one))
      return views.length === 0 ? [] : [listCard(words, context, list, views)]
    })
  const title = text('views.title')
  const { submitted } = context
  // A name that was refused is told where it was typed.
  const refused = submitted?.command === 'RenameView' ? undefined : submitted?.problem
  const empty = emptyState({ title: text('views.empty'), hint: text('views.empty.hint') })
  const body =
    cards.length === 0
      ? html`<div class="card">${empty}</div>`
      : html`<p class="quiet">${text('views.intro')}</p><div class="stack">${cards}</div>`
  return { title, body: html`${pageHead({ title })}${problemSummary(refused)}${body}` }
}

/** All saved views of a viewer, list by list, with everything that can be done with them. */
export const savedViewsPage = (pages: () => readonly AnyPage[]): Page => ({
  path: '/views',
  may: 'dashboard:read',
  view: context => view(context, pages()),
})
