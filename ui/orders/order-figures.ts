import type { PageContext } from '../../api/page.ts'
import { readSalesSince, type SalesDay } from '../../projections/orders/sales.ts'
import { type Kpi, kpis } from '../components/card.ts'
import type { Child } from '../html.ts'
import type { Words } from '../words.ts'

const DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1000

const dayBefore = (now: Date, days: number): string =>
  new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10)

/** A sum per day of the last thirty, days without a sale included. */
const perDay = (now: Date, rows: readonly SalesDay[], of: (row: SalesDay) => number): number[] => {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(row.day, (sums.get(row.day) ?? 0) + of(row))
  return Array.from({ length: DAYS }, (_, index) => sums.get(dayBefore(now, DAYS - 1 - index)) ?? 0)
}

const sum = (rows: readonly SalesDay[], of: (row: SalesDay) => number) => rows.reduce((all, row) => all + of(row), 0)

/** Compared with the thirty days before, when there was something then. */
const changeOf = ({ format }: Words, present: number, past: number): Pick<Kpi, 'change'> => {
  if (past === 0) return {}
  const share = present / past - 1
  return { change: { label: format.change(share), tone: share > 0 ? 'good' : share < 0 ? 'bad' : 'neutral' } }
}

/** How many orders came in during the last thirty days and what they were worth, per currency. Nothing without sales. */
export const orderFigures = async (words: Words, { viewer, db, now }: PageContext): Promise<Child> => {
  const days = await readSalesSince(viewer, db, dayBefore(now, 2 * DAYS - 1))
  const since = dayBefore(now, DAYS - 1)
  const figure = (rows: readonly SalesDay[], of: (row: SalesDay) => number) => {
    const present = rows.filter(({ day }) => day >= since)
    const past = rows.filter(({ day }) => day < since)
    return {
      value: sum(present, of),
      ...changeOf(words, sum(present, of), sum(past, of)),
      trend: perDay(now, present, of),
    }
  }
  const orders = figure(days, row => row.orders)
  if (orders.value === 0) return undefined
  const currencies = [...new Set(days.map(({ currency }) => currency))].sort()
  const revenues = currencies.map(currency => {
    const { value, ...rest } = figure(
      days.filter(row => row.currency === currency),
      row => row.revenue,
    )
    const label = words.text('order.figures.revenue', { currency })
    return { ...rest, label, value: words.format.money(value, currency) }
  })
  return kpis(words.text('order.figures'), [
    { ...orders, label: words.text('order.figures.orders'), value: words.format.number(orders.value) },
    ...revenues,
  ])
}
