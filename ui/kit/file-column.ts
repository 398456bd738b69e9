import type { SheetValue } from '../../api/sheet.ts'
import { currencyOf } from '../../projections/engine/model/currency.ts'
import type { FileColumn } from '../list/definition.ts'
import type { Words } from '../words.ts'
import { valueName } from './labels.ts'
import type { Shown } from './value.ts'

type Known = Omit<Shown, 'value' | 'currency'>

const textOf = (words: Words, { category, path, column }: Known, value: unknown): string => {
  if (typeof value === 'boolean') return valueName(words, category, path, value)
  const text = String(value)
  if (column.kind === 'language') return words.format.language(text)
  return column.kind === 'country' ? words.format.country(text) : valueName(words, category, path, text)
}

/** An amount in minor units as decimal text; as a number where nothing says what it is in. */
const amountIn = ({ format }: Words, minor: SheetValue, row: object): SheetValue => {
  const currency = currencyOf(row)
  return typeof minor !== 'number' || currency === undefined ? minor : format.amount(minor, currency)
}

/** A column for files by its kind: what people see of it, but numbers, amounts, days and moments are such. */
export const fileColumnOf = (words: Words, shown: Known): FileColumn<object> => {
  const { path, column } = shown
  // The kind of a column says what type its values have.
  const value = (row: object) => (row[path as never] ?? undefined) as SheetValue
  if (column.kind === 'money')
    return { kind: 'decimal', value: row => amountIn(words, value(row), row), currency: currencyOf }
  if (column.kind === 'price') return { kind: 'decimal', value, currency: currencyOf }
  if (column.sql === 'date') return { kind: 'day', value }
  if (column.sql === 'timestamptz') return { kind: 'moment', value }
  if (column.sql === 'bigint') return { kind: 'plain', value }
  return { kind: 'plain', value: row => (value(row) === undefined ? undefined : textOf(words, shown, value(row))) }
}
