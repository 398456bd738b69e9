import { indexesFor, list } from '../engine/list.ts'
import { type ProjectedEvent, projection } from '../engine/projection.ts'
import { date, flag, integer, json, nullable, type Row, table, text, timestamp } from '../engine/table.ts'

/** Refused lines do not count: the order they name had not what the return says. */
export const returnStatuses = ['recorded', 'partly_refused', 'refused'] as const
export type ReturnStatus = (typeof returnStatuses)[number]

const reading = {
  key: 'id',
  sorts: {
    recorded: { column: 'recorded_at', direction: 'desc' },
    // A range of store days is read in the order of those days.
    day: { column: 'recorded_on', direction: 'desc' },
    total: { column: 'total', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: returnStatuses },
    store: { kind: 'choice', column: 'store' },
    recorded: { kind: 'days', column: 'recorded_on' },
  },
} as const

/** All returns, newest first. */
export const returnList = list({ table: 'order_return', ...reading, defaultSort: 'recorded', search: true })

const orderReturn = table({
  key: ['id'],
  columns: {
    id: text(),
    number: text(),
    store: text(),
    currency: text(),
    country: nullable(text()),
    customer: nullable(text()),
    recorded_at: timestamp(),
    /** The day at the store. */
    recorded_on: date(),
    reason: nullable(text()),
    status: text<ReturnStatus>(),
    /** Ids of the orders it names, each once. */
    orders: json<readonly string[]>(),
    line_count: integer(),
    refused_lines: integer(),
    /** Units of products. */
    item_count: integer(),
    /** How many lines name no order. */
    unlinked: integer(),
    /** What goes back to the customer, refused lines included. */
    total: integer(),
    refused_amount: integer(),
    /** Of the stream, for If-Match. */
    revision: integer(),
  },
  indexes: [...indexesFor(reading), ['customer', 'recorded_at', 'id']],
  search: ['number', 'customer'],
})

const recorded = ({ id, at, revision, data }: ProjectedEvent<'ReturnRecorded'>): Row<typeof orderReturn.columns> => ({
  id,
  number: data.number,
  store: data.store,
  currency: data.currency,
  country: data.country ?? null,
  customer: data.customer,
  recorded_at: at,
  recorded_on: data.recordedOn,
  reason: data.reason ?? null,
  status: 'recorded',
  orders: [...new Set(data.lines.flatMap(({ order }) => order ?? []))],
  line_count: data.lines.length,
  refused_lines: 0,
  item_count: data.lines.reduce((sum, { kind, quantity }) => sum + (kind === 'product' ? quantity : 0), 0),
  unlinked: data.unlinked,
  total: data.total,
  refused_amount: 0,
  revision,
})

export const returns = projection({
  name: 'returns',
  version: 1,
  tables: {
    order_return: orderReturn,
    return_line: table({
      key: ['return_id', 'line'],
      columns: {
        return_id: text(),
        line: integer(),
        kind: text<'product' | 'shipping' | 'manual'>(),
        sku: text(),
        name: text(),
        quantity: integer(),
        unit_price: text(),
        total: integer(),
        order_id: nullable(text()),
        order_line: nullable(integer()),
        refused: flag(),
      },
      indexes: [['order_id', 'return_id']],
    }),
  },
  on: {
    ReturnRecorded: (event, { order_return, return_line }) => [
      order_return.put(recorded(event)),
      ...event.data.lines.map(({ unitPrice, order, orderLine, ...line }) =>
        return_line.put({
          ...line,
          return_id: event.id,
          unit_price: unitPrice,
          order_id: order,
          order_line: orderLine,
          refused: false,
        }),
      ),
    ],
    ReturnRefused: ({ id, revision, data: { lines, amount } }, { order_return, return_line }) => [
      order_return.change({ id }, row => {
        const refused_lines = row.refused_lines + lines.length
        const status = refused_lines === row.line_count ? 'refused' : 'partly_refused'
        return { ...row, revision, refused_lines, status, refused_amount: row.refused_amount + amount }
      }),
      ...lines.map(line => return_line.change({ return_id: id, line }, row => ({ ...row, refused: true }))),
    ],
  },
})
