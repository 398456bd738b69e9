import type { Move } from '../../domain/orders/moved.ts'
import { hasFlag } from '../../domain/orders/process/definition.ts'
import { fallenMoves } from '../../domain/orders/process/fallen.ts'
import { asksForMoney } from '../../domain/orders/process/money.ts'
import { type PaymentState, paymentStateOf } from '../../domain/orders/process/payment-state.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { orderSubject } from '../../domain/orders/subject.ts'
import { localDate, momentOf } from '../../domain/shared/local-time.ts'
import type { ProjectedEvent } from '../engine/model/projection.ts'
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
  table,
  text,
  timestamp,
} from '../engine/model/table.ts'
import { indexesOfOrders, type OrderSource } from './order-reading.ts'

/** Units of all lines that are in one state, and since when, as ISO text, the order has had some there. */
export type UnitsInState = { readonly quantity: number; readonly since: string }

export const salesOrder = table({
  key: ['id'],
  columns: {
    id: text(),
    /** That of a range, else what the id comes to. */
    number: text(),
    store: text(),
    currency: text(),
    country: nullable(country()),
    customer: nullable(text()),
    source: text<OrderSource>(),
    /** Whether the buyer has a name for the order: `reference`, which is null once they are erased. */
    hasReference: flag(),
    reference: personalText(),
    placedAt: timestamp(),
    /** The day at the store. */
    placedOn: date(),
    process: text(),
    /** What its units are in, in the order of the process. */
    states: json<readonly string[]>(),
    units: json<Readonly<Record<string, UnitsInState>>>(),
    /** Whether any unit is where its process counts it as open. */
    isOpen: flag(),
    /** When units moved last. */
    since: timestamp(),
    /** When time next moves units; null for never. */
    wakesAt: nullable(timestamp()),
    isHeld: flag(),
    heldSince: nullable(timestamp()),
    holdReason: personalText(),
    /** Units for which stock was asked and not found. */
    backordered: integer(),
    lineCount: integer(),
    /** Units of products; `unitCount` has shipping and manual positions too. */
    itemCount: integer(),
    unitCount: integer(),
    cancelledUnits: integer(),
    returnedUnits: integer(),
    total: money(),
    /** What of the total was cancelled: an amended order comes to what it has then, so it begins anew. */
    cancelledAmount: money(),
    /** What is not owed any more, of all that was cancelled and came back. */
    given: money(),
    /** When it was last amended. */
    amendedAt: nullable(timestamp()),
    /** By how much amendments have made it cheaper: of what was paid that goes back. */
    lowered: money(),
    /** What had come back before it was last amended: the total is without it. */
    returnedBefore: money(),
    /** What the customer owes, whether or not it is paid. */
    due: money(),
    authorised: money(),
    /** What came in and stayed. */
    paid: money(),
    /** The provider of the payment said no, and nothing else has been granted since. */
    isRefused: flag(),
    paymentState: text<PaymentState>(),
    /** Of the last cancellation. */
    cancelReason: personalText(),
    commentCount: integer(),
    tags: json<readonly string[]>(),
    /** The user who takes care of it. */
    assignee: nullable(text()),
    isFlagged: flag(),
    /** Of the stream, for If-Match. */
    revision: integer(),
    subject: text(),
    contactName: personalText(),
    contactEmail: personalText(),
    contactPhone: personalText(),
    contactAddress: personalText(),
    /** When the guest who ordered was erased. */
    erasedAt: nullable(timestamp()),
  },
  // What time moves next: few are due, and no sort goes along.
  indexes: [...indexesOfOrders, ['wakesAt', 'id']],
  holding: ['tags'],
  rare: ['isHeld', 'isFlagged'],
  inCapitals: ['reference'],
  // As the rows of units have it.
  untold: ['units'],
  subject: 'subject',
  search: ['number', 'customer', 'reference', 'contactName', 'contactEmail'],
})

export type SalesOrder = Row<typeof salesOrder.columns>

/** Sum of the quantities of some lines. */
export const unitsOf = (lines: readonly { readonly quantity: number }[]): number =>
  plus(...lines.map(({ quantity }) => quantity), 0)

/** How the order stands with its money, after an amount of it has changed. */
export const accounted = (row: SalesOrder): SalesOrder => {
  const { total, given, lowered, paid, authorised, isRefused, process } = row
  const due = Math.max(0, total - given)
  const asked = asksForMoney(processNamed(process)) ? due : 0
  const toRefund = Math.max(0, Math.min(paid - due, plus(given, lowered)))
  return { ...row, due, paymentState: paymentStateOf({ due: asked, paid, authorised, isRefused, toRefund }) }
}

/** Where its units are, after some of them have moved. */
const standing = (row: SalesOrder): SalesOrder => {
  const process = processNamed(row.process)
  const states = Object.keys(process.states).filter(state => row.units[state] !== undefined)
  return { ...row, states, isOpen: states.some(state => hasFlag(process, state, 'open')) }
}

/** Its units are where an event moved them. */
export const moved = (row: SalesOrder, moves: readonly Move[], at: Date): SalesOrder => {
  if (moves.length === 0) return row
  const units = { ...row.units }
  for (const { from, to, quantity } of moves) {
    const was = units[from]
    if (was !== undefined && was.quantity > quantity) units[from] = { ...was, quantity: was.quantity - quantity }
    else delete units[from]
    const there = units[to]
    units[to] = { since: there?.since ?? at.toISOString(), quantity: plus(there?.quantity ?? 0, quantity) }
  }
  return standing({ ...row, units, since: at })
}

/** The same for units that are gone, of an event of before there were moves. */
export const fallen = (
  row: SalesOrder,
  lines: readonly { readonly quantity: number }[],
  to: 'cancelled' | 'returned',
  at: Date,
): SalesOrder => {
  const units = Object.fromEntries(
    Object.entries(row.units).map(([state, { quantity }]) => [state, { quantity, dueAt: null }]),
  )
  const gone = { quantity: unitsOf(lines), to }
  return moved(row, fallenMoves(processNamed(row.process), { line: 0, units }, gone), at)
}

const sourceOf = ({ origin, actor, data }: ProjectedEvent<'OrderPlaced'>): OrderSource => {
  if (data.source !== undefined) return data.source
  if (origin !== 'live') return 'import'
  return actor.kind === 'key' ? 'api' : 'back_office'
}

/** Of an order to which nothing has happened yet. */
const untouched = {
  hasReference: false,
  reference: null,
  states: [],
  isOpen: false,
  isHeld: false,
  heldSince: null,
  holdReason: null,
  backordered: 0,
  cancelledUnits: 0,
  returnedUnits: 0,
  cancelledAmount: 0,
  given: 0,
  amendedAt: null,
  lowered: 0,
  returnedBefore: 0,
  due: 0,
  authorised: 0,
  paid: 0,
  isRefused: false,
  paymentState: 'none' as const,
  cancelReason: null,
  commentCount: 0,
  tags: [],
  assignee: null,
  isFlagged: false,
  erasedAt: null,
}

/** When an order was placed; of one that was recorded on another day, the beginning of its own at its store. */
export const placedAtOf = ({ at, data }: Pick<ProjectedEvent<'OrderPlaced'>, 'at' | 'data'>): Date => {
  const { placedOn, timeZone } = data
  return localDate(at, timeZone) === placedOn ? at : (momentOf(`${placedOn}T00:00`, timeZone) ?? at)
}

export const placed = (event: ProjectedEvent<'OrderPlaced'>): SalesOrder => {
  const { id, at, revision, data } = event
  const { process, state = processNamed(process).start, dueAt } = data
  const unitCount = unitsOf(data.lines)
  return standing(
    accounted({
      ...untouched,
      id,
      number: data.number,
      store: data.store,
      currency: data.currency,
      country: data.country ?? null,
      customer: data.customer,
      source: sourceOf(event),
      placedAt: placedAtOf(event),
      placedOn: data.placedOn,
      process,
      units: { [state]: { quantity: unitCount, since: at.toISOString() } },
      since: at,
      wakesAt: dueAt === undefined ? null : new Date(dueAt),
      lineCount: data.lines.length,
      itemCount: unitsOf(data.lines.filter(({ kind }) => kind === 'product')),
      unitCount,
      total: data.total,
      revision,
      subject: orderSubject(id, data.customer),
      contactName: data.personal?.name ?? null,
      contactEmail: data.personal?.email ?? null,
      contactPhone: data.personal?.phone ?? null,
      contactAddress: data.personal?.address ?? null,
    }),
  )
}

/** The order as it is amended, before anything of it moves. */
export const amended = (row: SalesOrder, { at, data }: ProjectedEvent<'OrderAmended'>): SalesOrder => {
  const { lines, state, total, country } = data
  const [added, there] = [unitsOf(lines), row.units[state]]
  const begun = { since: there?.since ?? at.toISOString(), quantity: plus(there?.quantity ?? 0, added) }
  return standing(
    accounted({
      ...row,
      ...(lines.length === 0 ? {} : { units: { ...row.units, [state]: begun }, since: at }),
      country: country ?? row.country,
      lineCount: plus(row.lineCount, lines.length),
      itemCount: plus(row.itemCount, unitsOf(lines.filter(({ kind }) => kind === 'product'))),
      unitCount: plus(row.unitCount, added),
      total,
      cancelledAmount: 0,
      given: 0,
      amendedAt: at,
      lowered: plus(row.lowered, Math.max(0, row.total - total)),
      returnedBefore: plus(row.returnedBefore, row.given - row.cancelledAmount),
    }),
  )
}

/** What of an order is of a person, once they are erased. */
export const nobody = {
  hasReference: false,
  reference: null,
  cancelReason: null,
  holdReason: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  contactAddress: null,
}
