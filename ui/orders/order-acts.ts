import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { type OrderAct, orderActs, statesFor } from '../../domain/orders/process/acts.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { MAX_LINES } from '../../domain/shared/limits.ts'
import { type OrderDetail, readOrder } from '../../projections/orders/order-detail.ts'
import { card } from '../components/card.ts'
import { pageHead } from '../components/page-head.ts'
import { html } from '../html.ts'
import { editPage } from '../kit/form-pages.ts'
import { withQuery } from '../query.ts'
import { formState } from '../submitted.ts'
import { wordsFor } from '../words.ts'
import { orderBadges } from './badges.ts'
import { shownLines } from './order-lines.ts'
import { shipmentsOf } from './shipments-of.ts'
import { unitsForm } from './units-form.ts'

/** What is done with units by a command of its own; cancelling asks for a reason, and has its own page. */
export type Act = Exclude<OrderAct, 'cancel'>

const { AdvanceOrder, ShipUnits, DeliverUnits, HoldOrder } = orderCommands

/** The command of an act. */
export const actRoute = (act: Act) => {
  if (act === 'ship') return ShipUnits
  return act === 'deliver' ? DeliverUnits : AdvanceOrder
}

/** What is sent along with it, unseen. */
export const actValues = (act: Act): Readonly<Record<string, string>> =>
  act === 'ship' || act === 'deliver' ? {} : { step: act }

/** The page on which an act is done with some units. */
export const someHref = (order: string, act: Act): string =>
  withQuery(pathTo(actRoute(act).form, order), actValues(act))

const isAct = (act: string): act is Act => act !== 'cancel' && orderActs.some(one => one === act)

const actIn = (context: PageContext): string =>
  formState(context, AdvanceOrder.command).value('step', context.query.get('step') ?? '')

/** Which shipment is sent: the one that is asked for, or the only one. What goes with several has no numbers of one parcel. */
const parcelOf = async (context: PageContext, order: OrderDetail, act: Act) => {
  const shipments = act === 'ship' ? await shipmentsOf(context, order, MAX_LINES) : []
  const asked = formState(context, ShipUnits.command).value('shipment', context.query.get('shipment') ?? '')
  const one = asked === '' ? undefined : shipments.find(({ shipment }) => `${shipment}` === asked)
  if (one === undefined) return { shipment: {}, parcel: { isParcel: shipments.length === 1 } }
  const left = new Map(one.shares.map(({ line, quantity, shipped }) => [line, quantity - shipped]))
  return {
    shipment: { shipment: `${one.shipment}` },
    parcel: { isParcel: true, most: (line: number) => left.get(line) ?? 0 },
  }
}

const view = async (context: PageContext, act: string): Promise<View | undefined> => {
  const id = context.params['id'] ?? ''
  if (!isAct(act)) return undefined
  const [order, lines] = await Promise.all([readOrder(context.viewer, context.db, id), shownLines(context, id)])
  if (order === undefined) return undefined
  const words = wordsFor(context.viewer, context.now)
  const title = words.text('order.act.title', { name: words.text(`orderStep.${act}`), number: order.number })
  const route = actRoute(act)
  const { parcel, shipment } = await parcelOf(context, order, act)
  const values = { ...actValues(act), ...shipment }
  const form = unitsForm(words, context, route, {
    order,
    lines,
    page: pathTo(route.form, id),
    keep: values,
    from: statesFor(processNamed(order.process), act),
    ...parcel,
    sent: { id, revision: order.revision, values, submit: words.text(`orderStep.${act}`) },
  })
  const body = html`${pageHead({ title, badges: orderBadges(words, order.states) })}${card({ title: words.text('units.title'), body: form })}`
  return { title, body }
}

const hold = editPage(HoldOrder, {
  read: ({ viewer, db }, id) => readOrder(viewer, db, id),
  title: ({ text }, { number }) => text('order.hold.title', { number }),
  meta: (words, order) => orderBadges(words, order.states),
  // Why is said anew, whatever else happens to the order meanwhile.
  sent: () => ({ recorded: undefined, revision: undefined }),
  above: (_, { words }) => html`<p class="quiet">${words.text('order.hold.hint')}</p>`,
  fields: ({ field }) => field('reason'),
})

/** Steps with some units of an order, and the page that holds it. */
export const orderActPages: readonly Page[] = [
  { path: AdvanceOrder.form, may: AdvanceOrder.may, view: context => view(context, actIn(context)) },
  { path: ShipUnits.form, may: ShipUnits.may, view: context => view(context, 'ship') },
  { path: DeliverUnits.form, may: DeliverUnits.may, view: context => view(context, 'deliver') },
  hold,
]
