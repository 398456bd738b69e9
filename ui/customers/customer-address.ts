import { pathTo } from '../../api/commands.ts'
import { customerCommands } from '../../api/customers/customer.ts'
import type { PageContext } from '../../api/page.ts'
import type { AddressRow } from '../../projections/customers/customer.ts'
import type { CustomerDetail } from '../../projections/customers/customer-detail.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { emptyState } from '../components/empty-state.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import { commandLink } from '../kit/detail.ts'
import { buttonOf, maySend } from '../kit/form.ts'
import { formHref } from '../list/origin.ts'
import type { Words } from '../words.ts'
import { politeName } from './customer-name.ts'

/** An address in one line, for where there is no room for more. */
export const addressLine = ({ street, zip, city }: AddressRow): string =>
  [street, [zip, city].filter(part => part !== null).join(' ')].filter(part => part !== null && part !== '').join(', ')

const postal = (words: Words, row: AddressRow): Html => {
  const { company, street, street2, zip, city, country, phone, comment } = row
  const place = [zip, city].filter(part => part !== null).join(' ')
  const lines = [company, street, street2, place, words.format.country(country)].filter(
    line => line !== null && line !== '',
  )
  const notes = [phone, comment].filter(line => line !== null)
  return html`<div><p><strong>${politeName(words, row)}</strong></p>${lines.map(line => html`<p>${line}</p>`)}${notes.map(
    line => html`<p class="quiet">${line}</p>`,
  )}</div>`
}

const defaults = ({ text }: Words, { isBilling, isShipping }: { isBilling: boolean; isShipping: boolean }): Html =>
  html`${(isBilling || isShipping) && html`<p>${isBilling && badge(text('customer.address.billing'), 'info')} ${isShipping && badge(text('customer.address.shipping'), 'info')}</p>`}`

const { AddAddress, EditAddress, RemoveAddress, SetDefaultBillingAddress, SetDefaultShippingAddress } = customerCommands

const entry = (words: Words, context: PageContext, customer: CustomerDetail, row: AddressRow): Html => {
  const { text } = words
  const { address, city } = row
  const { id, revision } = customer
  const isBilling = customer.defaultBillingAddress === address
  const isShipping = customer.defaultShippingAddress === address
  const about = { id, revision, values: { address } }
  const confirm = text('customer.address.remove.confirm', { address: addressLine(row) || (city ?? '') })
  const edit = commandLink({ words, context }, EditAddress, id, {
    label: text('customer.address.edit'),
    href: `${pathTo(EditAddress.form, id)}?address=${encodeURIComponent(address)}`,
  })
  const actions = html`<div class="form-actions">${edit}${!isBilling && buttonOf(words, context, SetDefaultBillingAddress, about)}${
    !isShipping && buttonOf(words, context, SetDefaultShippingAddress, about)
  }${buttonOf(words, context, RemoveAddress, { ...about, confirm })}</div>`
  return html`<li class="stack">${defaults(words, { isBilling, isShipping })}${postal(words, row)}${actions}</li>`
}

/** The addresses of a customer, the defaults among them, and what can be done with each. */
export const addressesCard = (words: Words, context: PageContext, customer: CustomerDetail): Html => {
  const { text } = words
  const { id, addresses } = customer
  const empty = emptyState({ title: text('customer.address.none'), hint: text('customer.address.none.hint') })
  const entries = addresses.map(row => entry(words, context, customer, row))
  const add = html`<a href="${formHref(context, AddAddress, id)}">${commandName(words, AddAddress)}</a>`
  return card({
    title: text('customer.addresses'),
    aside: maySend(context, AddAddress) && add,
    body: addresses.length === 0 ? empty : html`<ul class="fields">${entries}</ul>`,
  })
}
