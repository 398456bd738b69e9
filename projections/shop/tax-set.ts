import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListQuery, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { plus } from '../engine/model/sum.ts'
import { integer, json, type Stored, table, text, timestamp } from '../engine/model/table.ts'
import { readTaxRatesOf, type TaxRateRow } from './tax-rate.ts'

const listing = {
  key: 'taxSet',
  sorts: {
    name: { column: sortKey('name'), direction: 'asc' },
    uses: { column: 'uses', direction: 'desc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: {},
} as const

export const taxSetList = list({ table: 'tax_set', ...listing, defaultSort: 'name', search: true })

export const taxSets = projection({
  name: 'tax_sets',
  version: 1,
  tables: {
    tax_set: table({
      key: ['taxSet'],
      columns: {
        taxSet: text(),
        name: text(),
        /** Ids of its rates; some may be gone. */
        rates: json<readonly string[]>(),
        /** How much is taxed by it. */
        uses: integer(),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['name'],
      sorted: ['name'],
    }),
  },
  on: {
    TaxSetCreated: ({ id, at, revision, data: { name, rates } }, { tax_set }) =>
      tax_set.put({ taxSet: id, name, rates, uses: 0, changedAt: at, revision }),
    TaxSetRenamed: (event, { tax_set }) => tax_set.amend(event, { name: event.data.name }),
    TaxSetRatesSet: (event, { tax_set }) => tax_set.amend(event, { rates: event.data.rates }),
    // It is not changed by what is taxed by it.
    TaxSetUsed: ({ id, revision }, { tax_set }) =>
      tax_set.change({ taxSet: id }, row => ({ ...row, uses: plus(row.uses, 1), revision })),
    TaxSetLeft: ({ id, revision }, { tax_set }) =>
      tax_set.change({ taxSet: id }, row => ({ ...row, uses: plus(row.uses, -1), revision })),
    TaxSetDeleted: ({ id }, { tax_set }) => tax_set.remove({ taxSet: id }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof taxSets> {}
}

export type TaxSetRow = Stored<(typeof taxSets)['tables']['tax_set']['columns']>

/** A tax set with those of its rates that there are. */
export type ListedTaxSet = TaxSetRow & { readonly known: readonly TaxRateRow[] }

const { page, one } = reading<TaxSetRow>(taxSetList)

const withRates = async (db: Kysely<Database>, rows: readonly TaxSetRow[]): Promise<ListedTaxSet[]> => {
  const found = await readTaxRatesOf(db, [...new Set(rows.flatMap(({ rates }) => rates))])
  return rows.map(row => ({ ...row, known: found.filter(({ taxRate }) => row.rates.includes(taxRate)) }))
}

/** A page of the list of tax sets, each with its rates. */
export const readTaxSets = async (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => {
  const found = await page(viewer, db, query)
  return { ...found, rows: await withRates(db, found.rows) }
}

/** One tax set with its rates; undefined when there is none. */
export const readTaxSet = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<ListedTaxSet | undefined> => {
  const row = await one(viewer, db, id)
  return row && (await withRates(db, [row]))[0]
}

/** A tax set as its own stream tells it; undefined when there is none. */
export const readTaxSetRecord = one

/** As many sets as are chosen from. */
const MOST_CHOSEN = 500

/** The tax sets that there are by their names, first ones first. */
export const readTaxSetNames = (_viewer: Viewer, db: Kysely<Database>): Promise<{ taxSet: string; name: string }[]> =>
  db.selectFrom('tax_set').select(['taxSet', 'name']).orderBy('name').orderBy('taxSet').limit(MOST_CHOSEN).execute()

/** What these tax sets are called; one that is not there is left out. */
export const readTaxSetNamesOf = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> => {
  const asked = [...new Set(ids.filter(id => id !== null))]
  if (asked.length === 0) return new Map()
  const found = await db.selectFrom('tax_set').select(['taxSet', 'name']).where('taxSet', 'in', asked).execute()
  return new Map(found.map(({ taxSet, name }) => [taxSet, name]))
}
