import { pathTo } from '../../api/commands.ts'
import type { PageContext } from '../../api/page.ts'
import { customerList, type ListedCustomer, readCustomer, readCustomers } from '../../projections/customers/customer.ts'
import { parseListQuery } from '../../projections/engine/list-query.ts'
import { card } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

const FOUND = 8

const searchForm = ({ text }: Words, search: string): Html => html`<form class="row" method="get" action="/orders/new">
<div class="field"><label for="customer-search">${text('order.new.customer.search')}</label><input type="search" id="customer-search" name="q" value="${search}" autocomplete="off"></div>
<button class="button">${text('order.new.customer.find')}</button></form>`

const foundTable = (words: Words, rows: readonly ListedCustomer[]): Html =>
  rows.length === 0
    ? html`<p role="status">${words.text('order.new.customer.none')}</p>`
    : dataTable<ListedCustomer>(words, {
        caption: words.text('order.new.customer.found'),
        columns: [
          { header: words.text('order.customer'), cell: ({ name, id }) => name ?? id },
          { header: words.text('order.contact.email'), cell: ({ email }) => email },
          { header: words.text('order.country'), cell: ({ country }) => country, quiet: true },
        ],
        rows,
        href: ({ id }) => `/orders/new?${new URLSearchParams({ customer: id }).toString()}`,
        empty: { title: words.text('order.new.customer.none'), hint: '' },
      })

const search = async (words: Words, { viewer, db, query }: PageContext): Promise<Html> => {
  const asked = (query.get('q') ?? '').trim()
  const parameters = new URLSearchParams({ q: asked, status: 'active' })
  const found =
    asked === '' ? undefined : await readCustomers(viewer, db, parseListQuery(customerList, parameters, FOUND))
  return html`<div class="group"><p class="hint">${words.text('order.new.customer.hint')}</p>${searchForm(words, asked)}${found !== undefined && foundTable(words, found.rows)}</div>`
}

const chosen = async ({ text }: Words, { viewer, db }: PageContext, id: string): Promise<Html> => {
  const customer = await readCustomer(viewer, db, id)
  const name = customer?.name ?? text('order.customer.unnamed')
  const who =
    customer === undefined
      ? html`<strong>${text('order.customer.unknown')}</strong>`
      : html`<a href="${pathTo('/customers/:id', id)}"><strong>${name}</strong></a>`
  return html`<p>${who} <span class="quiet"><span class="mono">${id}</span> ${customer?.email}</span></p><p><a href="/orders/new">${text('order.new.customer.guest')}</a></p>`
}

/** Whose order it will be: the customer chosen, else a search that leads to one. Only for viewers who may see customers. */
export const customerChoice = async (words: Words, context: PageContext, id: string): Promise<Html | undefined> => {
  if (!context.viewer.may.has('customers:read')) return undefined
  const body = id === '' ? await search(words, context) : await chosen(words, context, id)
  return card({ title: words.text('order.new.customer'), body })
}
