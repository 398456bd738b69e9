import { Uuid } from '../../domain/shared/id.ts'
import { pager } from '../components/pager.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

const PAGE = 50

/** What a list by id was asked for: one more than a page shows, behind the id in the query if that can be one. */
export const olderThan = (query: URLSearchParams): { readonly limit: number; readonly behind?: string } => {
  const { data: behind } = Uuid.safeParse(query.get('behind'))
  return { limit: PAGE + 1, ...(behind === undefined ? {} : { behind }) }
}

type Paged<Row> = { readonly rows: readonly Row[]; readonly pager: Html }

/** The rows of one page, and the links to the first and the next one. `path` is that of the list. */
export const olderPages = <Row extends { readonly id: string }>(
  words: Words,
  path: string,
  query: URLSearchParams,
  found: readonly Row[],
): Paged<Row> => {
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const hrefTo = (behind: string | undefined) => {
    const kept = new URLSearchParams([...query].filter(([name, value]) => name !== 'behind' && value !== ''))
    if (behind !== undefined) kept.set('behind', behind)
    return kept.size === 0 ? path : `${path}?${kept.toString()}`
  }
  const links = {
    shown: rows.length,
    ...(query.has('behind') ? { first: hrefTo(undefined) } : {}),
    ...(last === undefined ? {} : { next: hrefTo(last.id) }),
  }
  return { rows, pager: html`${pager(words, links)}` }
}
