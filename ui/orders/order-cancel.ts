import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { statesFor } from '../../domain/orders/process/acts.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { type OrderDetail, readOrder } from '../../projections/orders/order-detail.ts'
import { card } from '../components/card.ts'
import { pageHead } from '../components/page-head.ts'
import { html } from '../html.ts'
import { type Words, wordsFor } from '../words.ts'
import { orderBadges } from './badges.ts'
import { shownLines } from './order-lines.ts'
import { leftIn, shipmentsOf } from './shipments-of.ts'
import { unitsForm } from './units-form.ts'

const route = orderCommands.CancelOrderLines

/** The shipments whose units can be cancelled, where there are several. */
const choiceOf = async (context: PageContext, { text }: Words, order: OrderDetail) => {
  const left = (await shipmentsOf(context, order, 0)).filter(one => leftIn(one) > 0)
  const options = left.map(({ shipment }) => ({
    value: `${shipment}`,
    label: text('order.shipment.title', { shipment }),
  }))
  return left.length > 1 ? { options, start: context.query.get('shipment') ?? '' } : undefined
}

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
      shipments: await choiceOf(context, words, order),
    })
    const body = html`${pageHead({ title, badges: orderBadges(words, order.states) })}${card({ title: text('units.title'), body: form })}`
    return { title, body }
  },
}
