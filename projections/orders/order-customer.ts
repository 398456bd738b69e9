import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'

/**
 * The names of these customers, as far as there are any: the erased and the unknown are not in the map. All stores share
 * customers.
 */
export const readCustomerNames = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  customers: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(customers.flatMap(id => id ?? []))]
  if (ids.length === 0) return new Map()
  const found = await db.selectFrom('customer').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(found.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])))
}
