import type { Move } from '../../domain/orders/moved.ts'
import { goneStates } from '../../domain/orders/process/fallen.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import type { Operation, ProjectedEvent, TableWriter } from '../engine/model/projection.ts'
import { date, integer, money, nullable, type Row, table, text, timestamp } from '../engine/model/table.ts'
import type { salesOrder } from './order-row.ts'

/** Where the units of a line are: how many in which state, since when it has some there, and when time moves them on. */
export const orderUnit = table({
  key: ['order', 'line', 'state'],
  columns: {
    order: text(),
    line: integer(),
    state: text(),
    quantity: integer(),
    since: timestamp(),
    dueAt: nullable(timestamp()),
  },
})

/**
 * The orders that have units in a state, and since when, with what orders are sorted and told apart by: all of it stays as it
 * was when the order was placed, but for what an amended one comes to.
 */
export const orderInState = table({
  key: ['order', 'state'],
  columns: {
    order: text(),
    state: text(),
    since: timestamp(),
    process: text(),
    store: text(),
    currency: text(),
    placedAt: timestamp(),
    placedOn: date(),
    total: money(),
  },
  indexes: [
    ['state', 'placedAt', 'order'],
    ['state', 'currency', 'total', 'order'],
    ['state', 'since', 'order'],
    ['store', 'state', 'placedAt', 'order'],
    ['store', 'state', 'currency', 'total', 'order'],
    ['store', 'state', 'since', 'order'],
    ['since', 'order'],
    // The figures of the matrix, and the orders of each in any order.
    ['process', 'state', 'since', 'store', 'order', 'placedAt', 'currency', 'total'],
  ],
  isIndex: true,
})

type Unit = Row<typeof orderUnit.columns>
type Moving = Pick<ProjectedEvent, 'id' | 'at'>
type Units = TableWriter<typeof orderUnit.columns>
type InState = TableWriter<typeof orderInState.columns>

const dateOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text))

export const placedUnits = ({ id, at, data }: ProjectedEvent<'OrderPlaced'>, units: Units): Operation[] => {
  const { state = processNamed(data.process).start, dueAt } = data
  return data.lines.map(({ line, quantity }) =>
    units.put({ order: id, line, state, quantity, since: at, dueAt: dateOf(dueAt) }),
  )
}

/** Units of lines that an amendment added, where they begin. */
export const addedUnits = ({ id, at, data }: ProjectedEvent<'OrderAmended'>, units: Units): Operation[] =>
  data.lines.map(({ line, quantity }) =>
    units.put({ order: id, line, state: data.state, quantity, since: at, dueAt: dateOf(data.dueAt) }),
  )

const fewer = (row: Unit | undefined, quantity: number): Unit | undefined =>
  row && row.quantity > quantity ? { ...row, quantity: row.quantity - quantity } : undefined

/** Of one line and state all wait for the last that came. */
const more = ({ id, at }: Moving, { line, to, quantity, dueAt }: Move, units: Units): Operation =>
  units.upsert({ order: id, line, state: to }, row => ({
    order: id,
    line,
    state: to,
    quantity: (row?.quantity ?? 0) + quantity,
    since: row?.since ?? at,
    dueAt: dateOf(dueAt),
  }))

export const movedUnits = (event: Moving, moves: readonly Move[], units: Units): Operation[] =>
  moves.flatMap(move => [
    units.upsert({ order: event.id, line: move.line, state: move.from }, row => fewer(row, move.quantity)),
    more(event, move, units),
  ])

type Fallen = { readonly line: number; readonly quantity: number }

/** Before events said what they move: what is not gone of a line was all where the order began. */
export const fallenUnits = (
  event: Moving,
  lines: readonly Fallen[],
  to: 'cancelled' | 'returned',
  units: Units,
): Operation[] =>
  lines.flatMap(({ line, quantity }) => [
    units.change({ order: event.id, line }, row => (goneStates.has(row.state) ? row : fewer(row, quantity))),
    more(event, { line, quantity, from: '', to }, units),
  ])

/** Time stood still for so many milliseconds. */
export const postponedUnits = ({ id }: Moving, by: number, units: Units): Operation =>
  units.change({ order: id }, row => (row.dueAt === null ? row : { ...row, dueAt: new Date(row.dueAt.getTime() + by) }))

/** Says again of an order, as its row is then, whether and since when it has units in these states. */
export const inStates = (
  id: string,
  states: Iterable<string>,
  orders: TableWriter<typeof salesOrder.columns>,
  inState: InState,
): Operation[] =>
  [...new Set(states)].map(state =>
    inState.derive({ order: id, state }, orders.at({ id }), order => {
      const since = order?.units[state]?.since
      if (order === undefined || since === undefined) return undefined
      const { process, store, currency, placedAt, placedOn, total } = order
      return { order: id, state, since: new Date(since), process, store, currency, placedAt, placedOn, total }
    }),
  )
