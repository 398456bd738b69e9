import type { OrderedLine } from '../line.ts'
import type { Move } from '../moved.ts'
import type { OrderProcess } from './definition.ts'
import { movesFor } from './moves.ts'

/** States of units that are gone: nothing takes them from there. */
export const goneStates: ReadonlySet<string> = new Set(['cancelled', 'returned'])

/** Where units of a line that are gone were taken from before events said it: wherever there are any. */
export const fallenMoves = (
  process: OrderProcess,
  line: Pick<OrderedLine, 'line' | 'units'>,
  { quantity, to }: { readonly quantity: number; readonly to: 'cancelled' | 'returned' },
): Move[] => {
  const from = Object.keys(process.states).filter(state => !goneStates.has(state) && line.units[state] !== undefined)
  const transitions = from.map(state => ({ from: state, to, when: 'always' as const }))
  return movesFor({ ...process, transitions }, line, { quantity, can: () => true })
}
