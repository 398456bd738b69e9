import type { PageContext } from '../../api/page.ts'
import type { Option } from '../components/filter-bar.ts'
import { type Kind, pickKinds } from '../pick/kinds.ts'
import type { Match } from '../pick/match.ts'
import { matchesOf } from '../pick/pages.ts'
import { type Words, wordsFor } from '../words.ts'
import type { ListFilter, ListPageDefinition } from './definition.ts'

/** A filter with the choices it offers; of things those that are chosen, and those that were looked for. */
export type Offered = {
  readonly name: string
  readonly label: string
  readonly options: readonly Option[]
  readonly found?: readonly Match[] | undefined
  readonly isPicked?: true
}

const isKind = (thing: string): thing is Kind => Object.hasOwn(pickKinds, thing)

/** What of a thing is being looked for, to filter by. */
export const findName = (name: string): string => `${name}.find`

/** Things that are chosen, by name; a key that is no thing's stays a key. */
const thingsOf = async (
  words: Words,
  context: PageContext,
  kind: Kind,
  name: string,
): Promise<Omit<Offered, 'label'>> => {
  const keys = context.query
    .getAll(name)
    .filter(key => key !== '')
    .slice(0, 20)
  const typed = context.query.get(findName(name)) ?? ''
  const mayRead = context.viewer.may.has(pickKinds[kind].may)
  const [named, found] = await Promise.all([
    mayRead && keys.length > 0 ? pickKinds[kind].named(words, context, keys) : [],
    mayRead && typed.trim() !== '' ? matchesOf(kind, context, typed) : undefined,
  ])
  const options = keys.map(value => ({ value, label: named.find(({ key }) => key === value)?.label ?? value }))
  return { name, options, found, isPicked: true }
}

const offer = async <Row>(
  words: Words,
  context: PageContext,
  { definition }: ListPageDefinition<Row>,
  [name, { label, options }]: readonly [string, ListFilter],
): Promise<Offered[]> => {
  const filter = definition.filters[name]
  const thing = filter?.kind === 'choice' ? filter.thing : undefined
  if (thing !== undefined && isKind(thing))
    return [{ ...(await thingsOf(words, context, thing, name)), label: label(words) }]
  return options === undefined ? [] : [{ name, label: label(words), options: await options(words, context) }]
}

/** The filters of a page that are chosen from, each with its choices. */
export const offered = async <Row>(context: PageContext, page: ListPageDefinition<Row>): Promise<Offered[]> => {
  const words = wordsFor(context.viewer, context.now)
  return (await Promise.all(Object.entries(page.filters).map(it => offer(words, context, page, it)))).flat()
}
