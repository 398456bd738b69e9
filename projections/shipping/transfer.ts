import type { Kysely } from 'kysely'
import type { Names } from '../../domain/shared/locale.ts'
import type { StockReason } from '../../domain/shared/stock-reason.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import { plus } from '../engine/model/sum.ts'
import { integer, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

export const transferStatuses = ['draft', 'sending', 'sent', 'received', 'cancelled'] as const
export type TransferStatus = (typeof transferStatuses)[number]

const listing = {
  key: 'id',
  sorts: { draftedAt: { column: 'draftedAt', direction: 'desc' } },
  filters: {
    status: { kind: 'choice', column: 'status', values: transferStatuses },
    from: { kind: 'choice', column: 'from' },
    to: { kind: 'choice', column: 'to' },
    draftedAt: { kind: 'days', column: 'draftedAt', of: 'moment' },
  },
} as const

/** All transfers, newest first. */
export const transferList = list({ table: 'stock_transfer', ...listing, defaultSort: 'draftedAt', search: true })

const tables = {
  stock_transfer: table({
    key: ['id'],
    columns: {
      id: text(),
      number: text(),
      status: text<TransferStatus>(),
      from: text(),
      to: text(),
      lineCount: integer(),
      /** Units that are sent. */
      itemCount: integer(),
      draftedAt: timestamp(),
      sentAt: nullable(timestamp()),
      receivedAt: nullable(timestamp()),
      /** How many more arrived than were sent; fewer is negative. */
      difference: integer(),
      reason: nullable(text<StockReason>()),
      note: nullable(text()),
      changedAt: timestamp(),
      /** Of the stream, for If-Match. */
      revision: integer(),
    },
    indexes: indexesFor(listing),
    search: ['number'],
  }),
  transfer_line: table({
    key: ['transfer', 'line'],
    columns: {
      transfer: text(),
      line: integer(),
      sku: text(),
      quantity: integer(),
      /** How many were free when it was last tried to send more; null where they could be sent. */
      available: nullable(integer()),
      received: nullable(integer()),
    },
    indexes: [],
  }),
}

type Lines = readonly { readonly line: number; readonly sku: string; readonly quantity: number }[]

const countsOf = (lines: Lines) => ({
  lineCount: lines.length,
  itemCount: plus(...lines.map(({ quantity }) => quantity)),
})

const linesOf = (
  { id }: Pick<ProjectedEvent, 'id'>,
  lines: Lines,
  { transfer_line }: Pick<Writers<typeof tables>, 'transfer_line'>,
) => lines.map(line => transfer_line.put({ transfer: id, ...line, available: null, received: null }))

export const transfers = projection({
  name: 'transfers',
  version: 1,
  tables,
  on: {
    TransferDrafted: (event, { stock_transfer, transfer_line }) => {
      const { id, at, revision, data } = event
      const { lines, ...plan } = data
      const later = { sentAt: null, receivedAt: null, difference: 0, reason: null, note: null }
      const row = { id, ...plan, status: 'draft' as const, ...countsOf(lines), draftedAt: at, ...later }
      return [stock_transfer.put({ ...row, changedAt: at, revision }), ...linesOf(event, lines, { transfer_line })]
    },
    TransferRevised: (event, { stock_transfer, transfer_line }) => {
      const { lines, ...plan } = event.data
      return [
        stock_transfer.amend(event, { ...plan, ...countsOf(lines) }),
        transfer_line.remove({ transfer: event.id }),
        ...linesOf(event, lines, { transfer_line }),
      ]
    },
    TransferSendingBegun: (event, { stock_transfer, transfer_line }) => [
      stock_transfer.amend(event, { status: 'sending' }),
      transfer_line.change({ transfer: event.id }, row => ({ ...row, available: null })),
    ],
    TransferLineSent: (event, { stock_transfer }) => stock_transfer.amend(event, {}),
    TransferLineRefused: (event, { stock_transfer, transfer_line }) => {
      const { line, available } = event.data
      return [
        stock_transfer.amend(event, {}),
        transfer_line.change({ transfer: event.id, line }, row => ({ ...row, available })),
      ]
    },
    TransferSent: (event, { stock_transfer }) => stock_transfer.amend(event, { status: 'sent', sentAt: event.at }),
    TransferSendingFailed: (event, { stock_transfer }) => stock_transfer.amend(event, { status: 'draft' }),
    TransferReceived: (event, { stock_transfer, transfer_line }) => {
      const { lines, difference, reason = null, note = null } = event.data
      return [
        stock_transfer.amend(event, { status: 'received', receivedAt: event.at, difference, reason, note }),
        ...lines.map(({ line, received }) =>
          transfer_line.change({ transfer: event.id, line }, row => ({ ...row, received })),
        ),
      ]
    },
    TransferCancelled: (event, { stock_transfer }) => stock_transfer.amend(event, { status: 'cancelled' }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof transfers> {}
}

export type TransferRow = Stored<(typeof tables)['stock_transfer']['columns']>
type LineRow = Stored<(typeof tables)['transfer_line']['columns']>
export type TransferLine = Omit<LineRow, 'last_position' | 'last_event_id'> & {
  /** Null when there is no such product. */
  readonly productNames: Names | null
}

/** A page of the list of transfers. */
export const { page: readTransfers, one: readTransferRow } = reading<TransferRow>(transferList)

export type TransferDetail = TransferRow & { readonly lines: readonly TransferLine[] }

/** One transfer with its lines; undefined when there is none. All stores share the warehouses. */
export const readTransfer = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<TransferDetail | undefined> => {
  const [row, lines] = await Promise.all([
    readTransferRow(viewer, db, id),
    db
      .selectFrom('transfer_line')
      .leftJoin('product', 'product.sku', 'transfer_line.sku')
      .select(['transfer', 'line', 'transfer_line.sku', 'quantity', 'available', 'received'])
      .select('product.names as productNames')
      .where('transfer', '=', id)
      .orderBy('line')
      .execute(),
  ])
  return row && { ...row, lines }
}

/** One transfer with its lines, as its own stream tells it. */
export const readTransferRecord = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const found = await readTransfer(viewer, db, id)
  return found && { ...found, lines: found.lines.map(({ productNames: _ofTheProduct, ...line }) => line) }
}
