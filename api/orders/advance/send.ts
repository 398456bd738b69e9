import { type Actor, isRejection, type Rejection, reject } from '../../../domain/decider.ts'
import { possible } from '../../../domain/orders/decisions/steps.ts'
import { order } from '../../../domain/orders/order.ts'
import type { Order } from '../../../domain/orders/order-state.ts'
import { byAct, type OrderAct } from '../../../domain/orders/process/acts.ts'
import type { Units } from '../../../domain/orders/units.ts'
import type { Execute, Outcome } from '../../../eventstore/command.ts'
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
const askedBy = (id: string, { line, quantity, step, reason, key }: AdvanceRow, nth: number): string =>
  JSON.stringify([id, step, line ?? null, quantity ?? null, reason ?? null, key, nth])

const commands = { ship: 'ShipUnits', deliver: 'DeliverUnits', cancel: 'CancelOrderLines' } as const

const typeOf = (step: OrderAct) =>
  step === 'ship' || step === 'deliver' || step === 'cancel' ? commands[step] : ('AdvanceOrder' as const)

/** The units that a row names; all that can where it says no number. */
const unitsOf = (was: Order, { line, quantity, step }: AdvanceRow): Units[] | Rejection => {
  if (line !== undefined && quantity !== undefined) return [{ line, quantity }]
  if (was.status === 'absent') return []
  const all = was.lines.flatMap(one => {
    const units = line === undefined || one.line === line ? possible(was, one, byAct(step)) : 0
    return units > 0 ? [{ line: one.line, quantity: units }] : []
  })
  if (line !== undefined && was.lines[line - 1] === undefined)
    return reject('invalid', 'OrderLineUnknown', { line }, 'lines.0.line')
  return all.length > 0 ? all : reject('conflict', 'NoUnitCan', { act: step })
}

const dataOf = ({ step, reason }: AdvanceRow, lines: readonly Units[]) =>
  typeOf(step) === 'AdvanceOrder' ? { step, lines } : step === 'cancel' ? { lines, reason } : { lines }

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
    const units = unitsOf(state, row)
    if (isRejection(units)) return { outcome: 'refused', id, why: units }
    return becameOf(id, await execute({ ...correlated, data: dataOf(row, units) }))
  }
}
