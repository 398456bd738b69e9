import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import { readOrder } from '../../projections/orders/order-detail.ts'
import { card } from '../components/card.ts'
import { pageHead } from '../components/page-head.ts'
import { html } from '../html.ts'
import { conflictOf } from '../submitted.ts'
import { wordsFor } from '../words.ts'
import { orderBadge } from './badges.ts'
import { shownLines } from './order-lines.ts'
import { unitsForm } from './units-form.ts'

/** Cancels some units of an order's lines. */
export const orderCancelPage: Page = {
  path: '/orders/:id/cancel',
  may: 'orders:write',
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const [order, lines] = await Promise.all([readOrder(context.viewer, context.db, id), shownLines(context, id)])
    if (order === undefined) return undefined
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const page = `${pathTo('/orders/:id', id)}/cancel`
    const title = text('order.cancelling', { number: order.number })
    const form = unitsForm(words, context, {
      command: 'CancelOrderLines',
      order,
      lines,
      page,
      action: `/api${pathTo('/orders/:id', id)}/cancellations`,
      before: conflictOf(words, context, {}),
      revision: order.revision,
      submit: text('order.cancel'),
      confirm: text('order.cancel.confirm'),
    })
    const body = html`${pageHead({ title, badges: orderBadge(words, order.status) })}${card({ title: text('units.title'), body: form })}`
    return { title, nav: 'orders', body }
  },
}
