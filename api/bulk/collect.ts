import type { Viewer } from '../../domain/viewer.ts'
import { type ListDefinition, MAX_LIMIT } from '../../projections/engine/list/list.ts'
import type { Loose } from '../../projections/engine/list/list-page.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { readList } from '../../projections/engine/list/list-read.ts'
import { calledFor } from '../content-locale.ts'

/** More things than these are not worked at in one go. */
export const MOST_THINGS = 20_000

/**
 * The keys of all rows that a list shows under a query string, in its order; one more than the most when there are more.
 * @throws BadListQuery
 */
export const keysOf = async (
  viewer: Viewer,
  db: object,
  definition: ListDefinition,
  { filter, now }: { readonly filter: string; readonly now: Date },
): Promise<string[]> => {
  const parameters = new URLSearchParams(filter)
  for (const name of ['cursor', 'limit']) parameters.delete(name)
  const query = parseListQuery(definition, parameters, MAX_LIMIT, { ...viewer, now })
  const keys: string[] = []
  for (let cursor = query.cursor; keys.length <= MOST_THINGS; ) {
    const asked = { ...query, ...(cursor === undefined ? {} : { cursor }) }
    const { rows, next } = await readList<Record<string, unknown>>(viewer, db, definition, asked)
    keys.push(...rows.map(row => String(row[definition.key])))
    if (next === undefined) break
    cursor = parseListQuery(definition, new URLSearchParams({ cursor: next })).cursor
  }
  return keys.slice(0, MOST_THINGS + 1)
}

/** What things are called, by their keys; one that is not shown (any more) is left out. */
export const namesOf = async (
  db: object,
  { table, key }: ListDefinition,
  name: string,
  { keys, reader }: { readonly keys: readonly string[]; readonly reader: Pick<Viewer, 'locale'> },
): Promise<ReadonlyMap<string, string>> => {
  if (keys.length === 0) return new Map()
  // The definition names table and columns as text, which kysely's types can not follow.
  const rows = await (db as Loose).selectFrom(table).select([key, name]).where(key, 'in', keys).execute()
  return new Map(rows.map(row => [String(row[key]), calledFor(row[name], reader)]))
}
