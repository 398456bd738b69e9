import { badge, type Tone } from '../../ui/components/badge.ts'
import { bulkBar } from '../../ui/components/bulk-bar.ts'
import { card } from '../../ui/components/card.ts'
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
import { notice } from '../../ui/components/notice.ts'
import { linkButton, pageHead } from '../../ui/components/page-head.ts'
import { pager } from '../../ui/components/pager.ts'
import { errorOf } from '../../ui/components/problem-summary.ts'
import { repeatedRows } from '../../ui/components/repeated-rows.ts'
import { type Column, dataTable } from '../../ui/components/table.ts'
import { tabs } from '../../ui/components/tabs.ts'
import { moment } from '../../ui/components/time.ts'
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
    sort: { href: '/orders?sort=placed', direction: 'descending' },
  },
  { header: 'Customer', cell: row => row.customer, wraps: true, sort: { href: '/orders?sort=customer' } },
  { header: 'Channel', cell: row => row.channel, quiet: true },
  { header: 'Payment', cell: row => status(row.payment) },
  { header: 'Fulfilment', cell: row => status(row.fulfilment) },
  { header: 'Items', cell: row => row.items, align: 'end' },
  { header: 'Total', cell: row => money(row.total, 'EUR'), align: 'end', sort: { href: '/orders?sort=total' } },
]

const views = tabs('Views', [
  { label: 'All', href: '/orders', swaps: true },
  { label: 'To fulfil', href: '/orders?view=to-fulfil', count: '132', current: true, swaps: true },
  { label: 'Unpaid', href: '/orders?view=unpaid', count: '21', swaps: true },
  { label: 'B2B this month', href: '/orders?view=b2b', swaps: true },
])

const filters = filterBar(words, {
  action: '/orders',
  search: { name: 'q', label: 'Order number, customer, e-mail, SKU', value: '' },
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
  keep: { sort: 'placed' },
})

const empty = {
  title: words.text('empty.filtered.title'),
  hint: words.text('empty.filtered.hint'),
  action: linkButton({ label: 'Show all orders', href: '/orders' }),
}

const orderList = samplePage(
  { title: 'Orders' },
  html`${pageHead({
    title: 'Orders',
    meta: '1,204 open',
    actions: [
      linkButton({ label: 'Export CSV', href: '/orders.csv', kind: 'plain' }),
      linkButton({ label: 'New order', href: '/drafts/new', kind: 'primary' }),
    ],
  })}${listRegion(
    views,
    filters,
    dataTable(words, {
      caption: 'Orders',
      columns,
      rows: orders,
      href: row => `/orders/${row.number}`,
      select: { form: 'bulk', value: row => row.number, label: row => `Select order #${row.number}` },
      empty,
    }),
    pager(words, { shown: orders.length, total: { count: 1204, capped: false }, next: '/orders?after=x' }),
    bulkBar(words, {
      id: 'bulk',
      action: '/api/orders/shipments',
      file: '/orders.xlsx',
      filter: 'status=placed',
      all: 'All 1,204 that match',
      actions: [
        { value: 'ship', label: 'Mark shipped' },
        { value: 'print', label: 'Print packing slips' },
      ],
    }),
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
  rowName: number => `Line ${number}`,
  name: 'suppliers',
  legend: 'Suppliers',
  count: 6,
  shown: 2,
  add: 'Add supplier',
  row: index =>
    html`${textField({ name: `suppliers.${index}.name`, label: 'Supplier', value: index === '0' ? 'Lumen Ltd' : '' })}${textField({ name: `suppliers.${index}.code`, label: 'Code', mono: true })}`,
})}`

const discontinue = commandButton({
  action: '/api/products/LMP-204-BK/discontinuation',
  commandId: COMMAND_ID,
  revision: 3,
  label: 'Discontinue',
  confirm: 'Discontinue this product?',
})

const formWithErrors = samplePage(
  {
    title: 'Edit product',
    nav: 'products',
    banner: notice({ tone: 'warn', body: 'Jana Novák is editing this product too.' }),
    toasts: [{ tone: 'good', body: 'Product put on sale.' }],
    freshness: { state: 'behind', parked: 0, behindSeconds: 3, lost: [] },
  },
  html`${pageHead({ title: 'Edit product', meta: 'LMP-204-BK', actions: discontinue })}<div id="problem"></div>${card({
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

/** What no page of the shop shows yet, or only when something has gone wrong, as markup by name. */
export const samplePages: Readonly<Record<string, string>> = {
  orders: orderList,
  form: formWithErrors,
  conflict: formWithConflict,
}
