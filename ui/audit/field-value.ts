import { sentenceUnder } from '../../api/text/text.ts'
import { isMark } from '../../projections/engine/fold/erased.ts'
import type { Field } from '../../projections/engine/fold/moments.ts'
import { fieldName, markText, nothing } from '../components/history.ts'
import { calendarDate, moment } from '../components/time.ts'
import { type Child, html } from '../html.ts'
import type { Words } from '../words.ts'

/** Columns of amounts in minor units, and of unit prices as decimal text. */
const MONEY: ReadonlySet<string> = new Set(['total', 'cancelled_amount', 'refused_amount'])
const PRICES: ReadonlySet<string> = new Set(['unit_price', 'gross', 'net'])

export type ShownField = Pick<Field, 'path' | 'sql' | 'value'> & {
  readonly category: string
  /** Of its row, else of the thing. */
  readonly currency: string | undefined
}

/** A code by what it means, where the catalogue says it. */
const wordOf = ({ text, format }: Words, { category, path }: ShownField, value: string): string => {
  if (path === 'country') return format.country(value)
  const keys: Readonly<Record<string, string>> = {
    status: `value.${category}.status.${value}`,
    kind: `order.kind.${value}`,
    actor_kind: `activity.kind.${value}`,
    locale: `locale.${value}`,
  }
  return sentenceUnder(text, keys[path] ?? '') ?? value
}

const textOf = (words: Words, field: ShownField, value: string): Child => {
  if (value === '') return nothing(words)
  if (field.sql === 'date') return calendarDate(words, value)
  if (PRICES.has(field.path) && field.currency !== undefined) return words.format.price(value, field.currency)
  return html`<span class="as-typed">${wordOf(words, field, value)}</span>`
}

const numberOf = ({ format }: Words, { path, currency }: ShownField, value: number): string =>
  MONEY.has(path) && currency !== undefined ? format.money(value, currency) : format.number(value)

/** A value of a read model as detail pages show it; what is erased or not there says so in a word. */
export const fieldValue = (words: Words, field: ShownField): Child => {
  const { value } = field
  if (value === undefined || value === null) return nothing(words)
  if (isMark(value)) return html`<span class="nothing">${markText(words, value)}</span>`
  if (value instanceof Date) return moment(words, value)
  if (typeof value === 'boolean') return words.text(value ? 'value.true' : 'value.false')
  if (typeof value === 'number') return numberOf(words, field, value)
  if (typeof value === 'string') return textOf(words, field, value)
  // Leaves that are objects are empty ones.
  return nothing(words)
}

/** What a column of the thing itself is called, where it means something else than in other things. */
export const mainFieldName = (words: Words, category: string, path: string): string => fieldName(words, path, category)

/** Whether such values stand at the end of a column. */
export const isAmount = ({ path, sql }: Pick<Field, 'path' | 'sql'>): boolean => sql === 'bigint' || PRICES.has(path)
