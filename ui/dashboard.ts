import type { Page, PageContext } from '../api/page.ts'
import { readNewestSalesDay, readSalesCurrencies } from '../projections/orders/sales.ts'
import { readStores } from '../projections/shop/store.ts'
import { detailGrid, kpis } from './components/card.ts'
import { emptyState } from './components/empty-state.ts'
import { notice } from './components/notice.ts'
import { pageHead } from './components/page-head.ts'
import { activityCard } from './dashboard/activity.ts'
import { dashboardFigures } from './dashboard/figures.ts'
import { type Period, periodOf } from './dashboard/period.ts'
import { salesCard } from './dashboard/sales.ts'
import { statesCard } from './dashboard/states.ts'
import { firstSteps } from './first-steps.ts'
import { type Html, html } from './html.ts'
import { type Words, wordsFor } from './words.ts'

const shopOf = async (
  words: Words,
  context: PageContext,
  period: Period,
  currencies: readonly string[],
): Promise<Html> => {
  const { text } = words
  const { may } = context.viewer
  const [figures, sales, states, activity] = await Promise.all([
    dashboardFigures(words, context, period, currencies),
    may.has('order:read') && salesCard(words, context, period, currencies),
    may.has('order:read') && statesCard(words, context),
    may.has('audit:read') && activityCard(words, context),
  ])
  const past = period.isPast && text('dashboard.past', { day: words.format.date(period.end) })
  return html`${past !== false && notice({ tone: 'info', body: past })}
${kpis(text('dashboard.figures'), figures)}
${detailGrid(html`${sales}${activity}`, states)}`
}

/** Until something is sold: what it takes until it can be, for those who may know of stores. */
const beforeSales = async (words: Words, context: PageContext): Promise<Html> =>
  context.viewer.may.has('store:read')
    ? firstSteps(words, context, true)
    : emptyState({ title: words.text('firstSteps.none'), hint: words.text('firstSteps.none.hint') })

/** How the shop stands: figures, sales over time, orders by state and what happened last. */
export const dashboardPage: Page = {
  path: '/',
  may: 'dashboard:read',
  view: async context => {
    const { viewer, db, now, settings } = context
    const words = wordsFor(viewer, now)
    const [newest, currencies, stores] = await Promise.all([
      readNewestSalesDay(viewer, db),
      readSalesCurrencies(viewer, db),
      readStores(viewer, db),
    ])
    const title = words.text('dashboard.title')
    const zones = stores.map(({ timeZone }) => timeZone)
    const timeZones = zones.length === 0 ? [viewer.timeZone] : zones
    const period = periodOf(now, newest, { timeZones, days: settings.of('figureDays') })
    const head = pageHead({ title, meta: words.format.date(period.end) })
    const body =
      newest === undefined ? await beforeSales(words, context) : await shopOf(words, context, period, currencies)
    return { title, body: html`${head}${body}` }
  },
}
