import { type Kysely, type SqlBool, sql } from 'kysely'
import { statesWith } from '../../domain/orders/process/definition.ts'
import { orderProcesses } from '../../domain/orders/processes/index.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { whole } from '../engine/model/sum.ts'
// Their tables are read here.
import '../orders/order.ts'
import './pick-list.ts'

/** An order of which something can be picked in a warehouse. */
export type ReadyOrder = {
  readonly order: string
  readonly number: string
  /** At its store. */
  readonly placedOn: string
  readonly warehouse: string
  readonly lines: number
  readonly units: number
}

/** So many orders that wait to be packed are looked at, those that wait longest. */
export const MOST_LOOKED_AT = 2_000

/** States whose units have stock and wait to be sent, of all processes. */
const allotted = [...new Set(orderProcesses.flatMap(process => statesWith(process, 'allotted')))]

const oldest = (viewer: Viewer, db: Kysely<Database>) =>
  db
    .selectFrom('order_in_state')
    .innerJoin('sales_order', 'sales_order.id', 'order_in_state.order')
    .select(['sales_order.id', 'sales_order.number', 'sales_order.placedOn', 'order_in_state.since'])
    .where('order_in_state.state', 'in', allotted)
    .where('sales_order.isHeld', '=', false)
    .where(ofStores(viewer, readOf.order, 'sales_order.store'))
    .orderBy('order_in_state.since')
    .orderBy('sales_order.id')
    .limit(MOST_LOOKED_AT)

/** What is held for each line of these orders, by warehouse. */
const held = (viewer: Viewer, db: Kysely<Database>) =>
  db
    .selectFrom(oldest(viewer, db).as('oldest'))
    .innerJoin('order_line', 'order_line.order', 'oldest.id')
    .innerJoin(
      sql<{ one: { warehouse: string; quantity: number } }>`jsonb_array_elements(order_line.held)`.as<'held_of'>(
        sql`held_of(one)`,
      ),
      join => join.onTrue(),
    )
    .where('order_line.kind', '=', 'product')
    .select(['oldest.number', 'oldest.placedOn', 'oldest.since', 'order_line.order', 'order_line.line'])
    .select(sql<string>`one->>'warehouse'`.as('warehouse'))
    .select(sql<number>`sum((one->>'quantity')::bigint)`.as('units'))
    .groupBy(['oldest.number', 'oldest.placedOn', 'oldest.since', 'order_line.order', 'order_line.line'])
    .groupBy(sql`one->>'warehouse'`)

/** What a list takes of a line: while it is open what is not done yet as well. */
const claimedUnits = sql<number>`case pick_list.status when 'abandoned' then 0 when 'open' then pick_position.quantity - pick_position.missing - pick_position.sent else pick_position.picked - pick_position.sent end`

const claimed = (viewer: Viewer, db: Kysely<Database>) =>
  db
    .selectFrom(oldest(viewer, db).as('oldest'))
    .innerJoin('pick_position', 'pick_position.order', 'oldest.id')
    .innerJoin('pick_list', 'pick_list.id', 'pick_position.pickList')
    .select(['pick_position.order', 'pick_position.line', 'pick_list.warehouse'])
    .select(sql<number>`sum(${claimedUnits})`.as('units'))
    .groupBy(['pick_position.order', 'pick_position.line', 'pick_list.warehouse'])

/** What may be sent of each line. */
const going = (viewer: Viewer, db: Kysely<Database>) =>
  db
    .selectFrom(oldest(viewer, db).as('oldest'))
    .innerJoin('order_unit', 'order_unit.order', 'oldest.id')
    .where('order_unit.state', 'in', allotted)
    .select(['order_unit.order', 'order_unit.line'])
    .select(({ fn }) => fn.sum<number>('order_unit.quantity').as('units'))
    .groupBy(['order_unit.order', 'order_unit.line'])

/**
 * What can be picked where, the oldest orders first. A list is drawn of what orders say themselves: this may be a moment old.
 */
export const readReadyToPick = (viewer: Viewer, db: Kysely<Database>): Promise<ReadyOrder[]> =>
  db
    .selectFrom(held(viewer, db).as('held'))
    .innerJoin(going(viewer, db).as('going'), join =>
      join.onRef('going.order', '=', 'held.order').onRef('going.line', '=', 'held.line'),
    )
    .leftJoin(claimed(viewer, db).as('claimed'), join =>
      join
        .onRef('claimed.order', '=', 'held.order')
        .onRef('claimed.line', '=', 'held.line')
        .onRef('claimed.warehouse', '=', 'held.warehouse'),
    )
    .where(sql<SqlBool>`held.units > coalesce(claimed.units, 0)`)
    .select(['held.order', 'held.number', 'held.placedOn', 'held.warehouse'])
    .select(({ fn }) => [
      whole(fn.countAll()).as('lines'),
      whole(sql`sum(least(held.units - coalesce(claimed.units, 0), going.units))`).as('units'),
    ])
    .groupBy(['held.order', 'held.number', 'held.placedOn', 'held.since', 'held.warehouse'])
    .orderBy('held.since')
    .orderBy('held.order')
    .orderBy('held.warehouse')
    .execute()
