import { pathTo } from '../../api/commands.ts'
import { returns } from '../../api/orders/return.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { storeKeys } from '../../domain/shared/store.ts'
import { type ListedReturn, type ReturnDetail, type ReturnLine, readReturn } from '../../projections/orders/return.ts'
import { badge } from '../components/badge.ts'
import { card, definitions } from '../components/card.ts'
import { type Column, dataTable } from '../components/table.ts'
import { calendarDate, moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { detailPage, factsOf } from '../kit/detail.ts'
import { thingList } from '../kit/list.ts'
import type { Words } from '../words.ts'
import { returnBadge } from './badges.ts'
import { skuCell } from './order-cards.ts'
import { unitPrice } from './order-lines.ts'

const unlinkedBadge = ({ text }: Words): Html =>
  html`<span title="${text('return.unlinked.hint')}">${badge(text('return.unlinked'), 'warn')}</span>`

const ordersCell = (words: Words, { orders, unlinked }: ListedReturn): Html =>
  html`${orders.length > 0 && words.format.number(orders.length)}${orders.length > 0 && unlinked > 0 && ' '}${unlinked > 0 && unlinkedBadge(words)}`

const stores = storeKeys.map(value => ({ value, label: value }))

const list = thingList(returns, {
  columns: [
    { name: 'return_id', cell: (_, { number }) => number, mono: true },
    'recorded_at',
    { name: 'customer', cell: (_, { customer_name, customer }) => customer_name ?? customer },
    { name: 'store', quiet: true },
    { name: 'status', cell: (words, { status }) => returnBadge(words, status) },
    { name: 'orders', cell: ordersCell, align: 'end' },
    'item_count',
    'total',
  ],
  options: { store: () => stores },
})

const detail = detailPage(returns, {
  read: ({ viewer, db }, id) => readReturn(viewer, db, id),
  title: ({ number }, { words }) => words.text('return.title', { number }),
  badges: ({ status }, { words }) => returnBadge(words, status),
  meta: ({ recorded_at, store, revision }, { words }) =>
    html`${moment(words, recorded_at)} · ${store} · ${words.text('order.version', { revision: String(revision) })}`,
  main: (found, { words }) => linesCard(words, found),
  side: (found, { words, context }) => html`${totalsCard(words, found)}${factsCard(words, context, found)}`,
})

/** Where a returned line was bought, with the way there; marked when that is not known. */
const originCell = (words: Words, { order_id, order_line, order_number }: ReturnLine): Html => {
  if (order_id === null) return unlinkedBadge(words)
  const label = words.text('return.order.line', { order: order_number ?? order_id, line: order_line ?? 0 })
  return order_number === null ? html`${label}` : html`<a href="${pathTo('/orders/:id', order_id)}">${label}</a>`
}

/** Which lines count; a column only where some do not. */
const refusedColumn = ({ text }: Words): Column<ReturnLine> => ({
  header: text('field.status'),
  cell: ({ refused }) => (refused ? badge(text('return.refused'), 'bad') : badge(text('return.counted'), 'good')),
})

const linesCard = (words: Words, { lines, currency, unlinked, refused_lines }: ReturnDetail): Html => {
  const { text, format } = words
  const table = dataTable<ReturnLine>(words, {
    caption: text('return.items.caption'),
    columns: [
      { header: text('field.product'), cell: ({ name }) => name },
      { header: text('field.sku'), cell: skuCell, mono: true },
      { header: text('field.order_id'), cell: line => originCell(words, line) },
      ...(refused_lines === 0 ? [] : [refusedColumn(words)]),
      { header: text('field.quantity'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
      { header: text('order.unit'), cell: line => unitPrice(words, line, currency), align: 'end' },
      { header: text('field.total'), cell: ({ total }) => format.money(total, currency), align: 'end' },
    ],
    rows: lines,
    empty: { title: text('order.lines.none'), hint: text('order.lines.none.hint') },
  })
  return card({
    title: text('return.items'),
    ...(unlinked > 0 && { aside: text('return.unlinked.count', { count: unlinked }) }),
    flush: true,
    body: table,
  })
}

const totalsCard = ({ text, format }: Words, { total, refused_amount, currency }: ReturnDetail): Html => {
  const credited = {
    term: text('return.totals.credited'),
    value: format.money(total - refused_amount, currency),
    strong: true,
  }
  const refused = [
    { term: text('field.total'), value: format.money(total, currency) },
    { term: text('return.refused'), value: format.money(-refused_amount, currency) },
  ]
  return card({
    title: text('return.totals'),
    body: definitions(refused_amount === 0 ? [credited] : [...refused, credited], 'sum'),
  })
}

const customerFact = ({ text }: Words, { viewer }: PageContext, { customer, customer_name }: ReturnDetail): Html => {
  const name = customer_name ?? customer ?? text('order.guest')
  const isLinked = customer !== null && customer_name !== null && viewer.may.has('customers:read')
  return isLinked ? html`<a href="${pathTo('/customers/:id', customer)}">${name}</a>` : html`${name}`
}

const factsCard = (words: Words, context: PageContext, found: ReturnDetail): Html => {
  const { text } = words
  const { recorded_on, reason, has_reason } = found
  return card({
    title: text('return.facts'),
    body: factsOf(words, returns, found, [
      { name: 'customer', value: customerFact(words, context, found) },
      'country',
      { name: 'recorded', value: calendarDate(words, recorded_on) },
      { name: 'reason', value: reason ?? text(has_reason ? 'return.erasedReason' : 'return.noReason') },
    ]),
  })
}

export const returnPages: readonly Page[] = [list, detail]
