import type { Evolve, MessageOf } from '../../decider.ts'
import type { Order } from '../order-state.ts'
import { amendingEvents, amendingEvolve } from './amending.ts'
import { noteEvents, noteEvolve } from './notes.ts'
import { paymentEvents, paymentEvolve } from './payments.ts'
import { pickingEvents, pickingEvolve } from './picking.ts'
import { placingEvents, placingEvolve } from './placing.ts'
import { shipmentEvents, shipmentEvolve } from './shipments.ts'
import { stepEvents, stepEvolve } from './steps.ts'
import { stockEvents, stockEvolve } from './stock.ts'

/** Everything that is stored of an order. */
export const orderEvents = {
  ...placingEvents,
  ...stepEvents,
  ...stockEvents,
  ...paymentEvents,
  ...noteEvents,
  ...shipmentEvents,
  ...pickingEvents,
  ...amendingEvents,
}
export type OrderEvents = typeof orderEvents
export type OrderEvent = MessageOf<OrderEvents>

export const orderEvolve: Evolve<Order, OrderEvents> = {
  ...placingEvolve,
  ...stepEvolve,
  ...stockEvolve,
  ...paymentEvolve,
  ...noteEvolve,
  ...shipmentEvolve,
  ...pickingEvolve,
  ...amendingEvolve,
}
