import { z } from 'zod'
import { type Decide, type Decision, isRejection, type Rejection, reject, type Touches } from '../../decider.ts'
import { settingsNamed } from '../../facts/setting.ts'
import { Key } from '../../shared/id.ts'
import { localDate } from '../../shared/local-time.ts'
import { givenBackFor } from '../cancelled.ts'
import { concluding, movedBy } from '../conclude.ts'
import type { OrderEvents } from '../events/index.ts'
import type { stepEvents } from '../events/steps.ts'
import { type OrderedLine, perLine, refuse, type Shortage, shortagesOf, valued } from '../line.ts'
import type { Order, Placed } from '../order-state.ts'
import { byFact, byStep, type OrderAct } from '../process/acts.ts'
import { processSteps, type Transition } from '../process/definition.ts'
import type { Timing } from '../process/due.ts'
import { movesFor, unitsThatCan } from '../process/moves.ts'
import { processNamed } from '../processes/index.ts'
import { inShipments, shipmentIn, stockFor } from '../shipments.ts'
import { AskedShipment, AskedTracking, onTheWay, type Shipment, takenFrom, toSend } from '../shipments-state.ts'
import { orderSubject } from '../subject.ts'
import { AskedUnits, type Units } from '../units.ts'
import { placed } from './placed.ts'

const Reason = z.string().trim().min(1).max(200)
/** Left out it is all that can. */
const Some = { lines: AskedUnits.optional() }
/** Of one shipment; left out units are those of any. */
const InShipment = { shipment: AskedShipment.optional() }

export const stepCommands = {
  AdvanceOrder: z.strictObject({ step: z.enum(processSteps), ...Some }),
  /** `tracking`: the numbers under which the carrier knows the parcel, of one shipment. */
  ShipUnits: z.strictObject({ ...Some, ...InShipment, tracking: AskedTracking.optional() }),
  DeliverUnits: z.strictObject({ ...Some, ...InShipment }),
  CancelOrderLines: z.strictObject({ lines: AskedUnits, reason: Reason, ...InShipment }),
  /** Asks the order to take back what a return names; it answers with an event either way, once per return. */
  BookReturn: z.strictObject({ return: Key, lines: AskedUnits }),
  HoldOrder: z.strictObject({ reason: Reason }),
  ReleaseOrder: z.strictObject({}),
  /** Sent when time moves units of the order on. */
  TimeOut: z.strictObject({}),
}

type Can = (transition: Transition) => boolean

/** How many units of a line can take a step or meet a fact now. */
export const possible = (order: Placed, line: OrderedLine, can: Can): number =>
  unitsThatCan(processNamed(order.process), line, can)

/** What is asked of units, as refusals call it. */
type Asked = OrderAct | 'pay' | 'return'

/** Units of a line are there, but not where they could. */
const impossible = ({ line, left }: Shortage, asked: readonly Units[], act: Asked): Rejection => {
  const index = asked.findIndex(one => one.line === line)
  return reject('conflict', 'StepImpossible', { line, possible: left, act }, `lines.${index}.quantity`)
}

/** Why units that are asked for can not do something, or meet a fact; each line is named once. */
export const refusedFor = (
  order: Placed,
  units: readonly Units[],
  { asked, can, act }: { readonly asked: readonly Units[]; readonly can: Can; readonly act: Asked },
): Rejection | undefined => {
  const refused = refuse(shortagesOf(order.lines, units), asked)
  const [shortage] = shortagesOf(order.lines, units, line => possible(order, line, can))
  return refused ?? (shortage && impossible(shortage, asked, act))
}

const NO_BOUND = () => Number.POSITIVE_INFINITY

/** All units that can, as far as `bound` lets them. */
const allThatCan = (order: Placed, can: Can, bound: (line: number) => number): Units[] =>
  order.lines.flatMap(was => {
    const quantity = Math.min(possible(order, was, can), bound(was.line))
    return quantity > 0 ? [{ line: was.line, quantity }] : []
  })

/** The units that are asked for, each line once, or all that can; or why some of them can not. */
export const unitsFor = (
  order: Placed,
  asked: readonly Units[] | undefined,
  { can, act, bound = NO_BOUND }: { readonly can: Can; readonly act: Asked; readonly bound?: (line: number) => number },
): Units[] | Rejection => {
  if (asked === undefined) {
    const all = allThatCan(order, can, bound)
    return all.length > 0 ? all : reject('conflict', 'NoUnitCan', { act })
  }
  const units = perLine(asked)
  return refusedFor(order, units, { asked, can, act }) ?? units
}

type Has = (shipment: Shipment, line: number) => number
type InShipment = { readonly lines?: readonly Units[] | undefined; readonly shipment?: number | undefined }

/** Units of shipments that can take an act, each line once, and which shipments they are of. */
const unitsIn = (
  order: Placed,
  { lines: asked, shipment }: InShipment,
  {
    can,
    act,
    has,
    from,
  }: { readonly can: Can; readonly act: Asked; readonly has: Has; readonly from: readonly Shipment[] },
) => {
  const one = shipment === undefined ? undefined : shipmentIn(order, shipment)
  if (isRejection(one)) return one
  const bound = one && ((line: number) => has(one, line))
  const units = unitsFor(order, asked, { can, act, ...(bound === undefined ? {} : { bound }) })
  if (isRejection(units)) return units
  const short = bound && units.find(({ line, quantity }) => quantity > bound(line))
  if (short !== undefined) {
    const index = asked?.findIndex(({ line }) => line === short.line) ?? 0
    const left = bound?.(short.line) ?? 0
    return reject(
      'conflict',
      'TooFewInShipment',
      { line: short.line, left, shipment: one?.shipment ?? 0 },
      `lines.${index}.quantity`,
    )
  }
  return { units, of: takenFrom(one === undefined ? from : [one], units, has) }
}

const firstMoves = (order: Placed, units: readonly Units[], can: Can) =>
  units.flatMap(({ line, quantity }) => {
    const was = order.lines[line - 1]
    return was === undefined ? [] : movesFor(processNamed(order.process), was, { quantity, can })
  })

/** Answers for an order that nobody holds. */
export const going = (order: Placed, then: () => Decision<OrderEvents>): Decision<OrderEvents> =>
  order.heldSince === null ? then() : reject('conflict', 'OrderIsHeld')

const shipped = (
  order: Placed,
  { tracking, ...asked }: InShipment & { readonly tracking?: readonly string[] | undefined },
  timing: Timing,
): Decision<OrderEvents> => {
  const can = byFact('UnitsShipped')
  const found = unitsIn(order, asked, { can, act: 'ship', has: toSend, from: order.shipments.all })
  if (isRejection(found)) return found
  const { units, of } = found
  if (tracking !== undefined && of.some(({ shipment }) => shipment !== of[0]?.shipment))
    return reject('invalid', 'TrackingOfSeveral', {}, 'tracking')
  const data = {
    lines: units,
    from: stockFor(order, of),
    store: order.store,
    on: localDate(timing.now, order.timeZone),
    ...inShipments(order, of),
    ...(tracking === undefined ? {} : { tracking: [...tracking] }),
  }
  const first = movedBy(order, 'UnitsShipped', units)
  return concluding(order, { fact: { type: 'UnitsShipped', data }, first }, timing)
}

const delivered = (order: Placed, asked: InShipment, timing: Timing): Decision<OrderEvents> => {
  const can = byFact('UnitsDelivered')
  const found = unitsIn(order, asked, { can, act: 'deliver', has: onTheWay, from: order.shipments.all })
  if (isRejection(found)) return found
  const { units, of } = found
  const on = localDate(timing.now, order.timeZone)
  const fact = {
    type: 'UnitsDelivered',
    data: { lines: units, store: order.store, on, ...inShipments(order, of) },
  } as const
  return concluding(order, { fact, first: movedBy(order, 'UnitsDelivered', units) }, timing)
}

/** What is due moves where time moves it; nothing where the timer was overtaken. */
const timedOut = (order: Placed, timing: Timing): Decision<OrderEvents> => {
  const now = timing.now.toISOString()
  const process = processNamed(order.process)
  const first = order.lines.flatMap(line =>
    Object.entries(line.units).flatMap(([state, { quantity, dueAt }]) =>
      dueAt !== null && dueAt <= now
        ? movesFor(process, line, { quantity, can: found => 'after' in found && found.from === state })
        : [],
    ),
  )
  return order.heldSince !== null || first.length === 0 ? [] : concluding(order, { first }, timing)
}

export const stepDecide: Decide<Order, typeof stepCommands, OrderEvents> = {
  AdvanceOrder: (order, { step, lines }, { now, facts, id }) =>
    placed(order, id, was =>
      going(was, () => {
        const units = unitsFor(was, lines, { can: byStep(step), act: step })
        if (isRejection(units)) return units
        const fact = { type: 'OrderAdvanced', data: { step, store: was.store } } as const
        return concluding(was, { fact, first: firstMoves(was, units, byStep(step)) }, { now, facts })
      }),
    ),
  ShipUnits: (order, asked, { now, facts, id }) =>
    placed(order, id, was => going(was, () => shipped(was, asked, { now, facts }))),
  DeliverUnits: (order, asked, { now, facts, id }) =>
    placed(order, id, was => going(was, () => delivered(was, asked, { now, facts }))),
  CancelOrderLines: (order, { reason, ...asked }, { now, facts, id }) =>
    placed(order, id, was => {
      const can = byFact('OrderLinesCancelled')
      const found = unitsIn(was, asked, { can, act: 'cancel', has: toSend, from: [...was.shipments.all].reverse() })
      if (isRejection(found)) return found
      const { units, of } = found
      const { currency, store, timeZone } = was
      const first = movedBy(was, 'OrderLinesCancelled', units)
      const on = localDate(now, timeZone)
      const personal = { subject: orderSubject(id, was.customer), value: { reason } }
      const data = { ...givenBackFor(was, units, first), currency, store, on, ...inShipments(was, of), personal }
      return concluding(was, { fact: { type: 'OrderLinesCancelled', data }, first }, { now, facts })
    }),
  BookReturn: (order, data, { now, facts, id }) =>
    placed(order, id, was => {
      if (was.returns.has(data.return)) return []
      const lines = perLine(data.lines)
      const [shortage] = shortagesOf(was.lines, lines, line => possible(was, line, byFact('OrderLinesReturned')))
      if (shortage !== undefined)
        return [{ type: 'OrderReturnRefused', data: { return: data.return, lines, reason: shortage.reason } }]
      const returned = { return: data.return, lines: valued(was.lines, lines, was.currency) }
      const first = movedBy(was, 'OrderLinesReturned', lines)
      return concluding(was, { fact: { type: 'OrderLinesReturned', data: returned }, first }, { now, facts })
    }),
  HoldOrder: (order, { reason }, { id }) =>
    placed(order, id, was => {
      if (was.heldSince !== null) return []
      const personal = { subject: orderSubject(id, was.customer), value: { reason } }
      const waking = was.wakesAt === null ? {} : { wakesAt: null }
      return [{ type: 'OrderHeld', data: { store: was.store, personal, ...waking } }]
    }),
  ReleaseOrder: (order, _, { now, facts, id }) =>
    placed(order, id, was => {
      if (was.heldSince === null) return []
      const by = Math.max(0, now.getTime() - Date.parse(was.heldSince))
      const fact = { type: 'OrderReleased', data: { store: was.store, by } } as const
      return concluding(was, { fact, first: [] }, { now, facts })
    }),
  TimeOut: (order, _, { now, facts, id }) => placed(order, id, was => timedOut(was, { now, facts })),
}

/** The settings of the order's store, by which time-outs are counted. */
export const ofItsStore = (_: unknown, __: string, order: Order) =>
  order.status === 'absent' ? [] : settingsNamed(order.store)

export const stepFacts = {
  AdvanceOrder: ofItsStore,
  ShipUnits: ofItsStore,
  DeliverUnits: ofItsStore,
  CancelOrderLines: ofItsStore,
  BookReturn: ofItsStore,
  ReleaseOrder: ofItsStore,
  TimeOut: ofItsStore,
}

const touchedLines = ({ lines }: { lines: readonly Units[] }) => lines.map(({ line }) => `lines.${line}` as const)

export const stepTouches: Touches<Order, typeof stepCommands, typeof stepEvents> = {
  OrderAdvanced: ({ moves = [] }) => touchedLines({ lines: moves }),
  UnitsShipped: touchedLines,
  UnitsDelivered: touchedLines,
  OrderLinesCancelled: touchedLines,
  OrderLinesReturned: touchedLines,
  OrderReturnRefused: () => [],
  OrderHeld: () => ['heldSince'],
  OrderReleased: () => ['heldSince'],
}
