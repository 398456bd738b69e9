import { fold } from '../decider.ts'
import { localDate } from '../shared/local-time.ts'
import { givenBackFor } from './cancelled.ts'
import { type OrderEvent, orderEvolve } from './events/index.ts'
import type { cancelCauses } from './events/steps.ts'
import { perLine } from './line.ts'
import type { Move } from './moved.ts'
import type { Placed } from './order-state.ts'
import { notToPick } from './picking.ts'
import { hasFlag, type MovingFact } from './process/definition.ts'
import { dueIn, type Timing, wakingAt } from './process/due.ts'
import { movesFor, movesOf } from './process/moves.ts'
import { surplusOf, unitsLacking } from './process/stock.ts'
import { processNamed } from './processes/index.ts'
import { cancelledIn, inShipments } from './shipments.ts'
import type { Units } from './units.ts'

export const after = (order: Placed, event: OrderEvent, { now }: Timing): Placed => {
  const folded = fold(orderEvolve, order as Parameters<typeof orderEvolve.OrderNumbered>[0], [
    { ...event, at: now, commandId: '' },
  ])
  // Nothing that can be said of a placed order makes it absent.
  return folded as Placed
}

const processOf = (order: Placed) => processNamed(order.process)

const timed = (order: Placed, moves: readonly Move[], timing: Timing): Move[] =>
  moves.map(move => {
    const dueAt = dueIn(processOf(order), move.to, order, timing)
    return dueAt === undefined ? move : { ...move, dueAt }
  })

/** What a fact moves of the units that it names. */
export const movedBy = (order: Placed, fact: MovingFact, units: readonly Units[]): Move[] =>
  units.flatMap(({ line, quantity }) => {
    const was = order.lines[line - 1]
    if (was === undefined) return []
    return movesFor(processOf(order), was, { quantity, can: found => 'fact' in found && found.fact === fact })
  })

/** Units that are gone are cancelled, with what they were worth. */
const cancelling = (
  order: Placed,
  moves: readonly Move[],
  { cause, now }: { readonly cause: (typeof cancelCauses)[number]; readonly now: Date },
): OrderEvent => {
  const units = perLine(moves)
  const given = { ...givenBackFor(order, units, moves), ...inShipments(order, cancelledIn(order, units)) }
  const { currency, store, timeZone } = order
  const on = localDate(now, timeZone)
  return { type: 'OrderLinesCancelled', data: { ...given, cause, currency, store, on, moves: [...moves] } }
}

/** What lines hold beyond what they need once this has happened. */
const releasing = (order: Placed): OrderEvent[] => {
  const lines = order.lines.flatMap(line => surplusOf(processOf(order), line))
  return lines.length === 0 ? [] : [{ type: 'UnitsReleased', data: { lines, store: order.store } }]
}

/** Lines that waited for stock and now need less of it, or none: so many wait from now on. */
const waitingFor = (order: Placed, then: Placed): OrderEvent[] => {
  const lines = order.lines.flatMap(({ line, sku, backordered }, index) => {
    const now = then.lines[index]
    const quantity = now === undefined ? 0 : unitsLacking(processOf(then), now)
    return backordered === 0 || backordered === quantity ? [] : [{ line, sku, quantity }]
  })
  return lines.length === 0 ? [] : [backorderedBy(then, lines)]
}

/** A fact with what it moves and when the order is looked at next, where that has changed. */
const withMoves = (fact: OrderEvent, moves: readonly Move[], wakesAt: string | null | undefined): OrderEvent => {
  const said = { ...(moves.length === 0 ? {} : { moves }), ...(wakesAt === undefined ? {} : { wakesAt }) }
  // Each fact that is concluded has the fields of `Moved`.
  return { ...fact, data: { ...fact.data, ...said } } as OrderEvent
}

/** A fact that moves nothing yet. One that says nothing of moves is of before there were any, and takes units from wherever. */
const unmoved = (fact: OrderEvent): OrderEvent => ({ ...fact, data: { ...fact.data, moves: [] } }) as OrderEvent

/** How many units of lines wait for stock, where they wait. */
export const backorderedBy = (
  { store, stock: { places, since } }: Placed,
  lines: readonly { readonly line: number; readonly sku: string; readonly quantity: number }[],
): OrderEvent => ({ type: 'UnitsBackordered', data: { lines: [...lines], store, places: [...places], since } })

/** What goes on because units were cancelled: what is left may be paid now. */
const goingOn = (order: Placed, cancelled: readonly OrderEvent[], timing: Timing): OrderEvent[] => {
  if (cancelled.length === 0) return []
  const moves = timed(order, movesOf(order, processOf(order), []), timing)
  return moves.length === 0 ? [] : [{ type: 'OrderAdvanced', data: { step: null, store: order.store, moves } }]
}

export type Happening = {
  /** What happened, without what it moves; undefined where only time has passed. */
  readonly fact?: OrderEvent
  /** What it moves itself. */
  readonly first: readonly Move[]
}

/**
 * The events of one decision: the fact, all that it moves at once, what is cancelled by it, and the stock that is let go.
 * Nothing of it can happen without the rest.
 */
export const concluding = (order: Placed, { fact, first }: Happening, timing: Timing): OrderEvent[] => {
  const process = processOf(order)
  const happened = fact === undefined ? order : after(order, unmoved(fact), timing)
  const moves = timed(happened, movesOf(happened, process, first), timing)
  const isCancellation = fact?.type === 'OrderLinesCancelled'
  const gone = isCancellation ? [] : moves.filter(({ to }) => hasFlag(process, to, 'void'))
  const goneOnes = new Set(gone)
  const going = moves.filter(move => !goneOnes.has(move))
  const told: OrderEvent | undefined =
    fact ?? (going.length > 0 ? { type: 'OrderAdvanced', data: { step: null, store: order.store } } : undefined)
  const cause = happened.payments.isRefused ? 'paymentRefused' : 'unpaid'
  const cancelled = gone.length > 0 ? [cancelling(happened, gone, { cause, now: timing.now })] : []
  const made = [...(told === undefined ? [] : [withMoves(told, going, undefined)]), ...cancelled]
  const left = made.reduce((was, event) => after(was, event, timing), order)
  const further = goingOn(left, cancelled, timing)
  const then = further.reduce((was, event) => after(was, event, timing), left)
  const released = releasing(then)
  const held = released.reduce((was, event) => after(was, event, timing), then)
  const base = [...made, ...further]
  return [...woken(order, then, base), ...released, ...waitingFor(order, then), ...notToPick(held, fact)]
}

const woken = (order: Placed, then: Placed, [first, ...others]: readonly OrderEvent[]): OrderEvent[] => {
  if (first === undefined) return []
  const wakesAt = wakingAt(then)
  return [wakesAt === order.wakesAt ? first : withMoves(first, [], wakesAt), ...others]
}
