import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { Key } from '../../shared/id.ts'
import { Held, Moved } from '../moved.ts'
import { changingLines, ifPlaced, moving, type Order, type Placed } from '../order-state.ts'
import { heldWithout } from '../process/stock.ts'
import { answered } from '../stock-asks.ts'
import { Units } from '../units.ts'

const Wanted = z.strictObject({ ...Units.shape, sku: z.string() })

// Stored for ever: never rename a key, only add optional fields.
export const stockEvents = {
  /** A warehouse holds units for lines of the order. */
  UnitsReserved: z.strictObject({ lines: z.array(Held), store: Key, ...Moved }),
  /** Somebody asks again for what the lines lack. */
  ReservationRequested: z.strictObject({ lines: z.array(Wanted), store: Key }),
  /**
   * Stock is asked for, of each line where it seems to lie, one warehouse after the other. `places`: all that serve the store.
   * `ask`: the event that it was asked for by.
   */
  StockAsked: z.strictObject({
    ask: z.string(),
    lines: z.array(z.strictObject({ ...Wanted.shape, at: z.array(z.string()) })),
    places: z.array(z.string()),
    store: Key,
  }),
  /**
   * No warehouse that serves the store has these: they are reserved when stock arrives. Each time so many wait in all, none
   * when nothing does any more. `places`: where; `since`: by which they are served.
   */
  UnitsBackordered: z.strictObject({
    lines: z.array(z.strictObject({ ...Wanted.shape, quantity: z.int().nonnegative() })),
    store: Key,
    places: z.array(z.string()).optional(),
    since: z.iso.datetime().optional(),
  }),
  /** What is held and not needed any more is let go. */
  UnitsReleased: z.strictObject({ lines: z.array(Held), store: Key }),
}

const reserving = (order: Placed, lines: readonly Held[]): Placed => {
  const byLine = Map.groupBy(lines, ({ line }) => line)
  return changingLines(order, byLine.keys(), was => {
    const came = byLine.get(was.line) ?? []
    const units = came.reduce((sum, { quantity }) => sum + quantity, 0)
    return { ...was, held: [...was.held, ...came], backordered: Math.max(0, was.backordered - units) }
  })
}

const releasing = (order: Placed, lines: readonly Held[]): Placed => {
  const byLine = Map.groupBy(lines, ({ line }) => line)
  return changingLines(order, byLine.keys(), was => ({
    ...was,
    held: heldWithout(was.held, byLine.get(was.line) ?? []),
  }))
}

export const stockEvolve: Evolve<Order, typeof stockEvents> = {
  UnitsReserved: (order, data) =>
    ifPlaced(order, was => moving({ ...reserving(was, data.lines), stock: answered(was.stock, data.lines) }, data)),
  ReservationRequested: order => ifPlaced(order, was => ({ ...was, stock: { ...was.stock, isRequested: true } })),
  StockAsked: (order, { ask, places }) =>
    ifPlaced(order, was => ({
      ...was,
      stock: { ...was.stock, places, isRequested: false, asks: was.stock.asks.with(ask, true) },
    })),
  UnitsBackordered: (order, { lines }) =>
    ifPlaced(order, was => {
      const quantities = new Map(lines.map(({ line, quantity }) => [line, quantity]))
      return changingLines(was, quantities.keys(), line => ({ ...line, backordered: quantities.get(line.line) ?? 0 }))
    }),
  UnitsReleased: (order, { lines }) => ifPlaced(order, was => releasing(was, lines)),
}
