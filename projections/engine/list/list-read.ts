import { sql } from 'kysely'
import { rowsWithout } from '../model/stored-column.ts'
import {
  BadListQuery,
  COUNT_CAP,
  columnsOf,
  type ListDefinition,
  type ListPage,
  type ListQuery,
  orderOf,
} from './list.ts'
import { type Asked, type Reader, storesIn } from './list-conditions.ts'
import { COUNTED, countedQuery, countQuery, gatheredQuery, isOrdered, nearQuery } from './list-page.ts'
import { writeCursor } from './list-query.ts'
import type { Loose } from './list-rows.ts'
import { alikeTerms, exactTerms, soughtIn } from './list-search.ts'

export const cursorValue = (value: unknown): string | number =>
  value instanceof Date ? value.toISOString() : typeof value === 'number' ? value : String(value)

/** Class 22 (data exception): a value from the query string that its column can not be compared with. */
const refuseBadValue = (error: unknown): never => {
  const isData = error instanceof Error && 'code' in error && String(error.code).startsWith('22')
  throw isData ? new BadListQuery('cursor') : error
}

const countOf = async (db: Loose, asked: Asked): Promise<number> =>
  (await countQuery(db, asked).executeTakeFirst())?.total ?? 0

/**
 * Rows that an index has in order are read so. Else few matches are gathered and sorted; of many the next are likely near,
 * and where they are not, all are gathered.
 */
const found = async (db: Loose, asked: Asked) => {
  const { limit } = asked.query
  if (isOrdered(asked)) {
    const rows = await countedQuery(db, asked).execute()
    const total = rows[0]?.[COUNTED]
    return { rows, total: typeof total === 'number' ? total : await countOf(db, asked) }
  }
  const total = await countOf(db, asked)
  const near = total > COUNT_CAP ? await nearQuery(db, asked).execute() : []
  return { rows: near.length > limit ? near : await gatheredQuery(db, asked).execute(), total }
}

type Told = Pick<ListPage<unknown>, 'isAlike' | 'isCut'>

/** What the search finds as it is spelt; where that is nothing, what is spelt alike. */
const searched = async (db: Loose, asked: Omit<Asked, 'search'>): Promise<Awaited<ReturnType<typeof found>> & Told> => {
  const { definition, reader } = asked
  const { search } = asked.query
  if (search === '') return found(db, { ...asked, search: [] })
  const ask = async (terms: readonly string[]) => {
    const { conditions, isCut } = await soughtIn(db, definition, reader, terms)
    return { ...(await found(db, { ...asked, search: conditions })), ...(isCut ? { isCut } : {}) }
  }
  const exact = await ask(exactTerms(search))
  const alike = exact.total > 0 ? undefined : await alikeTerms(db, definition, reader, search)
  const other = alike === undefined ? undefined : await ask(alike)
  return other === undefined || other.total === 0 ? exact : { ...other, isAlike: true }
}

const NOTHING = { rows: [], total: 0, capped: false } as const

/** The currencies of all rows that the reader may see, as far as it matters: none, the only one, or some of several. */
const currenciesIn = async (
  db: Loose,
  definition: ListDefinition,
  reader: Reader,
  column: string,
): Promise<readonly string[]> => {
  const ends = sql<string | null>`unnest(array[min(${sql.ref(column)}), max(${sql.ref(column)})])`.as('currency')
  const all = db.selectFrom(definition.table).select(ends)
  const { column: store = '' } = definition.store ?? {}
  // An index has the ends for one store each, and not for several.
  const asked = storesIn(definition, reader)?.map(key => all.where(store, '=', key)) ?? [all]
  const rows = await Promise.all(asked.map(one => one.execute()))
  return [...new Set(rows.flat().flatMap(({ currency }) => currency ?? []))]
}

/** The query with the currency of its amounts: the chosen one, or the only one there is. */
export const inOneCurrency = async (
  db: Loose,
  definition: ListDefinition,
  reader: Reader,
  query: ListQuery,
): Promise<ListQuery> => {
  const [name] = Object.keys(query.ranges ?? {}).flatMap(range => {
    const filter = definition.filters[range]
    return filter?.kind === 'amount' ? [filter.currency] : []
  })
  if (name === undefined || query.choices[name] !== undefined) return query
  const currencies = await currenciesIn(db, definition, reader, definition.filters[name]?.column ?? name)
  return currencies.length > 1
    ? { ...query, unclear: [...(query.unclear ?? []), { parameter: name, why: 'currency' }] }
    : { ...query, choices: { ...query.choices, [name]: currencies } }
}

/**
 * One page of a list. Stable: rows are addressed by sort value and key, so that a row inserted meanwhile moves nothing.
 * @param database The database of the request; the definition's table is read from the active generation.
 */
export const readList = async <Row>(
  reader: Reader,
  database: unknown,
  definition: ListDefinition,
  asked: ListQuery,
): Promise<ListPage<Row>> => {
  // The definition names table and columns as text, which kysely's types can not follow.
  const db = database as Loose
  const query = await inOneCurrency(db, definition, reader, asked)
  if (query.unclear !== undefined) return { ...NOTHING, unclear: query.unclear }
  const { rows: read, total, ...told } = await searched(db, { definition, query, reader }).catch(refuseBadValue)
  const page = read.slice(0, query.limit)
  const isMore = read.length > query.limit
  const isBack = query.cursor?.go === 'previous'
  const rows = isBack ? page.reverse() : page
  const columns = columnsOf(orderOf(definition, query), definition.key)
  const place = (go: 'next' | 'previous', row: Record<string, unknown> | undefined) =>
    row === undefined ? {} : { [go]: writeCursor({ go, place: columns.map(column => cursorValue(row[column])) }) }
  return {
    rows: rowsWithout(rows, COUNTED) as Row[],
    ...(isBack || isMore ? place('next', rows.at(-1)) : {}),
    ...((isBack && isMore) || query.cursor?.go === 'next' ? place('previous', rows[0]) : {}),
    total: Math.min(total, COUNT_CAP),
    capped: total > COUNT_CAP,
    ...told,
  }
}
