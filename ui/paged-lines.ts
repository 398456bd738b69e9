import type { PageContext } from '../api/page.ts'
import { writtenFlag } from '../domain/shared/written-flag.ts'
import { filterBar } from './components/filter-bar.ts'
import { pager } from './components/pager.ts'
import { type Child, type Html, html } from './html.ts'
import { withQuery } from './query.ts'
import type { Words } from './words.ts'

/** So many lines are shown at once; what is shorter needs neither pages nor a search. */
export const LINES_PER_PAGE = 100

/** Which lines of a thing a page shows: those of the search `q`, from the line `from` on; with `all` every line there is. */
export type Shown = {
  readonly search: string
  readonly from: number
  readonly all: boolean
}

/** A page of the lines of a thing. */
export type Lines<Line> = {
  readonly rows: readonly Line[]
  /** How many lines match, on all pages. */
  readonly total: number
  /** The first line of the next and of the previous page. */
  readonly next?: number
  readonly previous?: number
}

const fromOf = (query: URLSearchParams): number => {
  const from = Number(query.get('from'))
  return Number.isSafeInteger(from) && from > 0 ? from : 1
}

/** What the page's query string asks for. */
export const shownIn = ({ query }: Pick<PageContext, 'query'>): Shown =>
  writtenFlag(query.get('all') ?? '') === true
    ? { search: '', from: 1, all: true }
    : { search: (query.get('q') ?? '').trim().slice(0, 100), from: fromOf(query), all: false }

/** The query string that leads to the lines shown now, so that a refused form finds them again. */
export const shownQuery = ({ search, from, all }: Shown): Record<string, string> => ({
  ...(search === '' ? {} : { q: search }),
  ...(from === 1 ? {} : { from: String(from) }),
  ...(all ? { all: '1' } : {}),
})

/**
 * Search and pages around the lines of a thing; nothing but the lines when all of them fit on one page. They swap the
 * whole page, so that a form with unsaved quantities asks before they are lost.
 * @param keep what else the page's query string holds
 */
export const pagedLines = <Line>(
  words: Words,
  path: string,
  lines: Lines<Line> & Shown,
  content: Child,
  keep: Readonly<Record<string, string>> = {},
): Html => {
  const isWhole = lines.search === '' && lines.next === undefined && lines.previous === undefined
  if (isWhole) return html`${content}`
  const at = (from: number | undefined) =>
    from === undefined ? undefined : withQuery(path, { ...keep, ...shownQuery({ ...lines, from }) })
  const [next, previous] = [at(lines.next), at(lines.previous)]
  const search = filterBar(words, {
    action: path,
    search: { name: 'q', label: words.text('order.lines.search'), value: lines.search },
    filters: [],
    chips: [],
    keep,
  })
  const pages = pager(words, {
    shown: lines.rows.length,
    total: { count: lines.total, capped: false },
    ...(previous === undefined
      ? {}
      : { previous, first: withQuery(path, { ...keep, ...shownQuery({ ...lines, from: 1 }) }) }),
    ...(next === undefined ? {} : { next }),
  })
  return html`<div class="paged" hx-target:inherited="#main" hx-select:inherited="#main > *" hx-swap:inherited="innerMorph" hx-push-url:inherited="true">${search}${content}${pages}</div>`
}
