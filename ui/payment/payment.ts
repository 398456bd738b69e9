import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { payments } from '../../api/payment/payment.ts'
import { paymentMethodCommands } from '../../api/payment/payment-method.ts'
import { STATEMENT_IMPORT } from '../../api/payment/statement/actions.ts'
import { ASKED_AGAIN } from '../../api/payment/try-payment.ts'
import { readOf } from '../../domain/viewer.ts'
import { type NotificationRow, type PaymentDetail, readPayment } from '../../projections/payment/payment.ts'
import { card } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { linkButton } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { detailPage, factsOf } from '../kit/detail.ts'
import { maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { labelOf, valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import { storesFor } from '../shop/store-options.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { acceptingCommand, methodNames, methodOptions, paymentStatusBadge, trialBadge } from './payment-words.ts'

/** To those who may book what came by bank. */
const importLink = async ({ text }: Words, { viewer }: PageContext): Promise<Html | undefined> =>
  viewer.may.has(orderCommands.BookPayment.may)
    ? html`<p>${linkButton({ label: text('statement.title'), href: STATEMENT_IMPORT })}</p>`
    : undefined

const list = thingList(payments, {
  columns: [
    'reference',
    { name: 'status', cell: paymentStatusBadge, file: 'status' },
    'amount',
    'method',
    { name: 'store', quiet: true },
    'isTrial',
    'requestedAt',
  ],
  onPhones: ['reference', 'status', 'amount'],
  above: importLink,
  options: { method: methodOptions, store: storesFor(readOf.payment) },
})

const isSettled = ({ status }: PaymentDetail): boolean => status === 'accepted' || status === 'refused'

const saidText = (words: Words, { says, amount, currency, reason }: NotificationRow): string => {
  const money = amount !== null && currency !== null ? words.format.money(amount, currency) : undefined
  return [valueName(words, 'payment', 'says', says), money, reason].filter(part => part != null).join(', ')
}

const toldCard = (words: Words, row: PaymentDetail): Html => {
  const { text } = words
  const name = (column: string) => labelOf(words, 'payment', column)
  return card({
    title: text('payment.state'),
    aside: paymentStatusBadge(words, row),
    flush: true,
    body: dataTable<NotificationRow>(words, {
      caption: text('payment.told.caption'),
      columns: [
        { header: name('says'), cell: told => saidText(words, told), names: true, wraps: true },
        {
          header: name('notedAs'),
          cell: ({ notedAs }) => valueName(words, 'payment', 'notedAs', notedAs),
          wraps: true,
        },
        {
          header: name('event'),
          cell: ({ event }) => event ?? text('payment.answer'),
          quiet: true,
          brief: true,
          folds: true,
        },
        { header: name('at'), cell: ({ at }) => moment(words, at), quiet: true, folds: true },
      ],
      rows: row.told,
      empty: { title: text('payment.told.none'), hint: text('payment.told.none.hint') },
    }),
  })
}

/** What is not settled can be asked for again: under the same key it is the same payment. */
const askAgain = (row: PaymentDetail, { words, context }: Drawing): Html | undefined =>
  isSettled(row) || !maySend(context, paymentMethodCommands.EditPaymentMethod)
    ? undefined
    : commandButton({ action: `/api${pathTo(ASKED_AGAIN, row.payment)}`, label: words.text('payment.askAgain') })

const byHandCard = ({ words: { text } }: Drawing, row: PaymentDetail): Html =>
  card({
    title: text('payment.byHand'),
    body: html`<div class="stack"><p class="quiet">${text('payment.byHand.hint')}</p>${acceptingCommand(row)}</div>`,
  })

const factsCard = async ({ words, context }: Drawing, row: PaymentDetail): Promise<Html> => {
  const name = (await methodNames(context)).get(row.method) ?? row.method
  const method = thingLink(context.viewer, 'paymentMethod', row.method, name)
  return card({
    title: words.text('payment.facts'),
    body: factsOf(words, payments, row, [
      { name: 'method', value: method },
      ...(row.order === null
        ? []
        : [{ name: 'order', value: thingLink(context.viewer, 'order', row.order, row.reference) }]),
      'amount',
      'authorised',
      'captured',
      'requestKey',
      'isTrial',
      'requestedAt',
      'changedAt',
    ]),
  })
}

const detail = detailPage(payments, {
  read: ({ viewer, db }, id) => readPayment(viewer, db, id),
  title: ({ reference }) => reference,
  badges: (row, { words }) => trialBadge(words, row),
  meta: () => undefined,
  actions: askAgain,
  live: (row, { words }) => toldCard(words, row),
  main: (row, drawing) => row.isTrial && row.status === 'pending' && byHandCard(drawing, row),
  side: (row, drawing) => factsCard(drawing, row),
})

/** The payments that were asked for, and what providers said of them. */
export const paymentPages: readonly Page[] = [list, detail]
