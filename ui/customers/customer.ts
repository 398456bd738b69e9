import { customerCommands, customers } from '../../api/customers/customer.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { readCustomerCountries } from '../../projections/customers/customer-country.ts'
import { type CustomerDetail, readCustomer } from '../../projections/customers/customer-detail.ts'
import type { ListedCustomer } from '../../projections/customers/customer-list.ts'
import { readLastOrders, readSpending } from '../../projections/customers/customer-orders.ts'
import { badge } from '../components/badge.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage } from '../kit/detail.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { thingList } from '../kit/list.ts'
import { copyButton, draftForLink } from '../orders/draft-links.ts'
import { languagesFor, storesFor } from '../shop/store-options.ts'
import type { Words } from '../words.ts'
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

const list = thingList(customers, {
  create: RegisterCustomer,
  columns: [
    { name: 'name', cell: listedName, file: customerName },
    'email',
    'country',
    {
      name: 'orders',
      cell: ({ format }, { orders }) => format.number(orders),
      file: (_, { orders }) => orders,
      align: 'end',
    },
    { name: 'status', cell: (words, { status }) => statusBadge(words, status), file: 'status' },
    'registeredAt',
  ],
  onPhones: ['name', 'country', 'orders', 'status'],
  options: {
    country: async (words, { viewer, db }) => countryChoices(words, await readCustomerCountries(viewer, db)),
    locale: languagesFor('customer:read'),
    store: storesFor('customer:read'),
  },
})

/** What a customer bought, for those who may see orders. */
const readBought = async ({ viewer, db }: PageContext, id: string) => {
  if (!viewer.may.has('order:read')) return undefined
  const [last, spending] = await Promise.all([
    readLastOrders(viewer, db, id, ORDERS_SHOWN),
    readSpending(viewer, db, id),
  ])
  return { last, spending, count: spending.reduce((sum, { orders }) => sum + orders, 0) }
}

type Bought = { readonly bought: Awaited<ReturnType<typeof readBought>> }

const actions = (drawing: Drawing, { id, bought }: CustomerDetail & Bought): Html => {
  const { text } = drawing.words
  const erase = commandLink(drawing, EraseCustomer, id, { label: text('customer.erase') })
  const look = { label: text('customer.edit'), kind: 'primary', shortcut: 'e' } as const
  const [last] = bought?.last ?? []
  const again = last && copyButton(drawing, last, text('draft.reorder'))
  return html`${draftForLink(drawing, id)}${again}${erase}${commandLink(drawing, ChangeEmail, id)}${commandLink(drawing, EditProfile, id, look)}`
}

const detail = detailPage(customers, {
  read: async (context, id) => {
    const [customer, bought] = await Promise.all([
      readCustomer(context.viewer, context.db, id),
      readBought(context, id),
    ])
    return customer && { ...customer, bought }
  },
  title: (customer, { words }) => customerName(words, customer),
  badges: ({ status }, { words }) => statusBadge(words, status),
  meta: (customer, { words }) => metaOf(words, customer),
  actions: (customer, drawing) => customer.status === 'active' && actions(drawing, customer),
  notices: (customer, { words }) => notices(words, customer),
  main: (customer, { words, context }) => {
    const { bought, status } = customer
    const orders = bought && ordersCard(words, customer.id, bought)
    const addresses = () => addressesCard(words, context, customer)
    return html`${orders}${status === 'active' && addresses()}`
  },
  side: (customer, { words, context }) => {
    const { bought, status } = customer
    const notes = () => notesCard(words, context, customer)
    return html`${profileCard(words, customer)}${bought && spendingCard(words, bought.spending)}${status === 'active' && notes()}`
  },
  told: (history, customer, { words }) => customerHistory(words, customer, history),
})

const metaOf = ({ format }: Words, { id, reference, status, country }: CustomerDetail): Html =>
  html`${country !== null && format.country(country)} ${status === 'erased' && reference === null && html`<span class="mono">${id}</span>`}`

const notices = ({ text }: Words, { status, name }: CustomerDetail): Html => {
  if (status === 'erased') return notice({ tone: 'info', body: text('customer.erased.notice') })
  return html`${name === null && notice({ tone: 'info', body: text('customer.recorded.notice') })}`
}

export const customerPages: readonly Page[] = [list, ...customerFormPages, ...addressFormPages, erasurePage, detail]
