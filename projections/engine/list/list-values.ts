import { type Expression, type SqlBool, sql } from 'kysely'
import type { Choice, ListQuery } from './list.ts'

export type Condition = Expression<SqlBool>

export const anyOf = (column: string, values: readonly string[]): Condition =>
  sql<SqlBool>`${sql.ref(column)} = any(${values})`

const DAY_MS = 86_400_000

type Asked = Pick<ListQuery, 'now'>

const daysAgo = (days: number, { now = new Date() }: Asked): string =>
  new Date(now.getTime() - days * DAY_MS).toISOString()

/** Moments that are as many days ago as one of the chosen ages says. */
export const ageConditions = ({ column, ages = {} }: Choice, chosen: readonly string[], asked: Asked): Condition[] => {
  const within = chosen.flatMap(value => {
    const { from, below } = ages[value] ?? {}
    const old = from === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} <= ${daysAgo(from, asked)}`]
    const young = below === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} > ${daysAgo(below, asked)}`]
    return old.length + young.length === 0 ? [] : [sql<SqlBool>`(${sql.join([...old, ...young], sql` and `)})`]
  })
  const [only] = within
  if (only === undefined) return []
  return within.length === 1 ? [only] : [sql<SqlBool>`(${sql.join(within, sql` or `)})`]
}

/** What is as old as that is no younger where the column of an order is never later. */
export const olderInOrder = (
  { ages = {}, notBefore }: Choice,
  chosen: readonly string[],
  asked: Asked,
  order: string,
): Condition[] => {
  const youngest = Math.min(...chosen.map(value => ages[value]?.from ?? 0))
  return notBefore !== order || youngest === 0 ? [] : [sql<SqlBool>`${sql.ref(order)} <= ${daysAgo(youngest, asked)}`]
}
