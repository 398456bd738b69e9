import { columnsOf, type ListDefinition, type ListQuery, orderOf } from './list.ts'
import type { Reader } from './list-conditions.ts'
import type { Loose } from './list-page.ts'
import { cursorValue, readList } from './list-read.ts'

/** The keys of the rows right before and behind one in the order of a query. */
export type Neighbours = { readonly previous?: string; readonly next?: string }

/** As many rows as a page of the list has are worth a look where an index does not have the order. */
const NEAR = 50

/**
 * What stands before and behind a row in a list, from the row's own place: it need not be in the list any more. Nothing where
 * there is no such row, or where it has no place in this order.
 * @param database of the request, as for `readList`
 */
export const readNeighbours = async (
  reader: Reader,
  database: unknown,
  definition: ListDefinition,
  query: ListQuery,
  key: string,
): Promise<Neighbours> => {
  // The definition names table and columns as text, which kysely's types can not follow.
  const db = database as Loose
  const { table, key: column } = definition
  const row = await db.selectFrom(table).selectAll().where(column, '=', key).executeTakeFirst()
  const values = columnsOf(orderOf(definition, query), column).map(name => row?.[name] ?? null)
  if (values.includes(null)) return {}
  const place = values.map(cursorValue)
  const from = async (go: 'previous' | 'next') => {
    const asked = { ...query, limit: NEAR, cursor: { go, place } }
    const { rows } = await readList<Readonly<Record<string, unknown>>>(reader, database, definition, asked)
    return rows.at(go === 'next' ? 0 : -1)
  }
  const [previous, next] = await Promise.all([from('previous'), from('next')])
  return {
    ...(previous === undefined ? {} : { previous: String(previous[column]) }),
    ...(next === undefined ? {} : { next: String(next[column]) }),
  }
}
