import { Personal } from './personal.ts'
import type { Column } from './table.ts'

/** A value that does not fit its column: a handler's mistake, so its event is parked. */
export class ColumnMismatch extends Error {
  override readonly name = 'ColumnMismatch'
}

const refuse = (column: string, why: string): never => {
  throw new ColumnMismatch(`column ${column}: ${why}`)
}

/**
 * The value as it may be stored: opened if the column is personal. A personal value is refused anywhere else and a
 * plain one where a personal one is due, so that erasing by column finds everything.
 * @throws ColumnMismatch
 */
export const plainValue = (name: string, column: Column<unknown>, value: unknown): unknown => {
  if (value === null || value === undefined)
    return column.nullable && value === null ? null : refuse(name, `${value} is not allowed`)
  if (value instanceof Personal)
    return column.personal ? Personal.reveal(value) : refuse(name, 'a personal value in a column not declared personal')
  return column.personal ? refuse(name, 'a plain value in a personal column') : value
}

const quoted = (text: string): string => `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`

const typed = (name: string, sql: Column<unknown>['sql'], value: unknown): string => {
  switch (sql) {
    case 'text':
    case 'tsvector':
      return typeof value === 'string' ? quoted(value) : refuse(name, 'not a text')
    case 'bigint':
      return Number.isSafeInteger(value) ? String(value) : refuse(name, 'not a safe integer')
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : refuse(name, 'not a boolean')
    case 'timestamptz':
      return value instanceof Date ? value.toISOString() : refuse(name, 'not a Date')
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : refuse(name, 'not a date')
    case 'jsonb':
      return quoted(JSON.stringify(value))
  }
}

/** The values of one column in many rows as the text of a Postgres array. @throws ColumnMismatch */
export const arrayText = (name: string, column: Column<unknown>, values: Iterable<unknown>): string => {
  const parts: string[] = []
  for (const given of values) {
    const value = plainValue(name, column, given)
    parts.push(value === null ? 'NULL' : typed(name, column.sql, value))
  }
  return `{${parts.join(',')}}`
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string): string =>
  /[\\\n\r\t]/.test(text) ? text.replaceAll(/[\\\n\r\t]/g, character => escapes[character] ?? character) : text

const copied = (name: string, sql: Column<unknown>['sql'], value: unknown): string => {
  if (sql === 'text' || sql === 'tsvector')
    return typeof value === 'string' ? escaped(value) : refuse(name, 'not a text')
  return sql === 'jsonb' ? escaped(JSON.stringify(value)) : typed(name, sql, value)
}

/** One value as a field of COPY's text format. @throws ColumnMismatch */
export const copyText = (name: string, column: Column<unknown>, given: unknown): string => {
  const value = plainValue(name, column, given)
  return value === null ? '\\N' : copied(name, column.sql, value)
}

/** Plain texts as the text of a Postgres array. */
export const textArray = (texts: readonly string[]): string => `{${texts.map(quoted).join(',')}}`

const INT8 = 20
const DATE = 1082

const safeInteger = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond safe integers`)
  return value
}

/** How values of read tables come back: int8 as a safe number or an error, dates as the text they are. */
export const readTypes = (fallback: (oid: number, format?: 'text' | 'binary') => (text: string) => unknown) => ({
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? safeInteger : oid === DATE ? (text: string) => text : fallback(oid, format),
})
