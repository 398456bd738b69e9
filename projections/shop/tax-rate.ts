import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { country, date, integer, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const listing = {
  key: 'taxRate',
  sorts: {
    country: { column: 'country', direction: 'asc' },
    name: { column: sortKey('name'), direction: 'asc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: { country: { kind: 'choice', column: 'country' } },
} as const

export const taxRateList = list({ table: 'tax_rate', ...listing, defaultSort: 'country', search: true })

export const taxRates = projection({
  name: 'tax_rates',
  version: 1,
  tables: {
    tax_rate: table({
      key: ['taxRate'],
      columns: {
        taxRate: text(),
        name: text(),
        country: country(),
        region: nullable(text()),
        /** In per cent, as decimal text. */
        percentage: text(),
        /** Days of the store, both included. */
        validFrom: nullable(date()),
        validTo: nullable(date()),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['name', 'country', 'region', 'percentage'],
      sorted: ['name'],
    }),
    /** The sets that have it. */
    tax_rate_given: table({ key: ['taxRate', 'taxSet'], columns: { taxRate: text(), taxSet: text() } }),
  },
  on: {
    TaxRateCreated: ({ id, at, revision, data: { nameClaim: _ofTheName, ...data } }, { tax_rate }) =>
      tax_rate.put({ taxRate: id, ...data, changedAt: at, revision }),
    TaxRateCorrected: (event, { tax_rate }) => {
      const { name, country, region, percentage } = event.data
      return tax_rate.amend(event, { name, country, region, percentage })
    },
    TaxRateValiditySet: (event, { tax_rate }) => tax_rate.amend(event, event.data),
    TaxRateGiven: (event, { tax_rate, tax_rate_given }) => [
      tax_rate_given.put({ taxRate: event.id, taxSet: event.data.taxSet }),
      tax_rate.amend(event, {}),
    ],
    TaxRateTaken: (event, { tax_rate, tax_rate_given }) => [
      tax_rate_given.remove({ taxRate: event.id, taxSet: event.data.taxSet }),
      tax_rate.amend(event, {}),
    ],
    TaxRateDeleted: ({ id }, { tax_rate }) => tax_rate.remove({ taxRate: id }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof taxRates> {}
}

export type TaxRateRow = Stored<(typeof taxRates)['tables']['tax_rate']['columns']>

/** A page of the list of tax rates, and one by its id. */
export const { page: readTaxRateList, one: readTaxRate } = reading<TaxRateRow>(taxRateList)

/** As many rates as a set can be made of. */
const MOST_CHOSEN = 2_000

/** The rates that there are, those of a country together. */
export const readTaxRates = (_viewer: Viewer, db: Kysely<Database>): Promise<TaxRateRow[]> =>
  db.selectFrom('tax_rate').selectAll().orderBy('country').orderBy('name').limit(MOST_CHOSEN).execute()

/** Those of these rates that there are, those of a country together. */
export const readTaxRatesOf = async (db: Kysely<Database>, ids: readonly string[]): Promise<TaxRateRow[]> => {
  if (ids.length === 0) return []
  const found = db.selectFrom('tax_rate').selectAll().where('taxRate', 'in', ids)
  return found.orderBy('country').orderBy('region').orderBy('name').orderBy('validFrom').execute()
}

/** The countries that there are rates of. */
export const readTaxedCountries = async (_viewer: Viewer, db: Kysely<Database>): Promise<string[]> => {
  const found = await db.selectFrom('tax_rate').select('country').distinct().orderBy('country').execute()
  return found.map(({ country }) => country)
}

/** As many sets of a rate are shown. */
const MOST_SHOWN = 100

/** The sets that have a rate, first ones first. */
export const readSetsWith = (_viewer: Viewer, db: Kysely<Database>, rate: string) =>
  db
    .selectFrom('tax_rate_given')
    .innerJoin('tax_set', 'tax_set.taxSet', 'tax_rate_given.taxSet')
    .select(['tax_set.taxSet', 'tax_set.name'])
    .where('tax_rate_given.taxRate', '=', rate)
    .orderBy('tax_set.name')
    .limit(MOST_SHOWN)
    .execute()
