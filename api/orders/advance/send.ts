import { type Actor, isRejection, type Rejection, reject } from '../../../domain/decider.ts'
import { possible } from '../../../domain/orders/decisions/steps.ts'
import { order } from '../../../domain/orders/order.ts'
import type { Order, Placed } from '../../../domain/orders/order-state.ts'
import { byAct, type OrderAct } from '../../../domain/orders/process/acts.ts'
import { onTheWay, parcelsOf, shipmentOf, toSend } from '../../../domain/orders/shipments-state.ts'
import type { Units } from '../../../domain/orders/units.ts'
import type { Execute, Outcome } from '../../../eventstore/command.ts'
import type { RowStep } from './names.ts'
import type { AdvanceRow } from './read.ts'

/** What became of a row: it was done, would have changed nothing, was done before, or can not be. */
export type Became =
  | { readonly outcome: 'done'; readonly id: string; readonly position: string }
  | { readonly outcome: 'nothing' | 'known'; readonly id: string }
  | { readonly outcome: 'refused'; readonly id: string | undefined; readonly why: Rejection }

type Looked = { readonly state: Order; readonly commands: { readonly has: (commandId: string) => boolean } }

/** How commands reach orders, in the shop or on a copy of it. */
export type Steps = {
  readonly execute: Execute
  /** The id of the command for what is asked, always the same: it is decided once. */
  readonly commandIdOf: (asked: string) => string
  /** An order as it is now, and the commands that made it so. */
  readonly lookAt: (id: string) => Promise<Looked>
}

export type Advancing = Steps & {
  /** Ids of the orders that are called so, by id or number, as far as the sender may see them. */
  readonly ordersNamed: (name: string) => Promise<readonly string[]>
  /** Why the sender may not send a command to an order, if so. */
  readonly refusing?: (id: string, type: string) => Promise<Rejection | undefined>
  readonly actor: Actor
  readonly correlationId?: string
}

/** What a row asks: asked again, in another file too, it is the same. @param nth of those in a file that ask the same */
const askedBy = (id: string, { line, quantity, step, reason, key, shipment, tracking }: AdvanceRow, nth: number) => {
  const all = [id, step, line ?? null, quantity ?? null, reason ?? null, key, nth]
  // What was sent before there were shipments stays the same.
  const parcel = shipment === undefined && tracking === undefined ? [] : [shipment ?? null, tracking ?? null]
  return JSON.stringify([...all, ...parcel])
}

const commands = {
  ship: 'ShipUnits',
  deliver: 'DeliverUnits',
  cancel: 'CancelOrderLines',
  track: 'SetTrackingNumbers',
} as const

const typeOf = (step: RowStep) =>
  step === 'ship' || step === 'deliver' || step === 'cancel' || step === 'track'
    ? commands[step]
    : ('AdvanceOrder' as const)

/** How many units of a line a step finds in the shipment that a row names. */
const boundOf = (was: Placed, { shipment, step }: AdvanceRow) => {
  if (shipment === undefined) return () => Number.POSITIVE_INFINITY
  const one = shipmentOf(was.shipments, shipment)
  return (line: number) => (one === undefined ? 0 : step === 'deliver' ? onTheWay(one, line) : toSend(one, line))
}

/** The units that a row names; all that can where it says no number. */
const unitsOf = (was: Order, row: AdvanceRow, step: OrderAct): Units[] | Rejection => {
  const { line, quantity, shipment } = row
  if (line !== undefined && quantity !== undefined) return [{ line, quantity }]
  if (was.status === 'absent') return []
  if (shipment !== undefined && shipmentOf(was.shipments, shipment) === undefined)
    return reject('invalid', 'ShipmentUnknown', { shipment }, 'shipment')
  const bound = boundOf(was, row)
  const all = was.lines.flatMap(one => {
    const able = line === undefined || one.line === line ? possible(was, one, byAct(step)) : 0
    const units = Math.min(able, bound(one.line))
    return units > 0 ? [{ line: one.line, quantity: units }] : []
  })
  if (line !== undefined && was.lines[line - 1] === undefined)
    return reject('invalid', 'OrderLineUnknown', { line }, 'lines.0.line')
  return all.length > 0 ? all : reject('conflict', 'NoUnitCan', { act: step })
}

/** The numbers of the parcel that a row is of, with the one that it brings; nothing where that is there already. */
const numbersOf = (was: Order, { order, shipment, tracking = '' }: AdvanceRow) => {
  if (was.status === 'absent') return reject('unknown', 'OrderUnknown', { order })
  const all = parcelsOf(was.shipments).filter(parcel => shipment === undefined || parcel.shipment === shipment)
  if (all.some(parcel => parcel.tracking.includes(tracking))) return undefined
  const unnamed = all.filter(parcel => parcel.tracking.length === 0)
  const [first, ...others] = unnamed.length === 0 ? all : unnamed
  if (first === undefined) return reject('conflict', 'NothingSent', { order })
  return others.length > 0
    ? reject('conflict', 'ParcelAmbiguous', { order })
    : { ...first, tracking: [...first.tracking, tracking] }
}

/** What is asked of an order; nothing where it is so already. */
const dataOf = (was: Order, row: AdvanceRow) => {
  const { step, reason, shipment, tracking } = row
  if (step === 'track') return numbersOf(was, row)
  const lines = unitsOf(was, row, step)
  if (isRejection(lines)) return lines
  if (typeOf(step) === 'AdvanceOrder') return { step, lines }
  return {
    lines,
    ...(shipment === undefined ? {} : { shipment }),
    ...(tracking === undefined ? {} : { tracking: [tracking] }),
    ...(step === 'cancel' ? { reason } : {}),
  }
}

const becameOf = (id: string, outcome: Outcome): Became => {
  if (outcome.kind === 'rejected') return { outcome: 'refused', id, why: outcome.rejection }
  if (outcome.kind === 'conflict') return { outcome: 'refused', id, why: reject('conflict', 'ChangedSince') }
  if (outcome.repeated) return { outcome: 'known', id }
  return outcome.position === undefined
    ? { outcome: 'nothing', id }
    : { outcome: 'done', id, position: outcome.position }
}

/** Carries rows out one by one, in the order in which they come. */
export const advancing = ({ execute, commandIdOf, ordersNamed, lookAt, refusing, actor, correlationId }: Advancing) => {
  const seen = new Map<string, number>()
  return async (row: AdvanceRow): Promise<Became> => {
    const ids = await ordersNamed(row.order)
    const [id] = ids
    if (id === undefined)
      return { outcome: 'refused', id, why: reject('unknown', 'OrderUnknown', { order: row.order }) }
    if (ids.length > 1)
      return { outcome: 'refused', id: undefined, why: reject('conflict', 'OrderAmbiguous', { order: row.order }) }
    const why = await refusing?.(id, typeOf(row.step))
    if (why !== undefined) return { outcome: 'refused', id, why }
    const first = askedBy(id, row, 0)
    const nth = seen.get(first) ?? 0
    seen.set(first, nth + 1)
    const commandId = commandIdOf(askedBy(id, row, nth))
    const sent = { decider: order, id, type: typeOf(row.step), commandId, actor, origin: 'live' as const }
    const correlated = correlationId === undefined ? sent : { ...sent, correlationId }
    const { state, commands } = await lookAt(id)
    // What "all that can" means has changed by then.
    if (commands.has(commandId)) return { outcome: 'known', id }
    const data = dataOf(state, row)
    if (data === undefined) return { outcome: 'nothing', id }
    if (isRejection(data)) return { outcome: 'refused', id, why: data }
    return becameOf(id, await execute({ ...correlated, data }))
  }
}
