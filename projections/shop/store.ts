import type { Kysely } from 'kysely'
import { type Permission, storesAmong, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { integer, json, language, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const listing = {
  key: 'store',
  sorts: {
    store: { column: 'store', direction: 'asc' },
    name: { column: sortKey('name'), direction: 'asc' },
  },
  filters: { status: { kind: 'choice', column: 'status', values: ['active', 'inactive'] } },
} as const

export const storeList = list({ table: 'store', ...listing, defaultSort: 'store', search: true })

export const stores = projection({
  name: 'stores',
  version: 1,
  tables: {
    store: table({
      key: ['store'],
      columns: {
        store: text(),
        name: text(),
        status: text<'active' | 'inactive'>(),
        timeZone: text(),
        languages: json<readonly string[]>(),
        /** The one of them that counts where nobody says. */
        language: language(),
        currencies: json<readonly string[]>(),
        currency: text(),
        /** None: everywhere. */
        countries: json<readonly string[]>(),
        priceMode: text<'gross' | 'net'>(),
        taxRounding: text<'line' | 'total'>(),
        sender: nullable(text()),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['store', 'name'],
      sorted: ['name'],
    }),
  },
  on: {
    StoreOpened: ({ id, at, revision, data: { nameClaim: _ofTheName, ...data } }, { store }) =>
      store.put({ store: id, status: 'active', ...data, changedAt: at, revision }),
    StoreRenamed: (event, { store }) => store.amend(event, { name: event.data.name }),
    StoreTimeZoneChanged: (event, { store }) => store.amend(event, event.data),
    StoreLanguagesSet: (event, { store }) => store.amend(event, event.data),
    StoreCurrenciesSet: (event, { store }) => store.amend(event, event.data),
    StoreCountriesSet: (event, { store }) => store.amend(event, event.data),
    StoreTaxingSet: (event, { store }) => store.amend(event, event.data),
    StoreSenderSet: (event, { store }) => store.amend(event, event.data),
    StoreDeactivated: (event, { store }) => store.amend(event, { status: 'inactive' }),
    StoreActivated: (event, { store }) => store.amend(event, { status: 'active' }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof stores> {}
}

export type StoreRow = Stored<(typeof stores)['tables']['store']['columns']>

/** A page of the list of stores, and one by its key. */
export const { page: readStoreList, one: readStore } = reading<StoreRow>(storeList)

/** As many stores as are chosen from. */
const MOST_CHOSEN = 500

/** The stores by their keys, those that are no more in use included: their past is there. */
export const readStores = (_viewer: Viewer, db: Kysely<Database>): Promise<StoreRow[]> =>
  db.selectFrom('store').selectAll().orderBy('store').limit(MOST_CHOSEN).execute()

/** The keys of all of them, for whoever decides on rights. */
export const readStoreKeys = async (db: Kysely<Database>): Promise<string[]> =>
  (await db.selectFrom('store').select('store').orderBy('store').execute()).map(({ store }) => store)

/** The stores for which somebody may do something. */
export const readStoresFor = async (viewer: Viewer, db: Kysely<Database>, may: Permission): Promise<StoreRow[]> => {
  const found = await readStores(viewer, db)
  const keys = storesAmong(
    viewer,
    may,
    found.map(({ store }) => store),
  )
  return found.filter(({ store }) => keys.includes(store))
}

const once = (all: readonly (readonly string[])[]): string[] => [...new Set(all.flat())]

/** The currencies that some store sells in. */
export const currenciesOf = (rows: readonly StoreRow[]): string[] => once(rows.map(({ currencies }) => currencies))

/** The languages that some store speaks. */
export const languagesOf = (rows: readonly StoreRow[]): string[] => once(rows.map(({ languages }) => languages))
