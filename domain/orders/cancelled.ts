import { valued } from './line.ts'
import type { Move } from './moved.ts'
import type { Placed } from './order-state.ts'
import { hasFlag } from './process/definition.ts'
import { processNamed } from './processes/index.ts'
import type { Units } from './units.ts'

/** Whether nothing of an order is left once these moves are done, and nothing was ever sent of it. */
const isAllGone = ({ process, lines }: Placed, moves: readonly Move[]): boolean => {
  const isVoid = (state: string) => hasFlag(processNamed(process), state, 'void')
  const going = new Map<string, number>()
  for (const { line, from, to, quantity } of moves) {
    const key = `${line}/${from}`
    if (isVoid(to)) going.set(key, (going.get(key) ?? 0) + quantity)
  }
  return lines.every(({ line, units }) =>
    Object.entries(units).every(
      ([state, { quantity }]) => isVoid(state) || quantity <= (going.get(`${line}/${state}`) ?? 0),
    ),
  )
}

/** What cancelling units gives back: what they are worth, and with the last of them delivery and fees. */
export const givenBackFor = (order: Placed, units: readonly Units[], moves: readonly Move[]) => {
  const lines = valued(order.lines, units, order.currency)
  const expenses = isAllGone(order, moves) ? order.expenses - order.expensesGiven : 0
  const amount = lines.reduce((sum, line) => sum + line.amount, expenses)
  return { lines, amount, ...(expenses === 0 ? {} : { expenses }) }
}
