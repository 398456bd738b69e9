import { pathTo } from '../../api/commands.ts'
import { stockTakingCommands } from '../../api/shipping/stock-taking.ts'
import {
  type CountedLines,
  type ListedStockTaking,
  readCountedLines,
  readStockTaking,
  type StockTakingLine,
} from '../../projections/shipping/stock-taking.ts'
import { dataTable } from '../components/table.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { type Drawing, editPage } from '../kit/form-pages.ts'
import { LINES_PER_PAGE, pagedLines, type Shown, shownIn, shownQuery } from '../paged-lines.ts'
import { productOf } from './transfer-lines.ts'

const { CountStock } = stockTakingCommands

/** Rows to type in. What was counted before is told and not filled in: sent again it would be a new count. */
const countTable = (
  { words, context }: Drawing,
  { keyed }: FieldsOf<typeof CountStock>,
  rows: readonly StockTakingLine[],
): Html => {
  const { text, format } = words
  const { head, row } = keyed('lines', 'line')
  const table = dataTable<StockTakingLine>(words, {
    caption: text('stockTaking.lines.caption'),
    columns: [
      { header: text('field.product'), cell: line => productOf(words, context, line) },
      { header: text('field.sku'), cell: ({ sku }) => sku, mono: true },
      {
        header: text('field.counted'),
        align: 'end',
        cell: ({ line, sku }) => {
          const { key, field } = row(line)
          return html`${key}${field('counted', { isCell: true, label: text('stockTaking.counted.of', { sku }) })}`
        },
      },
      {
        header: text('stockTaking.before'),
        cell: ({ counted }) => (counted === null ? '' : format.number(counted)),
        align: 'end',
      },
    ],
    rows,
    empty: { title: text('empty.filtered.title'), hint: text('empty.filtered.hint') },
  })
  return html`${head}${table}`
}

type Counting = ListedStockTaking & { readonly lines: CountedLines & Shown }

/** Counts are typed in, a page of lines at a time; blank ones are counted later. */
export const countPage = editPage(CountStock, {
  read: async (context, id): Promise<Counting | undefined> => {
    const shown = shownIn(context)
    const [row, lines] = await Promise.all([
      readStockTaking(context.viewer, context.db, id),
      readCountedLines(context.viewer, context.db, id, { ...shown, limit: LINES_PER_PAGE }),
    ])
    return row?.status === 'open' ? { ...row, lines: { ...lines, ...shown } } : undefined
  },
  title: (words, { number }) => words.text('stockTaking.counting', { number }),
  meta: (_, { warehouse }) => warehouse,
  sent: ({ id, lines }) => ({
    recorded: undefined,
    revision: undefined,
    cancel: pathTo('/stock-takings/:id', id),
    query: shownQuery(lines),
  }),
  above: ({ id, lines }, { words }) => pagedLines(words, pathTo(CountStock.form, id), lines, ''),
  fields: (fields, { lines }, drawing) => countTable(drawing, fields, lines.rows),
})
