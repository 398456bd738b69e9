import type { Kysely } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { whole } from '../engine/model/sum.ts'

/** How many orders that the viewer may see have units in a state of a process. */
export type OrdersInState = { readonly process: string; readonly state: string; readonly orders: number }

/** @param process this one only */
export const readOrdersInStates = (
  viewer: Viewer,
  db: Kysely<Database>,
  process?: string,
): Promise<OrdersInState[]> => {
  const all = db.selectFrom('order_in_state').where(ofStores(viewer, readOf.order, 'store'))
  return (process === undefined ? all : all.where('process', '=', process))
    .select(({ fn }) => ['process', 'state', whole(fn.countAll()).as('orders')])
    .groupBy(['process', 'state'])
    .execute()
}
