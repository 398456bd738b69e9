import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { PageContext } from '../../api/page.ts'
import type { OrderDetail } from '../../projections/orders/order-detail.ts'
import { type OrderPaymentRow, readOrderPayments } from '../../projections/orders/order-payment.ts'
import { readOrderTerms } from '../../projections/orders/order-terms-detail.ts'
import { type PaymentRow, readPaymentsOfOrder } from '../../projections/payment/payment.ts'
import { card, type Definition, definitions } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { type Column, dataTable } from '../components/table.ts'
import { calendarDate, moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { commandLink } from '../kit/detail.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { labelOf } from '../kit/labels.ts'
import { paymentStatusBadge } from '../payment/payment-words.ts'
import type { Words } from '../words.ts'
import { paymentBadge } from './badges.ts'

/** How an order is paid, what happened to its money, and what its provider was asked for. */
export type OrderMoney = {
  readonly method: string | null
  readonly happened: readonly OrderPaymentRow[]
  readonly asked: readonly PaymentRow[]
}

export const readOrderMoney = async ({ viewer, db }: PageContext, id: string): Promise<OrderMoney> => {
  const [terms, happened, asked] = await Promise.all([
    readOrderTerms(viewer, db, id),
    readOrderPayments(viewer, db, id),
    viewer.may.has('payment:read') ? readPaymentsOfOrder(viewer, db, id) : [],
  ])
  return { method: terms?.paymentName ?? terms?.paymentMethod ?? null, happened, asked }
}

type Paid = OrderDetail & { readonly money: OrderMoney }

/** More was paid than is owed. */
export const toRefund = ({ paid, due }: Pick<OrderDetail, 'paid' | 'due'>): number => Math.max(0, paid - due)

const sumOf = (rows: readonly OrderPaymentRow[], kind: OrderPaymentRow['kind']): number =>
  rows.reduce((sum, row) => (row.kind === kind ? sum + (row.amount ?? 0) : sum), 0)

/** What is owed, what came, and what lacks or is too much. */
const figures = ({ text, format }: Words, order: Paid): readonly Definition[] => {
  const { due, paid, authorised, currency, paymentState, money } = order
  const amount = (value: number) => format.money(value, currency)
  const some = (term: string, value: number): Definition[] => (value === 0 ? [] : [{ term, value: amount(value) }])
  const lacking = paymentState === 'none' ? 0 : Math.max(0, due - paid)
  return [
    {
      term: text('order.payment.method'),
      value: money.method ?? html`<span class="quiet">${text('order.payment.none')}</span>`,
    },
    { term: text('field.due'), value: amount(due) },
    ...some(text('field.authorised'), authorised),
    ...some(text('order.payment.captured'), sumOf(money.happened, 'captured')),
    ...some(text('order.payment.refunded'), -sumOf(money.happened, 'refunded')),
    ...(lacking > 0 ? [{ term: text('order.payment.lacking'), value: amount(lacking), strong: true }] : []),
    ...(toRefund(order) > 0
      ? [{ term: text('order.payment.toRefund'), value: amount(toRefund(order)), strong: true }]
      : []),
  ]
}

const whatHappened = ({ text }: Words, { kind, way }: OrderPaymentRow): string =>
  kind === 'captured' && way !== null ? text(`order.payment.captured.${way}`) : text(`order.payment.kind.${kind}`)

/** A payment at a provider by its page, what is booked by what stood on the statement, a refusal by its reason. */
const said = ({ words, context }: Drawing, { payment, bankReference, reason, subject }: OrderPaymentRow): Html => {
  if (reason !== null) return html`${reason}`
  if (payment !== null && context.viewer.may.has('payment:read'))
    return html`<a href="${pathTo('/payments/:id', payment)}">${words.text('thing.payment')}</a>`
  if (bankReference !== null) return html`<span class="as-typed">${bankReference}</span>`
  return subject === null ? html`` : html`<span class="quiet">${words.text('order.payment.reference.erased')}</span>`
}

const happenedTable = (drawing: Drawing, { money, currency }: Paid): Html => {
  const { words } = drawing
  const columns: readonly Column<OrderPaymentRow>[] = [
    { header: words.text('order.payment.what'), cell: row => whatHappened(words, row) },
    {
      header: words.text('field.amount'),
      cell: ({ amount }) => amount !== null && words.format.money(amount, currency),
      align: 'end',
    },
    {
      header: labelOf(words, 'order', 'valueDate'),
      cell: ({ valueDate }) => valueDate !== null && calendarDate(words, valueDate),
      quiet: true,
      folds: true,
    },
    { header: labelOf(words, 'order', 'bankReference'), cell: row => said(drawing, row), wraps: true },
    { header: words.text('field.at'), cell: ({ at }) => moment(words, at), quiet: true, folds: true },
  ]
  return dataTable(words, {
    caption: words.text('order.payments.caption'),
    columns,
    rows: money.happened,
    empty: { title: words.text('order.payments.empty'), hint: words.text('order.payments.empty.hint') },
  })
}

/** What its provider was asked for and has not answered, or waits for. */
const askedList = (words: Words, { money }: Paid): Html | false =>
  money.asked.length > 0 &&
  html`<p>${money.asked.map(
    row =>
      html`<a href="${pathTo('/payments/:id', row.payment)}">${words.text('order.payment.asked', { amount: words.format.money(row.amount, row.currency) })}</a> ${paymentStatusBadge(words, row)} `,
  )}</p>`

const obligation = ({ text, format }: Words, order: Paid): Html | false =>
  toRefund(order) > 0 &&
  notice({
    tone: 'warn',
    body: text(order.paymentState === 'overpaid' ? 'order.payment.overpaid' : 'order.payment.refundDue', {
      amount: format.money(toRefund(order), order.currency),
    }),
  })

const { BookPayment, SettleRefund } = orderCommands

const actions = (drawing: Drawing, order: Paid): Html => {
  const { id, store } = order
  const settle = toRefund(order) > 0 && commandLink(drawing, SettleRefund, id, { store, kind: 'primary' })
  return html`<div class="form-actions">${settle}${commandLink(drawing, BookPayment, id, { store })}</div>`
}

/** How an order stands with its money, and the ways to book what came and what went back. */
export const paymentsCard = (drawing: Drawing, order: Paid): Html => {
  const { words } = drawing
  const body = html`${obligation(words, order)}${definitions(figures(words, order), 'sum')}${askedList(words, order)}${actions(drawing, order)}`
  return card({
    id: 'payments',
    title: words.text('order.payments'),
    aside: paymentBadge(words, order.paymentState),
    flush: true,
    body: html`<div class="card-body stack">${body}</div>${happenedTable(drawing, order)}`,
  })
}
