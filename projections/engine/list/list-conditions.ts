import { type SqlBool, sql } from 'kysely'
import { decimalsOf } from '../../../domain/shared/currency.ts'
import { isWithin, type Permission, storesFor, type Viewer } from '../../../domain/viewer.ts'
import { wordsOf } from '../model/words.ts'
import type { Aside, Choice, Days, Filter, ListDefinition, ListQuery, NumberRange, Order } from './list.ts'
import { besides, followingFilters, leadingAside, onceEach } from './list-aside.ts'
import { ageConditions, anyOf, type Condition, olderInOrder } from './list-values.ts'

export { anyOf, type Condition } from './list-values.ts'

/** Whom a list is read for, as far as that makes a difference to what is in it. */
export type Reader = Pick<Viewer, 'timeZone' | 'may' | 'within'>

/** What a page is read for, and what its search asks of the rows. */
export type Asked = {
  readonly definition: ListDefinition
  readonly query: ListQuery
  readonly reader: Reader
  readonly search: readonly Condition[]
}

/** Whether a search has anything to look for: punctuation alone has not. */
export const isSearchable = (search: string): boolean => wordsOf(search).length > 0

/** When a day begins: moments are compared with its midnight where the reader is. */
const midnight = ({ of }: Days, day: string, after: number, { timeZone }: Reader) =>
  of === 'day'
    ? sql`(${day}::date + ${sql.lit(after)})`
    : sql`((${day}::date + ${sql.lit(after)})::timestamp at time zone ${timeZone})`

const dayConditions = (filter: Days, { from, to }: { from?: string; to?: string }, reader: Reader): Condition[] => [
  ...(from === undefined ? [] : [sql<SqlBool>`${sql.ref(filter.column)} >= ${midnight(filter, from, 0, reader)}`]),
  ...(to === undefined ? [] : [sql<SqlBool>`${sql.ref(filter.column)} < ${midnight(filter, to, 1, reader)}`]),
]

/** When the days of a range begin and end, wherever on earth: from fourteen hours before that in Greenwich to twelve behind. */
const momentsOf = (column: string, { from, to }: { from?: string; to?: string }): Condition[] => [
  ...(from === undefined
    ? []
    : [sql<SqlBool>`${sql.ref(column)} >= (${from}::date - interval '14 hours') at time zone 'UTC'`]),
  ...(to === undefined
    ? []
    : [sql<SqlBool>`${sql.ref(column)} < (${to}::date + interval '36 hours') at time zone 'UTC'`]),
]

/** The ranges that days ask for: of the days, and of the moments along which they go. */
const dayRanges = (filter: Days, range: { from?: string; to?: string }, reader: Reader, order: Order) => {
  const { column, along } = filter
  const conditions = dayConditions(filter, range, reader)
  if (along === undefined) return [{ column, conditions }]
  return [
    // In the order of these moments the days come one after the other, but for some hours.
    { column: order.column === along ? along : column, conditions },
    { column: along, conditions: momentsOf(along, range) },
  ]
}

const fromCondition = ({ column }: Filter, value: string | null): Condition =>
  value === null ? sql<SqlBool>`false` : sql<SqlBool>`${sql.ref(column)} >= ${value}`

const numberConditions = (column: string, { from, to }: NumberRange): Condition[] => [
  ...(from === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} >= ${from}`]),
  ...(to === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} <= ${to}`]),
]

/** Thousandths as the minor units of a currency that lie within. Where there are no amounts, any will do. */
const inMinorUnits = ({ from, to }: NumberRange, currency = ''): NumberRange => {
  const unit = 10 ** (3 - decimalsOf(currency))
  return {
    ...(from === undefined ? {} : { from: Math.ceil(from / unit) }),
    ...(to === undefined ? {} : { to: Math.floor(to / unit) }),
  }
}

type Ranged = {
  readonly column: string | undefined
  readonly conditions: readonly Condition[]
  readonly isImplied?: true
}

/** The ranges a query asks for, each with the column it is a range of. */
const rangesIn = ({ definition, query, reader }: Asked, order: Order): readonly Ranged[] => {
  const { filters } = definition
  const { choices, days, from = {}, ranges = {}, flags = {} } = query
  const following = followingFilters({ definition, query })
  return [
    ...Object.entries(choices).flatMap(([name, chosen]) => {
      const filter = filters[name]
      if (filter?.kind !== 'choice' || filter.ages === undefined || following.has(name)) return []
      return [
        { column: filter.column, conditions: ageConditions(filter, chosen, query) },
        {
          column: order.column,
          conditions: olderInOrder(filter, chosen, query, order.column),
          isImplied: true as const,
        },
      ]
    }),
    ...Object.entries(days).flatMap(([name, range]) => {
      const filter = filters[name]
      return filter?.kind === 'days' ? dayRanges(filter, range, reader, order) : []
    }),
    ...Object.entries(from).flatMap(([name, value]) => {
      const filter = filters[name]
      return filter === undefined ? [] : [{ column: filter.column, conditions: [fromCondition(filter, value)] }]
    }),
    ...Object.entries(ranges).flatMap(([name, range]) => {
      const filter = filters[name]
      if (filter === undefined) return []
      const asked = filter.kind === 'amount' ? inMinorUnits(range, choices[filter.currency]?.[0]) : range
      return [{ column: filter.column, conditions: numberConditions(filter.column, asked) }]
    }),
    ...Object.entries(flags).flatMap(([name, flag]) => {
      const filter = filters[name]
      if (filter?.kind !== 'flag') return []
      const is = sql<SqlBool>`${sql.ref(filter.column)} = ${sql.lit(flag)}`
      const isBehind = filter.isPaired === true && leadingAside({ definition, query }) === undefined
      // Each order stands behind it.
      return [{ column: isBehind ? order.column : filter.column, conditions: [is] }]
    }),
  ]
}

/**
 * Whether the order of a query begins with the values of a choice, or an index has it behind them. For whoever sees some stores
 * the order is behind the store.
 */
const isPaired = (
  { isApart, isListed, isNarrow, column }: Choice,
  order: Order,
  store: string | undefined,
  aside: Aside | undefined,
): boolean => {
  if (isListed !== undefined) return false
  if (column === order.column) return true
  if (aside !== undefined) return isNarrow === true || (isApart !== true && aside.columns.includes(column))
  return isApart !== true && (store === undefined || column === store || isNarrow === true)
}

/** The columns that an index has in order: amounts too, where one currency is chosen. */
const orderedColumns = (allowed: ReadonlyMap<string, readonly string[]>, { column, then }: Order): readonly string[] =>
  then !== undefined && allowed.get(column)?.length === 1 ? [column, then] : [column]

/** What narrows a query: what the order it is read in answers by itself, and what it does not. */
export const narrowing = ({ definition, query, reader, search }: Asked, order: Order) => {
  const store = storesIn(definition, reader) && definition.store?.column
  const aside = leadingAside({ definition, query })
  const chosen = inStores(
    definition,
    reader,
    allowedValues(definition, query, reader, choice => isPaired(choice, order, store, aside)),
  )
  const loose = allowedValues(definition, query, reader, choice => !isPaired(choice, order, store, aside))
  const ordered = orderedColumns(chosen, order)
  const all = rangesIn({ definition, query, reader, search }, order)
  const conditionsOf = (isMeant: (range: (typeof all)[number]) => boolean) =>
    all.flatMap(range => (isMeant(range) ? range.conditions : []))
  const isInOrder = ({ column }: (typeof all)[number]) => ordered.includes(column ?? '')
  return {
    chosen,
    inOrder: [
      ...conditionsOf(range => isInOrder(range) && range.isImplied !== true),
      ...onceEach({ definition, query }),
    ],
    /** What follows from the rest: where to begin in the order. Who counts need not ask it. */
    implied: conditionsOf(range => isInOrder(range) && range.isImplied === true),
    apart: [
      ...besides({ definition, query }),
      ...conditionsOf(range => !isInOrder(range)),
      ...[...loose].map(([column, values]) => chosenOf(definition, column)(column, values)),
      ...(query.keys === undefined ? [] : [anyOf(definition.key, query.keys)]),
      ...search,
    ],
  }
}

/** What a column has to hold, by whether it is a list of values. */
const chosenOf = ({ filters }: ListDefinition, column: string) => {
  const [isListed] = Object.values(filters).flatMap(filter =>
    filter.kind === 'choice' && filter.column === column ? (filter.isListed ?? []) : [],
  )
  if (isListed === undefined) return anyOf
  return isListed === 'always' ? holds : oneOf
}

/** Whether what a value is about may be asked by a reader. */
const isOpenTo = (reader: Reader, { storeFirst }: Choice, value: string): boolean =>
  storeFirst === undefined || isWithin(reader, storeFirst, value.split('/')[0])

/** What each column may hold: the chosen values, of two filters on one column those that both allow. */
const allowedValues = (
  definition: ListDefinition,
  query: ListQuery,
  reader: Reader,
  isMeant: (choice: Choice) => boolean,
): ReadonlyMap<string, readonly string[]> => {
  const allowed = new Map<string, readonly string[]>()
  const following = followingFilters({ definition, query })
  for (const [name, chosen] of Object.entries(query.choices)) {
    const filter = definition.filters[name]
    if (filter?.kind !== 'choice' || filter.ages !== undefined || following.has(name) || !isMeant(filter)) continue
    const values = chosen
      .flatMap(value => filter.groups?.[value] ?? [value])
      .filter(value => isOpenTo(reader, filter, value))
    allowed.set(filter.column, allowed.get(filter.column)?.filter(value => values.includes(value)) ?? values)
  }
  return allowed
}

/** What the column of the store may hold for a reader; undefined where that makes no difference. */
export const storesIn = ({ store }: Pick<ListDefinition, 'store'>, reader: Reader): readonly string[] | undefined => {
  const stores = store && storesFor(reader, store.may)
  return stores && [...stores, ...(store?.none === undefined ? [] : [store.none])]
}

/** What each column may hold, narrowed to the stores of the reader. */
const inStores = (
  definition: ListDefinition,
  reader: Reader,
  allowed: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> => {
  const stores = storesIn(definition, reader)
  if (definition.store === undefined || stores === undefined) return allowed
  const { column } = definition.store
  const chosen = allowed.get(column)
  return new Map(allowed).set(column, chosen?.filter(value => stores.includes(value)) ?? stores)
}

/** Rows of a list's table that its reader may see, for those who ask for single ones. */
export const isSeen = (definition: Pick<ListDefinition, 'store'>, reader: Reader): Condition => {
  const stores = storesIn(definition, reader)
  return definition.store === undefined || stores === undefined
    ? sql<SqlBool>`true`
    : anyOf(definition.store.column, stores)
}

/** Rows whose column has one of the stores for which a viewer is permitted something. */
export const ofStores = (viewer: Pick<Viewer, 'within'>, permission: Permission, column: string): Condition => {
  const stores = storesFor(viewer, permission)
  return stores === undefined ? sql<SqlBool>`true` : anyOf(column, [...stores])
}

const holds = (column: string, values: readonly string[]): Condition =>
  sql<SqlBool>`${sql.ref(column)} ?| ${values}::text[]`

const oneOf = (column: string, values: readonly string[]): Condition =>
  sql<SqlBool>`(${sql.ref(column)} is null or ${holds(column, values)})`
