import { fieldId } from '../components/field.ts'
import { repeatedRows } from '../components/repeated-rows.ts'
import type { Child, Html } from '../html.ts'
import { html } from '../html.ts'
import type { FormState } from '../submitted.ts'
import type { Words } from '../words.ts'
import type { FieldOptions } from './control.ts'
import { hintOf, labelOf, rowName } from './labels.ts'
import type { RowField, RowsPath } from './paths.ts'

/** Draws the fields of one row of a repeated field. */
export type Row<Data, Name extends string> = {
  readonly field: (path: RowField<Data, Name>, options?: FieldOptions) => Html
}

/**
 * Draws rows of things that are there already, as the lines of an order of which some come back. Each is named after what
 * tells it apart, so that it keeps its name whatever else is shown; those with nothing filled in are not sent.
 */
export type DrawKeyed<Data> = <Name extends RowsPath<Data>>(
  name: Name,
  key: RowField<Data, Name>,
  /** What is the same of all rows. */
  same?: Readonly<Record<string, number | string>>,
) => Keyed<Data, Name>

export type Keyed<Data, Name extends string> = {
  /** Comes before the rows: what they are told apart by, and what is wrong with all of them. */
  readonly head: Html
  readonly row: (key: string | number) => Row<Data, Name> & {
    /** Stands in each row that is drawn. */
    readonly key: Html
  }
}

/** What comes before keyed rows. */
export const keyedHead = (
  { state, prefix }: Pick<Place, 'state' | 'prefix'>,
  name: string,
  keys: readonly string[],
): Html => {
  const { error } = state.error(name)
  return html`<input type="hidden" name="${name}.key" value="${keys.join(' ')}">${error !== undefined && html`<p class="error" id="${fieldId(name, prefix)}" tabindex="-1">${error}</p>`}`
}

export type RowsOptions = {
  readonly legend?: string | undefined
  readonly hint?: string | undefined
  /** On the button that adds a row. */
  readonly add?: string | undefined
}

/** Draws every row of a repeated field: those that are typed or recorded, and blank ones. */
export type DrawRows<Data> = <Name extends RowsPath<Data>>(
  name: Name,
  row: (row: Row<Data, Name>) => Child,
  options?: RowsOptions,
) => Html

type Place = {
  readonly words: Words
  readonly category: string
  readonly state: FormState
  readonly prefix: string | undefined
  /** How many rows are recorded. */
  readonly recorded: number
}

/** The rows of one field. @param row draws the fields of the row of that index */
export const rowsOf = (
  { words, category, state, prefix, recorded }: Place,
  name: string,
  row: (index: string) => Child,
  { legend, hint, add }: RowsOptions = {},
): Html => {
  const { filled, drawn } = state.rows(name, recorded)
  return repeatedRows(words, {
    name,
    prefix,
    legend: legend ?? labelOf(words, category, name),
    hint: hint ?? hintOf(words, category, name),
    add: add ?? words.text('form.addRow'),
    rowName: number => rowName(words, name, number),
    count: drawn,
    shown: filled + 1,
    row: index => html`${row(index)}`,
    ...state.error(name),
  })
}
