import { type Kysely, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { whole } from '../engine/model/sum.ts'

/** Of one shipment; nobody looks through more. */
const MOST_PARCELS = 100

/** States of units that an act takes them from. */
type From = { readonly ship: ReadonlySet<string>; readonly deliver: ReadonlySet<string> }

const ofSeenOrder = (viewer: Viewer, db: Kysely<Database>, order: string) =>
  db
    .selectFrom('sales_order as seen')
    .select('seen.id')
    .where('seen.id', '=', order)
    .where(ofStores(viewer, readOf.order, 'seen.store'))

/** Shipments of an order that the viewer may see, each with the units that can be sent, or arrive, and where parcels are followed. */
const seenShipments = (viewer: Viewer, db: Kysely<Database>, order: string, from: From) =>
  db
    .selectFrom('order_shipment as it')
    .leftJoin('delivery_method as by', 'by.deliveryMethod', 'it.deliveryMethod')
    .leftJoin('carrier', 'carrier.carrier', 'by.carrier')
    .selectAll('it')
    .select('carrier.trackingUrl')
    .select(({ selectFrom }) => {
      const able = (states: ReadonlySet<string>, count: ReturnType<typeof sql<number>>) =>
        selectFrom('order_share as share')
          .innerJoin('order_unit as unit', join =>
            join.onRef('unit.order', '=', 'share.order').onRef('unit.line', '=', 'share.line'),
          )
          .whereRef('share.order', '=', 'it.order')
          .whereRef('share.shipment', '=', 'it.shipment')
          .where(sql<boolean>`unit.state = any(${[...states]})`)
          .select(whole(sql<number>`coalesce(sum(least(${count}, unit.quantity)), 0)`).as('units'))
      return [
        able(from.ship, sql<number>`share.quantity - share.shipped`).as('shippable'),
        able(from.deliver, sql<number>`share.shipped - share.delivered`).as('deliverable'),
      ]
    })
    .where('it.order', 'in', ofSeenOrder(viewer, db, order))

/** The first lines of a shipment. */
const sharesIn = (db: Kysely<Database>, lines: number) =>
  db
    .selectFrom('order_share as share')
    .innerJoin('order_line as line', join =>
      join.onRef('line.order', '=', 'share.order').onRef('line.line', '=', 'share.line'),
    )
    .select(['share.line', 'share.quantity', 'share.shipped', 'share.delivered', 'line.kind', 'line.sku', 'line.name'])
    .orderBy('share.line')
    .limit(lines)

/** What was sent. */
const parcels = (db: Kysely<Database>) =>
  db
    .selectFrom('order_parcel as parcel')
    .select(['parcel.parcel', 'parcel.at', 'parcel.units', 'parcel.tracking'])
    .orderBy('parcel.at')
    .limit(MOST_PARCELS)

/** The shipments of an order with the first lines of each, and what was sent with it. */
export const readShipments = async (
  viewer: Viewer,
  db: Kysely<Database>,
  order: string,
  { from, lines }: { readonly from: From; readonly lines: number },
) => {
  const found = await seenShipments(viewer, db, order, from)
    .select(({ selectFrom, ref }) => [
      jsonArrayFrom(
        sharesIn(db, lines).where('share.order', '=', ref('it.order')).where('share.shipment', '=', ref('it.shipment')),
      ).as('shares'),
      jsonArrayFrom(
        parcels(db).where('parcel.order', '=', ref('it.order')).where('parcel.shipment', '=', ref('it.shipment')),
      ).as('parcels'),
      selectFrom('order_share as share')
        .select(({ fn }) => whole(fn.countAll()).as('lines'))
        .whereRef('share.order', '=', 'it.order')
        .whereRef('share.shipment', '=', 'it.shipment')
        .as('lineCount'),
    ])
    .orderBy('it.shipment')
    .execute()
  return found.map(({ parcels, shippable, deliverable, lineCount, ...row }) => ({
    ...row,
    shippable: shippable ?? 0,
    deliverable: deliverable ?? 0,
    lineCount: lineCount ?? 0,
    // Moments are texts within JSON.
    parcels: parcels.map(parcel => ({ ...parcel, at: new Date(parcel.at) })),
  }))
}

export type ShownShipment = Awaited<ReturnType<typeof readShipments>>[number]

/** How many warehouses hold stock of an order that no shipment of it was put together for. */
export const countOpenWarehouses = async (viewer: Viewer, db: Kysely<Database>, order: string): Promise<number> => {
  const found = await db
    .selectFrom(({ selectFrom }) =>
      selectFrom('order_line as of')
        .select(sql<string>`jsonb_array_elements(of.held::jsonb) ->> 'warehouse'`.as('warehouse'))
        .where('of.order', 'in', ofSeenOrder(viewer, db, order))
        .as('held'),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('order_shipment as own')
            .select('own.shipment')
            .where('own.order', '=', order)
            .whereRef('own.warehouse', '=', 'held.warehouse'),
        ),
      ),
    )
    .select(whole(sql`count(distinct held.warehouse)`).as('warehouses'))
    .executeTakeFirst()
  return found?.warehouses ?? 0
}
