import { columnsOf, type ListDefinition, type ListQuery, orderOf } from './list.ts'
import type { Reader } from './list-conditions.ts'
import { gatheredQuery, isOrdered, type Loose, nearQuery, scanQuery } from './list-page.ts'
import { cursorValue } from './list-read.ts'

/** The keys of the rows right before and behind one in the order of a query. */
export type Neighbours = { readonly previous?: string; readonly next?: string }

/** How many rows a look around one is worth where an index does not have the order: those of a page of the list. */
const NEAR = 50

/** The next row from the cursor on: one index scan where an index has the order, else as the list itself looks for it. */
const nextRow = async (db: Loose, definition: ListDefinition, query: ListQuery, reader: Reader) => {
  const one = { definition, reader, query: { ...query, limit: 1 } }
  if (isOrdered(one)) return scanQuery(db, one, 1).executeTakeFirst()
  const near = await nearQuery(db, { ...one, query: { ...query, limit: NEAR } }).executeTakeFirst()
  return near ?? gatheredQuery(db, one).executeTakeFirst()
}

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
  const [previous, next] = await Promise.all(
    (['previous', 'next'] as const).map(go => nextRow(db, definition, { ...query, cursor: { go, place } }, reader)),
  )
  return {
    ...(previous === undefined ? {} : { previous: String(previous[column]) }),
    ...(next === undefined ? {} : { next: String(next[column]) }),
  }
}
