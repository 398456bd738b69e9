import { badge, type Tone } from '../../ui/components/badge.ts'
import { bulkBar } from '../../ui/components/bulk-bar.ts'
import { card, definitions, detailGrid, type Kpi, kpis } from '../../ui/components/card.ts'
import { chart } from '../../ui/components/chart.ts'
import { conflictPanel } from '../../ui/components/conflict-panel.ts'
import {
  checkboxField,
  dateField,
  dateTimeField,
  moneyField,
  rangeField,
  selectField,
  textArea,
  textField,
} from '../../ui/components/field.ts'
import { filterBar, listRegion } from '../../ui/components/filter-bar.ts'
import { commandButton, commandForm } from '../../ui/components/form.ts'
import { eventHref, timeline } from '../../ui/components/history.ts'
import { notice } from '../../ui/components/notice.ts'
import { linkButton, pageHead } from '../../ui/components/page-head.ts'
import { pager } from '../../ui/components/pager.ts'
import { errorOf } from '../../ui/components/problem-summary.ts'
import { repeatedRows } from '../../ui/components/repeated-rows.ts'
import { type Column, dataTable } from '../../ui/components/table.ts'
import { tabs } from '../../ui/components/tabs.ts'
import { moment } from '../../ui/components/time.ts'
import { tree } from '../../ui/components/tree.ts'
import { html } from '../../ui/html.ts'
import { history, type OrderRow, orders } from './sample-orders.ts'
import { samplePage, words } from './sample-shell.ts'

const { money } = words.format
const COMMAND_ID = '01936f4e-7d5a-7c3b-9d2e-1f0a2b3c4d5e'

const tones: Readonly<Record<string, Tone>> = {
  paid: 'good',
  delivered: 'good',
  pending: 'warn',
  unfulfilled: 'warn',
  refunded: 'bad',
  shipped: 'info',
  'partly shipped': 'info',
}
const status = (word: string) => badge(word, tones[word] ?? 'neutral')

const columns: readonly Column<OrderRow>[] = [
  { header: 'Order', cell: row => `#${row.number}`, names: true },
  {
    header: 'Placed',
    cell: row => moment(words, row.at),
    quiet: true,
    sort: { href: '/orders?sort=placedAt', direction: 'descending' },
  },
  { header: 'Customer', cell: row => row.customer, wraps: true, sort: { href: '/orders?sort=customer' } },
  { header: 'Channel', cell: row => row.channel, quiet: true },
  { header: 'Payment', cell: row => status(row.payment) },
  { header: 'Fulfilment', cell: row => status(row.fulfilment) },
  { header: 'Items', cell: row => row.items, align: 'end' },
  { header: 'Total', cell: row => money(row.total, 'EUR'), align: 'end', sort: { href: '/orders?sort=total' } },
]

const figures: readonly Kpi[] = [
  {
    label: 'Net sales today',
    value: money(1842010, 'EUR'),
    change: { label: '+8.2%', tone: 'good' },
    trend: [3, 4, 3.5, 3, 4.2, 5, 4.6, 4],
  },
  {
    label: 'Orders to fulfil',
    value: '132',
    change: { label: '−14', tone: 'good' },
    trend: [4, 3, 3.4, 2.6, 4, 3.2, 4.4, 3.6],
  },
  { label: 'Refund requests', value: '7', change: { label: '+2', tone: 'bad' }, trend: [2, 3, 2, 3.4, 2.6, 3.8, 3, 4] },
  {
    label: 'Avg. order value',
    value: money(8432, 'EUR'),
    change: { label: '+1.1%', tone: 'good' },
    trend: [3, 3.6, 4, 3.6, 3, 3.2, 3.8, 4],
  },
]

const views = tabs('Views', [
  { label: 'All', href: '/orders', swaps: true },
  { label: 'To fulfil', href: '/orders?view=to-fulfil', count: '132', current: true, swaps: true },
  { label: 'Unpaid', href: '/orders?view=unpaid', count: '21', swaps: true },
  { label: 'B2B this month', href: '/orders?view=b2b', swaps: true },
])

const filters = (q: string) =>
  filterBar(words, {
    action: '/orders',
    search: { name: 'q', label: 'Order number, customer, e-mail, SKU', value: q },
    filters: [
      {
        kind: 'many',
        name: 'channel',
        label: 'Channel',
        options: [
          { value: 'web', label: 'Web store' },
          { value: 'b2b', label: 'B2B portal' },
        ],
        selected: [],
      },
      {
        kind: 'one',
        name: 'country',
        label: 'Country',
        options: [
          { value: 'GB', label: 'United Kingdom' },
          { value: 'DE', label: 'Germany' },
        ],
        selected: [],
      },
    ],
    texts: [{ name: 'voucher', label: 'Voucher', value: '' }],
    days: [{ name: 'placed', label: 'Placed', from: '2026-11-16', to: '' }],
    chips: [
      { label: 'Payment: paid, pending', without: '/orders?placed=7d' },
      { label: 'Placed: last 7 days', without: '/orders?payment=paid,pending' },
    ],
    clear: '/orders',
    keep: { sort: 'placedAt' },
  })

const empty = {
  title: words.text('empty.filtered.title'),
  hint: words.text('empty.filtered.hint'),
  action: linkButton({ label: 'Show all orders', href: '/orders' }),
}

const orderList = (rows: readonly OrderRow[], q = '') =>
  samplePage(
    { title: 'Orders' },
    html`${pageHead({
      title: 'Orders',
      meta: '1,204 open',
      actions: [
        linkButton({ label: 'Export CSV', href: '/orders.csv', kind: 'plain' }),
        linkButton({ label: 'Create order', href: '/orders/new', kind: 'primary' }),
      ],
    })}${kpis('Figures', figures)}${listRegion(
      views,
      filters(q),
      dataTable(words, {
        caption: 'Orders',
        columns,
        rows,
        href: row => `/orders/${row.number}`,
        select: { form: 'bulk', value: row => row.number, label: row => `Select order #${row.number}` },
        empty,
      }),
      rows.length > 0 &&
        pager(words, { shown: rows.length, total: { count: 1204, capped: false }, next: '/orders?after=x' }),
      bulkBar(words, {
        id: 'bulk',
        action: '/api/orders/shipments',
        commandId: COMMAND_ID,
        confirm: 'Mark the selected orders as shipped?',
        actions: [
          { name: 'action', value: 'ship', label: 'Mark shipped' },
          { name: 'action', value: 'print', label: 'Print packing slips' },
        ],
      }),
    )}`,
  )

type Line = {
  readonly name: string
  readonly sku: string
  readonly status: string
  readonly quantity: number
  readonly unit: number
}
const lines: readonly Line[] = [
  { name: 'Desk lamp “Arc”', sku: 'LMP-204-BK', status: 'shipped', quantity: 2, unit: 3900 },
  { name: 'Oak shelf 80 cm', sku: 'SHF-080-OK', status: 'unfulfilled', quantity: 1, unit: 7450 },
  { name: 'Wall hook set', sku: 'HOK-006', status: 'unfulfilled', quantity: 3, unit: 890 },
]

const items = dataTable<Line>(words, {
  caption: 'Items of the order',
  columns: [
    { header: 'Product', cell: line => line.name },
    { header: 'SKU', cell: line => line.sku, mono: true },
    { header: 'Status', cell: line => status(line.status) },
    { header: 'Qty', cell: line => line.quantity, align: 'end' },
    { header: 'Unit', cell: line => money(line.unit, 'EUR'), align: 'end' },
    { header: 'Total', cell: line => money(line.unit * line.quantity, 'EUR'), align: 'end' },
  ],
  rows: lines,
  empty,
})

const bill = definitions(
  [
    { term: 'Subtotal', value: money(17920, 'EUR') },
    { term: 'Shipping', value: money(0, 'EUR') },
    { term: 'VAT 21 %', value: money(3110, 'EUR') },
    { term: 'Total', value: money(17920, 'EUR'), strong: true },
  ],
  'sum',
)

const note = commandForm(words, {
  id: 'comment',
  action: '/api/orders/10481/comments',
  commandId: COMMAND_ID,
  revision: 14,
  fields: textArea({ name: 'text', label: 'Internal note', rows: 3 }),
  submit: 'Save note',
})

const orderDetail = samplePage(
  {
    title: 'Order #10481',
    banner: notice({ tone: 'warn', body: 'Jana Novák is editing this order too (shipping address, 2 min ago).' }),
    freshness: { state: 'behind', parked: 0, behindSeconds: 3, lost: [] },
  },
  html`${pageHead({
    title: 'Order #10481',
    badges: [status('paid'), status('partly shipped')],
    meta: html`${moment(words, new Date('2026-11-23T15:13:00Z'))} · Marketplace · v14`,
    actions: [
      linkButton({ label: 'Edit', href: '/orders/10481/edit', shortcut: 'e' }),
      commandButton({
        action: '/api/orders/10481/cancellation',
        commandId: COMMAND_ID,
        revision: 14,
        label: 'Cancel order',
        confirm: 'Cancel this order?',
      }),
      linkButton({ label: 'Fulfil items', href: '/orders/10481/shipments/new', kind: 'primary' }),
    ],
  })}<div id="problem"></div>${detailGrid(
    [
      card({ title: 'Items', aside: badge('1 of 3 shipped', 'info'), body: items, flush: true }),
      card({
        title: 'History',
        aside: html`${history.length} events · <a href="/orders/10481?asOf=4">replay to a point in time</a>`,
        body: timeline(
          words,
          history.map(({ tone, entry }) => ({
            entry,
            tone,
            href: eventHref(entry.eventId),
            asOf: `/orders/10481?asOf=${entry.revision}`,
            open: entry.revision === 13,
          })),
        ),
      }),
    ],
    [
      card({ title: 'Payment', aside: status('paid'), body: bill }),
      card({
        title: 'Customer',
        aside: html`<a href="/customers/1">Edit</a>`,
        body: html`<p><strong>Bob O’Neil &amp; Sons</strong></p><p class="quiet">orders@oneil.example · 12 orders</p><p>Hlavní 21<br>603 00 Brno, CZ</p>`,
      }),
      card({ title: 'Notes', body: note }),
    ],
  )}`,
)

const problem = {
  title: 'Please check what you entered',
  detail: '2 fields need your attention.',
  errors: [
    { field: 'names.en', message: 'This is needed.' },
    { field: 'price.gross', message: 'A price such as 12.50: digits, a point, at most four decimals, not negative.' },
  ],
}

const productFields = html`<div class="fields">${textField({ name: 'names.en', label: 'Name (English)', value: '', required: true, error: errorOf(problem, 'names.en') ?? '' })}
${textField({ name: 'names.de', label: 'Name (German)', value: 'Schreibtischlampe' })}
${textField({ name: 'id', label: 'SKU', value: 'LMP-204-BK', mono: true, readOnly: true, hint: 'Can not be changed later.' })}
${selectField({ name: 'category', label: 'Category', value: 'lamps', options: [{ value: 'lamps', label: 'Lamps' }], none: 'No category' })}
${moneyField({ name: 'price.gross', label: 'Gross price', value: '12,5x', currency: 'EUR', error: errorOf(problem, 'price.gross') ?? '' })}
${dateField({ name: 'from', label: 'On sale from', value: '2026-11-23' })}
${dateTimeField({ name: 'at', label: 'As of', value: '2026-11-23T16:30:00', hint: 'To the second, in UTC.' })}
${dateTimeField({ name: 'until', label: 'Until', value: 'soon', error: 'This is no date and time.' })}
${rangeField({ name: 'revision', label: 'Event', value: '3', max: 14 })}</div>
${textArea({ name: 'description', label: 'Description', value: 'A lamp.\nWith an arm.' })}
${checkboxField({ name: 'neverOutOfStock', label: 'Never out of stock', checked: true, hint: 'Orders do not wait for stock.' })}
${repeatedRows(words, {
  name: 'suppliers',
  legend: 'Suppliers',
  count: 6,
  shown: 2,
  add: 'Add supplier',
  row: index =>
    html`${textField({ name: `suppliers.${index}.name`, label: 'Supplier', value: index === '0' ? 'Lumen Ltd' : '' })}${textField({ name: `suppliers.${index}.code`, label: 'Code', mono: true })}`,
})}`

const formWithErrors = samplePage(
  { title: 'Edit product', nav: 'products' },
  html`${pageHead({ title: 'Edit product', meta: 'LMP-204-BK' })}${card({
    title: 'Product',
    body: commandForm(words, {
      id: 'edit-product',
      action: '/api/products/LMP-204-BK',
      commandId: COMMAND_ID,
      revision: 3,
      problem,
      fields: productFields,
      submit: 'Save',
      cancel: '/products/LMP-204-BK',
    }),
  })}`,
)

const changed = history.filter(({ entry }) => entry.revision === 13).map(({ entry }) => entry)
const formWithConflict = samplePage(
  { title: 'Edit product', nav: 'products', toasts: [{ tone: 'bad', body: 'Not saved yet.' }] },
  html`${pageHead({ title: 'Edit product', meta: 'LMP-204-BK' })}${card({
    title: 'Product',
    body: commandForm(words, {
      id: 'edit-product',
      action: '/api/products/LMP-204-BK',
      commandId: COMMAND_ID,
      revision: 4,
      fields: [
        conflictPanel(words, {
          since: changed,
          fields: [{ name: 'street', label: 'Street', yours: 'Hlavní 21a', theirs: 'Hlavní 21' }],
        }),
        textField({ name: 'street', label: 'Street', value: 'Hlavní 21a' }),
      ],
      submit: 'Save again',
    }),
  })}`,
)

const sales = Array.from({ length: 24 }, (_, day) => ({
  label: `${day + 1} Nov`,
  value: 90000 + ((day * 7919) % 13) * 9000,
}))
const chartOf = (kind: 'bar' | 'area', title: string) =>
  card({
    title,
    body: chart({ kind, title, heads: ['Day', 'Sales'], points: sales, format: value => money(value, 'EUR') }),
  })

const dashboard = samplePage(
  { title: 'Dashboard', nav: 'dashboard', toasts: [{ tone: 'good', body: 'Product put on sale.' }] },
  html`${pageHead({ title: 'Dashboard', meta: 'Monday, 23 November' })}${kpis('Figures', figures)}${detailGrid(
    [chartOf('area', 'Net sales'), chartOf('bar', 'Orders per day')],
    card({
      title: 'Categories',
      body: tree(words, 'Categories', [
        {
          label: 'Home',
          href: '/categories/home',
          open: true,
          aside: '214',
          children: [
            { label: 'Lamps', href: '/categories/lamps', current: true, children: [] },
            { label: 'Shelves', href: '/categories/shelves', children: [] },
          ],
        },
        { label: 'Garden', href: '/categories/garden', children: [] },
      ]),
    }),
  )}`,
)

/** Pages that show every component once, as markup, by name. */
export const samplePages: Readonly<Record<string, string>> = {
  orders: orderList(orders),
  'orders-empty': orderList([], 'zeppelin'),
  order: orderDetail,
  form: formWithErrors,
  conflict: formWithConflict,
  dashboard,
}
