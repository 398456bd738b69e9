import { repeatedRows } from '../components/repeated-rows.ts'
import type { Child, Html } from '../html.ts'
import { html } from '../html.ts'
import type { FormState } from '../submitted.ts'
import type { Words } from '../words.ts'
import type { FieldOptions } from './control.ts'
import { hintOf, labelOf } from './labels.ts'
import type { RowField, RowsPath } from './paths.ts'

/** Draws the fields of one row of a repeated field. */
export type Row<Data, Name extends string> = {
  readonly field: (path: RowField<Data, Name>, options?: FieldOptions) => Html
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
    count: drawn,
    shown: filled + 1,
    row: index => html`${row(index)}`,
    ...state.error(name),
  })
}
