import { expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Aside, Choice, ListDefinition, ListQuery } from './list.ts'
import { ageConditions, anyOf, type Condition } from './list-values.ts'

type Asking = { readonly definition: ListDefinition; readonly query: ListQuery }

const choiceOf = ({ filters }: ListDefinition, name: string): Choice | undefined => {
  const filter = filters[name]
  return filter?.kind === 'choice' ? filter : undefined
}

const isAsked = ({ choices }: ListQuery, { filters }: Aside): boolean =>
  filters.some(name => (choices[name]?.length ?? 0) > 0)

const askedOf = ({ definition: { asides = [] }, query }: Asking): readonly Aside[] =>
  asides.filter(aside => isAsked(query, aside))

/** The table that a query is read from beside the list's own: the first that knows something of what is asked. */
export const leadingAside = (asking: Asking): Aside | undefined => askedOf(asking)[0]

/** Filters of other tables than the one that leads: what they ask is looked for row by row. */
export const followingFilters = (asking: Asking): ReadonlySet<string> => {
  const [lead, ...others] = asking.definition.asides ?? []
  const leading = leadingAside(asking)
  return new Set([lead, ...others].flatMap(aside => (aside === undefined || aside === leading ? [] : aside.filters)))
}

/** What a query asks of the rows of another table. */
const conditionsOf = ({ definition, query }: Asking, { filters, also = [] }: Aside): Condition[] =>
  [...filters, ...also].flatMap(name => {
    const chosen = query.choices[name] ?? []
    const choice = choiceOf(definition, name)
    if (choice === undefined || chosen.length === 0) return []
    return choice.ages === undefined ? [anyOf(choice.column, chosen)] : ageConditions(choice, chosen, query)
  })

/** A thing with several rows that match is met at the first of them, and only there. */
export const onceEach = (asking: Asking): Condition[] => {
  const { definition, query } = asking
  const aside = leadingAside(asking)
  if (aside === undefined) return []
  const { table, key, tie, filters } = aside
  const isOne = filters.some(name => choiceOf(definition, name)?.column === tie && query.choices[name]?.length === 1)
  if (isOne) return []
  const outer = (column: string) => sql.ref(`${definition.table}.${column}`)
  const earlier = expressionBuilder<Record<string, Record<string, unknown>>>()
    .selectFrom(`${table} as earlier`)
    .select(sql.lit(1).as('one'))
    .where(sql<SqlBool>`${sql.ref(`earlier.${key}`)} = ${outer(definition.key)}`)
    .where(sql<SqlBool>`${sql.ref(`earlier.${tie}`)} < ${outer(tie)}`)
  const matching = conditionsOf(asking, aside).reduce((rows, condition) => rows.where(condition), earlier)
  const isFew = filters.every(name => choiceOf(definition, name)?.isNarrow)
  if (isFew) return [sql<SqlBool>`not exists (${matching})`]
  // Where there are many, the planner would join "not exists" with all of them.
  return [sql<SqlBool>`(select count(*) from (${matching.limit(1)}) as earlier) = 0`]
}

/** What is asked of tables beside the leading one. */
export const besides = (asking: Asking): Condition[] =>
  askedOf(asking)
    .slice(1)
    .map(aside => {
      const all = expressionBuilder<Record<string, Record<string, unknown>>>()
        .selectFrom(aside.table)
        .select(sql.ref(aside.key).as('key'))
      const found = conditionsOf(asking, aside).reduce((rows, condition) => rows.where(condition), all)
      return sql<SqlBool>`${sql.ref(asking.definition.key)} in (${found})`
    })
