import { orderCommands } from '../../api/orders/order.ts'
import { type Child, type Html, html } from '../html.ts'
import { createPage } from '../kit/form-pages.ts'
import { choicesOf, openFor } from '../shop/store-options.ts'
import type { Words } from '../words.ts'
import { BROUGHT_BY, type Brought, broughtBy, withCustomer } from './order-customer.ts'

const group = (legend: string, ...fields: readonly Child[]): Html =>
  html`<fieldset class="group"><legend>${legend}</legend>${fields}</fieldset>`

const placeHint = ({ text }: Words): Html => html`<p class="hint">${text('order.new.place.hint')}</p>`

const route = orderCommands.PlaceOrder

/** A new order: for a customer, or for a guest. */
export const orderFormPage = createPage(route, {
  load: async context => {
    const id = context.query.get('customer') ?? ''
    const [brought, stores] = await Promise.all([broughtBy(context, id), openFor(context, route.may)])
    return { id, brought, choices: choicesOf(stores) }
  },
  sent: ({ newId }, { id }) => ({ values: { id: newId(), [BROUGHT_BY]: id } }),
  drafted: withCustomer,
  fields: ({ field, rows }, { id, brought, choices }, { words }) => {
    const { text } = words
    const start = (name: keyof Brought) => ({ start: brought[name] })
    const customer = field('customer', { pick: 'customer', brings: true, start: id })
    const store = field('store', {
      options: choices.stores,
      ...start('store'),
    })
    const currency = field('currency', { options: choices.currencies, none: text('order.new.currency.ofStore') })
    const lines = rows(
      'lines',
      row => html`${row.field('sku', { pick: 'product', mono: true })}${row.field('quantity')}`,
      {
        add: text('order.new.line.add'),
      },
    )
    const reach = html`<div class="fields">${field('contact.name', start('contact.name'))}${field('contact.email', start('contact.email'))}${field('contact.phone', start('contact.phone'))}</div>`
    return html`${customer}${group(text('order.new.place'), placeHint(words), html`<div class="fields">${store}${currency}</div>`)}
${lines}${group(text('order.contact'), reach, field('contact.address', { rows: 3, ...start('contact.address') }))}${field('comment', { rows: 3 })}`
  },
})
