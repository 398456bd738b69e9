import type { PageContext } from '../../api/page.ts'
import { orderStates } from '../../domain/orders/processes/index.ts'
import { countOrders } from '../../projections/orders/order-list.ts'
import { card } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { stateBadge } from '../orders/badges.ts'
import type { Words } from '../words.ts'
import { countText } from './count-text.ts'

/** How many orders are in each state, each with the list of them. */
export const statesCard = async (words: Words, { viewer, db }: PageContext): Promise<Html> => {
  const { text } = words
  const all = await Promise.all(
    orderStates.map(async state => {
      const filter = `state=${state}`
      return { state, filter, count: await countOrders(viewer, db, filter) }
    }),
  )
  const rows = all.filter(({ count }) => count.count > 0)
  const title = text('dashboard.states')
  const table = dataTable(words, {
    caption: text('dashboard.states.caption'),
    columns: [
      { header: text('dashboard.state'), cell: ({ state }) => stateBadge(words, state) },
      { header: text('dashboard.count'), cell: ({ count }) => countText(words, count), align: 'end' },
    ],
    rows,
    href: ({ filter }) => `/orders?${filter}`,
    empty: { title: text('dashboard.sales.never'), hint: text('dashboard.sales.never.hint') },
  })
  const matrix = html`<a href="/orders/matrix">${text('dashboard.states.matrix')}</a>`
  return card({ title, aside: matrix, flush: true, body: table })
}
