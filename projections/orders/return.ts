import { returnSubject } from '../../domain/orders/subject.ts'
import { currencies } from '../../domain/shared/currency.ts'
import { readOf } from '../../domain/viewer.ts'
import { customerList } from '../customers/customer.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { Personal } from '../engine/model/personal.ts'
import { type ProjectedEvent, projection, type TablesOf } from '../engine/model/projection.ts'
import { plus } from '../engine/model/sum.ts'
import {
  country,
  date,
  flag,
  integer,
  json,
  money,
  nullable,
  personalText,
  type Row,
  type Stored,
  table,
  text,
  timestamp,
} from '../engine/model/table.ts'
import { soldLine } from './sold-line.ts'

/** Refused lines do not count: the order they name had not what the return says. */
export const returnStatuses = ['recorded', 'partly_refused', 'refused'] as const
export type ReturnStatus = (typeof returnStatuses)[number]

const reading = {
  key: 'id',
  sorts: {
    recordedAt: { column: 'recordedAt', direction: 'desc' },
    total: { column: 'currency', then: 'total', direction: 'desc' },
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
    number: { kind: 'choice', column: 'number', isNarrow: true },
    customer: { kind: 'choice', column: 'customer', isNarrow: true, then: 'recordedAt', thing: 'customer' },
    total: { kind: 'amount', column: 'total', currency: 'currency' },
    currency: { kind: 'choice', column: 'currency', values: currencies, isApart: true },
  },
  store: { column: 'store', may: readOf.return },
} as const

/** All returns, newest first. */
export const returnList = list({
  table: 'order_return',
  ...reading,
  defaultSort: 'recordedAt',
  search: true,
  also: [{ column: 'customer', in: customerList }],
})

const orderReturn = table({
  key: ['id'],
  columns: {
    id: text(),
    /** That of a range, else what the id comes to. */
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
  indexes: indexesFor(reading),
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
  version: 8,
  tables: {
    order_return: orderReturn,
    return_line: table({
      key: ['return', 'line'],
      columns: {
        return: text(),
        line: integer(),
        ...soldLine,
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
    ReturnNumbered: (event, { order_return }) => order_return.amend(event, { number: event.data.number }),
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

export type ReturnRow = Stored<typeof orderReturn.columns>
export type ReturnLineRow = Stored<(typeof returns)['tables']['return_line']['columns']>
