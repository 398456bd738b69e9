import type { Page } from '../../api/page.ts'
import { storeCommands, stores } from '../../api/shop/store.ts'
import { timeZones } from '../../domain/shared/time-zone.ts'
import { readStoreReadiness, type StoreReadiness } from '../../projections/shop/readiness.ts'
import { readStore, type StoreRow } from '../../projections/shop/store.ts'
import type { Need } from '../../projections/shop/store-needs.ts'
import { badge } from '../components/badge.ts'
import { card, definitions } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { countryOptions } from '../customers/country-options.ts'
import { FIRST_STEPS } from '../first-steps-href.ts'
import { type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { buttonOf } from '../kit/form.ts'
import { confirmPage, createPage, editPage } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import type { Words } from '../words.ts'
import { currencyOptions } from './currency-options.ts'
import { languageOptions } from './language-options.ts'
import { lackOf, needs } from './store-lacks.ts'
import { needItems, needsText, readRemoval, readStoreNeeds, storeNeedItems } from './store-needs.ts'
import { numbersCard } from './store-numbers.ts'

const { OpenStore, EditStore, DeactivateStore, ActivateStore } = storeCommands

const statusBadge = (words: Words, { status }: StoreRow): Html =>
  badge(valueName(words, 'store', 'status', status), status === 'active' ? 'good' : 'neutral')

const listed = ({ locale }: Words, names: readonly string[]): string => new Intl.ListFormat(locale).format(names)

const languagesText = (words: Words, { languages }: StoreRow): string =>
  listed(words, languages.map(words.format.language))
const currenciesText = (words: Words, { currencies }: StoreRow): string => listed(words, currencies)

const list = thingList(stores, {
  create: OpenStore,
  columns: [
    'store',
    'name',
    { name: 'status', cell: statusBadge, file: 'status' },
    { name: 'languages', cell: languagesText, file: languagesText },
    { name: 'currencies', cell: currenciesText, file: currenciesText },
    'timeZone',
  ],
  onPhones: ['store', 'name', 'status'],
})

const fields = ({ field }: Pick<FieldsOf<typeof OpenStore>, 'field'>, words: Words, row?: StoreRow): Html => {
  const languages = languageOptions(words, row?.languages)
  const currencies = currencyOptions(words)
  return html`<div class="fields">${field('name')}${field('timeZone', { options: codes(timeZones), start: words.timeZone })}</div>
<div class="fields">${field('languages', { options: languages })}${field('language', { options: languages })}</div>
<div class="fields">${field('currencies', { options: currencies })}${field('currency', { options: currencies })}</div>
<div class="fields">${field('priceMode')}${field('taxRounding')}</div>
${field('countries', { options: countryOptions(words, undefined) })}${field('sender')}`
}

const create = createPage(OpenStore, {
  fields: (drawn, _, { words }) => html`${drawn.id({ mono: true })}${fields(drawn, words)}`,
})

const removalOf = ({ field }: FieldsOf<typeof EditStore>, words: Words, needs: readonly Need[]): Html =>
  html`${notice({ tone: 'warn', body: needsText(words, needItems(words, needs)) })}${field('removing')}`

const edit = editPage(EditStore, {
  read: async (context, id) => {
    const store = await readStore(context.viewer, context.db, id)
    return store && { ...store, removing: false, removal: await readRemoval(context, store) }
  },
  fields: (drawn, { removal, ...row }, { words }) =>
    html`${fields(drawn, words, row)}${removal && removalOf(drawn, words, removal)}`,
})

const deactivation = confirmPage(DeactivateStore, {
  read: async (context, id) => {
    const store = await readStore(context.viewer, context.db, id)
    if (store?.status !== 'active') return undefined
    return { ...store, needs: await readStoreNeeds(context, id) }
  },
  title: (words, { name }) => words.text('store.deactivating', { name }),
  understood: ({ text }) => text('store.deactivating.confirm'),
  consequences: (words, { needs }, context) => {
    const items = storeNeedItems(words, context, needs)
    return notice({
      tone: 'warn',
      body: html`<p>${words.text('store.deactivating.hint')}</p>${needsText(words, items)}`,
    })
  },
})

const countriesText = (words: Words, { countries }: StoreRow): string =>
  countries.length === 0 ? words.text('store.everywhere') : listed(words, countries.map(words.format.country))

/** What it speaks, is paid in and sells to; the first of several is the one that counts where nobody says. */
const sellsCard = (words: Words, row: StoreRow): Html => {
  const { text } = words
  return card({
    title: text('store.sells'),
    body: definitions([
      { term: text('field.languages'), value: languagesText(words, row) },
      { term: text('field.store.language'), value: words.format.language(row.language) },
      { term: text('field.currencies'), value: currenciesText(words, row) },
      { term: text('field.store.currency'), value: row.currency },
      { term: text('field.countries'), value: countriesText(words, row) },
    ]),
  })
}

/** What it still lacks; of one that sells already nothing. */
const needsCard = (words: Words, { readiness }: Shown): Html | undefined => {
  const lacking = needs.flatMap(need => lackOf(words, need, readiness) ?? [])
  if (lacking.length === 0) return undefined
  const aside = html`<a href="${FIRST_STEPS}">${words.text('firstSteps.title')}</a>`
  return card({
    title: words.text('firstSteps.before'),
    aside,
    body: html`<ul>${lacking.map(lack => html`<li>${lack}</li>`)}</ul>`,
  })
}

type Shown = StoreRow & { readonly readiness: StoreReadiness }

const detail = detailPage(stores, {
  read: async ({ viewer, db, now }, id): Promise<Shown | undefined> => {
    const row = await readStore(viewer, db, id)
    return row && { ...row, readiness: await readStoreReadiness(viewer, db, row, now) }
  },
  title: ({ name }) => name,
  badges: (row, { words }) => statusBadge(words, row),
  actions: (row, drawing) => {
    const { store: id, status, revision } = row
    const { words, context } = drawing
    const toggle =
      status === 'active'
        ? commandLink(drawing, DeactivateStore, id)
        : buttonOf(words, context, ActivateStore, { id, revision })
    return html`${toggle}${editLink(drawing, EditStore, id)}`
  },
  main: (row, { words }) => html`${needsCard(words, row)}${sellsCard(words, row)}`,
  side: async (row, drawing) => {
    const { words } = drawing
    const facts = card({
      title: words.text('store.facts'),
      body: factsOf(words, stores, row, ['timeZone', 'priceMode', 'taxRounding', 'sender', 'changedAt']),
    })
    return html`${facts}${await numbersCard(drawing, row)}`
  },
})

export const storePages: readonly Page[] = [list, create, edit, deactivation, detail]
