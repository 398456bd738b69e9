import type { Kysely } from 'kysely'
import type { ListDefinition } from './list.ts'
import { parseListQuery } from './list-query.ts'
import { countQuery } from './list-read.ts'

/** How many rows there are; `capped` means at least that many. */
export type Count = { readonly count: number; readonly capped: boolean }

/** A figure is counted up to here, further than a list is: it reads one index and no rows. */
const FIGURE_CAP = 25_000

/**
 * How many rows of a list match a filter.
 * @param filter as the list's query string has it: `status=active`. What it counts is what a link with it shows.
 */
export const countList = async (database: unknown, definition: ListDefinition, filter: string): Promise<Count> => {
  // The definition names table and columns as text, which kysely's types can not follow.
  const db = database as Kysely<Record<string, Record<string, unknown>>>
  const query = parseListQuery(definition, new URLSearchParams(filter))
  const { total = 0 } = (await countQuery(db, definition, query, FIGURE_CAP).executeTakeFirst()) ?? {}
  return { count: Math.min(total, FIGURE_CAP), capped: total > FIGURE_CAP }
}
