import { orderCommands, orders } from '../../api/orders/order.ts'
import { returnCommands } from '../../api/orders/return.ts'
import type { Page } from '../../api/page.ts'
import { hasFlag } from '../../domain/orders/process/definition.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { readOf } from '../../domain/viewer.ts'
import { readOrder, readOrderComments } from '../../projections/orders/order-detail.ts'
import { readLacking } from '../../projections/orders/order-lacking.ts'
import type { ListedOrder } from '../../projections/orders/order-list.ts'
import { readTagsInUse } from '../../projections/orders/order-notes.ts'
import { readProgress } from '../../projections/orders/order-progress.ts'
import { readReturnsOfOrder } from '../../projections/orders/return-detail.ts'
import { readListsOf } from '../../projections/shipping/picked-orders.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage } from '../kit/detail.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { thingList } from '../kit/list.ts'
import { withQuery } from '../query.ts'
import { currenciesFor, storesFor } from '../shop/store-options.ts'
import type { Words } from '../words.ts'
import { orderBadges, paymentBadge, stateName } from './badges.ts'
import { copyButton, newDraftLink } from './draft-links.ts'
import { eraseGuestLink, guestErasurePage } from './guest-erasure.ts'
import { mentionsPage } from './mentions.ts'
import { moneyPages } from './money-forms.ts'
import { amendLink, orderAmendPage } from './order-amend.ts'
import { contactCard, customerCard, isPersonErased, linesCard, referenceCard, returnsCard } from './order-cards.ts'
import { commentsCard, editCommentPage } from './order-comments.ts'
import { correctionLinks, correctionPages } from './order-corrections.ts'
import { documentLinks, orderDocuments } from './order-documents.ts'
import { advanceLink, orderFigures } from './order-figures.ts'
import { orderOptions } from './order-filters.ts'
import { type Progressing, shownLines } from './order-lines.ts'
import { orderMatrixPage } from './order-matrix.ts'
import { flagBadge, notesCard } from './order-notes.ts'
import { paymentsCard, readOrderMoney } from './order-payments.ts'
import { pickedBadge, pickingNotice } from './order-picking.ts'
import { canAct, holdLink, holdNotice, inOrder, progressCard } from './order-progress.ts'
import { shipLink } from './order-ship.ts'
import { readShipping, shipmentsCard } from './order-shipments.ts'
import { lackingNotice } from './order-stock.ts'
import { readFacts, timelineCard } from './order-timeline.ts'
import { termsCard, totalsCard } from './order-totals.ts'
import { orderViews } from './order-views.ts'
import { shipmentPages } from './shipment-forms.ts'
import { userChoices } from './user-choices.ts'

const customerCell = ({ text }: Words, { customerName, customer }: ListedOrder): Html => {
  if (customerName !== null) return html`${customerName}`
  return customer === null
    ? html`<span class="quiet">${text('order.guest')}</span>`
    : html`<span class="mono">${customer}</span>`
}

const list = thingList(orders, {
  create: newDraftLink,
  actions: (words, context) => html`${shipLink(words, context)}${advanceLink(words, context)}`,
  columns: [
    { name: 'order', cell: (_, { number }) => number, file: 'number', mono: true },
    'placedAt',
    { name: 'customer', cell: customerCell, file: (_, { customerName, customer }) => customerName ?? customer },
    { name: 'contactEmail', quiet: true, isExtra: true },
    { name: 'store', quiet: true },
    {
      name: 'states',
      cell: (words, row) => html`${orderBadges(words, row.states)} ${pickedBadge(words, row.pickedUnits, row.toSend)}`,
      file: (words, { states }) => states.map(state => stateName(words, state)).join(', '),
    },
    {
      name: 'paymentState',
      cell: (words, { paymentState }) => paymentBadge(words, paymentState),
      file: 'paymentState',
    },
    'itemCount',
    'total',
  ],
  onPhones: ['order', 'customer', 'states', 'total'],
  options: { ...orderOptions, store: storesFor(readOf.order), currency: currenciesFor(readOf.order) },
  above: orderFigures,
  views: orderViews,
})

const isReturnable = ({ process, progress }: Progressing): boolean =>
  progress.some(({ state }) => hasFlag(processNamed(process), state, 'returnable'))

const actions = (drawing: Drawing, order: Progressing): Html => {
  const { CancelOrderLines } = orderCommands
  const { ReturnOrderLines } = returnCommands
  const { store } = order
  const cancel = commandLink(drawing, CancelOrderLines, order.id, { store })
  const href = withQuery(ReturnOrderLines.form, { order: order.id })
  const bringBack = commandLink(drawing, ReturnOrderLines, order.id, { href, store })
  return html`${eraseGuestLink(drawing, order)}${copyButton(drawing, order)}${holdLink(drawing, order)}${amendLink(drawing, order)}${canAct(order, 'cancel') && cancel}${isReturnable(order) && bringBack}${documentLinks(drawing.words, order.id)}`
}

const detail = detailPage(orders, {
  read: async (context, id) => {
    const { viewer, db } = context
    const [order, progress, money, lines, comments, returns, facts, users, tagsInUse, picking] = await Promise.all([
      readOrder(viewer, db, id),
      readProgress(viewer, db, id),
      readOrderMoney(context, id),
      shownLines(context, id),
      readOrderComments(viewer, db, id),
      readReturnsOfOrder(viewer, db, id),
      readFacts(context, id),
      userChoices(context),
      readTagsInUse(viewer, db),
      readListsOf(db, id),
    ])
    if (order === undefined) return undefined
    const [lacking, shipping] = await Promise.all([readLacking(viewer, db, order), readShipping(context, order)])
    const own = { ...shipping, lacking, progress: inOrder(order.process, progress), money, lines, comments, returns }
    return { ...order, ...own, facts, users, tagsInUse, picking }
  },
  title: ({ number }, { words }) => words.text('order.title', { number }),
  badges: (order, { words }) => html`${orderBadges(words, order.states)}${flagBadge(words, order)}`,
  meta: ({ placedAt, store, revision }, { words }) =>
    html`${moment(words, placedAt)} · ${store} · ${words.text('order.version', { revision: String(revision) })}`,
  actions: (order, drawing) => actions(drawing, order),
  notices: (order, drawing) => holdNotice(drawing, order),
  live: (order, drawing) =>
    html`${lackingNotice(drawing, order)}${pickingNotice(drawing, order)}${progressCard(drawing, order)}`,
  main: (order, { words, context, context: { viewer } }) =>
    html`${linesCard(words, order, order.lines)}${shipmentsCard({ words, context }, order)}${paymentsCard({ words, context }, order)}${viewer.may.has('return:read') && returnsCard(words, order, order.returns)}${timelineCard({ words, context }, order)}`,
  foldsHistory: true,
  side: (order, { words, context }) =>
    html`${totalsCard(words, order, order.returns)}${notesCard({ words, context }, order)}${customerCard(words, context, order, correctionLinks({ words, context }, order))}${termsCard(words, context, order.terms)}${contactCard(words, order)}${referenceCard(words, context, order)}${commentsCard({ words, context }, { ...order, isPersonErased: isPersonErased(order) })}`,
})

export const orderPages: readonly Page[] = [
  list,
  orderMatrixPage,
  guestErasurePage,
  ...moneyPages,
  editCommentPage,
  ...correctionPages,
  orderAmendPage,
  ...shipmentPages,
  mentionsPage,
  { ...detail, documents: orderDocuments },
]
