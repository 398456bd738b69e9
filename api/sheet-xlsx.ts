import { type CellValue, writeXlsxStream } from 'hucre/xlsx'
import type { Sheet, SheetColumn, SheetKind, SheetValue } from './sheet.ts'

const FORMATS: Readonly<Record<SheetKind, string | undefined>> = {
  plain: undefined,
  decimal: '#,##0.00##',
  day: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm:ss',
}

/** A spreadsheet calculates with so many digits; a longer number would come out as another one. */
const MOST_DIGITS = 15

const numberOf = (decimal: string): CellValue =>
  decimal.replaceAll(/\D/g, '').length > MOST_DIGITS ? decimal : Number(decimal)

/** Dates of a spreadsheet have no zone: this one reads in UTC as the clock of the zone did. */
const clockOf = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return (at: Date): Date => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    return new Date(
      `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}Z`,
    )
  }
}

/** `_x0041_` would be read as the letter A, and two characters are none in XML. */
const textOf = (text: string): string =>
  text.replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_').replaceAll(/[\uFFFE\uFFFF]/g, '')

const EARLIEST = Date.UTC(1900, 2, 1)

/** What lies before the calendar of spreadsheets stays a text. */
const dated = (date: Date, text: string): CellValue => (date.getTime() >= EARLIEST ? date : text)

const cellOf = ({ kind }: SheetColumn, value: SheetValue, clock: (at: Date) => Date): CellValue => {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return dated(clock(value), value.toISOString())
  if (typeof value === 'number') return value
  if (kind === 'decimal') return numberOf(value)
  return kind === 'day' ? dated(new Date(`${value}T00:00:00Z`), value) : textOf(value)
}

async function* rowsOf({ columns, pages, timeZone }: Sheet): AsyncGenerator<CellValue[]> {
  const clock = clockOf(timeZone)
  for await (const rows of pages)
    for (const row of rows) yield columns.map((column, index) => cellOf(column, row[index], clock))
}

const headOf = ({ header, kind }: SheetColumn, timeZone: string) => {
  const numFmt = FORMATS[kind]
  const named = kind === 'moment' ? `${header} (${timeZone})` : header
  return { header: textOf(named), ...(numFmt === undefined ? {} : { numFmt }) }
}

const LONGEST_NAME = 31

/** A name as spreadsheets allow it. */
const nameOf = (title: string): string =>
  title
    .replaceAll(/[[\]:*?/\\']/g, ' ')
    .slice(0, LONGEST_NAME)
    .trim()

/** A sheet as XLSX, written while its rows are read. More than a sheet can hold goes on in further ones. */
export const xlsxOf = (sheet: Sheet): ReadableStream<Uint8Array> =>
  writeXlsxStream(rowsOf(sheet), {
    name: nameOf(sheet.title),
    columns: sheet.columns.map(column => headOf(column, sheet.timeZone)),
    freezePane: { rows: 1 },
  })
