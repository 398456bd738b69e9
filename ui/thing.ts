import { type Aggregate, pageOf } from '../api/aggregate.ts'
import { pathTo } from '../api/commands.ts'
import { aggregates } from '../api/index.ts'
import type { Thing } from '../api/stream-history.ts'
import { sentenceUnder } from '../api/text/text.ts'
import type { Permission } from '../domain/permission.ts'
import { Key } from '../domain/shared/id.ts'
import type { Viewer } from '../domain/viewer.ts'
import { type Child, type Html, html } from './html.ts'
import type { Words } from './words.ts'

type ThingPage = {
  readonly page: string
  /** What the page asks for; so does everything that shows the thing's past. */
  readonly may: Permission
}

/** Every kind of thing that has a page, by the category of its stream. */
export const thingPages: readonly (readonly [category: string, page: ThingPage])[] = Object.values<Aggregate>(
  aggregates,
).map(aggregate => [aggregate.decider.category, { page: pageOf(aggregate), may: aggregate.may }])

const pagesByCategory = new Map(thingPages)

/** Categories of streams whose things have a page. */
export const pagedCategories: readonly string[] = [...pagesByCategory.keys()]

/** Where a thing is shown; undefined for what has no page. */
export const thingHref = (category: string, id: string): string | undefined => {
  const found = pagesByCategory.get(category)
  return found === undefined ? undefined : pathTo(found.page, id)
}

/** What is told of a thing, with the way there for those who may go it. */
export const thingLink = ({ may }: Viewer, category: keyof typeof aggregates, id: string, label: Child): Html =>
  may.has(aggregates[category].may)
    ? html`<a href="${pathTo(pageOf(aggregates[category]), id)}">${label}</a>`
    : html`${label}`

/** Where a thing is shown as it was. @param moment such as `{ revision: '3' }`; as it is now when absent */
export const replayHref = ({ category, id }: Thing, moment: Readonly<Record<string, string>> = {}): string => {
  const query = new URLSearchParams(moment).toString()
  return `${pathTo(`/history/${category}/:id`, id)}${query === '' ? '' : `?${query}`}`
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** What a thing is called beside its kind: its number or key. Undefined where there is only an id that machines read. */
export const calledBy = ({ id, name }: { readonly id: string; readonly name: string | null }): string | undefined =>
  name ?? (UUID.test(id) ? undefined : id)

/** What people call things of a category: `Order`. */
export const thingName = ({ text }: Words, category: string): string =>
  sentenceUnder(text, `thing.${category}`) ?? category

/** The thing that an address of its page is about; undefined for any other address. */
export const thingAt = (
  href: string,
): { readonly path: string; readonly category: string; readonly id: string } | undefined => {
  const end = href.lastIndexOf('/')
  const path = `${href.slice(0, end)}/:id`
  const category = thingPages.find(([, { page }]) => page === path)?.[0]
  const id = href.slice(end + 1)
  return category === undefined || !Key.safeParse(id).success ? undefined : { path, category, id }
}
