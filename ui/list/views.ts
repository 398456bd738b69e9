import type { PageContext } from '../../api/page.ts'
import { viewAddress } from '../../api/saved-views.ts'
import type { SavedView } from '../../people/saved-view.ts'
import { columnsIn, keptQuery, keptText } from '../../projections/engine/list/kept-query.ts'
import type { ListDefinition } from '../../projections/engine/list/list.ts'
import { commandButton } from '../components/form.ts'
import { linkButton } from '../components/page-head.ts'
import { tabs } from '../components/tabs.ts'
import { type Html, html } from '../html.ts'
import { withQuery } from '../query.ts'
import type { Words } from '../words.ts'
import type { ListPageDefinition } from './definition.ts'

/** A view with its question as the list understands it today, and what of it the list does not offer (any more). */
export type UsableView = SavedView & {
  readonly lost: readonly string[]
  /** It comes with the shop. */
  readonly isShipped?: true
}

/** Columns are of the page, so that the list itself can not tell which of them there are. */
export const usableView = (definition: ListDefinition, columns: readonly string[], view: SavedView): UsableView => {
  const { query, lost } = keptText(definition, view.query)
  const asked = new URLSearchParams(query)
  const gone = columnsIn(asked).filter(name => !columns.includes(name))
  if (gone.length === 0) return { ...view, query, lost }
  const left = columnsIn(asked).filter(name => columns.includes(name))
  if (left.length === 0) asked.delete('columns')
  else asked.set('columns', left.join(','))
  return { ...view, query: asked.toString(), lost: [...lost, ...gone].sort() }
}

type Listed = { readonly path: string; readonly definition: ListDefinition }
type Viewed = Listed & Pick<ListPageDefinition<never>, 'views'>

const shippedViews = (words: Words, { path, definition, views }: Viewed, context: PageContext): UsableView[] =>
  (views?.(words, context) ?? []).map(({ key, name, query: asked }) => {
    const { query, lost } = keptText(definition, asked)
    const nobodys = { owner: '', isShared: false, isDefault: false, isShipped: true } as const
    return { id: key, list: path, name, query, lost, ...nobodys }
  })

/** The views of a list: a viewer's own, those they share, and behind them what comes with the shop. */
export const viewsOf = async (
  words: Words,
  page: Viewed,
  columns: readonly string[],
  context: PageContext,
): Promise<UsableView[]> => [
  ...(await context.savedViews(page.path)).map(view => usableView(page.definition, columns, view)),
  ...shippedViews(words, page, context),
]

/** Whoever opens a list without any question is led to the view that they begin it with. */
export const beginning = (
  { query, isPartial, past }: PageContext,
  views: readonly UsableView[],
): string | undefined => {
  const first = views.find(({ isDefault }) => isDefault)
  const isBare = query.size === 0 && !isPartial && past === undefined
  return first !== undefined && isBare ? viewAddress(first) : undefined
}

/** The address of everything, also for whoever begins elsewhere. */
const ALL = 'all'

/** The question of the page for its links: none of them may lead to where the viewer begins without being asked to. */
export const marked = (query: URLSearchParams, views: readonly UsableView[]): URLSearchParams => {
  const one = new URLSearchParams(query)
  if (!one.has('view') && views.some(({ isDefault }) => isDefault)) one.set('view', ALL)
  return one
}

type Place = {
  /** What is asked, as views are kept. */
  readonly asked: string
  /** The view that asks the same. */
  readonly current: UsableView | undefined
  /** The view that the page was opened from, and does not show any more. */
  readonly left: UsableView | undefined
}

const placeOf = (definition: ListDefinition, query: URLSearchParams, views: readonly UsableView[]): Place => {
  const asked = keptQuery(definition, query).query
  const opened = views.find(({ id }) => id === query.get('view'))
  const same = opened?.query === asked ? opened : views.find(view => view.query === asked && asked !== '')
  return { asked, current: same, left: same === undefined ? opened : undefined }
}

const updateButton = ({ text }: Words, { id, name }: SavedView, query: string): Html =>
  commandButton({
    action: `/api/saved-views/${id}/query`,
    label: text('views.update', { name }),
    values: { query },
  })

const saveLink = ({ text }: Words, path: string, { asked, left, current }: Place): Html =>
  linkButton({
    label: text(current !== undefined ? 'views.copy' : left === undefined ? 'views.save' : 'views.saveNew'),
    href: withQuery('/views/new', { list: path, query: asked }),
    kind: 'plain',
  })

/** What can be done with the views: none of it from within the past. */
const actionsOf = (
  words: Words,
  path: string,
  { viewer, past }: PageContext,
  views: readonly UsableView[],
  place: Place,
) => {
  if (past !== undefined) return undefined
  const { asked, current, left } = place
  const manage = html`<a class="button plain" href="/views">${words.text('views.manage')}</a>`
  return html`<div class="row-actions">${left?.owner === viewer.id && asked !== '' && updateButton(words, left, asked)}${
    (current === undefined || current.isShipped) && asked !== '' && saveLink(words, path, place)
  }${views.some(({ isShipped }) => isShipped !== true) && manage}</div>`
}

const lostNote = ({ text }: Words, { name, lost }: UsableView): Html =>
  html`<p class="list-note">${text('views.lost', { name, names: lost.join(', ') })}</p>`

/** Saved views of a list as tabs, and what can be done with the question that is on screen. */
export const viewBar = (
  words: Words,
  { path, definition }: Listed,
  context: PageContext,
  views: readonly UsableView[],
): Html => {
  const { text } = words
  const place = placeOf(definition, context.query, views)
  const { asked, current } = place
  const all = { label: text('views.all'), href: withQuery(path, { view: ALL }), swaps: true }
  const bar = tabs(text('views.label'), [
    { ...all, current: asked === '' && current === undefined },
    ...views.map(view => ({
      label: view.name,
      href: viewAddress(view),
      current: view === current,
      swaps: true,
      ...(view.isShared ? { count: text('views.shared') } : {}),
    })),
  ])
  return html`<div class="views">${views.length > 0 && bar}${actionsOf(words, path, context, views, place)}</div>${
    current !== undefined && current.lost.length > 0 && lostNote(words, current)
  }`
}
