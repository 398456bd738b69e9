import { BYTE_ORDER_MARK, csvLines, type Separator } from './csv.ts'
import type { Sheet } from './sheet.ts'

export type CsvStyle = { readonly separator: Separator; readonly bom: boolean }

/** A sheet as CSV: the head also where there are no rows; moments as ISO 8601 with zone, amounts with a decimal point. */
export async function* csvOf({ columns, pages }: Sheet, { separator, bom }: CsvStyle): AsyncGenerator<string> {
  const head = csvLines([columns.map(({ header }) => header)], separator)
  yield bom ? `${BYTE_ORDER_MARK}${head}` : head
  for await (const rows of pages) if (rows.length > 0) yield csvLines(rows, separator)
}
