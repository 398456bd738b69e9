import type { OrderedLine } from '../line.ts'
import type { Move } from '../moved.ts'
import type { Placed } from '../order-state.ts'
import type { OrderProcess, ProcessCondition, Transition } from './definition.ts'
import { isPaid } from './money.ts'
import { heldUnits, needsStock, unitsWith } from './stock.ts'

/** How many units of a line a condition lets pass; of what is asked of the whole order all or none. */
const passing = (order: Placed, process: OrderProcess, line: OrderedLine, when: ProcessCondition): number => {
  const all = (holds: boolean) => (holds ? Number.POSITIVE_INFINITY : 0)
  switch (when) {
    case 'always':
      return all(true)
    case 'authorised':
      return all(order.payments.authorised > 0)
    case 'refused':
      return all(order.payments.isRefused)
    case 'paid':
      return all(isPaid(order))
    case 'reserved':
      return needsStock(line) ? Math.max(0, heldUnits(line) - unitsWith(process, line, 'allotted')) : all(true)
  }
}

type Counts = Map<string, number>
const countsOf = ({ units }: OrderedLine): Counts =>
  new Map(Object.entries(units).map(([state, { quantity }]) => [state, quantity]))

/** Moves of one line, each from where it was to where it comes to rest: what is passed at once is not told. */
type Path = { readonly counts: Counts; readonly moves: Map<string, Move> }

const add = ({ moves }: Path, move: Move) => {
  const key = `${move.from}>${move.to}`
  moves.set(key, { ...move, quantity: move.quantity + (moves.get(key)?.quantity ?? 0) })
}

/** Those that just came go on first, and their moves become longer; then those that were there. */
const step = (path: Path, { line, quantity, from, to }: Move) => {
  const { counts, moves } = path
  let left = quantity
  const before = [...moves]
  for (const [key, came] of before) {
    const taken = came.to === from ? Math.min(left, came.quantity) : 0
    if (taken === 0) continue
    left -= taken
    if (taken === came.quantity) moves.delete(key)
    else moves.set(key, { ...came, quantity: came.quantity - taken })
    add(path, { line, quantity: taken, from: came.from, to })
  }
  if (left > 0) add(path, { line, quantity: left, from, to })
  counts.set(from, (counts.get(from) ?? 0) - quantity)
  counts.set(to, (counts.get(to) ?? 0) + quantity)
}

const lineWith = (line: OrderedLine, counts: Counts): OrderedLine => ({
  ...line,
  units: Object.fromEntries([...counts].map(([state, quantity]) => [state, { quantity, dueAt: null }])),
})

/** The next move of a line that nobody has to ask for. */
const byItself = (order: Placed, process: OrderProcess, was: OrderedLine, counts: Counts): Move | undefined => {
  const now = lineWith(was, counts)
  for (const transition of process.transitions) {
    if (!('when' in transition)) continue
    const { from, to, when } = transition
    const there = counts.get(from) ?? 0
    const quantity = there === 0 ? 0 : Math.min(there, passing(order, process, now, when))
    if (quantity > 0) return { line: was.line, quantity, from, to }
  }
  return undefined
}

/** What a line's units do once the first moves are done: on until nothing moves by itself any more. */
const carriedOn = (order: Placed, process: OrderProcess, line: OrderedLine, first: readonly Move[]): Move[] => {
  const path: Path = { counts: countsOf(line), moves: new Map() }
  for (const move of first) step(path, move)
  // Each goes forward, which is checked when processes are loaded; a bound all the same.
  for (let turn = 0; turn < 100; turn += 1) {
    const next = byItself(order, process, line, path.counts)
    if (next === undefined) break
    step(path, next)
  }
  return [...path.moves.values()].filter(({ from, to }) => from !== to)
}

/** All that moves in an order as it is now: what was asked for, and what follows by itself. A held order stands still. */
export const movesOf = (order: Placed, process: OrderProcess, first: readonly Move[]): Move[] => {
  if (order.heldSince !== null) return [...first]
  const asked = Map.groupBy(first, ({ line }) => line)
  return order.lines.flatMap(line => carriedOn(order, process, line, asked.get(line.line) ?? []))
}

/** The units of a line that a transition of this kind can take, by the state that they are in. */
const takeable = (
  { transitions }: OrderProcess,
  { units }: Pick<OrderedLine, 'units'>,
  can: (transition: Transition) => boolean,
) =>
  transitions.flatMap(transition => {
    const there = can(transition) ? units[transition.from] : undefined
    return there === undefined ? [] : [{ transition, ...there }]
  })

/** How many units of a line a transition of this kind can take. */
export const unitsThatCan = (process: OrderProcess, line: OrderedLine, can: (transition: Transition) => boolean) =>
  takeable(process, line, can).reduce((sum, { quantity }) => sum + quantity, 0)

/** Moves of so many units of a line, from the states that are named first in the process. */
export const movesFor = (
  process: OrderProcess,
  line: Pick<OrderedLine, 'line' | 'units'>,
  { quantity, can }: { readonly quantity: number; readonly can: (transition: Transition) => boolean },
): Move[] => {
  let left = quantity
  return takeable(process, line, can).flatMap(({ transition: { from, to }, quantity: there }) => {
    const taken = Math.min(left, there)
    left -= taken
    return taken > 0 ? [{ line: line.line, quantity: taken, from, to }] : []
  })
}
