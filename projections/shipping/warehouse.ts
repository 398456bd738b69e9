import type { Kysely } from 'kysely'
import { USUAL_PRIORITY } from '../../domain/shipping/warehouse.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { country, flag, integer, json, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const listing = {
  key: 'warehouse',
  sorts: {
    warehouse: { column: 'warehouse', direction: 'asc' },
    name: { column: sortKey('name'), direction: 'asc' },
    priority: { column: 'priority', direction: 'asc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: ['open', 'closed'] },
    store: { kind: 'choice', column: 'stores', isListed: true },
  },
} as const

export const warehouseList = list({ table: 'warehouse', ...listing, defaultSort: 'warehouse', search: true })

/** Until somebody says otherwise. */
const unsaid = {
  street: null,
  zip: null,
  city: null,
  country: null,
  allStores: true,
  stores: null,
  priority: USUAL_PRIORITY,
} as const

export const warehouses = projection({
  name: 'warehouses',
  version: 5,
  tables: {
    warehouse: table({
      key: ['warehouse'],
      columns: {
        warehouse: text(),
        name: text(),
        /** Whether no other can be called so; one of an older log may share its name. */
        hasOwnName: flag(),
        status: text<'open' | 'closed'>(),
        street: nullable(text()),
        zip: nullable(text()),
        city: nullable(text()),
        country: nullable(country()),
        allStores: flag(),
        /** Those that it serves; null for all. */
        stores: nullable(json<readonly string[]>()),
        priority: integer(),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['warehouse', 'name', 'city'],
      sorted: ['name'],
    }),
  },
  on: {
    WarehouseOpened: ({ id, at, revision, data: { name, nameClaim } }, { warehouse }) =>
      warehouse.upsert({ warehouse: id }, row => ({
        ...(row ?? { warehouse: id, ...unsaid }),
        name,
        hasOwnName: nameClaim !== undefined,
        status: 'open',
        changedAt: at,
        revision,
      })),
    WarehouseRenamed: (event, { warehouse }) =>
      warehouse.amend(event, { name: event.data.name, hasOwnName: event.data.nameClaim !== undefined }),
    WarehouseNameClaimed: (event, { warehouse }) => warehouse.amend(event, { hasOwnName: true }),
    WarehouseAddressSet: (event, { warehouse }) => warehouse.amend(event, event.data),
    WarehouseStoresSet: (event, { warehouse }) =>
      warehouse.amend(event, { stores: event.data.stores, allStores: event.data.stores === null }),
    WarehousePrioritySet: (event, { warehouse }) => warehouse.amend(event, event.data),
    WarehouseClosed: (event, { warehouse }) => warehouse.amend(event, { status: 'closed' }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof warehouses> {}
}

export type WarehouseRow = Stored<(typeof warehouses)['tables']['warehouse']['columns']>

/** A page of the list of warehouses, and one by its key. */
export const { page: readWarehouseList, one: readWarehouse } = reading<WarehouseRow>(warehouseList)

/** The key of the warehouse that is meant by one that was typed: as it is, else in small letters. All stores share them. */
export const readWarehouseKey = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  typed: string,
): Promise<string | undefined> => {
  const keys = [typed, typed.toLowerCase()]
  const found = await db.selectFrom('warehouse').select('warehouse').where('warehouse', 'in', keys).execute()
  return keys.find(key => found.some(({ warehouse }) => warehouse === key))
}

/** As many as are chosen from. */
const MOST_CHOSEN = 500

/** The warehouses of older logs that have not claimed their names yet, first ones first. */
export const readUnclaimedNames = (db: Kysely<Database>): Promise<Pick<WarehouseRow, 'warehouse' | 'name'>[]> => {
  const unclaimed = db.selectFrom('warehouse').select(['warehouse', 'name']).where('hasOwnName', '=', false)
  return unclaimed.orderBy('warehouse').limit(MOST_CHOSEN).execute()
}

/** The warehouses that take something in, for all stores; those that goods come from first come first. */
export const readOpenWarehouses = (
  _viewer: Viewer,
  db: Kysely<Database>,
): Promise<Pick<WarehouseRow, 'warehouse' | 'name'>[]> => {
  const open = db.selectFrom('warehouse').select(['warehouse', 'name']).where('status', '=', 'open')
  return open.orderBy('priority').orderBy('warehouse').limit(MOST_CHOSEN).execute()
}
