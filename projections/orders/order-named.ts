import type { Kysely } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'

/** Ids of the orders that a viewer may see by this id, else by this number; more than two are not told apart. */
export const readOrdersCalled = async (viewer: Viewer, db: Kysely<Database>, name: string): Promise<string[]> => {
  const seen = db
    .selectFrom('sales_order')
    .select('id')
    .where(ofStores(viewer, readOf.order, 'store'))
    .limit(2)
  const byId = await seen.where('id', '=', name).execute()
  const found = byId.length > 0 ? byId : await seen.where('number', '=', name).execute()
  return found.map(({ id }) => id)
}
