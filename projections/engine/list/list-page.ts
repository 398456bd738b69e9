import { type Kysely, type SqlBool, sql } from 'kysely'
import { BadListQuery, COUNT_CAP, columnsOf, type ListQuery, orderOf } from './list.ts'
import { leadingAside } from './list-aside.ts'
import { type Asked, anyOf, type Condition, narrowing } from './list-conditions.ts'

export type Loose = Kysely<Record<string, Record<string, unknown>>>

const MOST_BRANCHES = 60

/** One list of conditions per combination of chosen values: each is one index scan, and the scans are merged. */
const branches = (chosen: ReadonlyMap<string, readonly string[]>, fixed: Condition[]): Condition[][] => {
  let combined: Condition[][] = [fixed]
  for (const [column, values] of chosen) {
    const isApart = values.length > 0 && combined.length * values.length <= MOST_BRANCHES
    // More scans than pay off, or nothing that both filters allow.
    const tests = isApart ? values.map(value => sql<SqlBool>`${sql.ref(column)} = ${value}`) : [anyOf(column, values)]
    combined = combined.flatMap(conditions => tests.map(test => [...conditions, test]))
  }
  return combined
}

const backwards = ({ cursor, direction }: ListQuery): 'asc' | 'desc' =>
  cursor?.go === 'previous' ? (direction === 'asc' ? 'desc' : 'asc') : direction

const afterCursor = ({ query }: Asked, columns: readonly string[]): Condition[] => {
  if (query.cursor === undefined) return []
  const { place } = query.cursor
  if (place.length !== columns.length) throw new BadListQuery('cursor')
  const compare = sql.raw(backwards(query) === 'asc' ? '>' : '<')
  const refs = sql.join(columns.map(column => sql.ref(column)))
  return [sql<SqlBool>`(${refs}) ${compare} (${sql.join(place.map(value => sql`${value}`))})`]
}

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

const selected = (db: Loose, asked: Pick<Asked, 'definition' | 'query'>, conditions: readonly Condition[]) =>
  conditions.reduce((rows, condition) => rows.where(condition), sourceOf(db, asked).selectAll())

type Rows = ReturnType<typeof selected>

const inOrder = (rows: Rows, columns: readonly string[], query: ListQuery): Rows =>
  columns.reduce((sorted, column) => sorted.orderBy(sql.ref(column), backwards(query)), rows)

/** What tells rows apart: the key, where they are read from another table also what tells several rows of one thing apart. */
const keysOf = ({ definition, query }: Asked): readonly string[] => {
  const aside = leadingAside({ definition, query })
  return aside === undefined ? [definition.key] : [definition.key, aside.tie]
}

/** Rows that meet some conditions by their place in an order, and nothing else of them. */
const places = (db: Loose, asked: Asked, columns: readonly string[], conditions: readonly Condition[]): Rows =>
  conditions.reduce(
    (rows, condition) => rows.where(condition),
    sourceOf(db, asked).select([...new Set([...columns, ...keysOf(asked)])]) as Rows,
  )

/** The rows that stand at some places, in their order. */
const whole = (db: Loose, asked: Asked, columns: readonly string[], found: Rows): Rows => {
  const same = keysOf(asked).map(
    key => sql<SqlBool>`${sql.ref(`${asked.definition.table}.${key}`)} = ${sql.ref(`place.${key}`)}`,
  )
  const rows = db
    .selectFrom(found.as('place'))
    .innerJoinLateral(selected(db, asked, same).as('row'), join => join.onTrue())
    .selectAll('row')
  return inOrder(
    rows as unknown as Rows,
    columns.map(column => `place.${column}`),
    asked.query,
  )
}

const union = (db: Loose, [first, ...others]: readonly Rows[]) => {
  if (first === undefined) throw new BadListQuery('filters')
  const branch = (rows: Rows) => db.selectFrom(rows.as('branch')).selectAll()
  return others.reduce((all, other) => all.unionAll(branch(other)), branch(first))
}

const planOf = (asked: Asked) => {
  const { definition, query } = asked
  const order = orderOf(definition, query)
  return { columns: columnsOf(order, definition.key), ...narrowing(asked, order) }
}

/** Whether an index that has the order of a query answers all of it. */
export const isOrdered = (asked: Asked): boolean => planOf(asked).apart.length === 0

type Scans = {
  readonly chosen: ReadonlyMap<string, readonly string[]>
  readonly fixed: Condition[]
  readonly columns: readonly string[]
}

/** The first rows from the cursor on of what meets some conditions, one scan for each combination of chosen values. */
const mergedScans = (
  db: Loose,
  asked: Asked,
  { chosen, fixed, columns }: Scans,
  limit: number,
  rowsWith: (conditions: readonly Condition[]) => Rows,
): Rows => {
  const { query } = asked
  const scans = branches(chosen, [...fixed, ...afterCursor(asked, columns)]).map(conditions =>
    inOrder(rowsWith(conditions), columns, query).limit(limit),
  )
  const [only] = scans
  if (only !== undefined && scans.length === 1) return only
  return inOrder(db.selectFrom(union(db, scans).as('page')).selectAll(), columns, query).limit(limit)
}

/** Rows from the cursor on in the order of the query, whatever else narrows it: the index scans of all choices, merged. */
export const scanQuery = (db: Loose, asked: Asked, limit: number): Rows => {
  const { columns, chosen, inOrder: fixed } = planOf(asked)
  return mergedScans(db, asked, { chosen, fixed, columns }, limit, conditions => selected(db, asked, conditions))
}

/** Rows looked at in the order of the query, per row of the page. */
const WINDOW = 80

/** A row of the list as it is asked for, where it is read from another table than its own. */
export const rowAside = async (db: Loose, asked: Asked, key: string) => {
  if (leadingAside(asked) === undefined) return undefined
  const { chosen, inOrder: fixed } = planOf(asked)
  const conditions = [...[...chosen].map(([column, values]) => anyOf(column, values)), ...fixed]
  return selected(db, asked, conditions).where(asked.definition.key, '=', key).executeTakeFirst()
}

/**
 * Those of the next rows in order that match all that narrows the query; fewer than a page says nothing of the rest. Of the rows
 * that are looked at, no more is read than that takes.
 */
export const nearQuery = (db: Loose, asked: Asked): Rows => {
  const { columns, chosen, inOrder: fixed, apart } = planOf(asked)
  const isMatch = sql<boolean>`(${sql.join(apart, sql` and `)})`.as('isMatch')
  const next = mergedScans(db, asked, { chosen, fixed, columns }, WINDOW * asked.query.limit, conditions =>
    places(db, asked, columns, conditions).select(isMatch),
  )
  const matches = db.selectFrom(next.as('near')).selectAll().where(sql<SqlBool>`"isMatch"`)
  return whole(db, asked, columns, inOrder(matches, columns, asked.query).limit(asked.query.limit + 1))
}

const allConditions = (asked: Asked): Condition[] => {
  const { chosen, inOrder: fixed, apart } = planOf(asked)
  return [...[...chosen].map(([column, values]) => anyOf(column, values)), ...fixed, ...apart]
}

/** All matches, sorted when they are found. */
export const gatheredQuery = (db: Loose, asked: Asked): Rows => {
  const { definition, query } = asked
  const { columns } = planOf(asked)
  // The offset keeps the planner from walking through the order instead, past all that does not match.
  const matches = places(db, asked, columns, allConditions(asked)).offset(0)
  const behind = afterCursor(asked, columns).reduce(
    (rows, condition) => rows.where(condition),
    db.selectFrom(matches.as(definition.table)).selectAll(),
  )
  return whole(db, asked, columns, inOrder(behind, columns, query).limit(query.limit + 1))
}

/** Counts the matches up to one more than the cap. */
export const countQuery = (db: Loose, asked: Asked, cap = COUNT_CAP) => {
  const { chosen, inOrder: fixed, apart } = planOf(asked)
  const found = branches(chosen, [...fixed, ...apart]).map(conditions =>
    selected(db, asked, conditions)
      .clearSelect()
      .select(sql.lit(1).as('one'))
      .limit(cap + 1),
  )
  const counted = union(db, found).limit(cap + 1)
  return db.selectFrom(counted.as('counted')).select(sql<number>`count(*)::int`.as('total'))
}
