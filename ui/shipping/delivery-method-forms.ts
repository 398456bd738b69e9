import { nameFor } from '../../api/content-locale.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { deliveryMethodCommands } from '../../api/shipping/delivery-method.ts'
import { countries } from '../../domain/shared/country.ts'
import { askedAgain } from '../../domain/shipping/asked-price.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import { NAMED_AT_MOST, readOpenOrdersBy } from '../../projections/orders/order-terms-detail.ts'
import { readDeliveryMethod } from '../../projections/shipping/delivery-method-detail.ts'
import { readStoreKeys } from '../../projections/shop/store.ts'
import { notice } from '../components/notice.ts'
import { countryChoices } from '../customers/country-options.ts'
import { type Html, html } from '../html.ts'
import { codes, type FieldOptions } from '../kit/control.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { confirmPage, createPage, editPage } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { taxSetChoice, taxSetOptions } from '../shop/tax-set-options.ts'
import { thingLink } from '../thing.ts'
import { type Words, wordsFor } from '../words.ts'
import { carrierChoice } from './carrier-options.ts'
import { placesFor } from './delivery-places.ts'

const { AddDeliveryMethod, EditDeliveryMethod, SetDeliveryPrice, RemoveDeliveryMethod } = deliveryMethodCommands

type Recorded = {
  readonly carrier: string
  readonly taxSet: string | null
  readonly stores: readonly string[] | null
}

type Choices = { readonly carriers: FieldOptions; readonly taxSets: FieldOptions; readonly stores: FieldOptions }

/** What can be chosen; what is recorded and no more there stays a choice. */
const choicesFor = async (context: PageContext, recorded?: Recorded): Promise<Choices> => {
  const words = wordsFor(context.viewer, context.now)
  const [carriers, taxSets, stores] = await Promise.all([
    carrierChoice(words, context, recorded?.carrier),
    taxSetOptions(context),
    readStoreKeys(context.db),
  ])
  return {
    carriers,
    taxSets: taxSetChoice(words, taxSets, recorded?.taxSet),
    stores: { options: codes([...new Set([...stores, ...(recorded?.stores ?? [])])]) },
  }
}

const fields = (
  { field, perLanguage }: Pick<FieldsOf<typeof EditDeliveryMethod>, 'field' | 'perLanguage'>,
  { carriers, taxSets, stores }: Choices,
  words: Words,
): Html => html`${perLanguage('names')}
<div class="fields">${field('carrier', carriers)}${field('taxSet', taxSets)}</div>
${field('allStores', { start: true })}<div class="unless-all-stores">${field('stores', stores)}</div>
${field('allCountries', { start: true })}<div class="unless-all-countries">${field('countries', { options: countryChoices(words, countries) })}</div>
<div class="fields">${field('minDays')}${field('maxDays')}</div>`

const create = createPage(AddDeliveryMethod, {
  load: context => choicesFor(context),
  fields: (drawn, choices, { words }) => html`${drawn.id({ mono: true })}${fields(drawn, choices, words)}`,
})

const edit = editPage(EditDeliveryMethod, {
  read: async (context, id) => {
    const row = await readDeliveryMethod(context.viewer, context.db, id)
    return row && { ...row, choices: await choicesFor(context, row) }
  },
  title: (words, { names }) => words.text('form.edit', { name: nameFor(names, words) }),
  fields: (drawn, { choices }, { words }) => fields(drawn, choices, words),
})

/** What a price is before somebody sets it. */
const unset = { kind: 'flat', price: null, weightSteps: [], valueSteps: [], freeFrom: null } as const

/** The price at the store and in the currency that the address names, else at the first one there is. */
const price = editPage(SetDeliveryPrice, {
  read: async (context, id) => {
    const method = await readDeliveryMethod(context.viewer, context.db, id)
    const places = method === undefined ? [] : await placesFor(context, method)
    const asked = { store: context.query.get('store'), currency: context.query.get('currency') }
    const isNamed = asked.store !== null || asked.currency !== null
    const at = isNamed
      ? places.find(({ store, currency }) => store === asked.store && currency === asked.currency)
      : places[0]
    if (method === undefined || at === undefined) return undefined
    const { deliveryMethod, names, revision } = method
    const { store, currency, price, mode } = at
    const recorded = price === undefined ? unset : askedAgain(price)
    return { ...recorded, deliveryMethod, names, revision, store, currency, mode }
  },
  title: ({ text, ...words }, { names, store, currency }) =>
    text('delivery.price.of', { name: nameFor(names, words), store, currency }),
  above: ({ store, mode }, { words }) =>
    mode !== undefined &&
    html`<p class="quiet">${words.text('delivery.price.mode', { store, mode: valueName(words, 'store', 'priceMode', mode) })}</p>`,
  sent: ({ store, currency }) => {
    const at = { store, currency }
    return { at: `prices.${store}/${currency}`, values: at, query: at }
  },
  fields: ({ field, rows }, { currency }) => html`${field('kind', { none: false })}
<div class="price-kind flat">${field('price', { currency })}</div>
<div class="price-kind weight">${rows('weightSteps', row => html`${row.field('upTo')}${row.field('price', { currency })}`)}</div>
<div class="price-kind value">${rows('valueSteps', row => html`${row.field('from', { currency })}${row.field('price', { currency })}`)}</div>
${field('freeFrom', { currency })}`,
})

/** The open orders that go by it, which stay as they are; nothing where there are none. */
const openOrders = ({ text }: Words, viewer: Viewer, open: Awaited<ReturnType<typeof readOpenOrdersBy>>) => {
  const named = open.slice(0, NAMED_AT_MOST)
  const links = named.map(
    ({ id, number }, index) => html`${index > 0 && ', '}${thingLink(viewer, 'order', id, number)}`,
  )
  return (
    named.length > 0 &&
    html`<p>${text('delivery.removing.open')} ${links}${open.length > NAMED_AT_MOST && html` ${text('store.needs.more')}`}</p>`
  )
}

const removal = confirmPage(RemoveDeliveryMethod, {
  read: async ({ viewer, db }, id) => {
    const [method, open] = await Promise.all([readDeliveryMethod(viewer, db, id), readOpenOrdersBy(viewer, db, id)])
    return method && { ...method, open: viewer.may.has(readOf.order) ? open : [] }
  },
  title: (words, { names }) => words.text('delivery.removing', { name: nameFor(names, words) }),
  understood: ({ text }) => text('delivery.removing.confirm'),
  sent: ({ deliveryMethod }) => ({ cancel: `/delivery-methods/${deliveryMethod}` }),
  consequences: (words, { open }, { viewer }) =>
    notice({
      tone: 'warn',
      body: html`<p>${words.text('delivery.removing.hint')}</p>${openOrders(words, viewer, open)}`,
    }),
})

export const deliveryMethodFormPages: readonly Page[] = [create, edit, price, removal]
