import type { PageContext } from '../../api/page.ts'
import { countDrafts } from '../../projections/orders/draft-detail.ts'
import { countOrders } from '../../projections/orders/order-list.ts'
import type { Kpi } from '../components/card.ts'
import { orderQueries } from '../orders/order-views.ts'
import type { Words } from '../words.ts'
import { countText } from './count-text.ts'

/** Both what is counted and the query string of the list that the figure links to. */
const OPEN_DRAFTS = 'status=open'

const ordersIn = async (
  words: Words,
  { viewer, db, now }: PageContext,
  view: 'toPack' | 'late' | 'backordered',
): Promise<Kpi> => {
  const query = orderQueries[view]
  const count = await countOrders(viewer, db, query, now)
  return { label: words.text(`orderView.${view}`), href: `/orders?${query}`, value: countText(words, count) }
}

const openDrafts = async (words: Words, { viewer, db }: PageContext): Promise<Kpi> => ({
  label: words.text('dashboard.drafts'),
  href: `/drafts?${OPEN_DRAFTS}`,
  value: countText(words, await countDrafts(viewer, db, OPEN_DRAFTS)),
})

/** What waits for somebody, as far as the viewer may see it. */
export const toDoFigures = (words: Words, context: PageContext): Promise<Kpi[]> => {
  const { may } = context.viewer
  return Promise.all([
    ...(may.has('order:read')
      ? [ordersIn(words, context, 'toPack'), ordersIn(words, context, 'late'), ordersIn(words, context, 'backordered')]
      : []),
    ...(may.has('draft:read') ? [openDrafts(words, context)] : []),
  ])
}
