import { type Kysely, type SqlBool, sql } from 'kysely'
import type { ListQuery } from './list.ts'
import { leadingAside } from './list-aside.ts'
import type { Asked, Condition } from './list-conditions.ts'

export type Loose = Kysely<Record<string, Record<string, unknown>>>

/** The rows of a list; where another table knows what is asked, in one row with what that says. */
const sourceOf = (db: Loose, { definition, query }: Pick<Asked, 'definition' | 'query'>) => {
  const { table, key } = definition
  const aside = leadingAside({ definition, query })
  if (aside === undefined) return db.selectFrom(table)
  const columns = [`aside.${aside.key} as ${key}`, ...aside.columns.map(column => `aside.${column}`)]
  const others = aside.others.map(column => `own.${column}`)
  // A row of the list is there for each, and nothing is read of it where nothing of it is asked.
  const joined = db
    .selectFrom(`${aside.table} as aside`)
    .leftJoin(`${table} as own`, `own.${key}`, `aside.${aside.key}`)
    .select([...columns, ...others])
  return db.selectFrom(joined.as(table))
}

/** Rows that meet some conditions, with all that is known of them. */
export const selected = (db: Loose, asked: Pick<Asked, 'definition' | 'query'>, conditions: readonly Condition[]) =>
  conditions.reduce((rows, condition) => rows.where(condition), sourceOf(db, asked).selectAll())

export type Rows = ReturnType<typeof selected>

/** Which way rows are read. */
export const backwards = ({ cursor, direction }: ListQuery): 'asc' | 'desc' =>
  cursor?.go === 'previous' ? (direction === 'asc' ? 'desc' : 'asc') : direction

/** The order of a query, or the other way round for a page before another. */
export const inOrder = (rows: Rows, columns: readonly string[], query: ListQuery): Rows =>
  columns.reduce((sorted, column) => sorted.orderBy(sql.ref(column), backwards(query)), rows)

/** What tells rows apart: the key, where they are read from another table also what tells several rows of one thing apart. */
const keysOf = ({ definition, query }: Asked): readonly string[] => {
  const aside = leadingAside({ definition, query })
  return aside === undefined ? [definition.key] : [definition.key, aside.tie]
}

/** Rows that meet some conditions by their place in an order, and nothing else of them. */
export const places = (db: Loose, asked: Asked, columns: readonly string[], conditions: readonly Condition[]): Rows =>
  conditions.reduce(
    (rows, condition) => rows.where(condition),
    sourceOf(db, asked).select([...new Set([...columns, ...keysOf(asked)])]) as Rows,
  )

/** The rows that stand at some places, in their order. */
export const whole = (db: Loose, asked: Asked, columns: readonly string[], found: Rows): Rows => {
  const same = keysOf(asked).map(
    key => sql<SqlBool>`${sql.ref(`${asked.definition.table}.${key}`)} = ${sql.ref(`place.${key}`)}`,
  )
  const rows = db
    .selectFrom(found.as('place'))
    .innerJoinLateral(selected(db, asked, same).as('row'), join => join.onTrue())
    .selectAll('row')
  return inOrder(
    rows,
    columns.map(column => `place.${column}`),
    asked.query,
  )
}
