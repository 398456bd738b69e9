import { pathTo } from '../../api/commands.ts'
import { contentLocale, nameFor } from '../../api/content-locale.ts'
import { OPENED_IN } from '../../api/opened-in.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { deliveryMethodCommands, deliveryMethods } from '../../api/shipping/delivery-method.ts'
import { DELIVERY_PREVIEW } from '../../api/shipping/preview-delivery.ts'
import { countries } from '../../domain/shared/country.ts'
import { GERMAN } from '../../domain/shared/locale.ts'
import { isWithin } from '../../domain/viewer.ts'
import { type ListedDeliveryMethod, readDeliveryMethod } from '../../projections/shipping/delivery-method-detail.ts'
import { readStoreKeys } from '../../projections/shop/store.ts'
import { badge } from '../components/badge.ts'
import { card, definitions } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { linkButton } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { countryChoices } from '../customers/country-options.ts'
import { type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import { buttonOf, maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import { calledInLanguages } from '../kit/per-language.ts'
import { withQuery } from '../query.ts'
import { contentLanguagesOf } from '../shop/content-languages.ts'
import { storesOf } from '../shop/store-options.ts'
import { taxSetOptions } from '../shop/tax-set-options.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { carrierOptions } from './carrier-options.ts'
import { deliveryMethodFormPages } from './delivery-method-forms.ts'
import { type DeliveryPlace, placesOf } from './delivery-places.ts'
import { deliveryPreviewPage } from './delivery-preview.ts'
import { countriesText, daysText, priceText, storesText } from './delivery-words.ts'

const {
  AddDeliveryMethod,
  EditDeliveryMethod,
  SetDeliveryPrice,
  RemoveDeliveryPrice,
  ActivateDeliveryMethod,
  DeactivateDeliveryMethod,
  RemoveDeliveryMethod,
} = deliveryMethodCommands

const statusBadge = (words: Words, { status }: ListedDeliveryMethod): Html =>
  badge(valueName(words, 'deliveryMethod', 'status', status), status === 'active' ? 'good' : 'neutral')

const called = (words: Words, { names }: ListedDeliveryMethod): string => nameFor(names, words)

/** A carrier that is not there is told by its key, one that brings nothing says so. */
const carrierText = ({ text }: Words, { carrier, by }: ListedDeliveryMethod): string => {
  if (by === null) return carrier
  return by.status === 'active' ? by.name : text('carrier.inactiveNamed', { name: by.name })
}

const list = thingList(deliveryMethods, {
  create: AddDeliveryMethod,
  columns: [
    'deliveryMethod',
    {
      name: 'name',
      cell: called,
      file: called,
      sortedAs: words => (contentLocale(words) === GERMAN ? 'germanName' : 'name'),
    },
    { name: 'carrier', cell: carrierText, file: carrierText },
    { name: 'status', cell: statusBadge, file: 'status' },
    { name: 'stores', cell: storesText, file: storesText },
    { name: 'countries', cell: countriesText, file: countriesText, quiet: true },
    { name: 'deliveryDays', cell: daysText, file: daysText },
    { name: 'taxSet', cell: (_, { taxSetName }) => taxSetName, file: (_, { taxSetName }) => taxSetName, quiet: true },
  ],
  onPhones: ['deliveryMethod', 'name', 'status'],
  options: {
    carrier: carrierOptions,
    store: async (_, { db }) => codes(await readStoreKeys(db)),
    country: words => countryChoices(words, countries),
    taxSet: (_, context) => taxSetOptions(context),
  },
  above: async words => html`<p><a href="${DELIVERY_PREVIEW}">${words.text('delivery.preview')}</a></p>`,
})

type Priced = ListedDeliveryMethod & {
  readonly places: readonly DeliveryPlace[]
  /** That its names are wanted in. */
  readonly languages: readonly string[]
}

/** The form of one price; whoever sends it comes back to the method as they had opened it. */
const priceHref = ({ query }: PageContext, id: string, at: Readonly<Record<string, string>>): string => {
  const opened = query.get(OPENED_IN)
  return withQuery(pathTo(SetDeliveryPrice.form, id), { ...at, ...(opened === null ? {} : { [OPENED_IN]: opened }) })
}

/** The way to what a price is at a store, and a button that removes it, for those who may do so there. */
const priceActions = (
  { words, context }: Drawing,
  row: Priced,
  { store, currency, price, isServed }: DeliveryPlace,
): Html => {
  const { deliveryMethod: id, revision } = row
  const { text } = words
  const at = { store, currency }
  const label = text(price === undefined ? 'delivery.price.set' : 'delivery.price.edit')
  const set =
    maySend(context, SetDeliveryPrice, store) && linkButton({ label, href: priceHref(context, id, at), kind: 'plain' })
  const remove =
    price !== undefined &&
    isWithin(context.viewer, RemoveDeliveryPrice.may, store) &&
    buttonOf(words, context, RemoveDeliveryPrice, {
      id,
      revision,
      values: at,
      confirm: text('delivery.price.remove.confirm', at),
    })
  return html`<div class="row-actions stacked">${isServed && set}${remove}</div>`
}

const placeText = (words: Words, { store, currency, mode, isServed }: DeliveryPlace): Html => {
  const said = [
    ...(mode === undefined ? [] : [valueName(words, 'store', 'priceMode', mode)]),
    ...(isServed ? [] : [words.text('delivery.elsewhere')]),
  ]
  return html`${store}, ${currency}${said.map(text => html`<br><span class="quiet">${text}</span>`)}`
}

const costText = (words: Words, { currency, price }: DeliveryPlace): Html => {
  const { text, format } = words
  if (price === undefined) return html`<span class="nothing">${text('delivery.noPrice')}</span>`
  const freeFrom =
    price.freeFrom !== null &&
    html`<br><span class="quiet">${text('delivery.freeFrom', { value: format.money(price.freeFrom, currency) })}</span>`
  return html`${priceText(words, price.price, currency)}${freeFrom}`
}

const pricesCard = (drawing: Drawing, row: Priced): Html => {
  const { words } = drawing
  const { text } = words
  return card({
    title: text('delivery.prices'),
    flush: true,
    body: dataTable<DeliveryPlace>(words, {
      caption: text('delivery.prices.caption'),
      columns: [
        { header: text('field.store'), cell: place => placeText(words, place) },
        { header: text('field.price'), cell: place => costText(words, place), wraps: true },
        { header: text('jobs.actions'), cell: place => priceActions(drawing, row, place), align: 'end' },
      ],
      rows: row.places,
      empty: { title: text('delivery.prices.none'), hint: text('delivery.prices.none.hint') },
    }),
  })
}

const aboutCard = (words: Words, { names, languages }: Priced): Html =>
  card({ title: words.text('delivery.about'), body: definitions(calledInLanguages(words, names, languages)) })

const factsCard = (words: Words, { viewer }: PageContext, row: ListedDeliveryMethod): Html => {
  const { text } = words
  const { carrier, by, taxSet, taxSetName } = row
  const brought =
    by === null
      ? html`<span class="quiet">${text('carrier.gone', { carrier })}</span>`
      : thingLink(viewer, 'carrier', carrier, carrierText(words, row))
  const taxed =
    taxSet !== null && taxSetName !== null
      ? thingLink(viewer, 'taxSet', taxSet, taxSetName)
      : html`<span class="quiet">${text(taxSet === null ? 'taxSet.none' : 'taxSet.gone')}</span>`
  return card({
    title: text('delivery.facts'),
    body: factsOf(words, deliveryMethods, row, [
      { name: 'carrier', value: brought },
      { name: 'taxSet', value: taxed },
      { name: 'stores', value: storesText(words, row) },
      { name: 'countries', value: countriesText(words, row) },
      { name: 'deliveryDays', value: daysText(words, row) ?? text('history.nothing') },
      'changedAt',
    ]),
  })
}

const notices = ({ text }: Words, { status, by }: ListedDeliveryMethod): Html =>
  html`${status === 'inactive' && notice({ tone: 'info', body: text('delivery.inactive') })}${
    by?.status !== 'active' && notice({ tone: 'warn', body: text('delivery.carrierInactive') })
  }`

const detail = detailPage(deliveryMethods, {
  read: async (context, id): Promise<Priced | undefined> => {
    const { viewer, db } = context
    const [method, stores, languages] = await Promise.all([
      readDeliveryMethod(viewer, db, id),
      storesOf(context),
      contentLanguagesOf(context),
    ])
    const theirs = stores.filter(({ store }) => isWithin(viewer, deliveryMethods.may, store))
    return method && { ...method, places: placesOf(method, theirs), languages }
  },
  title: (row, { words }) => called(words, row),
  badges: (row, { words }) => statusBadge(words, row),
  actions: (row, drawing) => {
    const { deliveryMethod: id, status, revision } = row
    const { words, context } = drawing
    const toggle = status === 'active' ? DeactivateDeliveryMethod : ActivateDeliveryMethod
    const preview = linkButton({ label: words.text('delivery.preview'), href: DELIVERY_PREVIEW })
    return html`${preview}${commandLink(drawing, RemoveDeliveryMethod, id)}${buttonOf(words, context, toggle, { id, revision })}${editLink(drawing, EditDeliveryMethod, id)}`
  },
  notices: (row, { words }) => notices(words, row),
  main: (row, drawing) => html`${pricesCard(drawing, row)}${aboutCard(drawing.words, row)}`,
  side: (row, { words, context }) => factsCard(words, context, row),
})

export const deliveryMethodPages: readonly Page[] = [list, ...deliveryMethodFormPages, deliveryPreviewPage, detail]
