import { columnsOf, type ListDefinition, type ListQuery, orderOf, type Place } from './list.ts'
import { type Asked, type Condition, isSeen, type Reader } from './list-conditions.ts'
import { countQuery, gatheredQuery, isOrdered, nearQuery, rowAside, scanQuery } from './list-page.ts'
import { cursorValue, inOneCurrency } from './list-read.ts'
import type { Loose } from './list-rows.ts'
import { alikeTerms, exactTerms, soughtIn } from './list-search.ts'

/** The keys of the rows right before and behind one in the order of a query. */
export type Neighbours = { readonly previous?: string; readonly next?: string }

/** How many rows a look around one is worth where an index does not have the order: those of a page of the list. */
const NEAR = 50

/** The next row from the cursor on: one index scan where an index has the order, else as the list itself looks for it. */
const nextRow = async (db: Loose, asked: Asked) => {
  const one = { ...asked, query: { ...asked.query, limit: 1 } }
  if (isOrdered(one)) return scanQuery(db, one, 1).executeTakeFirst()
  const near = await nearQuery(db, { ...asked, query: { ...asked.query, limit: NEAR } }).executeTakeFirst()
  return near ?? gatheredQuery(db, one).executeTakeFirst()
}

/** What a search asks of the rows, as the list shows them: where nothing is spelt so, what is spelt alike. */
const soughtBy = async (db: Loose, asked: Omit<Asked, 'search'>): Promise<readonly Condition[]> => {
  const { definition, reader, query } = asked
  if (query.search === '') return []
  const { conditions } = await soughtIn(db, definition, reader, exactTerms(query.search))
  const exact = await countQuery(db, { ...asked, search: conditions }, 0).executeTakeFirst()
  if ((exact?.total ?? 0) > 0) return conditions
  const alike = await alikeTerms(db, definition, reader, query.search)
  return alike === undefined ? conditions : (await soughtIn(db, definition, reader, alike)).conditions
}

const around = async (db: Loose, asked: Asked, place: Place): Promise<Neighbours> => {
  const { key } = asked.definition
  const [previous, next] = await Promise.all(
    (['previous', 'next'] as const).map(go =>
      nextRow(db, { ...asked, query: { ...asked.query, cursor: { go, place } } }),
    ),
  )
  return {
    ...(previous === undefined ? {} : { previous: String(previous[key]) }),
    ...(next === undefined ? {} : { next: String(next[key]) }),
  }
}

/**
 * What stands before and behind a row in a list, from the row's own place: it need not be in the list any more. Nothing where
 * there is no such row, or where it has no place in this order, or where the list itself shows nothing as it is asked.
 * @param database of the request, as for `readList`
 */
export const readNeighbours = async (
  reader: Reader,
  database: unknown,
  definition: ListDefinition,
  wanted: ListQuery,
  key: string,
): Promise<Neighbours> => {
  // The definition names table and columns as text, which kysely's types can not follow.
  const db = database as Loose
  const { table, key: column } = definition
  const query = await inOneCurrency(db, definition, reader, wanted)
  const own = db.selectFrom(table).selectAll().where(column, '=', key).where(isSeen(definition, reader))
  // What another table says of the row is its place; where that says nothing any more, it is where its own row is.
  const row = (await rowAside(db, { definition, reader, query, search: [] }, key)) ?? (await own.executeTakeFirst())
  const values = columnsOf(orderOf(definition, query), column).map(name => row?.[name] ?? null)
  if (values.includes(null) || query.unclear !== undefined) return {}
  const asked = { definition, reader, query }
  return around(db, { ...asked, search: await soughtBy(db, asked) }, values.map(cursorValue))
}
