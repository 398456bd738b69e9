import { fieldId } from '../components/field.ts'
import { type Column, dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { FormState } from '../submitted.ts'
import type { Words } from '../words.ts'
import type { FieldOptions } from './control.ts'
import { labelOf } from './labels.ts'
import type { RowField, RowsPath } from './paths.ts'

/** What tells a row apart, by the names of its fields: `{ store: 'DE', currency: 'EUR' }`. */
type Key<Field extends string = string> = Readonly<Record<Field, string>>

export type Matrix<Field extends string, By extends Field> = {
  /** Read out, not shown. */
  readonly caption: string
  /**
   * The fields that tell rows apart, and what each can be: every combination is a row. Or the rows themselves. What else is
   * recorded is a row, too.
   */
  readonly by: Readonly<Record<By, readonly string[]>> | readonly Key<By>[]
  /** What a field that tells rows apart says; its value unless said otherwise. */
  readonly shown?: (field: By, key: Key<By>) => string
  /** The fields that are filled in. */
  readonly columns: readonly Exclude<Field, By>[]
  /** What can be chosen in a column, where the schema does not list it. */
  readonly options?: Partial<Readonly<Record<Exclude<Field, By>, FieldOptions['options']>>>
  /** What a row is called in the names of its inputs: `DE store, EUR`. */
  readonly row: (key: Key<By>) => string
}

/**
 * Draws a repeated field as a table with a row for each thing that it can be about, filled in with what is recorded. All rows
 * are sent: one that is blank says that there is nothing. Events touch a row at its key: `prices.DE/EUR`.
 */
export type DrawMatrix<Data> = <Name extends RowsPath<Data>, By extends RowField<Data, Name>>(
  name: Name,
  matrix: Matrix<RowField<Data, Name>, By>,
) => Html

/** One input: its path in the form, its name, what is recorded, and where events touch that. */
export type Cell = {
  readonly path: string
  readonly label: string
  readonly recorded: unknown
  readonly at: string
  readonly options: FieldOptions['options']
}

type Place = {
  readonly words: Words
  readonly category: string
  readonly state: FormState
  readonly prefix: string | undefined
  readonly recorded: unknown
  readonly cell: (cell: Cell) => Html
}

type RecordedRow = Readonly<Record<string, unknown>>
type Row = { readonly index: number; readonly key: Key; readonly recorded: RecordedRow | undefined }

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const idOf = (key: Key): string => Object.values(key).join('/')

const combinations = (by: Readonly<Record<string, readonly string[]>>): readonly Key[] =>
  Object.entries(by).reduce<readonly Key[]>(
    (keys, [field, values]) => keys.flatMap(key => values.map(value => ({ ...key, [field]: value }))),
    [{}],
  )

type Rows = Readonly<Record<string, readonly string[]>> | readonly Key[]

const isRows = (by: Rows): by is readonly Key[] => Array.isArray(by)

const fieldsOf = (by: Rows): readonly string[] => Object.keys(isRows(by) ? (by[0] ?? {}) : by)

/** The rows that are typed keep their places, whatever has been recorded meanwhile; what else there is comes after them. */
const rowsOf = ({ state, recorded }: Place, name: string, by: Rows): Row[] => {
  const keyBy = (read: (field: string) => unknown): Key =>
    Object.fromEntries(fieldsOf(by).map(field => [field, textOf(read(field))]))
  const there = Array.isArray(recorded) ? (recorded as readonly RecordedRow[]) : []
  const known = new Map(there.map(row => [idOf(keyBy(field => row[field])), row]))
  const typed = Array.from({ length: state.rows(name).filled }, (_, index) =>
    keyBy(field => state.value(`${name}.${index}.${field}`)),
  )
  const others = [...(isRows(by) ? by : combinations(by)), ...there.map(row => keyBy(field => row[field]))]
  const more = new Map(others.map(key => [idOf(key), key]))
  for (const key of typed) more.delete(idOf(key))
  return [...typed, ...more.values()].map((key, index) => ({ index, key, recorded: known.get(idOf(key)) }))
}

const keyColumns = (
  { words, category }: Place,
  name: string,
  fields: readonly string[],
  shown: (field: string, key: Key) => string | undefined,
): Column<Row>[] =>
  fields.map((field, place) => ({
    header: labelOf(words, category, `${name}.${field}`),
    cell: ({ index, key }) =>
      html`${shown(field, key)}${place === 0 && Object.entries(key).map(([field, value]) => html`<input type="hidden" name="${`${name}.${index}.${field}`}" value="${value}">`)}`,
  }))

const valueColumn = (
  { words, category, cell }: Place,
  name: string,
  column: string,
  nameOf: (key: Key) => string,
  options: FieldOptions['options'],
): Column<Row> => {
  const header = labelOf(words, category, `${name}.${column}`)
  return {
    header,
    align: 'end',
    cell: ({ index, key, recorded }) =>
      cell({
        path: `${name}.${index}.${column}`,
        label: words.text('form.cell', { column: header, row: nameOf(key) }),
        recorded: recorded?.[column],
        at: `${name}.${idOf(key)}.${column}`,
        options,
      }),
  }
}

/** The table of one field. */
export const matrixOf = <Field extends string, By extends Field>(
  place: Place,
  name: string,
  { caption, by, columns, row, options, shown = (field, key) => key[field] }: Matrix<Field, By>,
): Html => {
  const { words, state, prefix } = place
  const { error } = state.error(name)
  const id = fieldId(name, prefix)
  const table = dataTable<Row>(words, {
    caption,
    columns: [
      // Fields and keys are those of `by`.
      ...keyColumns(place, name, fieldsOf(by), (field, key) => shown(field as By, key)),
      ...columns.map(column => valueColumn(place, name, column, row, options?.[column])),
    ],
    rows: rowsOf(place, name, by),
    empty: { title: caption, hint: '' },
  })
  return html`<div class="matrix" id="${id}" tabindex="-1">${error !== undefined && html`<p class="error">${error}</p>`}${table}</div>`
}
