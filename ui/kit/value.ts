import type { Column } from '../../projections/engine/model/table.ts'
import { calendarDate, moment } from '../components/time.ts'
import type { Child } from '../html.ts'
import type { Words } from '../words.ts'
import { valueName } from './labels.ts'

/** A value of a read model for people, by the kind of its column. Nothing is nothing. */
export const valueOf = (
  words: Words,
  category: string,
  name: string,
  column: Pick<Column<unknown>, 'sql'>,
  value: unknown,
): Child => {
  if (value instanceof Date) return moment(words, value)
  if (typeof value === 'number') return words.format.number(value)
  if (typeof value === 'boolean') return valueName(words, category, name, value)
  if (typeof value !== 'string' || value === '') return undefined
  return column.sql === 'date' ? calendarDate(words, value) : valueName(words, category, name, value)
}
