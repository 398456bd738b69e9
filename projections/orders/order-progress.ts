import type { Kysely } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { whole } from '../engine/model/sum.ts'

/** Units of an order in one state: of how many lines, since when the first of them, and when time next moves some on. */
export type InState = {
  readonly state: string
  readonly units: number
  readonly lines: number
  readonly since: Date
  readonly dueAt: Date | null
}

const ofSeenOrder = (viewer: Viewer, db: Kysely<Database>, order: string) =>
  db
    .selectFrom('sales_order as seen')
    .select('seen.id')
    .where('seen.id', '=', order)
    .where(ofStores(viewer, readOf.order, 'seen.store'))

/** Where the units of an order are that the viewer may see. */
export const readProgress = (viewer: Viewer, db: Kysely<Database>, order: string): Promise<InState[]> =>
  db
    .selectFrom('order_unit')
    .where('order', 'in', ofSeenOrder(viewer, db, order))
    .select(({ fn }) => [
      'state',
      whole(fn.sum('quantity')).as('units'),
      whole(fn.countAll()).as('lines'),
      fn.min('since').as('since'),
      fn.min('dueAt').as('dueAt'),
    ])
    .groupBy('state')
    .execute()

/** How many units of each of these lines are in each state, by the line's number. */
export const readUnitsOf = async (
  viewer: Viewer,
  db: Kysely<Database>,
  order: string,
  lines: readonly number[],
): Promise<ReadonlyMap<number, Readonly<Record<string, number>>>> => {
  if (lines.length === 0) return new Map()
  const rows = await db
    .selectFrom('order_unit')
    .select(['line', 'state', 'quantity'])
    .where('order', 'in', ofSeenOrder(viewer, db, order))
    .where('line', '>=', Math.min(...lines))
    .where('line', '<=', Math.max(...lines))
    .execute()
  const byLine = Map.groupBy(rows, ({ line }) => line)
  return new Map(
    [...byLine].map(([line, units]) => [
      line,
      Object.fromEntries(units.map(({ state, quantity }) => [state, quantity])),
    ]),
  )
}
