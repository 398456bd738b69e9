import { CsvError, parse } from 'csv-parse/sync'
import { type AdvanceRow, type BadRow, headOf, rowReader } from './read.ts'

/** As much text as is pasted or sent as a file in one go, and as many rows; the command line takes more. */
export const MOST_TEXT = 300_000
export const MOST_PASTED = 5_000

export type PastedRows =
  | { readonly rows: readonly (AdvanceRow | BadRow)[] }
  | { readonly fault: 'missing' | 'empty' | 'tooMany' | 'damaged'; readonly what: string }

/** What stands between the values: what the first line has most of. */
const separatorOf = (text: string): string => {
  const [first = ''] = text.split(/\r?\n/, 1)
  const count = (sign: string) => first.split(sign).length
  return [';', '\t', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

type Found = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

const recordsOf = (text: string) =>
  parse(text, {
    bom: true,
    delimiter: separatorOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    to: MOST_PASTED + 2,
    // With `info` each record comes with where it ends.
  }) as unknown as Found[]

/** Reads pasted rows, copied from a spreadsheet, too. */
export const pastedRows = (text: string): PastedRows => {
  try {
    const [first, ...records] = recordsOf(text)
    const head = headOf(first?.record ?? [])
    if ('missing' in head) return { fault: 'missing', what: head.missing.join(', ') }
    if (records.length === 0) return { fault: 'empty', what: '' }
    if (records.length > MOST_PASTED) return { fault: 'tooMany', what: String(MOST_PASTED) }
    const read = rowReader(head.at)
    return { rows: records.map(({ record, info }) => read(record, info.lines)) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line: unknown = Reflect.get(error, 'lines')
    return { fault: 'damaged', what: typeof line === 'number' ? String(line) : '' }
  }
}
