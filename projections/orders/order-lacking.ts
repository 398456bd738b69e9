import { type Kysely, sql } from 'kysely'
import { statesWith } from '../../domain/orders/process/definition.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { whole } from '../engine/model/sum.ts'

const heldUnits = sql<number>`(select coalesce(sum((one->>'quantity')::integer), 0) from jsonb_array_elements(order_line.held) one)`

/** Units of an order that the viewer may see for which no stock is reserved, though their states ask for it. */
export const readLacking = async (
  viewer: Viewer,
  db: Kysely<Database>,
  { id, process }: { readonly id: string; readonly process: string },
): Promise<number> => {
  const needed = db
    .selectFrom('order_unit')
    .innerJoin('order_line', join =>
      join.onRef('order_line.order', '=', 'order_unit.order').onRef('order_line.line', '=', 'order_unit.line'),
    )
    .innerJoin('sales_order', 'sales_order.id', 'order_unit.order')
    .where('order_unit.order', '=', id)
    .where(ofStores(viewer, readOf.order, 'sales_order.store'))
    .where('order_line.kind', '=', 'product')
    .where('order_unit.state', 'in', statesWith(processNamed(process), 'reserved'))
    .groupBy(['order_line.order', 'order_line.line'])
    .select(({ fn }) => sql<number>`greatest(0, ${fn.sum('order_unit.quantity')} - ${heldUnits})`.as('units'))
    .as('needed')
  const { units } = await db
    .selectFrom(needed)
    .select(({ fn }) => whole(fn.coalesce(fn.sum('units'), sql.lit(0))).as('units'))
    .executeTakeFirstOrThrow()
  return units
}
