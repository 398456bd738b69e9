import { returns } from '../../api/orders/return.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { readOf } from '../../domain/viewer.ts'
import { type ReturnDetail, type ReturnLine, readReturn } from '../../projections/orders/return-detail.ts'
import type { ListedReturn } from '../../projections/orders/return-list.ts'
import { badge } from '../components/badge.ts'
import { card, definitions } from '../components/card.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { detailPage, factsOf } from '../kit/detail.ts'
import { thingList } from '../kit/list.ts'
import { currenciesFor, storesFor } from '../shop/store-options.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { returnBadge } from './badges.ts'
import { skuCell } from './order-cards.ts'
import { unitPrice } from './order-lines.ts'

const unlinkedBadge = ({ text }: Words): Html =>
  html`<span title="${text('return.unlinked.hint')}">${badge(text('return.unlinked'), 'warn')}</span>`

const ordersCell = (words: Words, { orders, unlinked }: ListedReturn): Html =>
  html`${orders.length > 0 && words.format.number(orders.length)}${orders.length > 0 && unlinked > 0 && ' '}${unlinked > 0 && unlinkedBadge(words)}`

const nameOf = ({ customerName, customer }: ListedReturn): string | null => customerName ?? customer

const list = thingList(returns, {
  columns: [
    { name: 'return', cell: (_, { number }) => number, file: 'number', mono: true },
    'recordedAt',
    { name: 'customer', cell: (_, row) => nameOf(row), file: (_, row) => nameOf(row) },
    { name: 'store', quiet: true },
    { name: 'status', cell: (words, { status }) => returnBadge(words, status), file: 'status' },
    { name: 'orders', cell: ordersCell, file: (_, { orders }) => orders.length, align: 'end' },
    'itemCount',
    'total',
  ],
  onPhones: ['return', 'customer', 'status', 'total'],
  options: { store: storesFor(readOf.return), currency: currenciesFor(readOf.return) },
})

const detail = detailPage(returns, {
  read: ({ viewer, db }, id) => readReturn(viewer, db, id),
  title: ({ number }, { words }) => words.text('return.title', { number }),
  // What came back of several orders, or of none that is there, is below none of them.
  within: async ({ viewer, db }, id) => {
    const { lines = [], orders = [] } = (await readReturn(viewer, db, id)) ?? {}
    const order = lines.find(({ orderNumber }) => orderNumber !== null)?.order ?? null
    return order === null || orders.length > 1 ? undefined : { path: '/orders/:id', id: order }
  },
  badges: ({ status }, { words }) => returnBadge(words, status),
  meta: ({ recordedAt, store, revision }, { words }) =>
    html`${moment(words, recordedAt)} · ${store} · ${words.text('order.version', { revision: String(revision) })}`,
  main: (found, { words, context }) => linesCard(words, context, found),
  side: (found, { words, context }) => html`${totalsCard(words, found)}${factsCard(words, context, found)}`,
})

/** Where a returned line was bought, with the way there; marked when that is not known. */
const originCell = (words: Words, { viewer }: PageContext, { order, orderLine, orderNumber }: ReturnLine): Html => {
  if (order === null) return unlinkedBadge(words)
  const label = words.text('return.order.line', { order: orderNumber ?? order, line: orderLine ?? 0 })
  return orderNumber === null ? html`${label}` : thingLink(viewer, 'order', order, label)
}

/** Which lines count; a column only where some do not. */
const refusedColumn = (words: Words): Column<ReturnLine> => ({
  header: words.text('field.status'),
  cell: ({ refused }) => returnBadge(words, refused ? 'refused' : 'recorded'),
})

const linesCard = (words: Words, context: PageContext, found: ReturnDetail): Html => {
  const { lines, currency, unlinked, refusedLines } = found
  const { text, format } = words
  const table = dataTable<ReturnLine>(words, {
    caption: text('return.items.caption'),
    columns: [
      { header: text('field.product'), cell: ({ name }) => name },
      { header: text('field.sku'), cell: skuCell, mono: true },
      { header: text('field.order'), cell: line => originCell(words, context, line) },
      ...(refusedLines === 0 ? [] : [refusedColumn(words)]),
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

const totalsCard = ({ text, format }: Words, { total, refusedAmount, currency }: ReturnDetail): Html => {
  const credited = {
    term: text('return.totals.credited'),
    value: format.money(total - refusedAmount, currency),
    strong: true,
  }
  const refused = [
    { term: text('field.total'), value: format.money(total, currency) },
    { term: text('value.return.status.refused'), value: format.money(-refusedAmount, currency) },
  ]
  return card({
    title: text('return.totals'),
    body: definitions(refusedAmount === 0 ? [credited] : [...refused, credited], 'sum'),
  })
}

const customerFact = ({ text }: Words, { viewer }: PageContext, { customer, customerName }: ReturnDetail): Html => {
  const name = customerName ?? customer ?? text('order.guest')
  const isKnown = customer !== null && customerName !== null
  return isKnown ? thingLink(viewer, 'customer', customer, name) : html`${name}`
}

const factsCard = (words: Words, context: PageContext, found: ReturnDetail): Html => {
  const { text } = words
  const { reason, hasReason } = found
  return card({
    title: text('return.facts'),
    body: factsOf(words, returns, found, [
      { name: 'customer', value: customerFact(words, context, found) },
      'country',
      'recordedOn',
      { name: 'reason', value: reason ?? text(hasReason ? 'return.erasedReason' : 'return.noReason') },
    ]),
  })
}

export const returnPages: readonly Page[] = [list, detail]
