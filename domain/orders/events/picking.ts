import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { Key } from '../../shared/id.ts'
import { Held, Moved } from '../moved.ts'
import { changingLines, ifPlaced, moving, type Order, type Placed } from '../order-state.ts'
import {
  Claimed,
  claiming,
  ending,
  missed,
  PickedFor,
  type Picking,
  PositionNumber,
  withdrawing,
} from '../picking-state.ts'
import { heldWithout } from '../process/stock.ts'

const OfList = { list: Key, store: Key }

// Stored for ever: never rename a key, only add optional fields.
export const pickingEvents = {
  /** A list takes units from the shelf, as many of each position as are said here: others had it, or it is needed no more. */
  PickingBegun: z.strictObject({ ...OfList, warehouse: Key, units: z.array(Claimed) }),
  /** Units need not be taken, or have to be put back. */
  PickingWithdrawn: z.strictObject({
    units: z.array(PickedFor),
    because: z.enum(['sent', 'released']),
    store: Key,
  }),
  /** A list is over; so many of each of its positions were picked and wait to be sent. */
  PickingEnded: z.strictObject({
    ...OfList,
    units: z.array(z.strictObject({ position: PositionNumber, quantity: z.int().nonnegative() })),
  }),
  /**
   * Units are not where they should lie: what was held of them is held no more. `missing`: so many of the position in all.
   * `lines`: from which reservations.
   */
  UnitsMissing: z.strictObject({
    ...OfList,
    position: PositionNumber,
    missing: z.int().positive(),
    lines: z.array(Held),
    ...Moved,
  }),
}

const picking = (order: Order, change: (was: Picking) => Picking): Order =>
  ifPlaced(order, was => ({ ...was, picking: change(was.picking) }))

const without = (order: Placed, gone: readonly Held[]): Placed =>
  changingLines(order, new Set(gone.map(({ line }) => line)), was => ({
    ...was,
    held: heldWithout(
      was.held,
      gone.filter(({ line }) => line === was.line),
    ),
  }))

export const pickingEvolve: Evolve<Order, typeof pickingEvents> = {
  PickingBegun: (order, data) => picking(order, was => claiming(was, data)),
  PickingWithdrawn: (order, { units }) => picking(order, was => withdrawing(was, units)),
  PickingEnded: (order, { list, units }) => picking(order, was => ending(was, list, units)),
  UnitsMissing: (order, { list, position, missing, lines, ...moved }) => {
    const quantity = lines.reduce((sum, one) => sum + one.quantity, 0)
    return picking(
      ifPlaced(order, was => moving(without(was, lines), moved)),
      was => missed(was, { list, position, quantity, missing }),
    )
  },
}
