import type { PageContext } from '../../api/page.ts'
import { readSalesByMonth, readSalesSince } from '../../projections/orders/sales.ts'
import { card } from '../components/card.ts'
import { type ChartPoint, chart } from '../components/chart.ts'
import { emptyState } from '../components/empty-state.ts'
import { tabs } from '../components/tabs.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { daysOf, firstDay, monthsBefore, type Period } from './period.ts'

const ranges = ['days', 'year', 'all'] as const
type Range = (typeof ranges)[number]

const MONTHS = 12
const EARLIEST = '0001-01-01'

/** What the query string chose; anything else is the default. */
const rangeOf = (query: URLSearchParams): Range => ranges.find(range => range === query.get('range')) ?? 'days'
const currencyOf = (query: URLSearchParams, currencies: readonly string[]): string | undefined =>
  currencies.find(currency => currency === query.get('currency')) ?? currencies[0]

const dayPoints = async (
  { format }: Words,
  { viewer, db }: PageContext,
  period: Period,
  currency: string,
): Promise<ChartPoint[]> => {
  const rows = await readSalesSince(viewer, db, firstDay(period))
  const sums = new Map<string, number>()
  for (const row of rows) if (row.currency === currency) sums.set(row.day, (sums.get(row.day) ?? 0) + row.revenue)
  if (sums.size === 0) return []
  return daysOf(period).map(day => ({ label: format.shortDate(day), value: sums.get(day) ?? 0 }))
}

/** Every month from the first to the last with sales, those without any included. */
const monthPoints = async (
  { format }: Words,
  { viewer, db }: PageContext,
  { end }: Period,
  currency: string,
  range: Range,
): Promise<ChartPoint[]> => {
  const from = range === 'all' ? EARLIEST : monthsBefore(end, MONTHS - 1)
  const rows = await readSalesByMonth(viewer, db, currency, from)
  const oldest = rows[0]?.month
  if (oldest === undefined) return []
  const sums = new Map(rows.map(({ month, revenue }) => [month, revenue]))
  const last = end.slice(0, 7)
  const points: ChartPoint[] = []
  for (let months = 0, month = last; month >= oldest; months += 1, month = monthsBefore(end, months).slice(0, 7))
    points.unshift({ label: format.month(month), value: sums.get(month) ?? 0 })
  return points
}

const href = (range: Range, currency: string): string =>
  `/?${new URLSearchParams({ range, currency }).toString()}#sales`

const rangeName = ({ text }: Words, range: Range, { days }: Period): string =>
  range === 'days' ? text('dashboard.range.days', { days }) : text(`dashboard.range.${range}`)

type Chosen = { readonly range: Range; readonly currency: string; readonly period: Period }

const switches = (words: Words, currencies: readonly string[], { range, currency, period }: Chosen): Html => {
  const { text } = words
  const byCurrency =
    currencies.length > 1 &&
    tabs(
      text('dashboard.currency'),
      currencies.map(it => ({ label: it, href: href(range, it), current: it === currency })),
    )
  const byRange = tabs(
    text('dashboard.range'),
    ranges.map(it => ({ label: rangeName(words, it, period), href: href(it, currency), current: it === range })),
  )
  return html`${byCurrency}${byRange}`
}

const picture = (words: Words, points: readonly ChartPoint[], { range, currency, period }: Chosen): Html => {
  const { text, format } = words
  if (points.length === 0)
    return emptyState({ title: text('dashboard.sales.none'), hint: text('dashboard.sales.none.hint') })
  const drawn = chart({
    kind: range === 'days' ? 'area' : 'bar',
    title: text('dashboard.sales.chart', { currency, range: rangeName(words, range, period) }),
    heads: [text(range === 'days' ? 'dashboard.sales.day' : 'dashboard.sales.month'), text('dashboard.sales.revenue')],
    points,
    format: value => format.money(value, currency),
    scale: value => format.shortMoney(value, currency),
  })
  return html`${drawn}<p class="quiet">${text('dashboard.sales.hint')}</p>`
}

/** What was sold over time in one currency; range and currency are links. */
export const salesCard = async (
  words: Words,
  context: PageContext,
  period: Period,
  currencies: readonly string[],
): Promise<Html> => {
  const { text } = words
  const title = text('dashboard.sales')
  const currency = currencyOf(context.query, currencies)
  if (currency === undefined) {
    const empty = { title: text('dashboard.sales.never'), hint: text('dashboard.sales.never.hint') }
    return card({ id: 'sales', title, body: emptyState(empty) })
  }
  const range = rangeOf(context.query)
  const points = await (range === 'days'
    ? dayPoints(words, context, period, currency)
    : monthPoints(words, context, period, currency, range))
  const chosen = { range, currency, period }
  const aside = switches(words, currencies, chosen)
  return card({ id: 'sales', title, aside, body: picture(words, points, chosen) })
}
