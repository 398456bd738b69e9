import { z } from 'zod'
import { type Decide, type Decision, reject, type Touches } from '../../decider.ts'
import { Key, skuSpelled } from '../../shared/id.ts'
import { MAX_LINES, MAX_PLACES } from '../../shared/limits.ts'
import { backorderedBy, concluding } from '../conclude.ts'
import type { OrderEvents } from '../events/index.ts'
import type { stockEvents } from '../events/stock.ts'
import type { Order, Placed } from '../order-state.ts'
import type { Timing } from '../process/due.ts'
import { unitsLacking } from '../process/stock.ts'
import { processNamed } from '../processes/index.ts'
import { hasAnswered } from '../stock-asks.ts'
import { AskedLineNumber, AskedQuantity } from '../units.ts'
import { placed } from './placed.ts'
import { ofItsStore } from './steps.ts'

/** A warehouse that serves the store, and what of the wanted seems to lie there. */
const Place = z.strictObject({ warehouse: Key, skus: z.array(z.string().max(64)).max(MAX_LINES) })

export const stockCommands = {
  /** Asks again for what is lacking. */
  ReserveOrder: z.strictObject({}),
  /** Sent by the process that reserves: the warehouses of the store, those that goods come from first first. */
  SeekStock: z.strictObject({ ask: Key, places: z.array(Place).max(MAX_PLACES) }),
  /** A warehouse holds so many for a line. */
  NoteReservation: z.strictObject({
    warehouse: Key,
    reservation: z.string().min(1).max(200),
    line: AskedLineNumber,
    quantity: AskedQuantity,
  }),
  /** No warehouse has what a line still lacks. */
  NoteShortage: z.strictObject({ line: AskedLineNumber }),
}
type Seeking = z.infer<typeof stockCommands.SeekStock>
type Reservation = z.infer<typeof stockCommands.NoteReservation>

/** What lines of an order lack. */
const lackingOf = ({ process, lines }: Placed) =>
  lines.flatMap(was => {
    const quantity = unitsLacking(processNamed(process), was)
    return quantity > 0 ? [{ line: was.line, sku: was.sku, quantity }] : []
  })

const requested = (was: Placed): Decision<OrderEvents> => {
  const lines = lackingOf(was)
  if (lines.length === 0) return reject('conflict', 'NothingLacksStock')
  return was.stock.isRequested ? [] : [{ type: 'ReservationRequested', data: { lines, store: was.store } }]
}

/** Where units wait for stock already they wait no more: they are asked for anew, and lose nothing by their age. */
const sought = (was: Placed, { ask, places }: Seeking): Decision<OrderEvents> => {
  const lines = was.stock.asks.has(ask) ? [] : lackingOf(was)
  if (lines.length === 0) return []
  const waiting = was.lines.flatMap(({ line, sku, backordered }) =>
    backordered > 0 ? [{ line, sku, quantity: 0 }] : [],
  )
  const asked = lines.map(line => ({
    ...line,
    at: places.flatMap(({ warehouse, skus }) => (skus.includes(skuSpelled(line.sku)) ? [warehouse] : [])),
  }))
  const data = { ask, lines: asked, places: places.map(({ warehouse }) => warehouse), store: was.store }
  return [...(waiting.length === 0 ? [] : [backorderedBy(was, waiting)]), { type: 'StockAsked', data }]
}

/** What is held beyond what the line lacks by now is let go again in the same decision. */
const reserved = (was: Placed, { line, ...held }: Reservation, timing: Timing): Decision<OrderEvents> => {
  if (hasAnswered(was.stock, held)) return []
  const sku = was.lines[line - 1]?.sku
  if (sku === undefined) return reject('invalid', 'OrderLineUnknown', { line }, 'line')
  const data = { lines: [{ line, sku, ...held }], store: was.store }
  return concluding(was, { fact: { type: 'UnitsReserved', data }, first: [] }, timing)
}

const short = (was: Placed, line: number): Decision<OrderEvents> => {
  const missing = lackingOf(was).filter(lacking => lacking.line === line)
  const isTold = missing.every(({ quantity }) => quantity === was.lines[line - 1]?.backordered)
  return isTold ? [] : [backorderedBy(was, missing)]
}

export const stockDecide: Decide<Order, typeof stockCommands, OrderEvents> = {
  ReserveOrder: (order, _, { id }) => placed(order, id, requested),
  SeekStock: (order, data, { id }) => placed(order, id, was => sought(was, data)),
  NoteReservation: (order, data, { now, facts, id }) => placed(order, id, was => reserved(was, data, { now, facts })),
  NoteShortage: (order, { line }, { id }) => placed(order, id, was => short(was, line)),
}

export const stockFacts = { NoteReservation: ofItsStore }

const touchedLines = ({ lines }: { lines: readonly { readonly line: number }[] }) =>
  lines.map(({ line }) => `lines.${line}` as const)

export const stockTouches: Touches<Order, typeof stockCommands, typeof stockEvents> = {
  UnitsReserved: touchedLines,
  ReservationRequested: () => ['stock'],
  StockAsked: () => ['stock'],
  UnitsBackordered: touchedLines,
  UnitsReleased: touchedLines,
}
