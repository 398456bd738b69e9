import type { Kysely } from 'kysely'
import { openOf, type PickRoute, putBack, without } from '../../domain/shipping/pick-position.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import { flag, integer, nullable, type Row, type Stored, table, text, timestamp } from '../engine/model/table.ts'

export const pickListStatuses = ['open', 'finished', 'abandoned'] as const
export type PickListStatus = (typeof pickListStatuses)[number]

const listing = {
  key: 'id',
  sorts: { drawnAt: { column: 'drawnAt', direction: 'desc' } },
  filters: {
    status: { kind: 'choice', column: 'status', values: pickListStatuses },
    warehouse: { kind: 'choice', column: 'warehouse' },
    assignee: { kind: 'choice', column: 'assignee' },
    drawnAt: { kind: 'days', column: 'drawnAt', of: 'moment' },
  },
} as const

/** All pick lists, newest first. */
export const pickListList = list({ table: 'pick_list', ...listing, defaultSort: 'drawnAt', search: true })

const tables = {
  pick_list: table({
    key: ['id'],
    columns: {
      id: text(),
      number: text(),
      warehouse: text(),
      route: text<PickRoute>(),
      status: text<PickListStatus>(),
      /** The id of the user who walks; null while nobody does. */
      assignee: nullable(text()),
      positionCount: integer(),
      orderCount: integer(),
      /** What it is to take, and what came of it. */
      units: integer(),
      picked: integer(),
      missing: integer(),
      toPutBack: integer(),
      reason: nullable(text()),
      drawnAt: timestamp(),
      endedAt: nullable(timestamp()),
      changedAt: timestamp(),
      /** Of the stream, for If-Match. */
      revision: integer(),
    },
    indexes: indexesFor(listing),
    search: ['number'],
  }),
  pick_position: table({
    key: ['pickList', 'position'],
    columns: {
      pickList: text(),
      position: integer(),
      order: text(),
      orderNumber: nullable(text()),
      shipment: integer(),
      line: integer(),
      sku: text(),
      name: text(),
      quantity: integer(),
      /** Whether the order has said how many these are. */
      isConfirmed: flag(),
      withdrawn: integer(),
      picked: integer(),
      missing: integer(),
      /** Of those picked. */
      sent: integer(),
      /** Were picked and are not wanted any more. */
      toPutBack: integer(),
    },
    indexes: [['order']],
  }),
}

type To = Writers<typeof tables>
type PositionRow = Row<(typeof tables)['pick_position']['columns']>
type Sums = Pick<PositionRow, 'quantity' | 'picked' | 'missing' | 'toPutBack'>
type Event = { readonly id: string; readonly at: Date; readonly revision: number }

/** A position changes, and the sums of its list with it. */
const changing = (
  { id, at, revision }: Event,
  position: number,
  change: (row: PositionRow) => PositionRow,
  { pick_list, pick_position }: To,
) => {
  const key = { pickList: id, position }
  const by = (was: Sums, now: Sums, name: keyof Sums) => now[name] - was[name]
  return [
    pick_list.changeBy({ id }, pick_position.at(key), (row, was) => {
      if (was === undefined) return row
      const now = change(was)
      return {
        ...row,
        units: row.units + by(was, now, 'quantity'),
        picked: row.picked + by(was, now, 'picked'),
        missing: row.missing + by(was, now, 'missing'),
        toPutBack: row.toPutBack + by(was, now, 'toPutBack'),
        changedAt: at,
        revision,
      }
    }),
    pick_position.change(key, change),
  ]
}

export const pickLists = projection({
  name: 'pick_lists',
  version: 1,
  tables,
  on: {
    PickListDrawn: ({ id, at, revision, data: { positions, ...drawn } }, { pick_list, pick_position }) => [
      pick_list.put({
        id,
        ...drawn,
        status: 'open',
        positionCount: positions.length,
        orderCount: new Set(positions.map(({ order }) => order)).size,
        units: positions.reduce((sum, { quantity }) => sum + quantity, 0),
        picked: 0,
        missing: 0,
        toPutBack: 0,
        reason: null,
        drawnAt: at,
        endedAt: null,
        changedAt: at,
        revision,
      }),
      ...positions.map(position =>
        pick_position.put({
          pickList: id,
          ...position,
          isConfirmed: false,
          withdrawn: 0,
          picked: 0,
          missing: 0,
          sent: 0,
          toPutBack: 0,
        }),
      ),
    ],
    PickingConfirmed: (event, to) =>
      event.data.positions.flatMap(({ position, quantity }) =>
        changing(event, position, row => ({ ...row, isConfirmed: true, quantity }), to),
      ),
    UnitsPicked: (event, to) =>
      changing(event, event.data.position, row => ({ ...row, picked: row.picked + event.data.quantity }), to),
    UnitsPutBack: (event, to) =>
      changing(event, event.data.position, row => ({ ...row, picked: row.picked - event.data.quantity }), to),
    UnitsNotFound: (event, to) =>
      changing(event, event.data.position, row => ({ ...row, missing: event.data.missing }), to),
    PickUnitsWithdrawn: (event, to) =>
      event.data.positions.flatMap(one =>
        changing(event, one.position, row => ({ ...row, ...without(row, one, event.data.because) }), to),
      ),
    PickListAssigned: (event, { pick_list }) => pick_list.amend(event, { assignee: event.data.assignee }),
    PickListFinished: (event, { pick_list }) => pick_list.amend(event, { status: 'finished', endedAt: event.at }),
    // What was picked of it goes back to the shelf.
    PickListAbandoned: (event, to) => [
      ...event.data.orders.flatMap(({ positions }) =>
        positions.flatMap(({ position }) => changing(event, position, putBack, to)),
      ),
      to.pick_list.amend(event, { status: 'abandoned', reason: event.data.reason, endedAt: event.at }),
    ],
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof pickLists> {}
}

export type PickListRow = Stored<(typeof tables)['pick_list']['columns']>
export type PickPositionRow = Omit<
  Stored<(typeof tables)['pick_position']['columns']>,
  'last_position' | 'last_event_id'
>

const { page, one } = reading<PickListRow>(pickListList)

/** A page of the list of pick lists. */
export const readPickLists = (viewer: Viewer, db: Kysely<Database>, query: ListQuery): Promise<ListPage<PickListRow>> =>
  page(viewer, db, query)

/** The positions of a list, as they are walked to. */
export const readPickPositions = (db: Kysely<Database>, id: string): Promise<PickPositionRow[]> =>
  db
    .selectFrom('pick_position')
    .select(['pickList', 'position', 'order', 'orderNumber', 'shipment', 'line', 'sku', 'name', 'quantity'])
    .select(['isConfirmed', 'withdrawn', 'picked', 'missing', 'sent', 'toPutBack'])
    .where('pickList', '=', id)
    .orderBy('position')
    .execute()

export type PickListRecord = PickListRow & { readonly positions: readonly PickPositionRow[] }

/** One list with its positions; undefined when there is none. */
export const readPickList = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<PickListRecord | undefined> => {
  const [row, positions] = await Promise.all([one(viewer, db, id), readPickPositions(db, id)])
  return row && { ...row, positions }
}

/** How many units of a list are still to be looked for. */
export const leftOf = (row: Pick<PickListRow, 'units' | 'picked' | 'missing'>): number =>
  openOf({ ...row, quantity: row.units })
