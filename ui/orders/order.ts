import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import { returnCommands } from '../../api/orders/return.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { storeKeys } from '../../domain/shared/store.ts'
import { type ListedOrder, orderList, orderStatuses, readOrders } from '../../projections/orders/order.ts'
import { type OrderDetail, readOrder, readOrderComments } from '../../projections/orders/order-detail.ts'
import { readReturnsOfOrder } from '../../projections/orders/return.ts'
import { detailGrid } from '../components/card.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { moment } from '../components/time.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { commandName, pageProblem } from '../kit/form.ts'
import { listPage } from '../list-page.ts'
import { withQuery } from '../query.ts'
import { type Words, wordsFor } from '../words.ts'
import { orderBadge } from './badges.ts'
import { eraseGuestLink, guestErasurePage, isErasable } from './guest-erasure.ts'
import {
  commentsCard,
  contactCard,
  customerCard,
  linesCard,
  referenceCard,
  returnsCard,
  totalsCard,
} from './order-cards.ts'
import { orderFigures } from './order-figures.ts'
import { shownLines } from './order-lines.ts'

const customerCell = ({ text }: Words, { customer_name, customer }: ListedOrder): Html => {
  if (customer_name !== null) return html`${customer_name}`
  return customer === null
    ? html`<span class="quiet">${text('order.guest')}</span>`
    : html`<span class="mono">${customer}</span>`
}

const createButton = (words: Words): Html =>
  linkButton({
    label: commandName(words, orderCommands.PlaceOrder),
    href: orderCommands.PlaceOrder.form,
    kind: 'primary',
  })

const orders = listPage<ListedOrder>({
  path: '/orders',
  may: 'orders:read',
  title: 'order.list',
  definition: orderList,
  read: readOrders,
  href: ({ id }) => pathTo('/orders/:id', id),
  searchLabel: 'order.search',
  columns: words => [
    { header: words.text('order.number'), cell: ({ number }) => number, mono: true },
    { header: words.text('order.placed'), cell: row => moment(words, row.placed_at), sort: 'placed', quiet: true },
    { header: words.text('order.customer'), cell: row => customerCell(words, row) },
    { header: words.text('order.country'), cell: ({ country }) => country, quiet: true },
    { header: words.text('order.store'), cell: ({ store }) => store, quiet: true },
    { header: words.text('order.status'), cell: ({ status }) => orderBadge(words, status) },
    { header: words.text('order.items'), cell: row => words.format.number(row.item_count), align: 'end' },
    {
      header: words.text('order.total'),
      cell: ({ total, currency }) => words.format.money(total, currency),
      sort: 'total',
      align: 'end',
    },
  ],
  filters: {
    status: {
      label: 'order.status',
      options: ({ text }) => orderStatuses.map(value => ({ value, label: text(`value.order.status.${value}`) })),
    },
    store: { label: 'order.store', options: () => storeKeys.map(value => ({ value, label: value })) },
    placed: { label: 'order.placed' },
  },
  empty: words => ({
    title: words.text('order.empty.title'),
    hint: words.text('order.empty.hint'),
    action: createButton(words),
  }),
  actions: (words, { viewer }) => viewer.may.has('orders:write') && createButton(words),
  above: orderFigures,
})

const detail: Page = {
  path: '/orders/:id',
  may: 'orders:read',
  view: async (context): Promise<View | undefined> => {
    const { viewer, db } = context
    const id = context.params['id'] ?? ''
    const [order, lines, comments, returns, history] = await Promise.all([
      readOrder(viewer, db, id),
      shownLines(context, id),
      readOrderComments(viewer, db, id),
      readReturnsOfOrder(viewer, db, id),
      context.history('order', id, historyPage(context.query)),
    ])
    if (order === undefined) return undefined
    const words = wordsFor(viewer, context.now)
    const title = words.text('order.title', { number: order.number })
    const parts = detailGrid(
      html`${linesCard(words, order, lines)}${returnsCard(words, order, returns)}${historyCard(words, history, { page: pathTo('/orders/:id', id), query: context.query })}`,
      html`${totalsCard(words, order, returns)}${customerCard(words, context, order)}${contactCard(words, order)}${referenceCard(words, context, order)}${commentsCard(words, context, order, comments)}`,
    )
    const body = html`${head(words, context, title, order)}
${pageProblem(context, parts)}
${parts}`
    return { title, nav: 'orders', body }
  },
}

const head = (words: Words, { viewer }: PageContext, title: string, order: OrderDetail): Html => {
  const { text } = words
  const isOpen = order.cancelled_units + order.returned_units < order.unit_count
  const { CancelOrderLines } = orderCommands
  const { ReturnOrderLines } = returnCommands
  const erase = viewer.may.has('customers:erase') && isErasable(order) && eraseGuestLink(words, order)
  const changes =
    viewer.may.has('orders:write') &&
    isOpen &&
    html`${linkButton({ label: commandName(words, CancelOrderLines), href: pathTo(CancelOrderLines.form, order.id) })}${linkButton(
      {
        label: commandName(words, ReturnOrderLines),
        href: withQuery(ReturnOrderLines.form, { order: order.id }),
        kind: 'primary',
      },
    )}`
  const actions = html`${erase}${changes}`
  return pageHead({
    title,
    badges: orderBadge(words, order.status),
    meta: html`${moment(words, order.placed_at)} · ${order.store} · ${text('order.version', { revision: String(order.revision) })}`,
    actions,
  })
}

export const orderPages: readonly Page[] = [orders, guestErasurePage, detail]
