import { type Expression, type SqlBool, sql } from 'kysely'
import type { Viewer } from '../../../domain/viewer.ts'
import { PERSONAL_SEARCH_COLUMN, SEARCH_COLUMN } from '../model/stored-column.ts'
import { wordsOf } from '../model/words.ts'
import type { Days, Filter, ListDefinition, ListQuery } from './list.ts'

export type Condition = Expression<SqlBool>

/** Whom a list is read for, as far as that makes a difference to what is in it. */
export type Reader = Pick<Viewer, 'timeZone' | 'may'>

/** More words than these say no more. */
const MOST_WORDS = 32

/** Whether a search has anything to look for: punctuation alone has not. */
export const isSearchable = (search: string): boolean => wordsOf(search).length > 0

const matching = (column: string, query: string) => sql<SqlBool>`${sql.ref(column)} @@ ${query}::tsquery`

/** Every word of the search has to begin a word of the row. */
const searchConditions = (definition: ListDefinition, { search }: ListQuery, { may }: Reader): Condition[] => {
  if (search === '') return []
  const prefixes = wordsOf(search)
    .slice(0, MOST_WORDS)
    .map(word => `'${word}':*`)
  // There is something to look for, and no word can begin with it.
  if (prefixes.length === 0) return [sql<SqlBool>`false`]
  const personal = definition.searchesPersonal
  if (personal === undefined || (personal !== true && !may.has(personal)))
    return [matching(SEARCH_COLUMN, prefixes.join(' & '))]
  // A name may be personal and a number beside it not: each word is looked for in both.
  return prefixes.map(
    prefix => sql<SqlBool>`(${matching(SEARCH_COLUMN, prefix)} or ${matching(PERSONAL_SEARCH_COLUMN, prefix)})`,
  )
}

/** When a day begins: moments are compared with its midnight where the reader is. */
const midnight = ({ of }: Days, day: string, after: number, { timeZone }: Reader) =>
  of === 'day'
    ? sql`(${day}::date + ${sql.lit(after)})`
    : sql`((${day}::date + ${sql.lit(after)})::timestamp at time zone ${timeZone})`

const dayConditions = (filter: Days, { from, to }: { from?: string; to?: string }, reader: Reader): Condition[] => [
  ...(from === undefined ? [] : [sql<SqlBool>`${sql.ref(filter.column)} >= ${midnight(filter, from, 0, reader)}`]),
  ...(to === undefined ? [] : [sql<SqlBool>`${sql.ref(filter.column)} < ${midnight(filter, to, 1, reader)}`]),
]

const fromCondition = ({ column }: Filter, value: string | null): Condition =>
  value === null ? sql<SqlBool>`false` : sql<SqlBool>`${sql.ref(column)} >= ${value}`

/** The ranges a query asks for, each with the column it is a range of. */
const ranges = ({ filters }: ListDefinition, { days, from = {} }: ListQuery, reader: Reader) => [
  ...Object.entries(days).flatMap(([name, range]) => {
    const filter = filters[name]
    return filter?.kind === 'days' ? [{ column: filter.column, conditions: dayConditions(filter, range, reader) }] : []
  }),
  ...Object.entries(from).flatMap(([name, value]) => {
    const filter = filters[name]
    return filter === undefined ? [] : [{ column: filter.column, conditions: [fromCondition(filter, value)] }]
  }),
]

/** What narrows a query beside its choices: what the order of `column` answers by itself, and what it does not. */
export const narrowing = (definition: ListDefinition, query: ListQuery, reader: Reader, column: string) => {
  const all = ranges(definition, query, reader)
  const inOrder = all.filter(range => range.column === column)
  const others = all.filter(range => range.column !== column)
  return {
    inOrder: inOrder.flatMap(({ conditions }) => conditions),
    apart: [...others.flatMap(({ conditions }) => conditions), ...searchConditions(definition, query, reader)],
  }
}

/** What each column may hold: the chosen values, of two filters on one column those that both allow. */
export const allowedValues = (
  { filters }: ListDefinition,
  { choices }: ListQuery,
): ReadonlyMap<string, readonly string[]> => {
  const allowed = new Map<string, readonly string[]>()
  for (const [name, chosen] of Object.entries(choices)) {
    const filter = filters[name]
    if (filter?.kind !== 'choice') continue
    const values = chosen.flatMap(value => filter.groups?.[value] ?? [value])
    allowed.set(filter.column, allowed.get(filter.column)?.filter(value => values.includes(value)) ?? values)
  }
  return allowed
}

export const anyOf = (column: string, values: readonly string[]): Condition =>
  sql<SqlBool>`${sql.ref(column)} = any(${values})`
