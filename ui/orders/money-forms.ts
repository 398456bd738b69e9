import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { amountText } from '../../domain/shared/amount.ts'
import { type LineToPay, readLinesToPay } from '../../projections/orders/lines-to-pay.ts'
import { type OrderDetail, readOrder } from '../../projections/orders/order-detail.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { editPage } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'
import { toRefund } from './order-payments.ts'

const { BookPayment, SettleRefund } = orderCommands

/** What stands in the form before anything is typed: as much as lacks, or is to go back. */
const start = (words: Words, { currency }: OrderDetail, minor: number) => ({
  currency,
  ...(minor > 0 && { start: words.format.decimal(amountText(minor, currency)) }),
})

type Hint = 'order.payment.booking.hint' | 'order.payment.settling.hint'

/** What the form records, and how the order stands with its money before. */
const before = ({ text, format }: Words, { due, paid, currency }: OrderDetail, what: Hint): Html => {
  const [owed, came] = [format.money(due, currency), format.money(paid, currency)]
  return html`<p class="quiet">${text(what)} ${text('order.payment.standing', { due: owed, paid: came })}</p>`
}

type Booking = OrderDetail & { readonly toPay: readonly LineToPay[] }

const toPayTable = (words: Words, { keyed }: FieldsOf<typeof BookPayment>, { toPay }: Booking): Html | false => {
  if (toPay.length < 2 && (toPay[0]?.waiting ?? 0) < 2) return false
  const { head, row } = keyed('lines', 'line')
  const table = dataTable<LineToPay>(words, {
    caption: words.text('order.payment.lines'),
    columns: [
      { header: words.text('field.product'), cell: ({ name }) => name },
      {
        header: words.text('order.payment.waiting'),
        cell: ({ waiting }) => words.format.number(waiting),
        align: 'end',
      },
      {
        header: words.text('field.quantity'),
        align: 'end',
        cell: line => {
          const of = row(line.line)
          return html`${of.key}${of.field('quantity', { isCell: true, label: words.text('units.of', line) })}`
        },
      },
      { header: words.text('field.sku'), cell: ({ sku }) => sku, mono: true, folds: true },
    ],
    rows: toPay,
    empty: { title: '', hint: '' },
  })
  return html`<details><summary>${words.text('order.payment.lines')}</summary><p class="quiet">${words.text('order.payment.lines.hint')}</p>${head}${table}</details>`
}

const book = editPage(BookPayment, {
  read: async ({ viewer, db }: PageContext, id): Promise<(Booking & { readonly revision: number }) | undefined> => {
    const order = await readOrder(viewer, db, id)
    return order && { ...order, toPay: await readLinesToPay(viewer, db, order) }
  },
  title: ({ text }, { number }) => text('order.payment.booking', { number }),
  meta: () => undefined,
  above: (order, { words }) => before(words, order, 'order.payment.booking.hint'),
  sent: () => ({ recorded: undefined }),
  fields: (fields, order, { words }) => {
    const { field } = fields
    return html`<div class="fields">${field('amount', start(words, order, order.due - order.paid))}${field('valueDate')}</div>${field('bankReference')}${toPayTable(words, fields, order)}`
  },
})

const settle = editPage(SettleRefund, {
  read: ({ viewer, db }: PageContext, id) => readOrder(viewer, db, id),
  title: ({ text }, { number }) => text('order.payment.settling', { number }),
  meta: () => undefined,
  above: (order, { words }) => before(words, order, 'order.payment.settling.hint'),
  sent: () => ({ recorded: undefined }),
  fields: ({ field }, order, { words }) =>
    html`<div class="fields">${field('amount', start(words, order, toRefund(order)))}${field('valueDate')}</div>${field('bankReference')}`,
})

/** The forms by which money is booked on an order that came, or went back, another way than through its provider. */
export const moneyPages: readonly Page[] = [book, settle]
