import { pagesOf } from '../../api/lists.ts'
import type { PageContext } from '../../api/page.ts'
import type { Sheet, SheetColumn, SheetValue } from '../../api/sheet.ts'
import { writtenFlag } from '../../domain/shared/written-flag.ts'
import { BadListQuery, MAX_LIMIT } from '../../projections/engine/list/list.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { type Words, wordsFor } from '../words.ts'
import { chosenColumns } from './columns.ts'
import type { ListColumn, ListPageDefinition } from './definition.ts'

type Taken<Row> = SheetColumn & { readonly value: (row: Row) => SheetValue }

/** What all amounts of a row are in stands behind the first of them, unless it is a column of the page itself. */
const taken = <Row>({ text }: Words, columns: readonly ListColumn<Row>[]): Taken<Row>[] => {
  const first = columns.some(({ name }) => name === 'currency')
    ? undefined
    : columns.find(({ file }) => file.currency !== undefined)
  return columns.flatMap(column => {
    const { header, file } = column
    const own = { header, kind: file.kind, value: file.value }
    const { currency } = file
    const isFollowed = column === first && currency !== undefined
    return isFollowed ? [own, { header: text('field.currency'), kind: 'plain' as const, value: currency }] : [own]
  })
}

/** As many as a page has rows. */
const MOST_TICKED = MAX_LIMIT

/** What a file is asked for: as the page is, or from its bar, with what is ticked there. @throws BadListQuery */
const takenFrom = (asked: URLSearchParams): { readonly query: URLSearchParams; readonly keys?: readonly string[] } => {
  const filter = asked.get('filter')
  if (filter === null) return { query: new URLSearchParams(asked) }
  const query = new URLSearchParams(filter)
  if (writtenFlag(asked.get('all') ?? '') === true) return { query }
  const keys = asked.getAll('ids')
  if (keys.length > MOST_TICKED) throw new BadListQuery('ids')
  return { query, keys }
}

/** A list as a file takes it along: what is on the page, and all rows that it shows some of. */
export const sheetOf = <Row extends object>(page: ListPageDefinition<Row>, context: PageContext): Sheet => {
  const { viewer, db, now } = context
  const words = wordsFor(viewer, now)
  const { query, keys } = takenFrom(context.query)
  // An export is the whole list, wherever the page began.
  for (const name of ['cursor', 'limit']) query.delete(name)
  const listed = parseListQuery(page.definition, query, undefined, { ...context.viewer, now: context.now })
  const asked = keys === undefined ? listed : { ...listed, keys }
  const columns = taken(words, chosenColumns(page.columns(words), query).shown)
  async function* pages() {
    for await (const rows of pagesOf(page, viewer, db, asked))
      yield rows.map(row => columns.map(({ value }) => value(row)))
  }
  return { title: page.title(words), columns, timeZone: viewer.timeZone, pages: pages() }
}
