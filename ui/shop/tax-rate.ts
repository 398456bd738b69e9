import type { Page } from '../../api/page.ts'
import { taxRateCommands, taxRates } from '../../api/shop/tax-rate.ts'
import { countries } from '../../domain/shared/country.ts'
import { readSetsWith, readTaxedCountries, readTaxRate, type TaxRateRow } from '../../projections/shop/tax-rate.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { dataTable } from '../components/table.ts'
import { countryChoices } from '../customers/country-options.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { confirmPage, createPage, type Drawing, editPage } from '../kit/form-pages.ts'
import { thingList } from '../kit/list.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { rateName } from './rate-words.ts'

const { CreateTaxRate, EditTaxRate, DeleteTaxRate } = taxRateCommands

const percent = ({ format }: Words, { percentage }: TaxRateRow): string => format.percent(percentage)

const list = thingList(taxRates, {
  create: CreateTaxRate,
  columns: [
    'country',
    'region',
    'name',
    { name: 'percentage', cell: percent, file: 'percentage', align: 'end' },
    'validFrom',
    'validTo',
    'changedAt',
  ],
  onPhones: ['country', 'name', 'percentage'],
  options: {
    country: async (words, { viewer, db }) => countryChoices(words, await readTaxedCountries(viewer, db)),
  },
})

const fields = ({ field }: FieldsOf<typeof CreateTaxRate>, words: Words): Html =>
  html`${field('name')}<div class="fields">${field('country', { options: countryChoices(words, countries) })}${field('region')}</div>
${field('percentage')}<div class="fields">${field('validFrom')}${field('validTo')}</div>`

const create = createPage(CreateTaxRate, {
  sent: ({ newId }) => ({ values: { id: newId() } }),
  fields: (drawn, _, { words }) => fields(drawn, words),
})

const edit = editPage(EditTaxRate, {
  read: ({ viewer, db }, id) => readTaxRate(viewer, db, id),
  title: (words, row) => words.text('form.edit', { name: rateName(words, row) }),
  fields: (drawn, _, { words }) => fields(drawn, words),
})

const deletion = confirmPage(DeleteTaxRate, {
  read: ({ viewer, db }, id) => readTaxRate(viewer, db, id),
  title: (words, row) => words.text('taxRate.deleting', { name: rateName(words, row) }),
  meta: () => undefined,
  understood: ({ text }) => text('taxRate.deleting.confirm'),
  sent: ({ taxRate }) => ({ cancel: `/tax-rates/${taxRate}` }),
  consequences: ({ text }) => notice({ tone: 'warn', body: text('taxRate.deleting.hint') }),
})

type Given = TaxRateRow & { readonly sets: Awaited<ReturnType<typeof readSetsWith>> }

const setsCard = ({ words, context: { viewer } }: Drawing, { sets }: Given): Html =>
  card({
    title: words.text('taxRate.sets'),
    flush: true,
    body: dataTable(words, {
      caption: words.text('taxRate.sets.caption'),
      columns: [
        { header: words.text('thing.taxSet'), cell: ({ taxSet, name }) => thingLink(viewer, 'taxSet', taxSet, name) },
      ],
      rows: sets,
      empty: { title: words.text('taxRate.sets.none'), hint: words.text('taxRate.sets.none.hint') },
    }),
  })

const detail = detailPage(taxRates, {
  read: async ({ viewer, db }, id): Promise<Given | undefined> => {
    const [rate, sets] = await Promise.all([readTaxRate(viewer, db, id), readSetsWith(viewer, db, id)])
    return rate && { ...rate, sets }
  },
  title: (row, { words }) => rateName(words, row),
  meta: () => undefined,
  actions: ({ taxRate }, drawing) =>
    html`${commandLink(drawing, DeleteTaxRate, taxRate)}${editLink(drawing, EditTaxRate, taxRate)}`,
  main: (row, drawing) => setsCard(drawing, row),
  side: (row, { words }) =>
    card({
      title: words.text('taxRate.facts'),
      body: factsOf(words, taxRates, row, [
        'country',
        ...(row.region === null ? [] : (['region'] as const)),
        { name: 'percentage', value: percent(words, row) },
        'validFrom',
        'validTo',
        'changedAt',
      ]),
    }),
})

export const taxRatePages: readonly Page[] = [list, create, edit, deletion, detail]
