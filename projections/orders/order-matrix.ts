import { type Kysely, sql } from 'kysely'
import { orderProcesses } from '../../domain/orders/processes/index.ts'
import { readOf, storesFor, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { Count } from '../engine/list/list-count.ts'
import { countedTo } from '../engine/list/list-count.ts'
import { type OrderAge, orderAges } from './order-reading.ts'

/** How many orders of a process have units in a state, and for how long; as many orders as the list has that it leads to. */
export type MatrixCell = {
  readonly process: string
  readonly state: string
  readonly age: OrderAge
  readonly count: Count
}

/** Cells are counted up to here: what is still to be done is less, and what is long done need not be known to the last. */
export const MATRIX_CAP = 10_000

const DAY_MS = 86_400_000

const cellsOf = (now: Date) =>
  orderProcesses.flatMap(({ name, states }) =>
    Object.keys(states).flatMap(state =>
      (Object.keys(orderAges) as OrderAge[]).map(age => {
        const { from, below }: { from?: number; below?: number } = orderAges[age]
        const ago = (days: number | undefined) =>
          days === undefined ? null : new Date(now.getTime() - days * DAY_MS).toISOString()
        return { process: name, state, age, until: ago(from), after: ago(below) }
      }),
    ),
  )

/**
 * The orders of the stores that a viewer may see by process, state and age: each cell a look of its own into one index, which
 * ends where it is full.
 */
export const readOrderMatrix = async (viewer: Viewer, db: Kysely<Database>, now: Date): Promise<MatrixCell[]> => {
  const cells = cellsOf(now)
  const stores = storesFor(viewer, readOf.order)
  const found = db
    .selectFrom('order_in_state as there')
    .select(sql.lit(1).as('one'))
    .where(sql<boolean>`there.process = cell.process and there.state = cell.state`)
    .where(
      sql<boolean>`there.since <= coalesce(cell.until, 'infinity') and there.since > coalesce(cell.after, '-infinity')`,
    )
    .$if(stores !== undefined, query => query.where('there.store', 'in', [...(stores ?? []), '']))
    .limit(MATRIX_CAP + 1)
  const asked = sql<{ process: string; state: string; until: string; after: string; place: number }>`unnest(
    ${cells.map(({ process }) => process)}::text[], ${cells.map(({ state }) => state)}::text[],
    ${cells.map(({ until }) => until)}::timestamptz[], ${cells.map(({ after }) => after)}::timestamptz[]
  ) with ordinality`
  const rows = await db
    .selectFrom(asked.as<'cell'>(sql`cell (process, state, until, after, place)`))
    .select([
      sql<number>`cell.place::int`.as('place'),
      sql<number>`(select count(*)::int from (${found}) as found)`.as('total'),
    ])
    .execute()
  const totals = new Map(rows.map(({ place, total }) => [place, total]))
  return cells.flatMap(({ process, state, age }, index) => {
    const total = totals.get(index + 1) ?? 0
    return total === 0 ? [] : [{ process, state, age, count: countedTo(total, MATRIX_CAP) }]
  })
}
