import { worth } from '../../domain/orders/line.ts'
import type { Held } from '../../domain/orders/moved.ts'
import { heldWithout } from '../../domain/orders/process/stock.ts'
import type { ProjectedEvent } from '../engine/model/projection.ts'
import { integer, json, money, type Row, table, text, timestamp } from '../engine/model/table.ts'
import { soldLine } from './sold-line.ts'

export const orderLine = table({
  key: ['order', 'line'],
  columns: {
    order: text(),
    line: integer(),
    ...soldLine,
    cancelled: integer(),
    cancelledAmount: money(),
    returned: integer(),
    /** What is not owed any more of what was cancelled and came back. */
    given: money(),
    /** Stock that is reserved for it. */
    held: json<readonly Held[]>(),
    /** Units for which stock was asked and not found. */
    backordered: integer(),
    /** Of the order: those with a product are read newest first. */
    placedAt: timestamp(),
  },
  indexes: [['sku', 'placedAt', 'order']],
})

export type LineRow = Row<typeof orderLine.columns>
type Line = ProjectedEvent<'OrderPlaced'>['data']['lines'][number]

export const placedLine = (order: string, placedAt: Date, line: Line): LineRow => {
  const { kind, sku, name, quantity, unitPrice, total } = line
  const nothing = { cancelled: 0, cancelledAmount: 0, returned: 0, given: 0, held: [], backordered: 0 }
  return { order, line: line.line, kind, sku, name, quantity, unitPrice, total, ...nothing, placedAt }
}

/** What units that came back gave, where their event does not say it: before there were discounts and options. */
export const givenFor = (line: LineRow, quantity: number, currency: string): number =>
  worth({ ...line, paid: line.total, priced: line.quantity }, quantity, currency)

export const ofLine = <Of extends { readonly line: number }>(all: readonly Of[], line: number): Of[] =>
  all.filter(one => one.line === line)

/** How many units of a line still lack stock once so many are reserved. */
export const stillBackordered = (line: Pick<LineRow, 'backordered'>, held: readonly Held[]): number =>
  Math.max(0, line.backordered - held.reduce((sum, { quantity }) => sum + quantity, 0))

export const reservedFor = (line: LineRow, held: readonly Held[]): LineRow => ({
  ...line,
  held: [...line.held, ...held],
  backordered: stillBackordered(line, held),
})

export const lettingGo = (line: LineRow, held: readonly Held[]): LineRow => ({
  ...line,
  held: heldWithout(line.held, held),
})
