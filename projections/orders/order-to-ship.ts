import { type Kysely, sql } from 'kysely'
import { statesFor } from '../../domain/orders/process/acts.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { whole } from '../engine/model/sum.ts'
import { readCustomerNames } from './order-customer.ts'

/** What one shipment of an order still has to send, and how many units of that can go now. */
export type ShipmentToShip = {
  readonly shipment: number
  readonly city: string | null
  readonly deliveryName: string | null
  readonly left: number
  readonly shippable: number
}

/** An order as whoever packs parcels sees one. */
export type OrderToShip = {
  readonly id: string
  readonly number: string
  readonly store: string
  readonly isHeld: boolean
  readonly customerName: string | null
  readonly shipments: readonly ShipmentToShip[]
}

const ordersCalled = (viewer: Viewer, db: Kysely<Database>, names: readonly string[]) =>
  db
    .selectFrom('sales_order as it')
    .leftJoin('order_terms as terms', 'terms.order', 'it.id')
    .select(['it.id', 'it.number', 'it.store', 'it.process', 'it.heldSince', 'it.customer', 'it.contactName'])
    .select('terms.shipping')
    .where(ofStores(viewer, readOf.order, 'it.store'))
    .where(sql<boolean>`(it.id = any(${names}) or it.number = any(${names}))`)
    .execute()

const shipmentsOf = (db: Kysely<Database>, ids: readonly string[]) =>
  db
    .selectFrom('order_shipment')
    .select(['order', 'shipment', 'address', 'country', 'deliveryName', 'units', 'shipped'])
    .where(sql<boolean>`"order" = any(${ids})`)
    .orderBy('shipment')
    .execute()

/** Units that are not sent yet, by the state that they are in. */
const unitsOf = (db: Kysely<Database>, ids: readonly string[]) =>
  db
    .selectFrom('order_share as share')
    .innerJoin('order_unit as unit', join =>
      join.onRef('unit.order', '=', 'share.order').onRef('unit.line', '=', 'share.line'),
    )
    .select(['share.order', 'share.shipment', 'unit.state'])
    .select(whole(sql<number>`sum(least(share.quantity - share.shipped, unit.quantity))`).as('units'))
    .where(sql<boolean>`share."order" = any(${ids})`)
    .groupBy(['share.order', 'share.shipment', 'unit.state'])
    .execute()

/** The orders that a viewer may see by these ids or numbers, and what of each is to be sent. */
export const readOrdersToShip = async (
  viewer: Viewer,
  db: Kysely<Database>,
  names: readonly string[],
): Promise<OrderToShip[]> => {
  if (names.length === 0 || !viewer.may.has(readOf.order)) return []
  const found = await ordersCalled(viewer, db, names)
  const ids = found.map(({ id }) => id)
  const [shipments, units, called] = await Promise.all([
    shipmentsOf(db, ids),
    unitsOf(db, ids),
    readCustomerNames(
      viewer,
      db,
      found.map(({ customer }) => customer),
    ),
  ])
  const [shipmentsBy, unitsBy] = [Map.groupBy(shipments, it => it.order), Map.groupBy(units, it => it.order)]
  return found.map(({ id, number, store, process, heldSince, customer, contactName, shipping }) => {
    const states = statesFor(processNamed(process), 'ship')
    const ready = (unitsBy.get(id) ?? []).filter(({ state }) => states.has(state))
    return {
      id,
      number,
      store,
      isHeld: heldSince !== null,
      customerName: called.get(customer ?? '') ?? contactName,
      shipments: (shipmentsBy.get(id) ?? []).map(({ shipment, address, country, deliveryName, units, shipped }) => {
        const able = ready.filter(it => it.shipment === shipment).reduce((sum, it) => sum + (it.units ?? 0), 0)
        const left = units - shipped
        const to = country === null ? shipping : address
        return { shipment, city: to?.city ?? null, deliveryName, left, shippable: Math.min(able, left) }
      }),
    }
  })
}
