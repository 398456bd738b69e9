import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import { storeKeys } from '../../domain/shared/store.ts'
import {
  type ListedReturn,
  type ReturnDetail,
  type ReturnLine,
  readReturn,
  readReturns,
  returnList,
  returnStatuses,
} from '../../projections/orders/return.ts'
import { badge } from '../components/badge.ts'
import { card, definitions, detailGrid } from '../components/card.ts'
import { pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { calendarDate, moment } from '../components/time.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { listPage } from '../list-page.ts'
import { type Words, wordsFor } from '../words.ts'
import { returnBadge } from './badges.ts'
import { skuCell } from './order-cards.ts'
import { unitPrice } from './order-lines.ts'

const unlinkedBadge = ({ text }: Words): Html =>
  html`<span title="${text('return.unlinked.hint')}">${badge(text('return.unlinked'), 'warn')}</span>`

const ordersCell = (words: Words, { orders, unlinked }: ListedReturn): Html =>
  html`${orders.length > 0 && words.format.number(orders.length)}${orders.length > 0 && unlinked > 0 && ' '}${unlinked > 0 && unlinkedBadge(words)}`

const returns = listPage<ListedReturn>({
  path: '/returns',
  may: 'orders:read',
  title: 'return.list',
  definition: returnList,
  read: readReturns,
  href: ({ id }) => pathTo('/returns/:id', id),
  searchLabel: 'return.search',
  columns: words => [
    { header: words.text('return.number'), cell: ({ number }) => number, mono: true },
    {
      header: words.text('return.recorded'),
      cell: row => moment(words, row.recorded_at),
      sort: 'recorded',
      quiet: true,
    },
    { header: words.text('return.customer'), cell: ({ customer_name, customer }) => customer_name ?? customer },
    { header: words.text('return.store'), cell: ({ store }) => store, quiet: true },
    { header: words.text('return.status'), cell: ({ status }) => returnBadge(words, status) },
    { header: words.text('return.orders'), cell: row => ordersCell(words, row), align: 'end' },
    { header: words.text('return.items'), cell: row => words.format.number(row.item_count), align: 'end' },
    {
      header: words.text('return.total'),
      cell: ({ total, currency }) => words.format.money(total, currency),
      sort: 'total',
      align: 'end',
    },
  ],
  filters: {
    status: {
      label: 'return.status',
      options: ({ text }) => returnStatuses.map(value => ({ value, label: text(`value.return.status.${value}`) })),
    },
    store: { label: 'return.store', options: () => storeKeys.map(value => ({ value, label: value })) },
    recorded: { label: 'return.recorded' },
  },
  empty: ({ text }) => ({ title: text('return.empty.title'), hint: text('return.empty.hint') }),
})

const detail: Page = {
  path: '/returns/:id',
  may: 'orders:read',
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const [found, history] = await Promise.all([
      readReturn(context.viewer, context.db, id),
      context.history('return', id, historyPage(context.query)),
    ])
    if (found === undefined) return undefined
    const words = wordsFor(context.viewer, context.now)
    const title = words.text('return.title', { number: found.number })
    const meta = html`${moment(words, found.recorded_at)} · ${found.store} · ${words.text('order.version', { revision: String(found.revision) })}`
    const body = html`${pageHead({ title, badges: returnBadge(words, found.status), meta })}
${detailGrid(
  html`${linesCard(words, found)}${historyCard(words, history, { page: pathTo('/returns/:id', id), query: context.query })}`,
  html`${totalsCard(words, found)}${factsCard(words, found, context.viewer.may.has('customers:read'))}`,
)}`
    return { title, nav: 'returns', body }
  },
}

/** Where a returned line was bought, with the way there; marked when that is not known. */
const originCell = (words: Words, { order_id, order_line, order_number }: ReturnLine): Html => {
  if (order_id === null) return unlinkedBadge(words)
  const label = words.text('return.order.line', { order: order_number ?? order_id, line: order_line ?? 0 })
  return order_number === null ? html`${label}` : html`<a href="${pathTo('/orders/:id', order_id)}">${label}</a>`
}

/** Which lines count; a column only where some do not. */
const refusedColumn = ({ text }: Words): Column<ReturnLine> => ({
  header: text('return.status'),
  cell: ({ refused }) => (refused ? badge(text('return.refused'), 'bad') : badge(text('return.counted'), 'good')),
})

const linesCard = (words: Words, { lines, currency, unlinked, refused_lines }: ReturnDetail): Html => {
  const { text, format } = words
  const table = dataTable<ReturnLine>(words, {
    caption: text('return.items.caption'),
    columns: [
      { header: text('field.product'), cell: ({ name }) => name },
      { header: text('field.sku'), cell: skuCell, mono: true },
      { header: text('return.order'), cell: line => originCell(words, line) },
      ...(refused_lines === 0 ? [] : [refusedColumn(words)]),
      { header: text('field.quantity'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
      { header: text('order.unit'), cell: line => unitPrice(words, line, currency), align: 'end' },
      { header: text('return.total'), cell: ({ total }) => format.money(total, currency), align: 'end' },
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
    { term: text('return.total'), value: format.money(total, currency) },
    { term: text('return.refused'), value: format.money(-refused_amount, currency) },
  ]
  return card({
    title: text('return.totals'),
    body: definitions(refused_amount === 0 ? [credited] : [...refused, credited], 'sum'),
  })
}

const factsCard = (words: Words, found: ReturnDetail, mayOpen: boolean): Html => {
  const { text } = words
  const { customer, customer_name } = found
  const name = customer_name ?? customer ?? text('order.guest')
  const who =
    customer !== null && customer_name !== null && mayOpen
      ? html`<a href="${pathTo('/customers/:id', customer)}">${name}</a>`
      : html`${name}`
  return card({
    title: text('return.facts'),
    body: definitions([
      { term: text('return.customer'), value: who },
      { term: text('return.country'), value: found.country ?? '–' },
      { term: text('return.recorded'), value: calendarDate(words, found.recorded_on) },
      {
        term: text('return.reason'),
        value: found.reason ?? text(found.has_reason ? 'return.erasedReason' : 'return.noReason'),
      },
    ]),
  })
}

export const returnPages: readonly Page[] = [returns, detail]
