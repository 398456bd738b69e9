import type { Kysely } from 'kysely'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'

/** More lines than these are not told apart when a payment is booked: it is for the order then. */
const AT_MOST = 50

export type LineToPay = {
  readonly line: number
  readonly sku: string
  readonly name: string
  readonly waiting: number
}

/** The states of a process that units leave when they are paid. */
const payable = (process: string): string[] =>
  processNamed(process).transitions.flatMap(transition =>
    'fact' in transition && transition.fact === 'PaymentCaptured' ? [transition.from] : [],
  )

/** The lines of an order with units that wait for their payment; none where there are too many to be told apart. */
export const readLinesToPay = async (
  viewer: Viewer,
  db: Kysely<Database>,
  { id, process }: { readonly id: string; readonly process: string },
): Promise<readonly LineToPay[]> => {
  const states = payable(process)
  if (states.length === 0) return []
  const rows = await db
    .selectFrom('order_unit as unit')
    .innerJoin('order_line as of', join => join.onRef('of.order', '=', 'unit.order').onRef('of.line', '=', 'unit.line'))
    .innerJoin('sales_order as seen', 'seen.id', 'unit.order')
    .select(['of.line', 'of.sku', 'of.name', 'unit.quantity as waiting'])
    .where('unit.order', '=', id)
    .where('unit.state', 'in', states)
    .where(ofStores(viewer, readOf.order, 'seen.store'))
    .orderBy('of.line')
    .limit(AT_MOST + 1)
    .execute()
  return rows.length > AT_MOST ? [] : rows
}
