/** What a spreadsheet is told of the values of a column, where they do not say it themselves. */
export type SheetKind = 'plain' | 'decimal' | 'day' | 'moment'

/** A text, a number, an amount or a day as text (`12.50`, `2026-01-31`), a moment, or nothing. */
export type SheetValue = string | number | Date | null | undefined

export type SheetColumn = { readonly header: string; readonly kind: SheetKind }

/** All rows of a list as a file takes them along, page by page, so that memory stays flat however long it is. */
export type Sheet = {
  readonly title: string
  readonly columns: readonly SheetColumn[]
  /** Whose clock the moments are told by where a file has no zones. */
  readonly timeZone: string
  readonly pages: AsyncIterable<readonly (readonly SheetValue[])[]>
}
