import { ORDER_PREVIEW, type OrderPreview } from '../../api/orders/preview-order.ts'
import type { PageContext, Submitted } from '../../api/page.ts'
import type { FieldError, Problem } from '../../api/problem.ts'
import { definitions } from '../components/card.ts'
import { attrs, type Html, html } from '../html.ts'
import { nameInRow, nameOf } from '../kit/labels.ts'
import type { Words } from '../words.ts'
import { sumItems } from './order-totals.ts'

const PREVIEW = 'PreviewOrder'

/** Stands for what came of a preview that was refused. */
const REFUSED = {}

/** The form of an order that was only previewed, as if it had been sent: what was typed stays. */
export const asPlacing = (context: PageContext): PageContext => {
  const { submitted } = context
  if (submitted?.command !== PREVIEW) return context
  return { ...context, submitted: { ...submitted, command: 'PlaceOrder', came: submitted.came ?? REFUSED } }
}

const asking = (trigger: string) => ({
  'hx-post': `/api${ORDER_PREVIEW}`,
  'hx-trigger': trigger,
  'hx-target': '#order-preview',
  'hx-select': '#order-preview > *',
  'hx-swap': 'innerHTML',
  'hx-push-url': 'false',
  'hx-sync': 'this:replace',
})

// Asked again with each field that was changed, with all that is filled in. The form may be drawn anew around it.
const live = attrs(asking('change from:#main delay:300ms'))
/** Asked at once, where the form was drawn anew with what is filled in. */
const anew = attrs(asking('load'))

/** What is wrong with a field, by its name: it is told far from where it stands. */
const named = (words: Words, { field, message }: FieldError): string => {
  const label = nameOf(words, 'order', field)
  return label === undefined ? message : `${nameInRow(words, field, label)}: ${message}`
}

const missing = (words: Words, { errors = [], detail }: Problem): Html => {
  const told = [...new Set(errors.map(error => named(words, error)))]
  return html`<p class="quiet">${words.text('order.preview.missing')}</p><ul class="quiet">${(told.length === 0 ? [detail] : told).map(one => html`<li>${one}</li>`)}</ul>`
}

const found = (words: Words, preview: OrderPreview): Html => {
  const { currency, priceMode = 'gross', subtotal = 0, discount = 0, expenses = [], taxes = [], total } = preview
  const items = sumItems(words, { currency, priceMode, subtotal, discount, expenses, taxes, total }, { strong: true })
  return definitions(items, 'sum')
}

const shown = (words: Words, submitted: Submitted | undefined): Html => {
  if (submitted?.came === undefined) {
    const hint = html`<p class="quiet">${words.text('order.preview.hint')}</p>`
    return submitted === undefined ? hint : html`<div${anew}>${hint}</div>`
  }
  // What the action of this form answers.
  return submitted.problem === undefined
    ? found(words, submitted.came as OrderPreview)
    : missing(words, submitted.problem)
}

/** What the order comes to as it is filled in: by itself with script, by its button without. */
export const previewPart = (words: Words, { submitted }: PageContext): Html =>
  html`<fieldset class="group"><legend>${words.text('order.preview')}</legend><div id="order-preview" aria-live="polite"${live}>${shown(words, submitted)}</div><p><button class="button without-script" name="preview" formaction="/api${ORDER_PREVIEW}" formnovalidate>${words.text('order.preview.show')}</button></p></fieldset>`
