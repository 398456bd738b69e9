import { ADVANCE } from '../../api/orders/advance/actions.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { PageContext } from '../../api/page.ts'
import { readSalesSince, type SalesDay } from '../../projections/orders/sales.ts'
import { type Kpi, kpis } from '../components/card.ts'
import { linkButton } from '../components/page-head.ts'
import { daysOf, firstBefore, firstDay, type Period } from '../dashboard/period.ts'
import type { Child, Html } from '../html.ts'
import type { Words } from '../words.ts'

type Days = Pick<Period, 'end' | 'days'>

/** A sum per day, days without a sale included. */
const perDay = (period: Days, rows: readonly SalesDay[], of: (row: SalesDay) => number): number[] => {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(row.day, (sums.get(row.day) ?? 0) + of(row))
  return daysOf(period).map(day => sums.get(day) ?? 0)
}

const sum = (rows: readonly SalesDay[], of: (row: SalesDay) => number) => rows.reduce((all, row) => all + of(row), 0)

/** Compared with as many days before, when there was something then. */
const changeOf = ({ format }: Words, present: number, past: number): Pick<Kpi, 'change'> => {
  if (past === 0) return {}
  const share = present / past - 1
  return { change: { label: format.change(share), tone: share > 0 ? 'good' : share < 0 ? 'bad' : 'neutral' } }
}

/** How many orders came in lately and what they were worth, per currency. Nothing without sales. */
export const orderFigures = async (words: Words, { viewer, db, now, settings }: PageContext): Promise<Child> => {
  const period = { end: now.toISOString().slice(0, 10), days: settings.of('figureDays') }
  const sales = await readSalesSince(viewer, db, firstBefore(period))
  const since = firstDay(period)
  const figure = (rows: readonly SalesDay[], of: (row: SalesDay) => number) => {
    const present = rows.filter(({ day }) => day >= since)
    const past = rows.filter(({ day }) => day < since)
    return {
      value: sum(present, of),
      ...changeOf(words, sum(present, of), sum(past, of)),
      trend: perDay(period, present, of),
    }
  }
  const orders = figure(sales, row => row.orders)
  if (orders.value === 0) return undefined
  const currencies = [...new Set(sales.map(({ currency }) => currency))].sort()
  const revenues = currencies.map(currency => {
    const { value, ...rest } = figure(
      sales.filter(row => row.currency === currency),
      row => row.revenue,
    )
    const label = words.text('order.figures.revenue', { currency, days: period.days })
    return { ...rest, label, value: words.format.money(value, currency) }
  })
  return kpis(words.text('order.figures', { days: period.days }), [
    {
      ...orders,
      label: words.text('order.figures.orders', { days: period.days }),
      value: words.format.number(orders.value),
    },
    ...revenues,
  ])
}

/** The way to take steps of many orders by a table, for whoever may take any. */
export const advanceLink = ({ text }: Words, { viewer }: PageContext): Html | undefined =>
  viewer.may.has(orderCommands.AdvanceOrder.may)
    ? linkButton({ label: text('advance.title'), href: ADVANCE, kind: 'plain' })
    : undefined
