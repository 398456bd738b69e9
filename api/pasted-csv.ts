import { CsvError, parse } from 'csv-parse/sync'

/** A line of CSV that somebody pasted or sent, and where in the text it ends. */
export type PastedLine = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

/** The text is no CSV from that line on; 0 where nobody knows. */
export type Damaged = { readonly damagedAt: number }

/** What stands between the values: what the first line has most of. */
const separatorOf = (text: string): string => {
  const [first = ''] = text.split(/\r?\n/, 1)
  const count = (sign: string) => first.split(sign).length
  return [';', '\t', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** Reads CSV as spreadsheets and other programs write it, as many lines as that. */
export const pastedCsv = (text: string, most: number): readonly PastedLine[] | Damaged => {
  try {
    return parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      to: most,
      // With `info` each record comes with where it ends.
    }) as unknown as PastedLine[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line: unknown = Reflect.get(error, 'lines')
    return { damagedAt: typeof line === 'number' ? line : 0 }
  }
}
