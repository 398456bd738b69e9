import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { stockTakingCommands, stockTakings } from '../../api/shipping/stock-taking.ts'
import {
  type CountedLines,
  type ListedStockTaking,
  readCountedLines,
  readStockTaking,
  type StockTakingLine,
} from '../../projections/shipping/stock-taking.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Child, type Html, html } from '../html.ts'
import { commandLink, detailPage, factsOf } from '../kit/detail.ts'
import { formCard } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import { LINES_PER_PAGE, pagedLines, type Shown, shownIn } from '../paged-lines.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { countPage } from './stock-taking-count.ts'
import { openStockTakingPage } from './stock-taking-open.ts'
import { productOf } from './transfer-lines.ts'
import { everyWarehouse } from './warehouse-options.ts'

const { OpenStockTaking, CountStock, ApproveStockTaking, CancelStockTaking } = stockTakingCommands

const STATUS: Readonly<Record<ListedStockTaking['status'], Tone>> = { open: 'info', approved: 'good', cancelled: 'bad' }

const statusBadge = (words: Words, { status }: ListedStockTaking): Html =>
  badge(valueName(words, 'stockTaking', 'status', status), STATUS[status])

const progressOf = ({ text }: Words, { countedLines, lineCount }: ListedStockTaking): string =>
  text('stockTaking.progress', { counted: countedLines, lines: lineCount })

const list = thingList(stockTakings, {
  create: OpenStockTaking,
  columns: [
    { name: 'number', mono: true },
    'warehouse',
    'category',
    { name: 'status', cell: statusBadge, file: 'status' },
    { name: 'countedLines', cell: progressOf, file: (_, { countedLines }) => countedLines },
    {
      name: 'differingLines',
      cell: ({ format }, row) => format.number(row.differingLines),
      file: (_, row) => row.differingLines,
      align: 'end',
    },
    'openedAt',
    'approvedAt',
  ],
  onPhones: ['number', 'warehouse', 'status'],
  options: { warehouse: (_, context) => everyWarehouse(context) },
})

const differenceOf = ({ text, format }: Words, { difference }: StockTakingLine): Child => {
  if (difference === null) return ''
  return difference === 0 ? format.number(0) : badge(text('stock.movement.by', { by: difference }), 'warn')
}

const columnsOf = ({ words, context }: Drawing): Column<StockTakingLine>[] => {
  const { text, format } = words
  return [
    { header: text('field.product'), cell: line => productOf(words, context, line) },
    { header: text('field.expected'), cell: ({ expected }) => format.number(expected), align: 'end' },
    {
      header: text('field.counted'),
      cell: ({ counted }) => (counted === null ? '' : format.number(counted)),
      align: 'end',
    },
    { header: text('field.difference'), cell: line => differenceOf(words, line), align: 'end' },
    { header: text('field.sku'), cell: ({ sku }) => sku, mono: true },
    { header: text('field.countedAt'), cell: ({ countedAt }) => countedAt && moment(words, countedAt), quiet: true },
  ]
}

type Found = ListedStockTaking & { readonly lines: CountedLines & Shown }

const linesCard = (drawing: Drawing, { id, lines }: Found): Html => {
  const { words } = drawing
  const { text } = words
  const table = dataTable(words, {
    caption: text('stockTaking.lines.caption'),
    columns: columnsOf(drawing),
    rows: lines.rows,
    empty: { title: text('empty.filtered.title'), hint: text('empty.filtered.hint') },
  })
  return card({
    title: text('stockTaking.lines'),
    flush: true,
    body: pagedLines(words, pathTo('/stock-takings/:id', id), lines, table),
  })
}

const approveCard = ({ words, context }: Drawing, { id, status, countedLines, lineCount, revision }: Found): Child => {
  if (status !== 'open' || countedLines === 0) return false
  const isComplete = countedLines === lineCount
  const sent = { id, revision, ...(isComplete ? { values: { leaveUncounted: 'false' } } : {}) }
  return formCard(words, context, ApproveStockTaking, sent, ({ field }) =>
    isComplete ? html`<p class="quiet">${words.text('stockTaking.approve.hint')}</p>` : field('leaveUncounted'),
  )
}

const cancelCard = ({ words, context }: Drawing, { id, status }: Found): Child =>
  status === 'open' &&
  formCard(words, context, CancelStockTaking, { id, danger: true }, ({ field }) =>
    field('reason', { hint: words.text('form.reason.hint') }),
  )

const facts = ({ words, context: { viewer } }: Drawing, row: Found): Html =>
  card({
    title: words.text('stockTaking.facts'),
    body: factsOf(words, stockTakings, row, [
      { name: 'warehouse', value: thingLink(viewer, 'warehouse', row.warehouse, row.warehouse) },
      {
        name: 'category',
        value:
          row.category === null
            ? words.text('stockTaking.allProducts')
            : thingLink(viewer, 'category', row.category, row.category),
      },
      { name: 'countedLines', value: progressOf(words, row) },
      { name: 'differingLines', value: words.format.number(row.differingLines) },
      'openedAt',
      'approvedAt',
    ]),
  })

const read = async (context: PageContext, id: string): Promise<Found | undefined> => {
  const shown = shownIn(context)
  const [row, lines] = await Promise.all([
    readStockTaking(context.viewer, context.db, id),
    readCountedLines(context.viewer, context.db, id, { ...shown, limit: LINES_PER_PAGE }),
  ])
  return row && { ...row, lines: { ...lines, ...shown } }
}

const detail = detailPage(stockTakings, {
  read,
  title: ({ number }, { words }) => words.text('stockTaking.title', { number }),
  badges: (row, { words }) => statusBadge(words, row),
  meta: ({ warehouse }) => warehouse,
  actions: ({ id, status }, drawing) =>
    status === 'open' &&
    commandLink(drawing, CountStock, id, { label: drawing.words.text('stockTaking.count'), kind: 'primary' }),
  notices: ({ status }, { words: { text } }) =>
    status === 'approved' && notice({ tone: 'info', body: text('stockTaking.booked') }),
  main: (row, drawing) => linesCard(drawing, row),
  side: (row, drawing) => html`${facts(drawing, row)}${approveCard(drawing, row)}${cancelCard(drawing, row)}`,
})

export const stockTakingPages: readonly Page[] = [list, openStockTakingPage, countPage, detail]
