import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import { type CustomerDetail, readCustomer } from '../../projections/customers/customer.ts'
import { readOrderCounts } from '../../projections/customers/customer-orders.ts'
import { card } from '../components/card.ts'
import { checkboxField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { customerName } from './customer-name.ts'

const goesAndStays = ({ text }: Words, { addresses, notes, name, email }: CustomerDetail, orders: number): Html => {
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
export const erasurePage: Page = {
  path: '/customers/:id/erasure',
  may: 'customers:erase',
  view: async (context): Promise<View | undefined> => {
    const { viewer, db } = context
    const id = context.params['id'] ?? ''
    const [customer, orders, history] = await Promise.all([
      readCustomer(viewer, db, id),
      readOrderCounts(viewer, db, [id]),
      context.history('customer', id, { limit: 0 }),
    ])
    if (customer === undefined || customer.status === 'erased') return undefined
    const words = wordsFor(viewer, context.now)
    const { text } = words
    const form = formState(context, 'EraseCustomer', history?.revision)
    const title = text('customer.erasure', { name: customerName(words, customer) })
    const understood = checkboxField({
      name: 'understood',
      label: text('customer.erasure.confirm'),
      required: true,
      checked: false,
    })
    const final = notice({ tone: 'warn', body: text('customer.erasure.final') })
    const body = html`${pageHead({ title })}${goesAndStays(words, customer, orders.get(id) ?? 0)}${commandForm(words, {
      id: 'erasure-form',
      action: `/api${pathTo('/customers/:id', id)}/erasure`,
      commandId: form.commandId,
      fields: html`${final}${understood}`,
      submit: text('customer.erasure.do'),
      cancel: pathTo('/customers/:id', id),
      danger: true,
      guard: false,
      insist: true,
      ...(form.revision === undefined ? {} : { revision: form.revision }),
      ...(form.problem === undefined ? {} : { problem: form.problem }),
    })}`
    return { title, nav: 'customers', body }
  },
}
