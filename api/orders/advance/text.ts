import { pastedCsv } from '../../pasted-csv.ts'
import type { Column } from './names.ts'
import { type AdvanceRow, type BadRow, headOf, rowReader } from './read.ts'

/** As much text as is pasted or sent as a file in one go, and as many rows; the command line takes more. */
export const MOST_TEXT = 300_000
export const MOST_PASTED = 5_000

export type PastedRows =
  | { readonly rows: readonly (AdvanceRow | BadRow)[] }
  | { readonly fault: 'missing'; readonly missing: readonly Column[] }
  | { readonly fault: 'empty' }
  | { readonly fault: 'tooMany' | 'damaged'; readonly what: number }

/** Reads pasted rows, copied from a spreadsheet, too. */
export const pastedRows = (text: string): PastedRows => {
  const found = pastedCsv(text, MOST_PASTED + 2)
  if ('damagedAt' in found) return { fault: 'damaged', what: found.damagedAt }
  const [first, ...records] = found
  const head = headOf(first?.record ?? [])
  if ('missing' in head) return { fault: 'missing', ...head }
  if (records.length === 0) return { fault: 'empty' }
  if (records.length > MOST_PASTED) return { fault: 'tooMany', what: MOST_PASTED }
  const read = rowReader(head.at)
  return { rows: records.map(({ record, info }) => read(record, info.lines)) }
}
