import type { Decide, Touches } from '../../decider.ts'
import type { OrderEvents } from '../events/index.ts'
import type { stockEvents } from '../events/stock.ts'
import type { Order } from '../order-state.ts'

export const stockCommands = {}

export const stockDecide: Decide<Order, typeof stockCommands, OrderEvents> = {}

const touchedLines = ({ lines }: { lines: readonly { readonly line: number }[] }) =>
  lines.map(({ line }) => `lines.${line}` as const)

export const stockTouches: Touches<Order, typeof stockCommands, typeof stockEvents> = {
  UnitsReserved: touchedLines,
  UnitsBackordered: touchedLines,
  UnitsReleased: touchedLines,
}
