import type { Page, PageContext } from '../../api/page.ts'
import { taxSetCommands, taxSets } from '../../api/shop/tax-set.ts'
import { localText } from '../../domain/shared/local-time.ts'
import { rateFor } from '../../domain/shared/tax/rate-for.ts'
import { readTaxRates, type TaxRateRow } from '../../projections/shop/tax-rate.ts'
import { type ListedTaxSet, readTaxSet } from '../../projections/shop/tax-set.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import type { Option } from '../components/filter-bar.ts'
import { notice } from '../components/notice.ts'
import { linkButton } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { confirmPage, createPage, type Drawing, editPage } from '../kit/form-pages.ts'
import { thingList } from '../kit/list.ts'
import { thingLink } from '../thing.ts'
import { type Words, wordsFor } from '../words.ts'
import { rateName, validity } from './rate-words.ts'

const { CreateTaxSet, EditTaxSet, DeleteTaxSet } = taxSetCommands

const countriesText = ({ format }: Words, { known }: ListedTaxSet): string =>
  [...new Set(known.map(({ country }) => format.country(country)))].join(', ')

const list = thingList(taxSets, {
  create: CreateTaxSet,
  columns: ['name', { name: 'rates', cell: countriesText, file: countriesText }, 'uses', 'changedAt'],
  onPhones: ['name', 'uses'],
})

const rateChoices = async ({ viewer, db, now }: PageContext): Promise<Option[]> => {
  const words = wordsFor(viewer, now)
  const labelOf = (rate: TaxRateRow): string => {
    const when = validity(words, rate)
    return when === undefined ? rateName(words, rate) : `${rateName(words, rate)}, ${when}`
  }
  const { compare } = new Intl.Collator(words.locale)
  const options = (await readTaxRates(viewer, db)).map(rate => ({ value: rate.taxRate, label: labelOf(rate) }))
  return options.sort((a, b) => compare(a.label, b.label))
}

const fields = ({ field }: FieldsOf<typeof CreateTaxSet>, options: readonly Option[]): Html =>
  html`${field('name')}${field('rates', { options })}`

const create = createPage(CreateTaxSet, {
  load: rateChoices,
  sent: ({ newId }) => ({ values: { id: newId() } }),
  fields,
})

const edit = editPage(EditTaxSet, {
  read: async (context, id) => {
    const [set, options] = await Promise.all([readTaxSet(context.viewer, context.db, id), rateChoices(context)])
    return set && { ...set, options }
  },
  fields: (drawn, { options }) => fields(drawn, options),
})

const deletion = confirmPage(DeleteTaxSet, {
  read: ({ viewer, db }, id) => readTaxSet(viewer, db, id),
  title: (words, { name }) => words.text('taxSet.deleting', { name }),
  meta: () => undefined,
  understood: ({ text }) => text('taxSet.deleting.confirm'),
  sent: ({ taxSet }) => ({ cancel: `/tax-sets/${taxSet}` }),
  consequences: ({ text }) => notice({ tone: 'warn', body: text('taxSet.deleting.hint') }),
})

/** Whether a rate is the one that is valid at its place today, was, or will be. */
const stateOf = ({ text }: Words, all: readonly TaxRateRow[], rate: TaxRateRow, today: string): Html => {
  if (rateFor(all, rate.country, rate.region, today) === rate) return badge(text('taxSet.applies'), 'good')
  const isLater = rate.validFrom !== null && rate.validFrom > today
  return badge(text(isLater ? 'taxSet.later' : 'taxSet.ended'), 'neutral')
}

/** What applies where, today and otherwise: rates of a country stand together. */
const ratesCard = ({ words, context: { viewer, now } }: Drawing, { known }: ListedTaxSet): Html => {
  const { text, format } = words
  const today = localText(now, viewer.timeZone).slice(0, 10)
  const place = ({ country, region }: TaxRateRow) =>
    region === null ? format.country(country) : `${format.country(country)}, ${region}`
  return card({
    title: text('taxSet.rates'),
    flush: true,
    body: dataTable<TaxRateRow>(words, {
      caption: text('taxSet.rates.caption'),
      columns: [
        { header: text('field.country'), cell: place },
        {
          header: text('thing.taxRate'),
          cell: ({ taxRate, name }) => thingLink(viewer, 'taxRate', taxRate, name),
          names: true,
        },
        { header: text('field.percentage'), cell: ({ percentage }) => format.percent(percentage), align: 'end' },
        { header: text('taxSet.today'), cell: rate => stateOf(words, known, rate, today) },
        { header: text('taxSet.valid'), cell: rate => validity(words, rate), quiet: true },
      ],
      rows: known,
      empty: { title: text('taxSet.rates.none'), hint: text('taxSet.rates.none.hint') },
    }),
  })
}

const productsLink = ({ words, context: { viewer } }: Drawing, set: string) =>
  viewer.may.has('product:read') &&
  linkButton({ label: words.text('taxSet.products'), href: `/products?taxSet=${set}` })

const methodsLink = ({ words, context: { viewer } }: Drawing, set: string) =>
  viewer.may.has('deliveryMethod:read') &&
  linkButton({ label: words.text('delivery.methods'), href: `/delivery-methods?taxSet=${set}` })

const detail = detailPage(taxSets, {
  read: ({ viewer, db }, id) => readTaxSet(viewer, db, id),
  title: ({ name }) => name,
  meta: () => undefined,
  actions: ({ taxSet }, drawing) =>
    html`${productsLink(drawing, taxSet)}${methodsLink(drawing, taxSet)}${commandLink(drawing, DeleteTaxSet, taxSet)}${editLink(drawing, EditTaxSet, taxSet)}`,
  main: (row, drawing) => ratesCard(drawing, row),
  side: (row, { words }) =>
    card({ title: words.text('taxSet.facts'), body: factsOf(words, taxSets, row, ['uses', 'changedAt']) }),
})

export const taxSetPages: readonly Page[] = [list, create, edit, deletion, detail]
