import type { Currency } from '../shared/currency.ts'
import type { PersistentMap } from '../shared/persistent-map.ts'
import type { PriceMode, TaxRounding } from '../shared/tax/calculate.ts'
import { type OrderedLine, worth } from './line.ts'
import type { Move, Moved } from './moved.ts'
import type { Notes } from './notes-state.ts'
import type { OrderAddress } from './order-address.ts'
import type { Payments } from './payments-state.ts'
import type { Picking } from './picking-state.ts'
import type { Delivery, Shipments } from './shipments-state.ts'
import type { StockAsks } from './stock-asks.ts'
import type { Expense } from './terms.ts'
import type { Units } from './units.ts'

/** What an order was placed on, as far as more of it is priced by that. */
export type KeptTerms = {
  readonly priceMode: PriceMode
  readonly taxRounding: TaxRounding
  readonly expenses: readonly Expense[]
  readonly delivery: Delivery | null
}

export type Placed = {
  readonly status: 'placed'
  readonly store: string
  /** The day at its store. */
  readonly placedOn: string
  /** Of the store when it was placed. */
  readonly timeZone: string
  readonly currency: Currency
  readonly country: string | undefined
  readonly customer: string | null
  /** What the buyer calls the order; null when there is none, or it is erased. */
  readonly reference: string | null
  /** The number of a range; null while, or where, it has none. */
  readonly number: string | null
  /** Name of the process that it goes through. */
  readonly process: string
  /** What it came to when it was placed or last amended, in minor units; what was given back since is on its lines. */
  readonly total: number
  /** What of the total is for delivery and fees, and how much of that was given back. */
  readonly expenses: number
  readonly expensesGiven: number
  /** Key of the delivery method; null where none was chosen. */
  readonly delivery: string | null
  /** null of orders that were placed elsewhere, or before there were any. */
  readonly terms: KeptTerms | null
  /** Where goods go, if not to the address of the bill; null, too, once that is erased. */
  readonly shipping: OrderAddress | null
  readonly lines: readonly OrderedLine[]
  readonly shipments: Shipments
  /** When time next moves units; null for never. */
  readonly wakesAt: string | null
  /** Since when it is held, and time stands still for it; null when it is not. */
  readonly heldSince: string | null
  readonly stock: StockAsks
  readonly picking: Picking
  readonly payments: Payments
  readonly notes: Notes
  /** Of a guest: whether the personal data is to go, and gone. */
  readonly guest: 'known' | 'erased' | 'gone'
  /** Returns that were booked or refused here: each is answered once. */
  readonly returns: PersistentMap<true>
}
export type Order = { readonly status: 'absent' } | Placed

/** An order that is there, with what an event makes of it. For `evolve`. */
export const ifPlaced = (order: Order, then: (order: Placed) => Placed): Order =>
  order.status === 'absent' ? order : then(order)

/** Units with what was given back for them, where the event says it. */
type Taken = Units & { readonly amount?: number | undefined }

const linesWith = (
  lines: readonly OrderedLine[],
  numbers: Iterable<number>,
  change: (line: OrderedLine) => OrderedLine,
) => {
  const changed = [...lines]
  for (const number of numbers) {
    const was = changed[number - 1]
    if (was !== undefined) changed[number - 1] = change(was)
  }
  return changed
}

/** Changes some of an order's lines, each once. */
export const changingLines = (
  order: Placed,
  numbers: Iterable<number>,
  change: (line: OrderedLine) => OrderedLine,
) => ({
  ...order,
  lines: linesWith(order.lines, numbers, change),
})

/** Units of lines are gone: cancelled, or brought back. */
export const taking = (order: Placed, gone: 'cancelled' | 'returned', units: readonly Taken[]): Placed => {
  const byLine = new Map(units.map(taken => [taken.line, taken]))
  return changingLines(order, byLine.keys(), was => {
    const { quantity, amount = worth(was, quantity, order.currency) } = byLine.get(was.line) ?? { quantity: 0 }
    return { ...was, [gone]: was[gone] + quantity, given: was.given + amount }
  })
}

const movedLine = (was: OrderedLine, moves: readonly Move[]): OrderedLine => {
  const units = { ...was.units }
  for (const { quantity, from, to, dueAt } of moves) {
    const left = (units[from]?.quantity ?? 0) - quantity
    if (left > 0) units[from] = { quantity: left, dueAt: units[from]?.dueAt ?? null }
    else delete units[from]
    // Of one line and state all wait for the last that came.
    units[to] = { quantity: (units[to]?.quantity ?? 0) + quantity, dueAt: dueAt ?? null }
  }
  return { ...was, units }
}

/** Units are where an event moved them. */
export const moving = (order: Placed, { moves = [], wakesAt = order.wakesAt }: Moved): Placed => {
  const byLine = Map.groupBy(moves, ({ line }) => line)
  return { ...changingLines(order, byLine.keys(), was => movedLine(was, byLine.get(was.line) ?? [])), wakesAt }
}

/** A return was booked or refused. */
export const answering = (order: Placed, id: string): Placed => ({ ...order, returns: order.returns.with(id, true) })
