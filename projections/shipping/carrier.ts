import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { integer, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const listing = {
  key: 'carrier',
  sorts: {
    carrier: { column: 'carrier', direction: 'asc' },
    name: { column: sortKey('name'), direction: 'asc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: { status: { kind: 'choice', column: 'status', values: ['active', 'inactive'] } },
} as const

export const carrierList = list({ table: 'carrier', ...listing, defaultSort: 'carrier', search: true })

export const carriers = projection({
  name: 'carriers',
  version: 1,
  tables: {
    carrier: table({
      key: ['carrier'],
      columns: {
        carrier: text(),
        name: text(),
        status: text<'active' | 'inactive'>(),
        /** Where parcels are followed, with `{number}` in it. */
        trackingUrl: nullable(text()),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['carrier', 'name'],
      sorted: ['name'],
    }),
  },
  on: {
    CarrierAdded: ({ id, at, revision, data: { nameClaim: _ofTheName, ...data } }, { carrier }) =>
      carrier.put({ carrier: id, status: 'active', ...data, changedAt: at, revision }),
    CarrierRenamed: (event, { carrier }) => carrier.amend(event, { name: event.data.name }),
    CarrierTrackingSet: (event, { carrier }) => carrier.amend(event, event.data),
    CarrierDeactivated: (event, { carrier }) => carrier.amend(event, { status: 'inactive' }),
    CarrierActivated: (event, { carrier }) => carrier.amend(event, { status: 'active' }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof carriers> {}
}

export type CarrierRow = Stored<(typeof carriers)['tables']['carrier']['columns']>

/** A page of the list of carriers, and one by its key. */
export const { page: readCarrierList, one: readCarrier } = reading<CarrierRow>(carrierList)

/** As many as are chosen from. */
const MOST_CHOSEN = 500

/** Every carrier, by name; all stores share them. */
export const readCarriers = (_viewer: Viewer, db: Kysely<Database>): Promise<CarrierRow[]> =>
  db.selectFrom('carrier').selectAll().orderBy('name').orderBy('carrier').limit(MOST_CHOSEN).execute()
