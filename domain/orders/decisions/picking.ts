import { z } from 'zod'
import type { Decide, Decision, Touches } from '../../decider.ts'
import { Key } from '../../shared/id.ts'
import { MAX_LINES, MAX_PICKS, MAX_UNITS } from '../../shared/limits.ts'
import { concluding } from '../conclude.ts'
import type { OrderEvent, OrderEvents } from '../events/index.ts'
import type { pickingEvents } from '../events/picking.ts'
import type { Order, Placed } from '../order-state.ts'
import { pickableIn } from '../picking.ts'
import { claimKey } from '../picking-state.ts'
import type { Timing } from '../process/due.ts'
import { backMoves, heldFor, unitsLacking } from '../process/stock.ts'
import { processNamed } from '../processes/index.ts'
import { AskedShipment } from '../shipments-state.ts'
import { AskedLineNumber, AskedQuantity } from '../units.ts'
import { placed } from './placed.ts'
import { ofItsStore } from './steps.ts'

const Position = z.int().min(1).max(MAX_PICKS)
const Count = z.int().min(0).max(MAX_UNITS)

export const pickingCommands = {
  /** A list that was drawn asks for units; the order answers once, with what nobody else takes. */
  ClaimForPicking: z.strictObject({
    list: Key,
    warehouse: Key,
    units: z
      .array(
        z.strictObject({ position: Position, shipment: AskedShipment, line: AskedLineNumber, quantity: AskedQuantity }),
      )
      .max(MAX_LINES),
  }),
  /** So many of a position were not found, in all. */
  NoteMissing: z.strictObject({ list: Key, position: Position, missing: AskedQuantity }),
  /** A list is over: what was picked, and what was not found, of each position. */
  EndPicking: z.strictObject({
    list: Key,
    units: z.array(z.strictObject({ position: Position, picked: Count, missing: Count })).max(MAX_PICKS),
  }),
}
type Asked<Name extends keyof typeof pickingCommands> = z.infer<(typeof pickingCommands)[Name]>

/** What is asked for is given as far as nobody else takes it. Of a list that is over nothing is. */
const claimed = (was: Placed, { list, warehouse, units }: Asked<'ClaimForPicking'>): Decision<OrderEvents> => {
  if (was.picking.lists.has(list)) return []
  const free = new Map(
    pickableIn(was, warehouse).map(({ line, shipment, quantity }) => [`${line}/${shipment}`, quantity]),
  )
  const given = units.map(unit => {
    const key = `${unit.line}/${unit.shipment}`
    const quantity = Math.min(unit.quantity, free.get(key) ?? 0)
    free.set(key, (free.get(key) ?? 0) - quantity)
    return { ...unit, quantity }
  })
  return [{ type: 'PickingBegun', data: { list, warehouse, units: given, store: was.store } }]
}

/** What a line lacks now that did not wait before is asked for anew. */
const askedAnew = ({ process, store, lines }: Placed, line: number, lost: number): OrderEvent[] => {
  const was = lines[line - 1]
  if (was === undefined || was.backordered > 0) return []
  const after = { ...was, held: heldFor(was.held, was.held.reduce((sum, { quantity }) => sum + quantity, 0) - lost) }
  const quantity = unitsLacking(processNamed(process), after)
  return quantity > 0
    ? [{ type: 'ReservationRequested', data: { lines: [{ line, sku: was.sku, quantity }], store } }]
    : []
}

/** They lose what they hold there and are asked for elsewhere. What the order does not want any more, nobody looks for. */
const unfound = (
  was: Placed,
  { list, position, missing }: Asked<'NoteMissing'>,
  timing: Timing,
): Decision<OrderEvents> => {
  const claim = was.picking.claims.get(claimKey(list, position))
  const line = claim && was.lines[claim.line - 1]
  if (claim === undefined || line === undefined) return []
  const there = line.held.filter(({ warehouse }) => warehouse === claim.warehouse)
  const lines = heldFor(there, Math.min(missing - claim.missing, claim.quantity))
  const lost = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  if (lost <= 0) return []
  const fact = { type: 'UnitsMissing', data: { list, position, missing, lines, store: was.store } } as const
  const first = backMoves(processNamed(was.process), line, lost)
  return [...concluding(was, { fact, first }, timing), ...askedAnew(was, claim.line, lost)]
}

/** What was picked stays claimed, and so does what was not found until the order is told. */
const ended = (was: Placed, { list, units }: Asked<'EndPicking'>): Decision<OrderEvents> => {
  if (was.picking.lists.get(list) === 'over') return []
  const left = units.map(({ position, picked, missing }) => {
    const claim = was.picking.claims.get(claimKey(list, position))
    const kept = picked + Math.max(0, missing - (claim?.missing ?? 0))
    return { position, quantity: Math.min(claim?.quantity ?? 0, kept) }
  })
  return [{ type: 'PickingEnded', data: { list, units: left, store: was.store } }]
}

export const pickingDecide: Decide<Order, typeof pickingCommands, OrderEvents> = {
  ClaimForPicking: (order, data, { id }) => placed(order, id, was => claimed(was, data)),
  NoteMissing: (order, data, { now, facts, id }) => placed(order, id, was => unfound(was, data, { now, facts })),
  EndPicking: (order, data, { id }) => placed(order, id, was => ended(was, data)),
}

export const pickingFacts = { NoteMissing: ofItsStore }

const all = () => ['picking'] as const
export const pickingTouches: Touches<Order, typeof pickingCommands, typeof pickingEvents> = {
  PickingBegun: all,
  PickingWithdrawn: all,
  PickingEnded: all,
  UnitsMissing: ({ lines }) => ['picking', ...lines.map(({ line }) => `lines.${line}` as const)],
}
