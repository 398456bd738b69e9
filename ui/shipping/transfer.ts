import type { Page, PageContext } from '../../api/page.ts'
import { transferCommands, transfers } from '../../api/shipping/transfer.ts'
import {
  readTransfer,
  type TransferDetail,
  type TransferLine,
  type TransferRow,
} from '../../projections/shipping/transfer.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { type Column, dataTable } from '../components/table.ts'
import { type Child, type Html, html } from '../html.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import { buttonOf, formCard } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { transferFormPages } from './transfer-forms.ts'
import { productOf } from './transfer-lines.ts'
import { everyWarehouse } from './warehouse-options.ts'

const { DraftTransfer, ReviseTransfer, SendTransfer, ReceiveTransfer, CancelTransfer } = transferCommands

const STATUS: Readonly<Record<TransferRow['status'], Tone>> = {
  draft: 'neutral',
  sending: 'info',
  sent: 'info',
  received: 'good',
  cancelled: 'bad',
}

const statusBadge = (words: Words, { status }: Pick<TransferRow, 'status'>): Html =>
  badge(valueName(words, 'transfer', 'status', status), STATUS[status])

const warehouses = (_: Words, context: PageContext) => everyWarehouse(context)

const list = thingList(transfers, {
  create: DraftTransfer,
  columns: [
    { name: 'number', mono: true },
    'from',
    'to',
    { name: 'status', cell: statusBadge, file: 'status' },
    'lineCount',
    'itemCount',
    'difference',
    'draftedAt',
  ],
  onPhones: ['number', 'to', 'status'],
  options: { from: warehouses, to: warehouses },
})

/** How many were free when the transfer could not be sent: only where that was so. */
const freeColumn = ({ text, format }: Words): Column<TransferLine> => ({
  header: text('field.available'),
  align: 'end',
  cell: ({ available }) => (available === null ? '' : badge(format.number(available), 'bad')),
})

const receivedColumn = ({ text, format }: Words): Column<TransferLine> => ({
  header: text('field.received'),
  align: 'end',
  cell: ({ quantity, received }) =>
    received === null || received === quantity
      ? format.number(received ?? 0)
      : html`${format.number(received)} ${badge(text('stock.movement.by', { by: received - quantity }), 'warn')}`,
})

const linesCard = ({ words, context }: Drawing, { lines, status }: TransferDetail): Html => {
  const { text, format } = words
  const isFailed = status === 'draft' && lines.some(({ available }) => available !== null)
  const columns: Column<TransferLine>[] = [
    { header: text('field.product'), cell: line => productOf(words, context, line) },
    { header: text('field.sku'), cell: ({ sku }) => sku, mono: true },
    { header: text('field.quantity'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
    ...(isFailed ? [freeColumn(words)] : []),
    ...(status === 'received' ? [receivedColumn(words)] : []),
  ]
  const empty = { title: text('transfer.lines'), hint: '' }
  return card({
    title: text('transfer.lines'),
    flush: true,
    body: dataTable(words, { caption: text('transfer.lines.caption'), columns, rows: lines, empty }),
  })
}

const notices = ({ text }: Words, { status, lines, from, to }: TransferDetail): Child => {
  if (status === 'sending') return notice({ tone: 'info', body: text('transfer.sending', { from }) })
  if (status === 'sent') return notice({ tone: 'info', body: text('transfer.onItsWay', { to }) })
  const short = lines.filter(({ available }) => available !== null)
  return (
    status === 'draft' &&
    short.length > 0 &&
    notice({ tone: 'warn', body: text('transfer.failed', { from, skus: short.map(({ sku }) => sku).join(', ') }) })
  )
}

const actions = (row: TransferDetail, drawing: Drawing): Child => {
  const { words, context } = drawing
  const { id, status, revision } = row
  if (status === 'sent') return commandLink(drawing, ReceiveTransfer, id, { kind: 'primary' })
  if (status !== 'draft') return undefined
  return html`${editLink(drawing, ReviseTransfer, id)}${buttonOf(words, context, SendTransfer, { id, revision, kind: 'primary' })}`
}

const facts = ({ words, context: { viewer } }: Drawing, row: TransferDetail): Html =>
  card({
    title: words.text('transfer.facts'),
    body: factsOf(words, transfers, row, [
      { name: 'from', value: thingLink(viewer, 'warehouse', row.from, row.from) },
      { name: 'to', value: thingLink(viewer, 'warehouse', row.to, row.to) },
      'draftedAt',
      'sentAt',
      'receivedAt',
      ...(row.difference === 0 && row.reason === null ? [] : (['difference', 'reason', 'note'] as const)),
    ]),
  })

const cancelCard = ({ words, context }: Drawing, { id, status }: TransferDetail): Child =>
  status === 'draft' &&
  formCard(words, context, CancelTransfer, { id, danger: true }, ({ field }) =>
    field('reason', { hint: words.text('form.reason.hint') }),
  )

const detail = detailPage(transfers, {
  read: ({ viewer, db }, id) => readTransfer(viewer, db, id),
  title: ({ number }, { words }) => words.text('transfer.title', { number }),
  badges: (row, { words }) => statusBadge(words, row),
  meta: ({ from, to }) => `${from} → ${to}`,
  actions,
  notices: (row, { words }) => notices(words, row),
  main: (row, drawing) => linesCard(drawing, row),
  side: (row, drawing) => html`${facts(drawing, row)}${cancelCard(drawing, row)}`,
})

export const transferPages: readonly Page[] = [list, ...transferFormPages, detail]
