import type { OrderedLine } from '../line.ts'
import type { Held, Move } from '../moved.ts'
import { hasFlag, type OrderProcess, type StateFlag } from './definition.ts'

/** Only products lie in warehouses. */
export const needsStock = ({ kind }: Pick<OrderedLine, 'kind'>): boolean => kind === 'product'

export const heldUnits = ({ held }: OrderedLine): number => held.reduce((sum, { quantity }) => sum + quantity, 0)

/** How many units of a line are in states that have a flag. */
export const unitsWith = (process: OrderProcess, { units }: OrderedLine, flag: StateFlag): number =>
  Object.entries(units).reduce(
    (sum, [state, { quantity }]) => (hasFlag(process, state, flag) ? sum + quantity : sum),
    0,
  )

/** How many units of a line more stock has to be reserved for. */
export const unitsLacking = (process: OrderProcess, line: OrderedLine): number =>
  needsStock(line) ? Math.max(0, unitsWith(process, line, 'reserved') - heldUnits(line)) : 0

/** So many units of what is held, from the first on. */
export const heldFor = (held: readonly Held[], units: number): Held[] => {
  let left = units
  return held.flatMap(one => {
    const quantity = Math.min(left, one.quantity)
    left -= quantity
    return quantity > 0 ? [{ ...one, quantity }] : []
  })
}

const placeOf = ({ reservation, warehouse }: Held): string => `${warehouse} ${reservation}`

/** What is held without what was taken of it; one reservation may have been granted in several parts. */
export const heldWithout = (held: readonly Held[], taken: readonly Held[]): Held[] => {
  const left = new Map<string, number>()
  for (const gone of taken) left.set(placeOf(gone), (left.get(placeOf(gone)) ?? 0) + gone.quantity)
  return held.flatMap(one => {
    const gone = Math.min(one.quantity, left.get(placeOf(one)) ?? 0)
    left.set(placeOf(one), (left.get(placeOf(one)) ?? 0) - gone)
    return one.quantity > gone ? [{ ...one, quantity: one.quantity - gone }] : []
  })
}

/** What a line holds beyond the units that still need it; what was reserved last is let go first. */
export const surplusOf = (process: OrderProcess, line: OrderedLine): Held[] =>
  heldFor([...line.held].reverse(), Math.max(0, heldUnits(line) - unitsWith(process, line, 'reserved')))

/** Units that lose the stock they could only be there with go back to where they waited for it. */
export const backMoves = (process: OrderProcess, { line, units }: OrderedLine, lost: number): Move[] => {
  let left = lost
  return process.transitions.flatMap(transition => {
    const { from: back, to: state } = transition
    const isWait = 'when' in transition && transition.when === 'reserved'
    if (!isWait || !hasFlag(process, state, 'allotted')) return []
    const quantity = Math.min(left, units[state]?.quantity ?? 0)
    left -= quantity
    return quantity > 0 ? [{ line, quantity, from: state, to: back }] : []
  })
}
