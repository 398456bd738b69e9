import { type SqlBool, sql } from 'kysely'
import { BadListQuery, COUNT_CAP, columnsOf, orderOf } from './list.ts'
import { leadingAside } from './list-aside.ts'
import { type Asked, anyOf, type Condition, narrowing } from './list-conditions.ts'
import { backwards, inOrder, type Loose, places, type Rows, selected, whole } from './list-rows.ts'

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

const afterCursor = ({ query }: Asked, columns: readonly string[]): Condition[] => {
  if (query.cursor === undefined) return []
  const { place } = query.cursor
  if (place.length !== columns.length) throw new BadListQuery('cursor')
  const compare = sql.raw(backwards(query) === 'asc' ? '>' : '<')
  const refs = sql.join(columns.map(column => sql.ref(column)))
  return [sql<SqlBool>`(${refs}) ${compare} (${sql.join(place.map(value => sql`${value}`))})`]
}

const union = (db: Loose, [first, ...others]: readonly Rows[]) => {
  if (first === undefined) throw new BadListQuery('filters')
  const branch = (rows: Rows) => db.selectFrom(rows.as('branch')).selectAll()
  return others.reduce((all, other) => all.unionAll(branch(other)), branch(first))
}

const planOf = (asked: Asked) => {
  const { definition, query } = asked
  const order = orderOf(definition, query)
  const narrowed = narrowing(asked, order)
  const begun = [...narrowed.inOrder, ...narrowed.implied]
  return { columns: columnsOf(order, definition.key), ...narrowed, begun }
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
  const { columns, chosen, begun } = planOf(asked)
  return mergedScans(db, asked, { chosen, fixed: begun, columns }, limit, conditions => selected(db, asked, conditions))
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
  const { columns, chosen, begun, apart } = planOf(asked)
  const isMatch = sql<boolean>`(${sql.join(apart, sql` and `)})`.as('isMatch')
  const next = mergedScans(db, asked, { chosen, fixed: begun, columns }, WINDOW * asked.query.limit, conditions =>
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

/** The column of a page's rows that says how many match. */
export const COUNTED = 'counted'

/** A page in the order of an index, and how many match in each of its rows: a page without rows does not say it. */
export const countedQuery = (db: Loose, asked: Asked): Rows => {
  const page = db.selectFrom(scanQuery(db, asked, asked.query.limit + 1).as('page')).selectAll()
  return inOrder(page.select(countQuery(db, asked).as(COUNTED)), planOf(asked).columns, asked.query)
}
