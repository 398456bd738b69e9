import { fact } from '../decider.ts'
import { order } from '../orders/order.ts'
import { type Pickable, pickableIn } from '../orders/picking.ts'

export type PickableOrder = {
  readonly number: string | null
  readonly in: (warehouse: string) => readonly Pickable[]
}

/** What of an order can be taken from the shelf in a warehouse; undefined where there is no such order. */
export const pickable = fact(order, (state): PickableOrder | undefined =>
  state.status === 'absent' ? undefined : { number: state.number, in: warehouse => pickableIn(state, warehouse) },
)
