import { type CommandRoute, pathTo } from '../../api/commands.ts'
import { OPENED_IN } from '../../api/opened-in.ts'
import type { PageContext } from '../../api/page.ts'
import { BadListQuery, type ListDefinition, type ListQuery } from '../../projections/engine/list/list.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'

/** Longer questions are not carried along: addresses have an end. */
const LONGEST = 1500

/** The question that a list answers at the moment, as its rows carry it; empty for what nobody has asked anything. */
export const originOf = (query: URLSearchParams): string => {
  const asked = new URLSearchParams([...query].filter(([, value]) => value !== '')).toString()
  return asked.length > LONGEST ? '' : asked
}

/** The address of a thing that is opened from a list. A list that nobody has asked anything leaves it as it is. */
export const openedFrom = (href: string, origin: string): string =>
  origin === '' ? href : `${href}?${new URLSearchParams({ [OPENED_IN]: origin }).toString()}`

/** The address of a form about a thing: whoever sends it comes back to the thing as they had opened it. */
export const formHref = (
  { query }: Pick<PageContext, 'query'>,
  route: Pick<CommandRoute, 'form'>,
  id: string,
): string => openedFrom(pathTo(route.form, id), query.get(OPENED_IN) ?? '')

type Origin = { readonly query: string; readonly asked: ListQuery }

/** What the list was asked for; its own order for whoever comes from elsewhere, or with what it does not understand. */
export const cameFrom = (
  definition: ListDefinition,
  { query, viewer, now }: Pick<PageContext, 'query' | 'viewer' | 'now'>,
): Origin => {
  const parse = (text: string) => parseListQuery(definition, new URLSearchParams(text), undefined, { ...viewer, now })
  const asked = query.get(OPENED_IN) ?? ''
  const given = asked.length > LONGEST ? '' : asked
  try {
    return { query: given, asked: parse(given) }
  } catch (error) {
    if (!(error instanceof BadListQuery)) throw error
    return { query: '', asked: parse('') }
  }
}
