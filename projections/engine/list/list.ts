import type { Permission } from '../../../domain/viewer.ts'

/** From so many days ago on, and not yet so many. */
export type Age = { readonly from?: number; readonly below?: number }

/** Equality with one of several values. */
export type Choice = {
  readonly kind: 'choice'
  readonly column: string
  readonly values?: readonly string[]
  /** What a value stands for in the column, where it is a group of several: an area is its categories. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  /** A value has few rows, as an id has: they are sorted when read, and one index is enough. */
  readonly isNarrow?: boolean
  /** An order that this index has, too. */
  readonly then?: string
  /** One index is enough: of a value with many rows the next in order are looked at, as with a range. */
  readonly isApart?: boolean
  /** That index is behind the store, for whoever sees some and for whoever sees all: there are few stores, which are gone through. */
  readonly isOfStore?: true
  /**
   * The column is a list of values, and one of them has to be chosen; without a list (null) it stands for all. No index has
   * that, so it is for tables of few rows; `always`: there is a list in each row, and the table has an index of what it holds.
   */
  readonly isListed?: true | 'always'
  /** The values are stores or begin with one (`DE/EUR`): those of stores that a reader may not ask this of find nothing. */
  readonly storeFirst?: Permission
  /** The column has moments, and each value is a span of days up to now. */
  readonly ages?: Readonly<Record<string, Age>>
  /** A column of moments that are never later than those of the ages: what is as old as that, is older there. */
  readonly notBefore?: string
  /** The kind of thing that the values are keys of, where there are too many to offer them all: it is picked. */
  readonly thing?: string
}

/** A range of amounts, which are compared within one currency: the one that the choice filter of that name has. */
export type Amount = { readonly kind: 'amount'; readonly column: string; readonly currency: string }

/**
 * A filter of a list: one of several values, yes or no, a range of calendar days, of amounts or of whole numbers, or
 * everything from a value on.
 */
export type Filter =
  | Choice
  | Days
  | Amount
  | { readonly kind: 'number'; readonly column: string }
  | Flag
  /** `parse` takes what a person writes to a value of the column; undefined when it can be none. */
  | { readonly kind: 'from'; readonly column: string; readonly parse: (text: string) => string | undefined }

/** Yes or no. */
export type Flag = {
  readonly kind: 'flag'
  readonly column: string
  /** It goes along with what rows are sorted by, as what is open is new: each sort has an index behind it. */
  readonly isPaired?: true
  /** Few are: the table has an index of them alone (`rare`), and nearly all others are met in any order. */
  readonly isRare?: true
}

/** A range of calendar days: of a column that holds days, or of moments, whose days are those of the viewer's zone. */
export type Days = {
  readonly kind: 'days'
  readonly column: string
  readonly of: 'day' | 'moment'
  /** Sorts that go as these days go: within a range they are read day by day. */
  readonly within?: Readonly<Record<string, Order>>
  /** A column with the moments whose days these are, wherever on earth: what has it in order nearly has the days in order. */
  readonly along?: string
}

/** The columns rows are in the order of; the key breaks ties. */
export type Order = { readonly column: string; readonly then?: string }

/** A sort order, and which way it goes at first. */
export type Sort = Order & {
  readonly direction: 'asc' | 'desc'
  /** Filters with which there is no such order: it goes along with what they narrow, so that the next rows in it hold no match. */
  readonly notWith?: readonly string[]
  /** There are ranges of it: its index knows what else rows are sorted by, so that some thousands are sorted without being read. */
  readonly isRanged?: true
}

/** Whether rows can be had in an order while these filters are asked for. */
export const isSortOffered = ({ notWith = [] }: Pick<Sort, 'notWith'>, filters: readonly string[]): boolean =>
  !notWith.some(name => filters.includes(name))

/** What a sort is by for people: amounts come after their currency, because only those of one can be compared. */
export const sortedBy = ({ column, then }: Order): string => then ?? column

export type ListDefinition = {
  readonly table: string
  readonly key: string
  readonly sorts: Readonly<Record<string, Sort>>
  readonly defaultSort: string
  readonly filters: Readonly<Record<string, Filter>>
  readonly search: boolean
  /** Whether a search looks through what is personal too, or what a viewer must be permitted for it to. */
  readonly searchesPersonal?: true | Permission
  /** Things that the rows refer to, whose words a search looks through too. */
  readonly also?: readonly Also[]
  /** Tables beside the list's own that know what some filters ask for. */
  readonly asides?: readonly Aside[]
  /** Rows belong to stores: whoever may read those of some stores only sees no others. */
  readonly store?: OfStore
}

/**
 * A table with rows for each row of a list, which some filters of it ask for. A query that asks for one is read from it, in the
 * order of its own indexes, each with the sort behind what is chosen, and behind the store before that.
 */
export type Aside = {
  readonly table: string
  /** What of it is the key of the list's row, and what tells several rows of one apart. */
  readonly key: string
  readonly tie: string
  readonly filters: readonly string[]
  /** Filters of the list that ask its rows, where it is read. */
  readonly also?: readonly string[]
  /** Its columns: what it says alone, and what it says again of the list's row. */
  readonly columns: readonly string[]
  /** What is read of the list's own row. */
  readonly others: readonly string[]
}

/** Which column says whose store a row is of, and what those are asked for who read it. */
export type OfStore = {
  readonly column: string
  readonly may: Permission
  /** What the column holds where a row belongs to no store: such rows are everybody's. */
  readonly none?: string
}

/** A column with the keys of other things, which the search of their own list finds; an index of the table begins with it. */
export type Also = { readonly column: string; readonly in: Pick<ListDefinition, 'table' | 'key' | 'searchesPersonal'> }

/**
 * Declares a list once: page, JSON and CSV derive from it. Every sort and every choice filter works on the table's own
 * columns, so that one index scan answers each combination (`indexesFor` names them). Search, ranges and what is apart go
 * with every sort: few matches are gathered and sorted, many are met in the order of the sort.
 */
export const list = <const D extends ListDefinition>(definition: D): D => definition

type Listing = Pick<ListDefinition, 'key' | 'sorts' | 'filters' | 'store'>

/** The columns that sorts or filters name. */
type ColumnsOf<T> =
  | (T extends { readonly column: infer C } ? C : never)
  | (T extends { readonly then: infer C } ? C : never)
  | (T extends { readonly within: infer Orders } ? ColumnsOf<Orders[keyof Orders]> : never)

type Listed<L extends Listing> =
  | L['key']
  | ColumnsOf<L['sorts'][keyof L['sorts']]>
  | ColumnsOf<L['filters'][keyof L['filters']]>
  | ColumnsOf<L['store']>

/**
 * The secondary indexes a list needs: each sort alone, behind each choice filter and behind the store; one for each filter
 * that is apart, and for each choice behind the store.
 * Goes into the table's `indexes`, where a sort or a filter by a column that the table does not have is no index of it and
 * does not compile.
 */
export const indexesFor = <const L extends Listing>(listing: L): (readonly Listed<L>[])[] => indexColumns(listing)

type Columns = readonly string[]

/** The orders of a list by their columns, each once. */
const ordersIn = ({ key, sorts, filters }: Listing): readonly Columns[] => {
  const byDay = Object.values(filters).flatMap(filter =>
    filter.kind === 'days' ? Object.values(filter.within ?? {}) : [],
  )
  const all = [...Object.values(sorts), ...byDay].map(order => columnsOf(order, key))
  return [...new Map(all.map(columns => [columns.join(), columns])).values()]
}

/** An order as its own index has it: one with ranges knows what else rows are sorted by, and what days it goes along with. */
const aloneIn =
  ({ sorts, filters, store }: Listing, orders: readonly Columns[]) =>
  (columns: Columns): Columns => {
    const [first] = columns
    if (!Object.values(sorts).some(({ isRanged, column }) => isRanged === true && column === first)) return columns
    const days = Object.values(filters).flatMap(filter =>
      filter.kind === 'days' && filter.along === first ? [filter.column] : [],
    )
    return [...new Set([...columns, ...orders.flat(), ...days, ...(store === undefined ? [] : [store.column])])]
  }

/** What each order stands behind: choices with many rows a value, the store, and what goes along with the orders. */
const prefixesIn = ({ filters, store }: Listing) => {
  const all = Object.values(filters)
  const broad = new Set([
    ...all.flatMap(filter => (filter.kind === 'choice' && isBroad(filter) ? [filter.column] : [])),
    ...(store === undefined ? [] : [store.column]),
  ])
  const paired = all.flatMap(filter => (filter.kind === 'flag' && filter.isPaired === true ? [filter.column] : []))
  return { broad: [...broad], paired }
}

const isBroad = ({ isApart, isListed, isNarrow, ages }: Choice): boolean =>
  isApart !== true && isListed === undefined && isNarrow !== true && ages === undefined

const isFew = ({ isApart, isListed, isNarrow, ages }: Choice): boolean =>
  isApart !== true && isListed === undefined && isNarrow === true && ages === undefined

const indexColumns = (listing: Listing): Columns[] => {
  const { key, filters, store } = listing
  const orders = ordersIn(listing)
  const { broad, paired } = prefixesIn(listing)
  const choices = Object.values(filters).flatMap(filter => (filter.kind === 'choice' ? [filter] : []))
  const ofStore = choices.flatMap(({ isOfStore, column }) => (isOfStore === true ? [column] : []))
  const within = [...broad, ...ofStore].flatMap(column =>
    store === undefined || column === store.column ? [] : [[store.column, column, key]],
  )
  const prefixed = [...broad, ...paired].flatMap(choice =>
    orders.map(columns => (columns[0] === choice ? columns : [choice, ...columns])),
  )
  const apart = apartIn(filters).filter(wanted => !orders.some(columns => begins(columns, wanted)))
  return [
    ...orders.filter(([first]) => first !== key).map(aloneIn(listing, orders)),
    ...prefixed,
    ...choices.filter(isFew).map(choice => columnsOf(choice, key)),
    ...apart.map(columns => [...columns, key]),
    ...within,
  ]
}

const begins = (columns: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((column, index) => columns[index] === column)

/** Whether a filter has an index of its own column alone. */
const isFoundAlone = (filter: Filter): boolean => {
  if (filter.kind === 'choice') return filter.isApart === true && filter.isOfStore !== true
  if (filter.kind === 'flag') return filter.isPaired !== true && filter.isRare !== true
  if (filter.kind === 'days') return filter.along === undefined
  return filter.kind === 'number'
}

/** What finds the rows of a filter that goes with every sort: an amount is found within its currency. */
const apartIn = (filters: Listing['filters']): (readonly string[])[] =>
  Object.values(filters).flatMap(filter => {
    if (filter.kind === 'amount') return [[filters[filter.currency]?.column ?? filter.currency, filter.column]]
    return isFoundAlone(filter) ? [[filter.column]] : []
  })

/** What rows are sorted by, the key last. */
export const columnsOf = ({ column, then }: Order, key: string): readonly string[] => [
  column,
  ...(then === undefined ? [] : [then]),
  ...(column === key ? [] : [key]),
]

/** The order a query is read in: of the sort it asks for, or of the days it is about where these go the same way. */
export const orderOf = ({ sorts, filters }: ListDefinition, { sort, days }: ListQuery): Order => {
  const within = Object.keys(days).flatMap(name => {
    const filter = filters[name]
    return filter?.kind === 'days' ? (filter.within?.[sort] ?? []) : []
  })
  const order = within[0] ?? sorts[sort]
  if (order === undefined) throw new BadListQuery('sort')
  return order
}

export type Choices = Readonly<Record<string, readonly string[]>>

/** Both ends are part of it. Amounts are in thousandths, whatever their currency. */
export type NumberRange = { readonly from?: number; readonly to?: number }

/** A parameter that can not be answered as it is: it is no number or amount, ends before it begins, or lacks one currency. */
export type Unclear = { readonly parameter: string; readonly why: 'number' | 'amount' | 'reversed' | 'currency' }

/** What a list was asked for, checked against its definition. */
export type ListQuery = {
  readonly sort: string
  readonly direction: 'asc' | 'desc'
  readonly search: string
  readonly choices: Choices
  readonly days: Readonly<Record<string, { readonly from?: string; readonly to?: string }>>
  /** Where a `from` filter begins; null for what is no such place, where there is nothing. */
  readonly from?: Readonly<Record<string, string | null>>
  readonly ranges?: Readonly<Record<string, NumberRange>>
  readonly flags?: Readonly<Record<string, boolean>>
  /** Only these of what it finds: what somebody ticked. */
  readonly keys?: readonly string[]
  /** When it is asked, where an age is. */
  readonly now?: Date
  /** While something is unclear there is nothing. */
  readonly unclear?: readonly Unclear[]
  readonly limit: number
  readonly cursor?: Cursor
}

/** A place in the order of a query: the values of its columns, the key last. */
export type Place = readonly (string | number)[]

/** Where a page starts: behind (`next`) or before (`previous`) a row. */
export type Cursor = { readonly go: 'next' | 'previous'; readonly place: Place }

export type ListPage<Row> = {
  readonly rows: readonly Row[]
  readonly next?: string
  readonly previous?: string
  /** How many rows match, counted up to COUNT_CAP. */
  readonly total: number
  readonly capped: boolean
  /** Why there is nothing, where more has to be said than that. */
  readonly unclear?: readonly Unclear[]
  /** Nothing is spelt as it was looked for: this is what is spelt alike. */
  readonly isAlike?: true
  /** A search finds more things that rows refer to than are followed: some rows may be missing. */
  readonly isCut?: true
}

/** A list is counted up to here; beyond it says "more than". */
export const COUNT_CAP = 2000
export const MAX_LIMIT = 500

/** A cursor or another parameter that this list never gave out. */
export class BadListQuery extends Error {
  override readonly name = 'BadListQuery'
  readonly parameter: string
  constructor(parameter: string) {
    super(`bad list parameter ${parameter}`)
    this.parameter = parameter
  }
}
