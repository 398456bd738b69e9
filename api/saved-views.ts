import { z } from 'zod'
import { named } from '../domain/shared/name.ts'
import { MOST_VIEWS, type SavedView, type SavedViews, type ViewOutcome } from '../people/saved-view.ts'
import { columnsIn, type KeptQuery, keptQuery } from '../projections/engine/list/kept-query.ts'
import { type Acted, type Action, type Asked, action } from './actions.ts'
import type { ListRoute } from './lists.ts'
import { Forbidden } from './permission.ts'
import { problem } from './problem.ts'
import { unstorable } from './storable.ts'
import type { Text } from './text/text.ts'

const Query = z.string().max(2_000)
const Name = named(60)

const refused = (text: Text, field: string, message: string, status: 409 | 422 = 422): Acted => ({
  problem: problem(text, status, status === 422 ? 'Invalid' : 'ViewConflict', message, [{ field, message }]),
})

/** The address at which a view is seen: all that it asks, and that it was the view that asked. */
export const viewAddress = ({ list, query, id }: Pick<SavedView, 'list' | 'query' | 'id'>): string =>
  `${list}?${query === '' ? '' : `${query}&`}view=${id}`

/** What is told of a view that was changed, and of one that could not be. */
const actedOn = (text: Text, outcome: ViewOutcome, to?: (view: SavedView) => string): Acted => {
  if (outcome.kind === 'done') {
    const { id, list, name, query, isShared, isDefault } = outcome.view
    return { body: { id, list, name, query, isShared, isDefault }, ...(to && { to: to(outcome.view) }) }
  }
  if (outcome.kind === 'same name') return refused(text, 'name', text('views.sameName'), 409)
  if (outcome.kind === 'too many') return refused(text, 'isShared', text('views.tooMany', { most: MOST_VIEWS }), 409)
  if (outcome.kind === 'taken') return refused(text, 'id', text('views.taken'), 409)
  return { problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')) }
}

type Asking = Pick<Asked<unknown>, 'deps' | 'text' | 'viewer'>

/** The question as the list understands it, or what is wrong with it. */
const understood = (
  { deps, text, viewer }: Asking,
  { definition, path }: ListRoute,
  query: string,
): KeptQuery | Acted => {
  const asked = new URLSearchParams(query)
  if (unstorable([...asked.values()]).length > 0) return refused(text, 'query', text('invalid.characters'))
  const kept = keptQuery(definition, asked)
  const offered = deps.pages.find(page => page.path === path)?.columns?.({ viewer, now: deps.clock() })
  const unknown = columnsIn(asked).filter(name => offered?.includes(name) === false)
  const lost = [...kept.lost, ...unknown]
  if (lost.length > 0) return refused(text, 'query', text('views.notOffered', { names: lost.join(', ') }))
  return kept.query === '' ? refused(text, 'query', text('views.nothing')) : kept
}

type Viewing = Pick<Asked<unknown>, 'viewer' | 'params' | 'deps'>
type Lists = readonly ListRoute[]

const listOf = (lists: Lists, { viewer }: Viewing, path: string): ListRoute | undefined => {
  const list = lists.find(one => one.path === path)
  if (list !== undefined && !viewer.may.has(list.may)) throw new Forbidden(list.may)
  return list
}

type Found = { readonly view: SavedView; readonly list: ListRoute }

/** A view that the viewer can see, of a list that they may open. */
const found = async (lists: Lists, asked: Viewing): Promise<Found | undefined> => {
  const views = await asked.deps.savedViews.of(asked.viewer.id)
  const view = views.find(({ id }) => id === asked.params['view']?.toLowerCase())
  const list = view && listOf(lists, asked, view.list)
  return view === undefined || list === undefined ? undefined : { view, list }
}

const common = { may: 'dashboard:read', then: () => '/views' } as const

const saving = (lists: Lists): Action =>
  action({
    ...common,
    name: 'SaveView',
    path: '/saved-views',
    form: '/views/new',
    schema: z.strictObject({
      id: z.uuid(),
      list: z.string().max(100),
      name: Name,
      query: Query,
      isShared: z.boolean().default(false),
    }),
    run: async asked => {
      const { deps, text, viewer, data } = asked
      const list = listOf(lists, asked, data.list)
      if (list === undefined) return refused(text, 'list', text('views.noList'))
      const kept = understood(asked, list, data.query)
      if (!('query' in kept)) return kept
      const view = { ...data, id: data.id.toLowerCase(), owner: viewer.id, query: kept.query }
      return actedOn(text, await deps.savedViews.save(view), viewAddress)
    },
  })

type Change<Schema extends z.ZodType> = {
  readonly name: string
  readonly noun: string
  readonly schema: Schema
  readonly run: (
    views: SavedViews,
    owner: string,
    found: Found & Asked<z.infer<Schema>>,
  ) => Promise<ViewOutcome | Acted>
  /** Where a person goes; the page of saved views unless said otherwise. */
  readonly to?: (view: SavedView) => string
}

/** What changes one thing of one view. */
const changing = <Schema extends z.ZodType>(lists: Lists, { name, noun, schema, run, to }: Change<Schema>): Action =>
  action({
    ...common,
    name,
    path: `/saved-views/:view/${noun}`,
    form: '/views',
    schema,
    run: async asked => {
      const { deps, viewer, text } = asked
      const one = await found(lists, asked)
      const outcome =
        one === undefined ? ({ kind: 'unknown' } as const) : await run(deps.savedViews, viewer.id, { ...asked, ...one })
      return 'kind' in outcome ? actedOn(text, outcome, to) : outcome
    },
  })

/** What a view is. */
const contentActions = (lists: Lists): readonly Action[] => [
  changing(lists, {
    name: 'RenameView',
    noun: 'name',
    schema: z.strictObject({ name: Name }),
    run: (views, owner, { view, data }) => views.rename(owner, view.id, data.name),
  }),
  changing(lists, {
    name: 'UpdateView',
    noun: 'query',
    schema: z.strictObject({ query: Query }),
    run: async (views, owner, found) => {
      const { view, list, data } = found
      const kept = understood(found, list, data.query)
      return 'query' in kept ? views.ask(owner, view.id, kept.query) : kept
    },
    to: viewAddress,
  }),
  changing(lists, {
    name: 'DeleteView',
    noun: 'removal',
    schema: z.strictObject({}),
    run: (views, owner, { view }) => views.remove(owner, view.id),
  }),
]

/** Where a view is seen. */
const placeActions = (lists: Lists): readonly Action[] => [
  changing(lists, {
    name: 'ShareView',
    noun: 'sharing',
    schema: z.strictObject({ isShared: z.boolean() }),
    run: (views, owner, { view, data }) => views.share(owner, view.id, data.isShared),
  }),
  changing(lists, {
    name: 'MoveView',
    noun: 'place',
    schema: z.strictObject({ place: z.int().min(0).max(MOST_VIEWS) }),
    run: (views, owner, { view, data }) => views.move(owner, view.id, data.place),
  }),
  changing(lists, {
    name: 'BeginWithView',
    noun: 'default',
    schema: z.strictObject({ isDefault: z.boolean() }),
    run: (views, owner, { view, data }) => views.begin(owner, view.id, data.isDefault),
  }),
]

/** Everything that is done with saved views of these lists. */
export const viewActions = (lists: Lists): readonly Action[] => [
  saving(lists),
  ...contentActions(lists),
  ...placeActions(lists),
]
