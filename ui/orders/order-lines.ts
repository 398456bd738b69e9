import type { PageContext } from '../../api/page.ts'
import { type LinePage, type OrderLine, readOrderLines } from '../../projections/orders/order-detail.ts'
import { filterBar } from '../components/filter-bar.ts'
import { pager } from '../components/pager.ts'
import { type Child, type Html, html } from '../html.ts'
import { withQuery } from '../query.ts'
import type { Words } from '../words.ts'

/** So many lines are shown at once; what is shorter needs neither pages nor a search. */
const LINES_PER_PAGE = 100
const MOST_LINES = 2000

/** The lines a page shows: the search `q`, from the line `from` on; with `all` every line there is. */
export type ShownLines = LinePage & {
  readonly search: string
  readonly from: number
  readonly all: boolean
}

const fromOf = (query: URLSearchParams): number => {
  const from = Number(query.get('from'))
  return Number.isSafeInteger(from) && from > 0 ? from : 1
}

/** Reads the lines of an order that the page's query string asks for. */
export const shownLines = async ({ viewer, db, query }: PageContext, order: string): Promise<ShownLines> => {
  const all = query.get('all') === '1'
  const [search, from] = all ? ['', 1] : [(query.get('q') ?? '').trim().slice(0, 100), fromOf(query)]
  const limit = all ? MOST_LINES : LINES_PER_PAGE
  return { ...(await readOrderLines(viewer, db, order, { search, from, limit })), search, from, all }
}

/** The query string that leads to the lines shown now, so that a refused form finds them again. */
export const shownQuery = ({ search, from, all }: ShownLines): Record<string, string> => ({
  ...(search === '' ? {} : { q: search }),
  ...(from === 1 ? {} : { from: String(from) }),
  ...(all ? { all: '1' } : {}),
})

/**
 * Search and pages around the lines of an order; nothing but the lines when all of them fit on one page. They swap the
 * whole page, so that a form with unsaved quantities asks before they are lost.
 * @param keep what else the page's query string holds
 */
export const pagedLines = (
  words: Words,
  path: string,
  lines: ShownLines,
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

/** A price of one unit, with all of its decimals: rounding would hide them. */
export const unitPrice = ({ format }: Words, { unitPrice }: Pick<OrderLine, 'unitPrice'>, currency: string): string =>
  format.price(unitPrice, currency)
