import { orderCommands } from '../../api/orders/order.ts'
import { Currency } from '../../domain/shared/money.ts'
import { storeKeys } from '../../domain/shared/store.ts'
import { type Child, type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import { createPage } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'

const group = (legend: string, ...fields: readonly Child[]): Html =>
  html`<fieldset class="group"><legend>${legend}</legend>${fields}</fieldset>`

const placeHint = ({ text }: Words): Html => html`<p class="hint">${text('order.new.place.hint')}</p>`

/** A new order: for a customer, or for a guest. */
export const orderFormPage = createPage(orderCommands.PlaceOrder, {
  sent: ({ newId }) => ({ values: { id: newId() } }),
  fields: ({ field, rows }, _, { words, context }) => {
    const { text } = words
    const customer = field('customer', { pick: 'customer', start: context.query.get('customer') ?? '' })
    const store = field('store', { options: codes(storeKeys), start: storeKeys[0] })
    const currency = field('currency', { options: codes(Currency.options), start: 'EUR' })
    const lines = rows(
      'lines',
      row => html`${row.field('sku', { pick: 'product', mono: true })}${row.field('quantity')}`,
      {
        add: text('order.new.line.add'),
      },
    )
    const reach = html`<div class="fields">${field('contact.name')}${field('contact.email')}${field('contact.phone')}</div>`
    return html`${customer}${group(text('order.new.place'), placeHint(words), html`<div class="fields">${store}${currency}</div>`)}
${lines}${group(text('order.contact'), reach, field('contact.address', { rows: 3 }))}${field('comment', { rows: 3 })}`
  },
})
