import type { Aggregate } from '../api/aggregate.ts'
import { pathTo } from '../api/commands.ts'
import { aggregates } from '../api/index.ts'
import { OPENED_IN } from '../api/opened-in.ts'
import type { Crumb, PageContext, Place, View } from '../api/page.ts'
import { mayOpen } from '../api/permission.ts'
import type { AnyPage, WholeContext } from '../api/special-pages.ts'
import { sentenceUnder } from '../api/text/text.ts'
import { type Neighbours, readNeighbours } from '../projections/engine/list/list-neighbours.ts'
import { cameFrom, openedFrom } from './list/origin.ts'
import { navigation } from './navigation.ts'
import { thingPages } from './thing.ts'

type Pages = ReadonlyMap<string, AnyPage>

/** The longest registered path that another one begins with. */
const prefixOf = (pages: Pick<Pages, 'has'>, path: string): string | undefined => {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    if (pages.has(path.slice(0, end))) return path.slice(0, end)
  return undefined
}

/**
 * The page that another one lies below, by their paths: the past of a thing below the thing, what is done with many
 * below their list, what an entry of the navigation
 * has elsewhere below that entry. Undefined for one on top.
 */
export const parentOf = (pages: Pick<Pages, 'has'>, path: string): string | undefined => {
  const [, category] = /^\/history\/([^/]+)\//.exec(path) ?? []
  if (category !== undefined) return thingPages.find(([known]) => known === category)?.[1].page
  const [, list] = /^\/bulk(\/[^/]+)$/.exec(path) ?? []
  if (list !== undefined && pages.has(list)) return list
  return prefixOf(pages, path) ?? navigation.find(({ also }) => also?.includes(path))?.href
}

/** What a page without a thing is called: as in the navigation, else as many of its kind are. */
const listName = ({ text }: PageContext, path: string): string => {
  const entry = navigation.find(({ href }) => href === path)
  if (entry !== undefined) return text(entry.label)
  const kind = Object.values<Aggregate>(aggregates).find(aggregate => aggregate.path === path)
  return (
    sentenceUnder(text, `things.${kind?.decider.category}`) ?? sentenceUnder(text, `${path.slice(1)}.title`) ?? path
  )
}

const nameOfPage = async (pages: Pages, context: WholeContext, { path, id }: Place): Promise<string> =>
  (await pages.get(path)?.name?.(context, id)) ?? (path.includes(':') ? id : listName(context, path))

/** Whoever opened it from its list goes back there. */
const placeAbove = async (pages: Pages, context: WholeContext, { path, id }: Place): Promise<Place | undefined> => {
  const parent = parentOf(pages, path)
  const above = parent === undefined ? undefined : { path: parent, id }
  const isOpened = originIn(pages, context, path)?.query
  return isOpened ? above : ((await pages.get(path)?.within?.(context, id)) ?? above)
}

/** What the list above a thing was asked for when the thing was opened, if it is a thing of a list. */
const originIn = (pages: Pages, context: WholeContext, path: string) => {
  const list = isThing(path) ? pages.get(parentOf(pages, path) ?? '')?.list : undefined
  return list && { list, ...cameFrom(list, context) }
}

const isThing = (path: string): boolean => thingPages.some(([, { page }]) => page === path)

/** A list above a thing is as it was when the thing was opened from it, and so is a thing above one of its forms. */
const hrefAbove = (pages: Pages, context: WholeContext, { path }: Place, above: Place): string => {
  const href = pathTo(above.path, above.id)
  if (above.path !== parentOf(pages, path)) return href
  if (isThing(above.path)) return openedFrom(href, context.query.get(OPENED_IN) ?? '')
  const query = originIn(pages, context, path)?.query
  return query ? `${href}?${query}` : href
}

/** Where the ways to all pages above one lead, outermost first, as far as the viewer may open them. */
const trailOf = async (pages: Pages, context: WholeContext, place: Place): Promise<readonly Crumb[]> => {
  const above = await placeAbove(pages, context, place)
  if (above === undefined) return []
  const page = pages.get(above.path)
  const [further, label] = await Promise.all([trailOf(pages, context, above), nameOfPage(pages, context, above)])
  const isOpen = page !== undefined && mayOpen(context.viewer, page)
  return isOpen ? [...further, { label, href: hrefAbove(pages, context, place, above) }] : further
}

/** Addresses of what stands before and behind a thing in its list. */
const besideOf = async (pages: Pages, context: WholeContext, { path, id }: Place): Promise<Neighbours | undefined> => {
  const origin = originIn(pages, context, path)
  if (origin === undefined) return isThing(path) && path.includes(':') ? {} : undefined
  const { list, query, asked } = origin
  const found = await readNeighbours(context.viewer, context.db, list, asked, id)
  const to = (key: string) => openedFrom(pathTo(path, key), query)
  return {
    ...(found.previous === undefined ? {} : { previous: to(found.previous) }),
    ...(found.next === undefined ? {} : { next: to(found.next) }),
  }
}

/** Pages that know what is above them and beside them. A part of a page that is asked for alone does without. */
export const withTrails = (pages: readonly AnyPage[]): readonly AnyPage[] => {
  const byPath: Pages = new Map(pages.map(page => [page.path, page]))
  return pages.map(page => ({
    ...page,
    view: async (context): Promise<View | undefined> => {
      const view = await page.view(context)
      if (view === undefined || (context.isPartial && view.region !== undefined)) return view
      const place = { path: page.path, id: context.params['id'] ?? '' }
      const [trail, beside] = await Promise.all([trailOf(byPath, context, place), besideOf(byPath, context, place)])
      return { ...view, trail, ...(beside === undefined ? {} : { beside }) }
    },
  }))
}
