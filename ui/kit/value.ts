import type { Column } from '../../projections/engine/model/table.ts'
import { calendarDate, moment } from '../components/time.ts'
import type { Child } from '../html.ts'
import type { Words } from '../words.ts'
import { valueName } from './labels.ts'

type Shape = Pick<Column<unknown>, 'sql' | 'kind'>

/** A value of a column, or of a path within it. */
export type Shown = {
  readonly category: string
  readonly path: string
  readonly column: Shape
  readonly value: unknown
  /** That amounts and prices are in: of the row, else of the thing. Without one they are plain numbers. */
  readonly currency: string | undefined
}

/** Whether values of a column are compared by their digits, which then stand below each other. */
export const isFigure = ({ sql, kind }: Shape): boolean => sql === 'bigint' || kind === 'price'

const textOf = (words: Words, { category, path, column: { sql, kind }, currency }: Shown, value: string): Child => {
  if (sql === 'date') return calendarDate(words, value)
  if (kind === 'country') return words.format.country(value)
  if (kind === 'language') return words.format.language(value)
  if (kind === 'price' && currency !== undefined) return words.format.price(value, currency)
  return valueName(words, category, path, value)
}

/** A value of a read model for people, by the kind of its column; undefined where there is nothing to show. */
export const valueOf = (words: Words, shown: Shown): Child => {
  const { category, path, column, value, currency } = shown
  if (value instanceof Date) return moment(words, value)
  if (typeof value === 'boolean') return valueName(words, category, path, value)
  if (typeof value === 'number')
    return column.kind === 'money' && currency !== undefined
      ? words.format.money(value, currency)
      : words.format.number(value)
  // Leaves that are objects are empty ones.
  return typeof value === 'string' && value !== '' ? textOf(words, shown, value) : undefined
}
