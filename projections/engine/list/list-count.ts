import type { ListDefinition } from './list.ts'
import type { Reader } from './list-conditions.ts'
import { countQuery } from './list-page.ts'
import { parseListQuery, somebody } from './list-query.ts'
import type { Loose } from './list-rows.ts'
import { exactTerms, soughtIn } from './list-search.ts'

/** How many rows there are; `capped` means at least that many. */
export type Count = { readonly count: number; readonly capped: boolean }

/** What was counted up to one more than a cap. */
export const countedTo = (total: number, cap: number): Count => ({ count: Math.min(total, cap), capped: total > cap })

/** A figure is counted up to here, further than a list is: it reads one index and no rows. */
const FIGURE_CAP = 25_000

/**
 * How many rows of a list match a filter.
 * @param filter as the list's query string has it: `status=active`. What it counts is what a link with it shows.
 * @param now by which what is so old is counted
 */
export const countList = async (
  reader: Reader,
  database: unknown,
  definition: ListDefinition,
  filter: string,
  now = new Date(),
): Promise<Count> => {
  const query = parseListQuery(definition, new URLSearchParams(filter), undefined, somebody(now))
  // The definition names table and columns as text, which kysely's types can not follow.
  const db = database as Loose
  const { conditions: search } =
    query.search === '' ? { conditions: [] } : await soughtIn(db, definition, reader, exactTerms(query.search))
  const asked = { definition, query, reader, search }
  const { total = 0 } = (await countQuery(db, asked, FIGURE_CAP).executeTakeFirst()) ?? {}
  return countedTo(total, FIGURE_CAP)
}
