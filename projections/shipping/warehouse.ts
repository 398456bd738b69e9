import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list/list.ts'
import { readList } from '../engine/list/list-read.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { integer, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const reading = {
  key: 'warehouse',
  sorts: {
    warehouse: { column: 'warehouse', direction: 'asc' },
    name: { column: sortKey('name'), direction: 'asc' },
  },
  filters: { status: { kind: 'choice', column: 'status', values: ['open', 'closed'] } },
} as const

export const warehouseList = list({ table: 'warehouse', ...reading, defaultSort: 'warehouse', search: true })

export const warehouses = projection({
  name: 'warehouses',
  version: 2,
  tables: {
    warehouse: table({
      key: ['warehouse'],
      columns: {
        warehouse: text(),
        name: text(),
        status: text<'open' | 'closed'>(),
        changed_at: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(reading),
      search: ['warehouse', 'name'],
      sorted: ['name'],
    }),
  },
  on: {
    WarehouseOpened: ({ id, at, revision, data: { name } }, { warehouse }) =>
      warehouse.put({ warehouse: id, name, status: 'open', changed_at: at, revision }),
    WarehouseRenamed: ({ id, at, revision, data: { name } }, { warehouse }) =>
      warehouse.change({ warehouse: id }, row => ({ ...row, name, changed_at: at, revision })),
    WarehouseClosed: ({ id, at, revision }, { warehouse }) =>
      warehouse.change({ warehouse: id }, row => ({ ...row, status: 'closed', changed_at: at, revision })),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof warehouses> {}
}

export type WarehouseRow = Stored<(typeof warehouses)['tables']['warehouse']['columns']>

export const readWarehouseList = (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<WarehouseRow>> => readList<WarehouseRow>(viewer, db, warehouseList, query)

/** Keys of the warehouses that take something in. */
export const readOpenWarehouses = async (_viewer: Viewer, db: Kysely<Database>): Promise<string[]> => {
  const open = db.selectFrom('warehouse').select('warehouse').where('status', '=', 'open')
  return (await open.orderBy('warehouse').execute()).map(({ warehouse }) => warehouse)
}

export const readWarehouse = (_viewer: Viewer, db: Kysely<Database>, id: string): Promise<WarehouseRow | undefined> =>
  db.selectFrom('warehouse').selectAll().where('warehouse', '=', id).executeTakeFirst()
