import { nameFor } from '../../api/content-locale.ts'
import type { Page, View } from '../../api/page.ts'
import {
  DELIVERY_PREVIEW,
  type DeliveryPreview,
  deliveryIn,
  previewDelivery,
} from '../../api/shipping/preview-delivery.ts'
import { isRejection } from '../../domain/decider.ts'
import { countries } from '../../domain/shared/country.ts'
import { card } from '../components/card.ts'
import { selectField, textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { countryChoices } from '../customers/country-options.ts'
import { type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { labelOf } from '../kit/labels.ts'
import { choicesOf, openFor } from '../shop/store-options.ts'
import { formState } from '../submitted.ts'
import { thingLink } from '../thing.ts'
import { type Words, wordsFor } from '../words.ts'
import { amountText, daysText, kilogramsText, notOfferedText } from './delivery-words.ts'

type Offers = DeliveryPreview['offers']

/** What is offered comes first, the cheapest at the top. */
const ordered = (offers: Offers): Offers => {
  const rank = ({ offer }: Offers[number]) => ('price' in offer ? offer.price : Number.POSITIVE_INFINITY)
  return [...offers].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
}

const offerText = (words: Words, { offer }: Offers[number], currency: string): Html =>
  'price' in offer
    ? html`<strong>${amountText(words, offer.price, currency)}</strong>`
    : html`<span class="quiet">${notOfferedText(words, offer.notOffered)}</span>`

const result = ({ words, context: { viewer } }: Drawing, { parcel, offers }: DeliveryPreview): Html => {
  const { text, format } = words
  const { store, currency, country, grams, value } = parcel
  const title = text('delivery.preview.result', {
    weight: kilogramsText(words, grams),
    store: store.store,
    country: format.country(country),
    value: format.money(value, currency),
  })
  return card({
    title,
    flush: true,
    body: dataTable(words, {
      caption: text('delivery.preview.caption'),
      columns: [
        {
          header: text('thing.deliveryMethod'),
          cell: ({ method: { deliveryMethod, names } }) =>
            thingLink(viewer, 'deliveryMethod', deliveryMethod, nameFor(names, viewer)),
        },
        {
          header: text('thing.carrier'),
          cell: ({ method: { by, carrier } }) => by?.name ?? carrier,
          quiet: true,
          folds: true,
        },
        { header: text('delivery.preview.costs'), cell: row => offerText(words, row, currency), wraps: true },
        {
          header: text('field.deliveryDays'),
          cell: ({ method, offer }) => 'price' in offer && daysText(words, method),
        },
      ],
      rows: ordered(offers),
      empty: { title: text('delivery.preview.none'), hint: text('delivery.preview.none.hint') },
    }),
  })
}

const form = async ({ words, context }: Drawing): Promise<Html> => {
  const state = formState(context, 'PreviewDelivery')
  const { text } = words
  const open = await openFor(context, 'deliveryMethod:read')
  const { stores, currencies } = choicesOf(open)
  const field = (name: string, start = '') => ({
    name,
    label: labelOf(words, 'deliveryMethod', name),
    value: state.value(name, start),
    required: true,
    ...state.error(name),
  })
  const chosen = (name: string, options: typeof stores, start?: string) =>
    selectField({ ...field(name, start), options, none: text('form.choose') })
  const typed = (name: string, hint?: string) =>
    textField({ ...field(name), hint, inputMode: 'decimal', maxLength: 20 })
  return commandForm(words, {
    id: 'PreviewDelivery-form',
    action: `/api${DELIVERY_PREVIEW}`,
    commandId: state.commandId,
    guard: false,
    problem: state.problem,
    nameOf: name => labelOf(words, 'deliveryMethod', name),
    submit: text('delivery.preview.show'),
    cancel: '/delivery-methods',
    fields: html`<div class="fields">${chosen('store', stores, open[0]?.store)}${chosen('currency', currencies, open[0]?.currency)}</div>
<div class="fields">${chosen('country', countryChoices(words, countries))}${typed('weight')}</div>
${typed('orderValue', text('delivery.preview.value.hint'))}`,
  })
}

/** What every method costs for what was typed, unless something is wrong with that. */
const shown = async ({ words, context }: Drawing): Promise<Html | undefined> => {
  const { submitted, viewer, db } = context
  const asked = submitted?.problem === undefined ? submitted && deliveryIn(submitted.fields, viewer) : undefined
  const found = asked && (await previewDelivery(viewer, db, asked))
  return found === undefined || isRejection(found) ? undefined : result({ words, context }, found)
}

/** A page on which somebody sees what a delivery would cost by each method, and why some are not offered. */
export const deliveryPreviewPage: Page = {
  path: DELIVERY_PREVIEW,
  may: 'deliveryMethod:read',
  view: async (context): Promise<View> => {
    const drawing = { words: wordsFor(context.viewer, context.now), context }
    const { text } = drawing.words
    const title = text('delivery.preview')
    const [asked, told] = await Promise.all([form(drawing), shown(drawing)])
    return {
      title,
      body: html`${pageHead({ title })}<p class="quiet">${text('delivery.preview.hint')}</p>${asked}${told}`,
    }
  },
}
