import { withoutStored } from '../model/stored-column.ts'
import {
  BadListQuery,
  COUNT_CAP,
  columnsOf,
  type ListDefinition,
  type ListPage,
  type ListQuery,
  orderOf,
} from './list.ts'
import type { Reader } from './list-conditions.ts'
import { type Asked, countQuery, gatheredQuery, isOrdered, type Loose, nearQuery, scanQuery } from './list-page.ts'
import { writeCursor } from './list-query.ts'

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
    const [rows, total] = await Promise.all([scanQuery(db, asked, limit + 1).execute(), countOf(db, asked)])
    return { rows, total }
  }
  const total = await countOf(db, asked)
  const near = total > COUNT_CAP ? await nearQuery(db, asked).execute() : []
  return { rows: near.length > limit ? near : await gatheredQuery(db, asked).execute(), total }
}

/**
 * One page of a list. Stable: rows are addressed by sort value and key, so that a row inserted meanwhile moves nothing.
 * @param database The database of the request; the definition's table is read from the active generation.
 */
export const readList = async <Row>(
  reader: Reader,
  database: unknown,
  definition: ListDefinition,
  query: ListQuery,
): Promise<ListPage<Row>> => {
  // The definition names table and columns as text, which kysely's types can not follow.
  const { rows: read, total } = await found(database as Loose, { definition, query, reader }).catch(refuseBadValue)
  const page = read.slice(0, query.limit)
  const isMore = read.length > query.limit
  const isBack = query.cursor?.go === 'previous'
  const rows = isBack ? page.reverse() : page
  const columns = columnsOf(orderOf(definition, query), definition.key)
  const place = (go: 'next' | 'previous', row: Record<string, unknown> | undefined) =>
    row === undefined ? {} : { [go]: writeCursor({ go, place: columns.map(column => cursorValue(row[column])) }) }
  return {
    rows: rows.map(withoutStored) as Row[],
    ...(isBack || isMore ? place('next', rows.at(-1)) : {}),
    ...((isBack && isMore) || query.cursor?.go === 'next' ? place('previous', rows[0]) : {}),
    total: Math.min(total, COUNT_CAP),
    capped: total > COUNT_CAP,
  }
}
