import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, View } from '../../api/page.ts'
import { statesFor } from '../../domain/orders/process/acts.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { readOrder } from '../../projections/orders/order-detail.ts'
import { card } from '../components/card.ts'
import { pageHead } from '../components/page-head.ts'
import { html } from '../html.ts'
import { wordsFor } from '../words.ts'
import { orderBadges } from './badges.ts'
import { shownLines } from './order-lines.ts'
import { unitsForm } from './units-form.ts'

const route = orderCommands.CancelOrderLines

/** Cancels some units of an order's lines. */
export const orderCancelPage: Page = {
  path: route.form,
  may: route.may,
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const [order, lines] = await Promise.all([readOrder(context.viewer, context.db, id), shownLines(context, id)])
    if (order === undefined) return undefined
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const title = text('order.cancelling', { number: order.number })
    const { revision } = order
    const sent = { id, revision, confirm: text('order.cancel.confirm'), danger: true }
    const form = unitsForm(words, context, route, {
      order,
      lines,
      page: pathTo(route.form, id),
      sent,
      from: statesFor(processNamed(order.process), 'cancel'),
      asksWhy: true,
    })
    const body = html`${pageHead({ title, badges: orderBadges(words, order.states) })}${card({ title: text('units.title'), body: form })}`
    return { title, body }
  },
}
