import { type Texts, textsIn as textsByLanguage } from '../../../domain/shared/locale.ts'
import { plainValue } from './column-values.ts'
import type { Column, RowObject, SortKey, Table } from './table.ts'
import { folded, wordsOf } from './words.ts'

/** The words a list searches, of every table that declares `search`. */
export const SEARCH_COLUMN = 'search_vector'
/** Those of personal columns; null where there is nothing personal, and once the subject is erased. */
export const PERSONAL_SEARCH_COLUMN = 'personal_search_vector'

const SORT_KEY = '_sort'

/** Where the sort key of a text column is. */
export const sortKey = <C extends string>(column: C): SortKey<C> => `${column}${SORT_KEY}`

/** A column as it is stored: one that handlers fill, or one that the engine fills from others of the row. */
export type StoredColumn = {
  readonly name: string
  readonly column: Column<unknown>
  readonly valueIn: (row: RowObject) => unknown
}

const derived = (
  name: string,
  sql: Column<unknown>['sql'],
  nullable: boolean,
  valueIn: StoredColumn['valueIn'],
): StoredColumn => ({ name, column: { sql, nullable, personal: false }, valueIn })

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/** A text by language has words in each of them, and says which of them stands for the others. */
const textsOf = ({ kind }: Column<unknown>, value: unknown): readonly string[] =>
  kind === 'texts' ? textsByLanguage(value as Texts) : textsIn(value)

/** Words hold neither quotes nor backslashes. */
const vectorOf = (columns: readonly (readonly [string, Column<unknown>])[], row: RowObject): string => {
  const texts = columns.flatMap(([name, column]) => textsOf(column, plainValue(name, column, row[name])))
  return wordsOf(texts.join(' '))
    .map(word => `'${word}'`)
    .join(' ')
}

const searched = ({ search = [], columns }: Table, isPersonal: boolean) =>
  search.flatMap(name => {
    const column = columns[name]
    return column?.personal === isPersonal ? [[name, column] as const] : []
  })

/** Whether a search of the table looks through what is personal. */
export const searchesPersonal = (table: Table): boolean => searched(table, true).length > 0

const derivedColumns = (table: Table): StoredColumn[] => {
  const [open, personal] = [searched(table, false), searched(table, true)]
  const none = (row: RowObject) => personal.every(([name]) => row[name] === null)
  const sortKeys = (table.sorted ?? []).map(name =>
    derived(sortKey(name), 'text', false, row => folded(String(row[name]))),
  )
  return [
    ...(table.search === undefined ? [] : [derived(SEARCH_COLUMN, 'tsvector', false, row => vectorOf(open, row))]),
    ...(personal.length === 0
      ? []
      : [derived(PERSONAL_SEARCH_COLUMN, 'tsvector', true, row => (none(row) ? null : vectorOf(personal, row)))]),
    ...sortKeys,
  ]
}

const isOfRow = (name: string): boolean =>
  name !== SEARCH_COLUMN && name !== PERSONAL_SEARCH_COLUMN && !name.endsWith(SORT_KEY)

/** Rows of one query as they were read, without what the engine filled and without these columns. */
export const rowsWithout = (
  rows: readonly Record<string, unknown>[],
  ...columns: readonly string[]
): Record<string, unknown>[] => {
  const names = Object.keys(rows[0] ?? {}).filter(name => isOfRow(name) && !columns.includes(name))
  return rows.map(row => {
    const shown: Record<string, unknown> = {}
    for (const name of names) shown[name] = row[name]
    return shown
  })
}

/** A row as it was read, without what the engine filled. */
export const withoutStored = (row: Record<string, unknown>): Record<string, unknown> => rowsWithout([row])[0] ?? {}

/** All columns of a table beside its provenance. */
export const storedColumns = (table: Table): readonly StoredColumn[] => [
  ...Object.entries(table.columns).map(([name, column]) => ({ name, column, valueIn: (row: RowObject) => row[name] })),
  ...derivedColumns(table),
]

/** The names of all columns of a table, its provenance included. */
export const columnNames = (table: Table): readonly string[] => [
  ...storedColumns(table).map(({ name }) => name),
  'last_position',
  'last_event_id',
]
