import type { TextKey } from '../../api/text/en.ts'
import { type ListDefinition, sortedBy } from '../../projections/engine/list/list.ts'
import { currencyOf } from '../../projections/engine/model/currency.ts'
import { sortKey } from '../../projections/engine/model/stored-column.ts'
import type { Column as Declared } from '../../projections/engine/model/table.ts'
import { tableOf } from '../../projections/index.ts'
import type { Child } from '../html.ts'
import type { ListColumn } from '../list/definition.ts'
import type { Words } from '../words.ts'
import { fileColumnOf } from './file-column.ts'
import { labelOf } from './labels.ts'
import { isFigure, valueOf } from './value.ts'

/** Names that the catalogue has a label for. */
type Named = TextKey extends infer Key ? (Key extends `field.${infer Name}` ? Name : never) : never

type Look<Row> = Pick<ListColumn<Row>, 'align' | 'mono' | 'quiet' | 'names' | 'isExtra'>

/** What a file has where a page shows a cell: a column of the row by its name, else a text or a number. */
type InFile<Row> = (keyof Row & string) | ((words: Words, row: Row) => string | number | null | undefined)

type Cell<Row> = {
  readonly cell: (words: Words, row: Row) => Child
  readonly file: InFile<Row>
  /** The column that it is sorted by where that is not the one of its name: what its reader sees in it. */
  readonly sortedAs?: (words: Words) => string
}

/** A column of a list: a column of its row by name, as it looks of itself or otherwise, or what a cell of that name shows. */
export type ShownColumn<Row> =
  | (keyof Row & Named)
  | (Look<Row> & { readonly name: keyof Row & Named; readonly cell?: undefined; readonly file?: undefined })
  | (Look<Row> & { readonly name: Named } & Cell<Row>)

type Definition = Pick<ListDefinition, 'table' | 'key' | 'sorts'>

const sortOf = ({ sorts }: Definition, name: string): { readonly sort?: string } => {
  const found = Object.entries(sorts).find(([, sort]) => [name, sortKey(name)].includes(sortedBy(sort)))
  return found === undefined ? {} : { sort: found[0] }
}

/** Head, format, alignment and sort of a column follow from the table. */
const plainColumn = <Row extends object>(
  words: Words,
  category: string,
  { key }: Definition,
  { name, column }: { readonly name: keyof Row & string; readonly column: Declared<unknown> | undefined },
): Omit<ListColumn<Row>, 'header' | 'name' | 'file'> => ({
  cell: row => column && valueOf(words, { category, path: name, column, value: row[name], currency: currencyOf(row) }),
  ...(name === key && { mono: true }),
  ...(column !== undefined && isFigure(column) && { align: 'end' as const }),
  ...(column?.sql === 'timestamptz' && { quiet: true }),
})

/** What a column is where its table does not know it: a name of another thing. */
const ANY: Declared<unknown> = { sql: 'text', nullable: true, personal: false }

type Tabled = { readonly words: Words; readonly category: string; readonly definition: Definition }

/** A column of the table as it looks of itself. */
const columnNamed = <Row extends object>({ words, category, definition }: Tabled, name: string): ListColumn<Row> => {
  const column = tableOf(definition.table)?.columns[name]
  return {
    name,
    header: labelOf(words, category, name),
    ...sortOf(definition, name),
    ...plainColumn<Row>(words, category, definition, { name: name as never, column }),
    file: fileColumnOf(words, { category, path: name, column: column ?? ANY }),
  }
}

const shownColumn = <Row extends object>(tabled: Tabled, shown: ShownColumn<Row>): ListColumn<Row> => {
  if (typeof shown !== 'object') return columnNamed(tabled, shown)
  if (shown.cell === undefined) {
    const { name, cell: _none, file: _neither, ...look } = shown
    return { ...columnNamed<Row>(tabled, name), ...look }
  }
  const { name, cell, file, sortedAs, ...look } = shown
  return {
    name,
    header: labelOf(tabled.words, tabled.category, name),
    ...sortOf(tabled.definition, sortedAs?.(tabled.words) ?? name),
    cell: row => cell(tabled.words, row),
    file:
      typeof file === 'string'
        ? columnNamed<Row>(tabled, file).file
        : { kind: 'plain', value: row => file(tabled.words, row) },
    ...look,
  }
}

/** What else the table knows of a row and the catalogue has a name for; not what a column shows under another name. */
const extraColumns = <Row extends object>(tabled: Tabled, shown: readonly ShownColumn<Row>[]): ListColumn<Row>[] => {
  const { key, table } = tabled.definition
  const { columns = {}, subject } = tableOf(table) ?? {}
  const known = new Set<unknown>([
    key,
    subject,
    ...shown.flatMap(one => (typeof one === 'object' ? [one.name, one.file] : [one])),
  ])
  return Object.entries(columns).flatMap(([name, { sql, kind }]) => {
    const column = columnNamed<Row>(tabled, name)
    if (known.has(name) || sql === 'jsonb' || column.header === name) return []
    return [{ ...column, isExtra: true as const, brief: sql === 'text' && kind === undefined }]
  })
}

/** The columns of a list: those it shows of itself, and what else there is. */
export const columnsOf =
  <Row extends object>(category: string, definition: Definition, columns: readonly ShownColumn<Row>[]) =>
  (words: Words): ListColumn<Row>[] => {
    const tabled = { words, category, definition }
    return [...columns.map(one => shownColumn(tabled, one)), ...extraColumns(tabled, columns)]
  }
