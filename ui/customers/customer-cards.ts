import { pathTo } from '../../api/commands.ts'
import { customerCommands, customers } from '../../api/customers/customer.ts'
import type { PageContext } from '../../api/page.ts'
import type { NoteRow } from '../../projections/customers/customer.ts'
import type { CustomerDetail } from '../../projections/customers/customer-detail.ts'
import type { LastOrder, Spending } from '../../projections/customers/customer-orders.ts'
import { card, definitions } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { factsOf } from '../kit/detail.ts'
import { formOf, maySend } from '../kit/form.ts'
import { orderBadges } from '../orders/badges.ts'
import type { Words } from '../words.ts'
import { politeName } from './customer-name.ts'

const missing = ({ text }: Words, { status }: CustomerDetail): Html =>
  html`<span class="nothing">${text(status === 'erased' ? 'customer.erasedValue' : 'customer.notRecorded')}</span>`

const OPTIONAL = ['phone', 'company', 'locale', 'store', 'country'] as const

/** Who it is. What an import did not bring says so once; what a person just left out is not listed. */
export const profileCard = (words: Words, customer: CustomerDetail): Html => {
  const { email, reference, erasedAt } = customer
  const gone = missing(words, customer)
  const called = politeName(words, customer)
  return card({
    title: words.text('customer.profile'),
    body: factsOf(words, customers, customer, [
      { name: 'name', value: called === '' ? gone : called },
      { name: 'email', value: email ?? gone },
      ...OPTIONAL.filter(fact => customer[fact] !== null),
      ...(reference === null ? [] : [{ name: 'reference', value: html`<span class="mono">${reference}</span>` }]),
      'registeredAt',
      ...(erasedAt === null ? [] : (['erasedAt'] as const)),
    ]),
  })
}

/** What was bought, per currency: never added up across currencies. */
export const spendingCard = ({ text, format }: Words, spending: readonly Spending[]): Html => {
  const of = ({ currency, orders, ordered, cancelled, returned }: Spending) => {
    const money = (minor: number) => format.money(minor, currency)
    return html`<div><p class="quiet">${text('customer.spending.orders', { currency, count: orders })}</p>${definitions(
      [
        { term: text('customer.spending.ordered'), value: money(ordered) },
        ...(cancelled === 0 ? [] : [{ term: text('customer.spending.cancelled'), value: money(-cancelled) }]),
        ...(returned === 0 ? [] : [{ term: text('customer.spending.returned'), value: money(-returned) }]),
        { term: text('customer.spending.kept'), value: money(ordered - cancelled - returned), strong: true },
      ],
      'sum',
    )}</div>`
  }
  const body =
    spending.length === 0
      ? html`<p class="quiet">${text('customer.spending.none')}</p>`
      : html`<div class="stack">${spending.map(of)}</div>`
  return card({ title: text('customer.spending'), body })
}

/** The last orders, each with a link; `count`: how many there are in all. */
export const ordersCard = (
  words: Words,
  customer: string,
  { last: orders, count }: { readonly last: readonly LastOrder[]; readonly count: number },
): Html => {
  const { text, format } = words
  const query = new URLSearchParams({ customer }).toString()
  const list = dataTable(words, {
    caption: text('customer.lastOrders.caption'),
    columns: [
      { header: text('field.order'), cell: ({ number }) => number, mono: true },
      { header: text('field.placedAt'), cell: ({ placedAt }) => moment(words, placedAt), quiet: true },
      {
        header: text('field.status'),
        cell: ({ states }) => orderBadges(words, states),
      },
      { header: text('field.itemCount'), cell: ({ itemCount }) => format.number(itemCount), align: 'end', folds: true },
      {
        header: text('field.total'),
        cell: ({ total, currency }) => format.money(total, currency),
        align: 'end',
      },
    ],
    rows: orders,
    href: ({ id }) => pathTo('/orders/:id', id),
    empty: { title: text('customer.lastOrders.none'), hint: text('customer.lastOrders.none.hint') },
  })
  return card({
    title: text('customer.lastOrders'),
    flush: true,
    aside: count > 0 && html`<a href="/orders?${query}">${text('customer.lastOrders.all', { count })}</a>`,
    body: list,
  })
}

const note = (words: Words, { text, notedAt, notedBy }: NoteRow): Html =>
  html`<div><p>${text}</p><p class="quiet">${notedBy} · ${moment(words, notedAt)}</p></div>`

/** What colleagues should know about the customer, newest first, with the form for another note. */
export const notesCard = (words: Words, context: PageContext, customer: CustomerDetail): Html => {
  const { text } = words
  const { AddNote } = customerCommands
  const sent = { id: customer.id, isPart: true }
  const add = () => formOf(words, context, AddNote, sent, ({ field }) => field('text', { rows: 3 }))
  const empty = customer.notes.length === 0 && html`<p class="quiet">${text('customer.notes.none')}</p>`
  return card({
    title: text('customer.notes'),
    body: html`<div class="stack">${empty}${customer.notes.map(it => note(words, it))}${maySend(context, AddNote) && add()}</div>`,
  })
}
