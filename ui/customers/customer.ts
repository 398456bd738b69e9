import { pathTo } from '../../api/commands.ts'
import { customerCommands } from '../../api/customers/customer.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import {
  type CustomerDetail,
  customerList,
  type ListedCustomer,
  readCustomer,
  readCustomers,
} from '../../projections/customers/customer.ts'
import { readCustomerCountries } from '../../projections/customers/customer-country.ts'
import { readLastOrders, readSpending } from '../../projections/customers/customer-orders.ts'
import { badge } from '../components/badge.ts'
import { detailGrid } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { moment } from '../components/time.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { commandName, pageProblem } from '../kit/form.ts'
import { listPage } from '../list-page.ts'
import { type Words, wordsFor } from '../words.ts'
import { addressFormPages } from './address-forms.ts'
import { countryChoices } from './country-options.ts'
import { addressesCard } from './customer-address.ts'
import { notesCard, ordersCard, profileCard, spendingCard } from './customer-cards.ts'
import { customerFormPages } from './customer-forms.ts'
import { customerHistory } from './customer-history.ts'
import { customerName, listedName } from './customer-name.ts'
import { erasurePage } from './erasure.ts'

const ORDERS_SHOWN = 10

const statusBadge = ({ text }: Words, status: ListedCustomer['status']): Html =>
  badge(text(`value.customer.status.${status}`), status === 'active' ? 'good' : 'neutral')

const { RegisterCustomer, EditProfile, ChangeEmail, EraseCustomer } = customerCommands

const create = (words: Words): Html =>
  linkButton({ label: commandName(words, RegisterCustomer), href: RegisterCustomer.form, kind: 'primary' })

const customers = listPage<ListedCustomer>({
  path: '/customers',
  may: 'customers:read',
  title: 'customer.list',
  definition: customerList,
  read: readCustomers,
  href: ({ id }) => pathTo('/customers/:id', id),
  searchLabel: 'customer.search',
  columns: words => [
    { header: words.text('customer.name'), cell: row => listedName(words, row) },
    { header: words.text('customer.email'), cell: ({ email }) => email },
    { header: words.text('customer.country'), cell: ({ country }) => country && words.format.country(country) },
    { header: words.text('customer.orders'), cell: ({ orders }) => words.format.number(orders), align: 'end' },
    { header: words.text('customer.status'), cell: ({ status }) => statusBadge(words, status) },
    {
      header: words.text('customer.registered'),
      cell: row => moment(words, row.registered_at),
      sort: 'registered',
      quiet: true,
    },
  ],
  filters: {
    status: {
      label: 'customer.status',
      options: ({ text }) =>
        (['active', 'erased'] as const).map(value => ({ value, label: text(`value.customer.status.${value}`) })),
    },
    country: {
      label: 'customer.country',
      options: async (words, { viewer, db }) => countryChoices(words, await readCustomerCountries(viewer, db)),
    },
    registered: { label: 'customer.registered' },
  },
  empty: words => ({
    title: words.text('customer.empty.title'),
    hint: words.text('customer.empty.hint'),
    action: create(words),
  }),
  actions: (words, { viewer }) => viewer.may.has('customers:write') && create(words),
})

const detail: Page = {
  path: '/customers/:id',
  may: 'customers:read',
  view: async (context): Promise<View | undefined> => {
    const { viewer, db } = context
    const id = context.params['id'] ?? ''
    const [customer, history] = await Promise.all([
      readCustomer(viewer, db, id),
      context.history('customer', id, historyPage(context.query)),
    ])
    if (customer === undefined) return undefined
    const words = wordsFor(viewer, context.now)
    const mayWrite = viewer.may.has('customers:write') && customer.status === 'active'
    const orders = viewer.may.has('orders:read') ? await ordersOf(words, context, id) : undefined
    const addresses = addressesCard(words, context, { customer, mayWrite })
    const parts = detailGrid(
      html`${orders?.list}${customer.status === 'active' && addresses}${historyCard(words, customerHistory(words, customer, history), { page: pathTo('/customers/:id', id), query: context.query })}`,
      html`${profileCard(words, customer)}${orders?.totals}${customer.status === 'active' && notesCard(words, context, customer, mayWrite)}`,
    )
    const body = html`${head(words, context, customer)}${notices(words, customer)}
${pageProblem(context, parts)}
${parts}`
    return { title: customerName(words, customer), nav: 'customers', body }
  },
}

const ordersOf = async (words: Words, { viewer, db }: PageContext, id: string) => {
  const [last, spending] = await Promise.all([
    readLastOrders(viewer, db, id, ORDERS_SHOWN),
    readSpending(viewer, db, id),
  ])
  const count = spending.reduce((sum, { orders }) => sum + orders, 0)
  return { list: ordersCard(words, last, count), totals: spendingCard(words, spending) }
}

const head = (words: Words, { viewer }: PageContext, customer: CustomerDetail): Html => {
  const to = (route: { readonly form: string }) => pathTo(route.form, customer.id)
  const erase = linkButton({ label: words.text('customer.erase'), href: to(EraseCustomer) })
  const edit = linkButton({ label: words.text('customer.edit'), href: to(EditProfile), kind: 'primary', shortcut: 'e' })
  const email = linkButton({ label: commandName(words, ChangeEmail), href: to(ChangeEmail) })
  const isActive = customer.status === 'active'
  return pageHead({
    title: customerName(words, customer),
    badges: statusBadge(words, customer.status),
    meta: metaOf(words, customer),
    actions: html`${isActive && viewer.may.has('customers:erase') && erase}${isActive && viewer.may.has('customers:write') && html`${email}${edit}`}`,
  })
}

const metaOf = ({ format }: Words, { id, reference, status, country }: CustomerDetail): Html =>
  html`${country !== null && format.country(country)} ${status === 'erased' && reference === null && html`<span class="mono">${id}</span>`}`

const notices = ({ text }: Words, { status, name }: CustomerDetail): Html => {
  if (status === 'erased') return notice({ tone: 'info', body: text('customer.erased.notice') })
  return html`${name === null && notice({ tone: 'info', body: text('customer.recorded.notice') })}`
}

export const customerPages: readonly Page[] = [
  customers,
  ...customerFormPages,
  ...addressFormPages,
  erasurePage,
  detail,
]
