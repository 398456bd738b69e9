/** Equality with one of several values. */
export type Choice = {
  readonly kind: 'choice'
  readonly column: string
  readonly values?: readonly string[]
  /** What a value stands for in the column, where it is a group of several: an area is its categories. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  /** A value has few rows, as an id has: they are sorted when read, and one index is enough. */
  readonly isNarrow?: boolean
}

/** A filter of a list: one of several values, a range of calendar days, or everything from a value on. */
export type Filter =
  | Choice
  | { readonly kind: 'days'; readonly column: string }
  /** `parse` takes what a person writes to a value of the column; undefined when it can be none. */
  | { readonly kind: 'from'; readonly column: string; readonly parse: (text: string) => string | undefined }

/** A sort order: the column that leads, and which way it goes at first. The key breaks ties. */
export type Sort = { readonly column: string; readonly direction: 'asc' | 'desc' }

export type ListDefinition = {
  readonly table: string
  readonly key: string
  readonly sorts: Readonly<Record<string, Sort>>
  readonly defaultSort: string
  readonly filters: Readonly<Record<string, Filter>>
  readonly search: boolean
}

/**
 * Declares a list once: page, JSON and CSV derive from it. Every sort and every choice filter works on the table's own
 * columns, so that one index scan answers each combination (`indexesFor` names them).
 */
export const list = <const D extends ListDefinition>(definition: D): D => definition

/** The secondary indexes a list needs: each sort alone, and behind each choice filter. Goes into the table's `indexes`. */
export const indexesFor = ({
  key,
  sorts,
  filters,
}: Omit<ListDefinition, 'table' | 'search' | 'defaultSort'>): string[][] => {
  const columns = [...new Set(Object.values(sorts).map(({ column }) => column))]
  const choices = Object.values(filters).filter(filter => filter.kind === 'choice')
  const columnsOf = (isNarrow: boolean) => [
    ...new Set(choices.filter(it => (it.isNarrow === true) === isNarrow).map(({ column }) => column)),
  ]
  const tail = (column: string) => (column === key ? [column] : [column, key])
  const prefixed = columnsOf(false).flatMap(choice =>
    columns.map(column => (column === choice ? tail(column) : [choice, ...tail(column)])),
  )
  const narrow = columnsOf(true).map(choice => [choice, key])
  return [...columns.filter(column => column !== key).map(tail), ...prefixed, ...narrow]
}

/** What a list was asked for, checked against its definition. */
export type ListQuery = {
  readonly sort: string
  readonly direction: 'asc' | 'desc'
  readonly search: string
  /** Search what is personal too; for the reading query to say, of the viewer it reads for. */
  readonly searchesPersonal?: boolean
  readonly choices: Readonly<Record<string, readonly string[]>>
  readonly days: Readonly<Record<string, { readonly from?: string; readonly to?: string }>>
  /** Where a `from` filter begins; null for what is no such place, where there is nothing. */
  readonly from?: Readonly<Record<string, string | null>>
  readonly limit: number
  readonly cursor?: Cursor
}

/** Where a page starts: behind (`next`) or before (`previous`) the row with this sort value and key. */
export type Cursor = { readonly go: 'next' | 'previous'; readonly value: string | number; readonly key: string }

export type ListPage<Row> = {
  readonly rows: readonly Row[]
  readonly next?: string
  readonly previous?: string
  /** How many rows match, counted up to COUNT_CAP. */
  readonly total: number
  readonly capped: boolean
}

/** A list is counted up to here; beyond it says "more than". */
export const COUNT_CAP = 2000
/** A search looks at this many matches at most; more words narrow it. */
export const SEARCH_CAP = 2000
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
