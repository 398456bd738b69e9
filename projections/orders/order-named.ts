import { type Kysely, sql } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'

export type OrderCalled = { readonly id: string; readonly store: string }

/** The orders that a viewer may see by each of these names: by id, else by number. Two queries, however many names there are. */
export const readOrdersCalled = async (
  viewer: Viewer,
  db: Kysely<Database>,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly OrderCalled[]>> => {
  const by = async (column: 'id' | 'number', some: readonly string[]) => {
    if (some.length === 0) return new Map<string, OrderCalled[]>()
    const rows = await db
      .selectFrom('sales_order')
      .select(['id', 'number', 'store'])
      .where(ofStores(viewer, readOf.order, 'store'))
      .where(({ eb, fn }) => eb(column, '=', fn.any(sql<string[]>`${[...some]}::text[]`)))
      .execute()
    return Map.groupBy(rows, row => row[column])
  }
  const byId = await by('id', names)
  const byNumber = await by(
    'number',
    names.filter(name => !byId.has(name)),
  )
  return new Map([...byNumber, ...byId])
}
