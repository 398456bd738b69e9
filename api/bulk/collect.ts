import { type Permission, storesFor, type Viewer } from '../../domain/viewer.ts'
import { type ListDefinition, MAX_LIMIT } from '../../projections/engine/list/list.ts'
import { anyOf, isSeen, ofStores } from '../../projections/engine/list/list-conditions.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { readList } from '../../projections/engine/list/list-read.ts'
import type { Loose } from '../../projections/engine/list/list-rows.ts'
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

/**
 * Of these keys those of things at which a viewer may do something, in their order: where that depends on the store, one that
 * is not there is left out as one that may not be seen is.
 */
export const within = async (
  viewer: Viewer,
  db: object,
  { definition, may }: { readonly definition: ListDefinition; readonly may: Permission },
  keys: readonly string[],
): Promise<readonly string[]> => {
  const { table, key, store } = definition
  const isApart = store !== undefined && [store.may, may].some(one => storesFor(viewer, one) !== undefined)
  if (!isApart || keys.length === 0) return keys
  // The definition names table and columns as text, which kysely's types can not follow.
  const rows = await (db as Loose)
    .selectFrom(table)
    .select(key)
    .where(anyOf(key, keys))
    .where(isSeen(definition, viewer))
    .where(ofStores(viewer, may, store.column))
    .execute()
  const found = new Set(rows.map(row => row[key]))
  return keys.filter(one => found.has(one))
}

/** What things are called, by their keys; one that is not shown (any more), or not to this viewer, is left out. */
export const namesOf = async (
  { viewer, db }: { readonly viewer: Viewer; readonly db: object },
  definition: ListDefinition,
  name: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const { table, key } = definition
  if (keys.length === 0) return new Map()
  // The definition names table and columns as text, which kysely's types can not follow.
  const named = (db as Loose).selectFrom(table).select([key, name]).where(anyOf(key, keys))
  const rows = await named.where(isSeen(definition, viewer)).execute()
  return new Map(rows.map(row => [String(row[key]), calledFor(row[name], viewer)]))
}
