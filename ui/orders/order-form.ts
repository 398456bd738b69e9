import type { Page, PageContext, View } from '../../api/page.ts'
import { Currency } from '../../domain/shared/money.ts'
import { storeKeys } from '../../domain/shared/store.ts'
import { card } from '../components/card.ts'
import { selectField, textArea, textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { repeatedRows } from '../components/repeated-rows.ts'
import { type Html, html } from '../html.ts'
import { type FormState, formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { customerChoice } from './customer-choice.ts'

const placeFields = ({ text }: Words, form: FormState): Html => {
  const stores = storeKeys.map(value => ({ value, label: value }))
  const currencies = Currency.options.map(value => ({ value, label: value }))
  return html`<fieldset class="group"><legend>${text('order.new.place')}</legend><p class="hint">${text('order.new.place.hint')}</p>
<div class="fields">${selectField({ name: 'store', label: text('order.store'), options: stores, value: form.value('store', storeKeys[0]), ...form.error('store') })}
${selectField({ name: 'currency', label: text('order.currency'), options: currencies, value: form.value('currency', 'EUR'), ...form.error('currency') })}</div></fieldset>`
}

const lineFields = (words: Words, form: FormState): Html =>
  repeatedRows(words, {
    name: 'lines',
    legend: words.text('order.new.lines'),
    count: form.rows('lines').drawn,
    shown: form.rows('lines').filled + 1,
    ...form.error('lines'),
    add: words.text('order.new.line.add'),
    row: index => {
      const [sku, quantity] = [`lines.${index}.sku`, `lines.${index}.quantity`]
      return html`${textField({ name: sku, label: words.text('order.sku'), mono: true, maxLength: 64, value: form.value(sku), ...form.error(sku) })}${textField(
        {
          name: quantity,
          label: words.text('order.quantity'),
          inputMode: 'numeric',
          value: form.value(quantity),
          ...form.error(quantity),
        },
      )}`
    },
  })

const contactFields = ({ text }: Words, form: FormState): Html => {
  const field = (name: 'name' | 'email' | 'phone', type: 'text' | 'email' | 'tel', maxLength: number) =>
    textField({
      name: `contact.${name}`,
      label: text(`order.contact.${name}`),
      type,
      maxLength,
      value: form.value(`contact.${name}`),
      ...form.error(`contact.${name}`),
    })
  const address = textArea({
    name: 'contact.address',
    label: text('order.contact.address'),
    rows: 3,
    maxLength: 1000,
    value: form.value('contact.address'),
    ...form.error('contact.address'),
  })
  return html`<fieldset class="group"><legend>${text('order.contact')}</legend>
<div class="fields">${field('name', 'text', 255)}${field('email', 'email', 255)}${field('phone', 'tel', 64)}</div>${address}</fieldset>`
}

const orderForm = (words: Words, context: PageContext, customer: string): Html => {
  const { text } = words
  const form = formState(context, 'PlaceOrder')
  const comment = textArea({
    name: 'comment',
    label: text('order.new.comment'),
    rows: 3,
    maxLength: 5000,
    value: form.value('comment'),
    ...form.error('comment'),
  })
  return commandForm(words, {
    id: 'order-form',
    action: '/api/orders',
    commandId: form.commandId,
    asksAgain: true,
    fields: html`<input type="hidden" name="id" value="${form.value('id', context.newId())}"><input type="hidden" name="customer" value="${customer}">
${placeFields(words, form)}${lineFields(words, form)}${contactFields(words, form)}${comment}`,
    submit: text('order.create'),
    cancel: '/orders',
    ...(form.problem === undefined ? {} : { problem: form.problem }),
  })
}

/** A new order: for a customer chosen first, or for a guest. */
export const orderFormPage: Page = {
  path: '/orders/new',
  may: 'orders:write',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const title = words.text('order.create')
    const customer = formState(context, 'PlaceOrder').value('customer', context.query.get('customer') ?? '')
    const choice = await customerChoice(words, context, customer)
    const form = card({ title: words.text('order.list.one'), body: orderForm(words, context, customer) })
    return { title, nav: 'orders', body: html`${pageHead({ title })}${choice}${form}` }
  },
}
