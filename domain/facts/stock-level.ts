import { stock } from '../catalog/stock.ts'
import { movable } from '../catalog/stock-moves.ts'
import { fact } from '../decider.ts'

/** How many lie in a place (null: nobody has ever said), how many of them can leave, and when they were last counted. */
export const stockLevel = fact(stock, state => ({
  onHand: state.onHand,
  free: movable(state),
  countedAt: state.countedAt,
}))
