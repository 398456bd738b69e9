import type { PageContext } from '../../api/page.ts'
import { countProducts } from '../../projections/catalog/product.ts'
import { countStock } from '../../projections/catalog/stock.ts'
import type { Count } from '../../projections/engine/list/list-count.ts'
import { countOrders } from '../../projections/orders/order-list.ts'
import { readSalesSince, type SalesDay } from '../../projections/orders/sales.ts'
import type { Kpi } from '../components/card.ts'
import type { Words } from '../words.ts'
import { countText } from './count-text.ts'
import { daysOf, firstBefore, firstDay, type Period } from './period.ts'
import { toDoFigures } from './to-do.ts'

/** Each is both the filter that is counted and the query string of the list it links to. */
const OPEN = 'open=yes'
const ON_SALE = 'status=active'
const OUT_OF_STOCK = 'status=out_of_stock&status=negative'
const LOW_STOCK = 'low=yes'

/** More currencies than these have no figure of their own; the chart has them all. */
const MAIN_CURRENCIES = 2

const sum = (rows: readonly SalesDay[], of: (row: SalesDay) => number): number =>
  rows.reduce((all, row) => all + of(row), 0)

/** A sum per day, days without a sale included. */
const perDay = (period: Period, rows: readonly SalesDay[], of: (row: SalesDay) => number): number[] => {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(row.day, (sums.get(row.day) ?? 0) + of(row))
  return daysOf(period).map(day => sums.get(day) ?? 0)
}

type Wish = 'more' | 'fewer'

/** Compared with as many days before, when there was something then. */
const changeOf = ({ format }: Words, present: number, past: number, wish: Wish): Pick<Kpi, 'change'> => {
  if (past <= 0) return {}
  const share = present / past - 1
  const isWelcome = wish === 'more' ? share > 0 : share < 0
  return { change: { label: format.change(share), tone: share === 0 ? 'neutral' : isWelcome ? 'good' : 'bad' } }
}

type Sum = { readonly of: (row: SalesDay) => number; readonly wish: Wish; readonly shown: (value: number) => string }

const figure = (words: Words, period: Period, rows: readonly SalesDay[], { of, wish, shown }: Sum) => {
  const since = firstDay(period)
  const present = rows.filter(({ day }) => day >= since)
  const past = rows.filter(({ day }) => day < since)
  const [now, before] = [sum(present, of), sum(past, of)]
  return { value: shown(now), ...changeOf(words, now, before, wish), trend: perDay(period, present, of) }
}

const orderFigures = async (
  words: Words,
  { viewer, db }: PageContext,
  period: Period,
  currencies: readonly string[],
): Promise<Kpi[]> => {
  const { text, format } = words
  const [days, open] = await Promise.all([
    readSalesSince(viewer, db, firstBefore(period)),
    countOrders(viewer, db, OPEN),
  ])
  const number = format.number
  const revenues = currencies.slice(0, MAIN_CURRENCIES).map(currency => {
    const rows = days.filter(row => row.currency === currency)
    const money = (value: number) => format.money(value, currency)
    const revenue = figure(words, period, rows, { of: row => row.revenue, wish: 'more', shown: money })
    return { label: text('dashboard.revenue', { currency, days: period.days }), ...revenue }
  })
  const orders = figure(words, period, days, { of: row => row.orders, wish: 'more', shown: number })
  const returns = figure(words, period, days, { of: row => row.returns, wish: 'fewer', shown: number })
  return [
    ...revenues,
    { label: text('dashboard.orders', { days: period.days }), href: '/orders', ...orders },
    {
      label: text('dashboard.returns', { days: period.days }),
      ...(viewer.may.has('return:read') && { href: '/returns' }),
      ...returns,
    },
    { label: text('dashboard.open'), href: `/orders?${OPEN}`, value: countText(words, open) },
  ]
}

/** What the viewer may know of the shop in figures: what was sold lately, and how catalogue and stock stand. */
export const dashboardFigures = async (
  words: Words,
  context: PageContext,
  period: Period,
  currencies: readonly string[],
): Promise<Kpi[]> => {
  const { viewer, db } = context
  const may = (permission: 'order:read' | 'product:read' | 'stock:read') => viewer.may.has(permission)
  const [orders, toDo, onSale, outOfStock, low] = await Promise.all([
    may('order:read') ? orderFigures(words, context, period, currencies) : [],
    toDoFigures(words, context),
    may('product:read') ? countProducts(viewer, db, ON_SALE) : undefined,
    may('stock:read') ? countStock(viewer, db, OUT_OF_STOCK) : undefined,
    may('stock:read') ? countStock(viewer, db, LOW_STOCK) : undefined,
  ])
  const counted = (
    label: 'dashboard.onSale' | 'dashboard.outOfStock' | 'dashboard.lowStock',
    href: string,
    count: Count | undefined,
  ) => (count === undefined ? [] : [{ label: words.text(label), href, value: countText(words, count) }])
  return [
    ...orders,
    ...toDo,
    ...counted('dashboard.onSale', `/products?${ON_SALE}`, onSale),
    ...counted('dashboard.outOfStock', `/stock?${OUT_OF_STOCK}`, outOfStock),
    ...counted('dashboard.lowStock', `/stock?${LOW_STOCK}`, low),
  ]
}
