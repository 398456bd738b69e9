import { stringify } from 'csv-stringify/sync'

/**
 * What a spreadsheet would take for a formula when it opens the file: OWASP's list, with the wide signs and whatever blanks
 * stand before. A text of digits and signs alone calls nothing and refers to nothing: `-5.00`, `+44 20 7946 0000`.
 */
const FORMULA = /^\s*[=@＝＠]|^[\t\r\n]|^\s*[+＋\-－](?![\d\s().,/+-]*$)/

/** A text that a spreadsheet shows and does not carry out. */
export const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** What stands between the values: a comma, or a semicolon where the comma is the decimal sign. */
export const separators = [',', ';'] as const
export type Separator = (typeof separators)[number]

const STYLE = {
  escape_formulas: false,
  // Whatever separator a program takes for the one of the file, it finds no value that begins within another.
  quoted_match: /[,;\t\r\n]/,
  cast: { boolean: String, date: (value: Date) => value.toISOString(), string: harmless },
} as const

/** UTF-8, as spreadsheets are told of it. */
export const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Rows of fields as CSV; the first page begins with the mark of UTF-8 and the names of the fields.
 * @param fields where they are known without a row: then the head is there also when there is none
 */
export const csvPage = (rows: readonly object[], isFirst: boolean, fields?: readonly string[]): string =>
  stringify([...rows], {
    ...STYLE,
    bom: isFirst,
    header: isFirst,
    ...(fields === undefined ? {} : { columns: [...fields] }),
  })

/** Rows of values as CSV. */
export const csvLines = (rows: readonly (readonly unknown[])[], separator: Separator): string =>
  stringify([...rows], { ...STYLE, delimiter: separator })
