import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { countries } from '../../domain/shared/country.ts'
import { countryChoices } from '../customers/country-options.ts'
import { attrs, type Child, type Html, html } from '../html.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { createPage } from '../kit/form-pages.ts'
import { choicesOf, openFor } from '../shop/store-options.ts'
import type { Words } from '../words.ts'
import { methodChoices } from './order-choices.ts'
import { type addressKinds, BROUGHT_BY, type Brought, broughtBy, withCustomer } from './order-customer.ts'
import { asPlacing, previewPart } from './order-preview.ts'

const group = (legend: string, ...fields: readonly Child[]): Html =>
  html`<fieldset class="group"><legend>${legend}</legend>${fields}</fieldset>`

const hint = (sentence: string): Html => html`<p class="hint">${sentence}</p>`
const beside = (...fields: readonly Child[]): Html => html`<div class="fields">${fields}</div>`

const route = orderCommands.PlaceOrder
type Field = FieldsOf<typeof route>['field']

/** An address, with what the customer brings of it. */
const addressGroup = (words: Words, field: Field, kind: (typeof addressKinds)[number], brought: Brought): Html => {
  const { text } = words
  const at = (name: Parameters<Field>[0] & keyof Brought, more: Parameters<Field>[1] = {}) =>
    field(name, { start: brought[name], ...more })
  const options = countryChoices(words, countries)
  return group(
    text(`order.${kind}`),
    hint(text(`order.${kind}.hint`)),
    beside(at(`${kind}.salutation`), at(`${kind}.firstName`), at(`${kind}.lastName`)),
    at(`${kind}.company`),
    beside(at(`${kind}.street`), at(`${kind}.extra`)),
    beside(at(`${kind}.zip`), at(`${kind}.city`), at(`${kind}.country`, { options })),
    beside(at(`${kind}.phone`), at(`${kind}.email`)),
  )
}

/** Whether anything is filled in, or wrong, of the address that goods go to. */
const isElsewhere = ({ submitted }: Pick<PageContext, 'submitted'>, brought: Brought): boolean => {
  const ofGoods = (path: string) => path.startsWith('shipping')
  const filled = [...Object.entries(brought), ...Object.entries(submitted?.fields ?? {})]
  return (
    filled.some(([path, value]) => ofGoods(path) && [value].flat().some(text => text !== '')) ||
    (submitted?.problem?.errors ?? []).some(({ field }) => ofGoods(field))
  )
}

/** Goods seldom go elsewhere than the bill: it folds until they do. */
const elsewhere = ({ text }: Words, isOpen: boolean, address: Html): Html =>
  html`<details${attrs({ open: isOpen })}><summary>${text('order.shipping.elsewhere')}</summary>${address}</details>`

const page = createPage(route, {
  load: async context => {
    const id = context.query.get('customer') ?? ''
    const [brought, stores, methods] = await Promise.all([
      broughtBy(context, id),
      openFor(context, route.may),
      methodChoices(context),
    ])
    return { id, brought, choices: choicesOf(stores), methods }
  },
  sent: ({ newId }, { id }) => ({ values: { id: newId(), [BROUGHT_BY]: id } }),
  drafted: withCustomer,
  fields: ({ field, rows }, { id, brought, choices, methods }, { words, context }) => {
    const { text } = words
    const start = (name: keyof Brought) => ({ start: brought[name] })
    const customer = field('customer', { pick: 'customer', brings: true, start: id })
    const store = field('store', { options: choices.stores, ...start('store') })
    const currency = field('currency', { options: choices.currencies, none: text('order.new.currency.ofStore') })
    const lines = rows(
      'lines',
      row => html`${row.field('sku', { pick: 'product', mono: true })}${row.field('quantity')}`,
      {
        add: text('order.new.line.add'),
      },
    )
    const ways = beside(
      field('delivery', { options: methods.deliveries }),
      field('payment', { options: methods.payments }),
    )
    const reach = beside(
      field('contact.name', start('contact.name')),
      field('contact.email', start('contact.email')),
      field('contact.phone', start('contact.phone')),
    )
    return html`${customer}${field('source')}
${group(text('order.new.place'), hint(text('order.new.place.hint')), beside(store, currency))}
${lines}${addressGroup(words, field, 'billing', brought)}${elsewhere(words, isElsewhere(context, brought), addressGroup(words, field, 'shipping', brought))}
${group(text('order.new.ways'), hint(text('order.new.ways.hint')), ways)}
${group(text('order.contact'), reach)}${field('comment', { rows: 3 })}
${previewPart(words, context)}`
  },
})

/** A new order: for a customer, or for a guest. */
export const orderFormPage: Page = { ...page, view: context => page.view(asPlacing(context)) }
