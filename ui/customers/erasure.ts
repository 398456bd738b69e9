import { customerCommands } from '../../api/customers/customer.ts'
import type { Page } from '../../api/page.ts'
import type { CustomerDetail } from '../../projections/customers/customer-detail.ts'
import { readOrderCounts } from '../../projections/customers/customer-orders.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import { confirmPage } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'
import { readActive } from './customer-forms.ts'
import { customerName } from './customer-name.ts'

type Erased = CustomerDetail & { readonly orders: number }

const goesAndStays = ({ text }: Words, { addresses, notes, name, email, orders }: Erased): Html => {
  const list = (title: string, items: readonly string[]) =>
    card({ title, body: html`<ul class="definitions">${items.map(item => html`<li>${item}</li>`)}</ul>` })
  const goes = [
    text(name === null ? 'customer.erasure.goes.noProfile' : 'customer.erasure.goes.profile'),
    text('customer.erasure.goes.addresses', { count: addresses.length }),
    text('customer.erasure.goes.notes', { count: notes.length }),
    text('customer.erasure.goes.contact'),
    text('customer.erasure.goes.history'),
  ]
  const stays = [
    text('customer.erasure.stays.orders', { count: orders }),
    text('customer.erasure.stays.clear'),
    text('customer.erasure.stays.facts'),
    text('customer.erasure.stays.history'),
  ]
  return html`<div class="fields">${list(text('customer.erasure.goes'), goes)}${list(text('customer.erasure.stays'), stays)}</div>${
    email !== null && html`<p>${text('customer.erasure.free')}</p>`
  }`
}

/** Asks before a customer is erased, and says what goes and what stays. */
export const erasurePage: Page = confirmPage(customerCommands.EraseCustomer, {
  read: async (context, id) => {
    const [customer, orders] = await Promise.all([
      readActive(context, id),
      readOrderCounts(context.viewer, context.db, [id]),
    ])
    return customer && { ...customer, orders: orders.get(id) ?? 0 }
  },
  title: (words, customer) => words.text('customer.erasure', { name: customerName(words, customer) }),
  meta: () => undefined,
  understood: ({ text }) => text('customer.erasure.confirm'),
  consequences: (words, customer) =>
    html`${goesAndStays(words, customer)}${notice({ tone: 'warn', body: words.text('customer.erasure.final') })}`,
})
