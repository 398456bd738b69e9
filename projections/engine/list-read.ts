import { type Expression, type Kysely, type SqlBool, sql } from 'kysely'
import { PERSONAL_SEARCH_COLUMN, SEARCH_COLUMN } from './generation-schema.ts'
import {
  BadListQuery,
  COUNT_CAP,
  type Filter,
  type ListDefinition,
  type ListPage,
  type ListQuery,
  SEARCH_CAP,
  type Sort,
} from './list.ts'
import { writeCursor } from './list-query.ts'

type Loose = Kysely<Record<string, Record<string, unknown>>>
type Condition = Expression<SqlBool>

const prefixesOf = (search: string): string[] => (search.match(/[\p{L}\p{N}]+/gu) ?? []).map(word => `${word}:*`)

/** Words of a search as a prefix query: every word has to begin a word of the row. */
export const searchQuery = (search: string): string | undefined => {
  const words = prefixesOf(search)
  return words.length === 0 ? undefined : words.join(' & ')
}

const matching = (column: string, words: string) => sql<SqlBool>`${sql.ref(column)} @@ to_tsquery('simple', ${words})`

/** Undefined without a word. What is personal is looked into only when the query says so. */
const searchCondition = ({ search, searchesPersonal }: ListQuery): Condition | undefined => {
  const words = searchQuery(search)
  if (words === undefined || searchesPersonal !== true)
    return words === undefined ? undefined : matching(SEARCH_COLUMN, words)
  // A name may be personal and a number beside it not: each word is looked for in both.
  const either = prefixesOf(search).map(
    word => sql`(${matching(SEARCH_COLUMN, word)} or ${matching(PERSONAL_SEARCH_COLUMN, word)})`,
  )
  return sql<SqlBool>`${sql.join(either, sql` and `)}`
}

const dayConditions = (filter: Filter, { from, to }: { from?: string; to?: string }): Condition[] => [
  ...(from === undefined ? [] : [sql<SqlBool>`${sql.ref(filter.column)} >= ${from}::date`]),
  ...(to === undefined ? [] : [sql<SqlBool>`${sql.ref(filter.column)} < ${to}::date + 1`]),
]

const fixedConditions = (definition: ListDefinition, query: ListQuery): Condition[] => [
  ...Object.entries(query.days).flatMap(([name, range]) => {
    const filter = definition.filters[name]
    return filter === undefined ? [] : dayConditions(filter, range)
  }),
  ...Object.entries(query.from ?? {}).map(([name, value]) =>
    value === null
      ? sql<SqlBool>`false`
      : sql<SqlBool>`${sql.ref(definition.filters[name]?.column ?? name)} >= ${value}`,
  ),
]

/** What each column may hold: the chosen values, of two filters on one column those that both allow. */
const allowedValues = ({ filters }: ListDefinition, { choices }: ListQuery): ReadonlyMap<string, readonly string[]> => {
  const allowed = new Map<string, readonly string[]>()
  for (const [name, chosen] of Object.entries(choices)) {
    const filter = filters[name]
    if (filter?.kind !== 'choice') continue
    const values = chosen.flatMap(value => filter.groups?.[value] ?? [value])
    allowed.set(filter.column, allowed.get(filter.column)?.filter(value => values.includes(value)) ?? values)
  }
  return allowed
}

const MOST_BRANCHES = 60

/** One list of conditions per combination of chosen values: each is one index scan, and the scans are merged. */
const branches = (definition: ListDefinition, query: ListQuery): Condition[][] => {
  let combined: Condition[][] = [fixedConditions(definition, query)]
  for (const [name, values] of allowedValues(definition, query)) {
    const column = sql.ref(name)
    const isApart = values.length > 0 && combined.length * values.length <= MOST_BRANCHES
    // More scans than pay off, or nothing that both filters allow.
    const tests = isApart ? values.map(value => sql<SqlBool>`${column} = ${value}`) : [anyOf(column, values)]
    combined = combined.flatMap(conditions => tests.map(test => [...conditions, test]))
  }
  return combined
}

const anyOf = (column: Expression<unknown>, values: readonly string[]): Condition =>
  sql<SqlBool>`${column} = any(${values})`

const backwards = ({ cursor, direction }: ListQuery): 'asc' | 'desc' =>
  cursor?.go === 'previous' ? (direction === 'asc' ? 'desc' : 'asc') : direction

const afterCursor = (sort: Sort, key: string, query: ListQuery): Condition[] => {
  if (query.cursor === undefined) return []
  const { value, key: last } = query.cursor
  const compare = sql.raw(backwards(query) === 'asc' ? '>' : '<')
  const place = sort.column === key ? sql`(${last})` : sql`(${value}, ${last})`
  const columns = sort.column === key ? sql`(${sql.ref(key)})` : sql`(${sql.ref(sort.column)}, ${sql.ref(key)})`
  return [sql<SqlBool>`${columns} ${compare} ${place}`]
}

/** Rows of one combination; a search takes so many matches among them before they are sorted, and not one more. */
const source = (db: Loose, { table }: ListDefinition, query: ListQuery, conditions: readonly Condition[]) => {
  const matches = searchCondition(query)
  const all = db.selectFrom(table).selectAll()
  const narrowed = [...conditions, ...(matches === undefined ? [] : [matches])].reduce(
    (rows, condition) => rows.where(condition),
    all,
  )
  return matches === undefined ? narrowed : db.selectFrom(narrowed.limit(SEARCH_CAP + 1).as(table)).selectAll()
}

const ordered = (db: Loose, definition: ListDefinition, query: ListQuery, sort: Sort, conditions: Condition[]) => {
  const direction = backwards(query)
  const narrowed = afterCursor(sort, definition.key, query).reduce(
    (rows, condition) => rows.where(condition),
    source(db, definition, query, conditions),
  )
  const first = narrowed.orderBy(sql.ref(sort.column), direction)
  const both = sort.column === definition.key ? first : first.orderBy(sql.ref(definition.key), direction)
  return both.limit(query.limit + 1)
}

/** The statement of one page: the index scans of all combinations, merged in order. Exported for the EXPLAIN spec. */
export const pageQuery = (db: Loose, definition: ListDefinition, query: ListQuery) => {
  const sort = definition.sorts[query.sort]
  if (sort === undefined) throw new BadListQuery('sort')
  const [first, ...others] = branches(definition, query).map(conditions =>
    ordered(db, definition, query, sort, conditions),
  )
  if (first === undefined) throw new BadListQuery('filters')
  if (others.length === 0) return first
  const wrapped = others.reduce(
    (union, other) => union.unionAll(db.selectFrom(other.as('branch')).selectAll()),
    db.selectFrom(first.as('branch')).selectAll(),
  )
  const merged = db.selectFrom(wrapped.as('page')).selectAll().orderBy(sql.ref(sort.column), backwards(query))
  return merged.orderBy(sql.ref(definition.key), backwards(query)).limit(query.limit + 1)
}

/** Counts the matches up to one more than the cap. */
export const countQuery = (db: Loose, definition: ListDefinition, query: ListQuery, cap = COUNT_CAP) => {
  const { cursor: _from, ...all } = query
  const unordered = branches(definition, all).map(conditions =>
    source(db, definition, all, conditions)
      .clearSelect()
      .select(sql.lit(1).as('one'))
      .limit(cap + 1),
  )
  const [first, ...others] = unordered
  if (first === undefined) throw new BadListQuery('filters')
  const union = others.reduce(
    (rows, other) => rows.unionAll(db.selectFrom(other.as('branch')).selectAll()),
    db.selectFrom(first.as('branch')).selectAll(),
  )
  return db.selectFrom(union.limit(cap + 1).as('counted')).select(sql<number>`count(*)::int`.as('total'))
}

const cursorValue = (value: unknown): string | number =>
  value instanceof Date ? value.toISOString() : typeof value === 'number' ? value : String(value)

/** The search columns are the engine's own. */
const withoutSearch = ({
  [SEARCH_COLUMN]: _all,
  [PERSONAL_SEARCH_COLUMN]: _personal,
  ...row
}: Record<string, unknown>) => row

/** Class 22 (data exception): a value from the query string that its column can not be compared with. */
const refuseBadValue = (error: unknown): never => {
  const isData = error instanceof Error && 'code' in error && String(error.code).startsWith('22')
  throw isData ? new BadListQuery('cursor') : error
}

/**
 * One page of a list. Stable: rows are addressed by sort value and key, so that a row inserted meanwhile moves nothing.
 * @param db The database of the request; the definition's table is read from the active generation.
 */
export const readList = async <Row>(
  database: unknown,
  definition: ListDefinition,
  query: ListQuery,
): Promise<ListPage<Row>> => {
  // The definition names table and columns as text, which kysely's types can not follow.
  const db = database as Loose
  const [found, counted] = await Promise.all([
    pageQuery(db, definition, query).execute(),
    countQuery(db, definition, query).executeTakeFirst(),
  ]).catch(refuseBadValue)
  const page = found.slice(0, query.limit).map(withoutSearch)
  const isMore = found.length > query.limit
  const isBack = query.cursor?.go === 'previous'
  const rows = isBack ? page.reverse() : page
  const column = definition.sorts[query.sort]?.column ?? definition.key
  const place = (go: 'next' | 'previous', row: Record<string, unknown> | undefined) =>
    row === undefined
      ? {}
      : { [go]: writeCursor({ go, value: cursorValue(row[column]), key: String(row[definition.key]) }) }
  const total = counted?.total ?? 0
  return {
    rows: rows as Row[],
    ...(isBack || isMore ? place('next', rows.at(-1)) : {}),
    ...((isBack && isMore) || query.cursor?.go === 'next' ? place('previous', rows[0]) : {}),
    total: Math.min(total, COUNT_CAP),
    capped: total > COUNT_CAP,
  }
}
