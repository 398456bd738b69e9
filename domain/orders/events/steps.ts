import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { amend } from '../../shared/changes.ts'
import { Currency } from '../../shared/currency.ts'
import { Key } from '../../shared/id.ts'
import { Minor } from '../../shared/money.ts'
import { personal } from '../../shared/personal.ts'
import { Held, Moved } from '../moved.ts'
import { answering, changingLines, ifPlaced, moving, type Order, type Placed, taking } from '../order-state.ts'
import { processSteps } from '../process/definition.ts'
import { fallenMoves } from '../process/fallen.ts'
import { heldWithout } from '../process/stock.ts'
import { processNamed } from '../processes/index.ts'
import { arrived, changingShares, ofTheFirst, parcelKey, removed, ShipmentUnits, sent } from '../shipments-state.ts'
import { Units } from '../units.ts'

const Text = z.string()
const Cancelled = z.strictObject({ ...Units.shape, amount: Minor })
/** Before the order valued what it books there was no amount. */
const Returned = z.strictObject({ ...Units.shape, amount: Minor.optional() })

/** Why units were cancelled by nobody: the money did not come in time, or the provider said no. */
export const cancelCauses = ['unpaid', 'paymentRefused'] as const

/** Which shipments they are of; left out they are of the first. */
const InShipments = z.array(ShipmentUnits).optional()

// Stored for ever: never rename a key, only add optional fields.
export const stepEvents = {
  /** Units went on without a fact of their own: by an admin's step, or by time where there is none. */
  OrderAdvanced: z.strictObject({
    step: z.enum(processSteps).nullable(),
    store: Key,
    ...Moved,
  }),
  UnitsShipped: z.strictObject({
    lines: z.array(Units),
    from: z.array(Held),
    store: Key,
    on: z.iso.date(),
    shipments: InShipments,
    /** The numbers under which the carrier knows the parcel. */
    tracking: z.array(Text).optional(),
    ...Moved,
  }),
  UnitsDelivered: z.strictObject({
    lines: z.array(Units),
    store: Key,
    on: z.iso.date(),
    shipments: InShipments,
    ...Moved,
  }),
  OrderLinesCancelled: z.strictObject({
    lines: z.array(Cancelled),
    /** Of the lines, and of the expenses where they are given back. */
    amount: Minor,
    /** What of the amount is for delivery and fees: all was cancelled before anything was sent. */
    expenses: Minor.optional(),
    reason: z.string().optional(),
    /** Where nobody did it. */
    cause: z.enum(cancelCauses).optional(),
    currency: Currency,
    store: Key,
    on: z.iso.date(),
    shipments: InShipments,
    personal: personal({ reason: Text }).optional(),
    ...Moved,
  }),
  OrderLinesReturned: z.strictObject({ return: Key, lines: z.array(Returned), ...Moved }),
  OrderReturnRefused: z.strictObject({
    return: Key,
    lines: z.array(Units),
    reason: z.enum(['lineUnknown', 'tooFewLeft']),
  }),
  /** Time stands still for the order, and nothing moves it on. */
  OrderHeld: z.strictObject({
    store: Key,
    personal: personal({ reason: Text }).optional(),
    wakesAt: z.null().optional(),
  }),
  /** `by`: so many milliseconds later all that was due is due now. */
  OrderReleased: z.strictObject({ store: Key, by: z.int().nonnegative(), ...Moved }),
}

/** Before events said what they move, units were taken from wherever there were any. */
const fallen = ({ process, lines }: Placed, units: readonly Units[], to: 'cancelled' | 'returned') => ({
  moves: units.flatMap(({ line, quantity }) => {
    const was = lines[line - 1]
    return was === undefined ? [] : fallenMoves(processNamed(process), was, { quantity, to })
  }),
})

/** Shares of shipments change as units do. */
const shared = (
  order: Placed,
  {
    shipments: units,
    lines,
  }: { readonly shipments?: readonly ShipmentUnits[] | undefined; readonly lines: readonly Units[] },
  change: typeof sent,
): Placed => ({ ...order, shipments: changingShares(order.shipments, units ?? ofTheFirst(lines), change) })

/** What was sent at once is one parcel of each shipment that it is of. */
const parcelled = (
  order: Placed,
  { shipments, tracking = [] }: z.infer<typeof stepEvents.UnitsShipped>,
  id: string,
) => {
  const numbers = new Set(shipments?.map(({ shipment }) => shipment) ?? [1])
  const parcels = [...numbers].reduce((was, one) => was.with(parcelKey(one, id), tracking), order.shipments.parcels)
  return { ...order, shipments: { ...order.shipments, parcels } }
}

const shipping = (order: Placed, from: readonly Held[]): Placed =>
  changingLines(order, new Set(from.map(({ line }) => line)), was => ({
    ...was,
    held: heldWithout(
      was.held,
      from.filter(({ line }) => line === was.line),
    ),
  }))

const later = (dueAt: string | null, by: number) =>
  dueAt === null ? null : new Date(Date.parse(dueAt) + by).toISOString()

const postponed = (order: Placed, by: number): Placed => ({
  ...order,
  heldSince: null,
  lines: order.lines.map(line => ({
    ...line,
    units: Object.fromEntries(
      Object.entries(line.units).map(([state, there]) => [state, { ...there, dueAt: later(there.dueAt, by) }]),
    ),
  })),
})

export const stepEvolve: Evolve<Order, typeof stepEvents> = {
  OrderAdvanced: (order, data) => ifPlaced(order, was => moving(was, data)),
  UnitsShipped: (order, data, { commandId }) =>
    ifPlaced(order, was => moving(shipping(parcelled(shared(was, data, sent), data, commandId), data.from), data)),
  UnitsDelivered: (order, data) => ifPlaced(order, was => moving(shared(was, data, arrived), data)),
  OrderLinesCancelled: (order, data) =>
    ifPlaced(order, was =>
      moving(
        {
          ...taking(shared(was, data, removed), 'cancelled', data.lines),
          expensesGiven: was.expensesGiven + (data.expenses ?? 0),
        },
        data.moves === undefined ? fallen(was, data.lines, 'cancelled') : data,
      ),
    ),
  OrderLinesReturned: (order, data) =>
    ifPlaced(order, was =>
      answering(
        moving(
          taking(was, 'returned', data.lines),
          data.moves === undefined ? fallen(was, data.lines, 'returned') : data,
        ),
        data.return,
      ),
    ),
  OrderReturnRefused: (order, data) => ifPlaced(order, was => answering(was, data.return)),
  OrderHeld: (order, _, { at }) => amend(order, { heldSince: at.toISOString(), wakesAt: null }),
  OrderReleased: (order, data) => ifPlaced(order, was => moving(postponed(was, data.by), data)),
}
