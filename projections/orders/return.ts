import type { Kysely } from 'kysely'
import { returnSubject } from '../../domain/orders/subject.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list/list.ts'
import { readList } from '../engine/list/list-read.ts'
import { Personal } from '../engine/model/personal.ts'
import { type ProjectedEvent, projection, type TablesOf } from '../engine/model/projection.ts'
import { plus, whole } from '../engine/model/sum.ts'
import {
  country,
  date,
  flag,
  integer,
  json,
  money,
  nullable,
  personalText,
  price,
  type Row,
  type Stored,
  table,
  text,
  timestamp,
} from '../engine/model/table.ts'
import { readCustomerNames } from './order.ts'

/** Refused lines do not count: the order they name had not what the return says. */
export const returnStatuses = ['recorded', 'partly_refused', 'refused'] as const
export type ReturnStatus = (typeof returnStatuses)[number]

const reading = {
  key: 'id',
  sorts: {
    recordedAt: { column: 'recordedAt', direction: 'desc' },
    total: { column: 'total', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: returnStatuses },
    store: { kind: 'choice', column: 'store' },
    recordedOn: {
      kind: 'days',
      column: 'recordedOn',
      of: 'day',
      within: { recordedAt: { column: 'recordedOn', then: 'recordedAt' } },
    },
  },
} as const

/** All returns, newest first. */
export const returnList = list({ table: 'order_return', ...reading, defaultSort: 'recordedAt', search: true })

const orderReturn = table({
  key: ['id'],
  columns: {
    id: text(),
    number: text(),
    store: text(),
    currency: text(),
    country: nullable(country()),
    customer: nullable(text()),
    recordedAt: timestamp(),
    /** The day at the store. */
    recordedOn: date(),
    /** Whether a reason was given: `reason`, which is null once whoever brought it back is erased. */
    hasReason: flag(),
    reason: personalText(),
    status: text<ReturnStatus>(),
    /** Ids of the orders it names, each once. */
    orders: json<readonly string[]>(),
    lineCount: integer(),
    refusedLines: integer(),
    /** Units of products. */
    itemCount: integer(),
    /** How many lines name no order. */
    unlinked: integer(),
    /** What goes back to the customer, refused lines included. */
    total: money(),
    refusedAmount: money(),
    /** Of the stream, for If-Match. */
    revision: integer(),
    subject: nullable(text()),
  },
  subject: 'subject',
  indexes: [...indexesFor(reading), ['customer', 'recordedAt', 'id']],
  search: ['number', 'customer'],
})

/** In clear as earlier releases kept it. */
const closed = (reason: string | undefined): Personal<string> | null =>
  reason === undefined ? null : new Personal(() => reason)

const recorded = ({ id, at, revision, data }: ProjectedEvent<'ReturnRecorded'>): Row<typeof orderReturn.columns> => ({
  id,
  number: data.number,
  store: data.store,
  currency: data.currency,
  country: data.country ?? null,
  customer: data.customer,
  recordedAt: at,
  recordedOn: data.recordedOn,
  hasReason: data.personal !== undefined || data.reason !== undefined,
  reason: data.personal?.reason ?? closed(data.reason),
  status: 'recorded',
  orders: [...new Set(data.lines.flatMap(({ order }) => order ?? []))],
  lineCount: data.lines.length,
  refusedLines: 0,
  itemCount: plus(...data.lines.map(({ kind, quantity }) => (kind === 'product' ? quantity : 0))),
  unlinked: data.unlinked,
  total: data.total,
  refusedAmount: 0,
  revision,
  subject: returnSubject(data) ?? null,
})

export const returns = projection({
  name: 'returns',
  version: 4,
  tables: {
    order_return: orderReturn,
    return_line: table({
      key: ['return', 'line'],
      columns: {
        return: text(),
        line: integer(),
        kind: text<'product' | 'shipping' | 'manual'>(),
        sku: text(),
        name: text(),
        quantity: integer(),
        unitPrice: price(),
        total: money(),
        order: nullable(text()),
        orderLine: nullable(integer()),
        refused: flag(),
      },
      indexes: [['order', 'return']],
    }),
  },
  on: {
    ReturnRecorded: (event, { order_return, return_line }) => [
      order_return.put(recorded(event)),
      ...event.data.lines.map(line => return_line.put({ ...line, return: event.id, refused: false })),
    ],
    ReturnValued: ({ id, revision, data: { lines, difference } }, { order_return, return_line }) => [
      order_return.change({ id }, row => ({ ...row, revision, total: plus(row.total, difference) })),
      ...lines.map(({ line, total }) => return_line.change({ return: id, line }, row => ({ ...row, total }))),
    ],
    ReturnRefused: ({ id, revision, data: { lines, amount } }, { order_return, return_line }) => [
      order_return.change({ id }, row => {
        const refusedLines = row.refusedLines + lines.length
        const status = refusedLines === row.lineCount ? 'refused' : 'partly_refused'
        return { ...row, revision, refusedLines, status, refusedAmount: plus(row.refusedAmount, amount) }
      }),
      ...lines.map(line => return_line.change({ return: id, line }, row => ({ ...row, refused: true }))),
    ],
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof returns> {}
}

type ReturnRow = Stored<typeof orderReturn.columns>
type LineRow = Stored<(typeof returns)['tables']['return_line']['columns']>

/** A return as lists show one: with the customer's name, without what only the engine needs. */
export type ListedReturn = Omit<ReturnRow, 'subject' | 'last_position' | 'last_event_id'> & {
  readonly customerName: string | null
}

const listed = (row: ReturnRow & { search_vector?: unknown }, name: string | undefined): ListedReturn => {
  const { subject: _0, last_position: _1, last_event_id: _2, search_vector: _3, ...shown } = row
  return { ...shown, customerName: name ?? null }
}

/** A page of the list of returns, each with the customer's name. */
export const readReturns = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedReturn>> => {
  const page = await readList<ReturnRow>(viewer, db, returnList, query)
  const names = await readCustomerNames(
    viewer,
    db,
    page.rows.map(({ customer }) => customer),
  )
  return { ...page, rows: page.rows.map(row => listed(row, names.get(row.customer ?? ''))) }
}

export type ReturnLine = LineRow & {
  /** What people call the order it was bought with; null when it names none, or one that is not there. */
  readonly orderNumber: string | null
}
export type ReturnDetail = ListedReturn & { readonly lines: readonly ReturnLine[] }

/** One return with its lines and the orders they name; undefined when there is none. */
export const readReturn = async (
  viewer: Viewer,
  db: Kysely<Database>,
  id: string,
): Promise<ReturnDetail | undefined> => {
  const [row, lines] = await Promise.all([
    db.selectFrom('order_return').selectAll().where('id', '=', id).executeTakeFirst(),
    db
      .selectFrom('return_line')
      .leftJoin('sales_order', 'sales_order.id', 'return_line.order')
      .selectAll('return_line')
      .select('sales_order.number as orderNumber')
      .where('return', '=', id)
      .orderBy('line')
      .execute(),
  ])
  if (row === undefined) return undefined
  const names = await readCustomerNames(viewer, db, [row.customer])
  return { ...listed(row, names.get(row.customer ?? '')), lines }
}

/** One return with its lines, as its own stream tells it; undefined when there is none. */
export const readReturnRecord = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const found = await readReturn(viewer, db, id)
  if (found === undefined) return undefined
  const { customerName: _ofTheCustomer, lines, ...row } = found
  return { ...row, lines: lines.map(({ orderNumber: _ofTheOrder, ...line }) => line) }
}

/** What came back of one order with one return. `refused` lines do not count. */
export type ReturnOfOrder = {
  readonly id: string
  readonly number: string
  readonly recordedAt: Date
  readonly units: number
  readonly total: number
  readonly refused: boolean
}

/** The returns that name an order, newest first, with what of them is of this order. */
export const readReturnsOfOrder = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  order: string,
): Promise<ReturnOfOrder[]> =>
  db
    .selectFrom('return_line')
    .innerJoin('order_return', 'order_return.id', 'return_line.return')
    .where('return_line.order', '=', order)
    .groupBy(['order_return.id'])
    .select(({ fn }) => [
      'order_return.id',
      'order_return.number',
      'order_return.recordedAt',
      whole(fn.sum('return_line.quantity')).as('units'),
      whole(fn.sum('return_line.total')).as('total'),
      fn<boolean>('bool_and', ['return_line.refused']).as('refused'),
    ])
    .orderBy('order_return.recordedAt', 'desc')
    .orderBy('order_return.id')
    .execute()
