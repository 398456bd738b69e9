import type { Decider } from '../decider.ts'
import {
  amendingCommands,
  amendingDecide,
  amendingFacts,
  amendingFurther,
  amendingTouches,
} from './decisions/amending.ts'
import { noteCommands, noteDecide, noteFacts, noteTouches } from './decisions/notes.ts'
import { paymentClaims, paymentCommands, paymentDecide, paymentFacts, paymentTouches } from './decisions/payments.ts'
import { pickingCommands, pickingDecide, pickingFacts, pickingTouches } from './decisions/picking.ts'
import { placingCommands, placingDecide, placingFacts, placingFurther, placingTouches } from './decisions/placing.ts'
import {
  shipmentCommands,
  shipmentDecide,
  shipmentFacts,
  shipmentFurther,
  shipmentTouches,
} from './decisions/shipments.ts'
import { stepCommands, stepDecide, stepFacts, stepTouches } from './decisions/steps.ts'
import { stockCommands, stockDecide, stockFacts, stockTouches } from './decisions/stock.ts'
import { type OrderEvents, orderEvents, orderEvolve } from './events/index.ts'
import type { Order } from './order-state.ts'

/** What can be asked of an order. */
const commands = {
  ...placingCommands,
  ...stepCommands,
  ...stockCommands,
  ...paymentCommands,
  ...noteCommands,
  ...shipmentCommands,
  ...pickingCommands,
  ...amendingCommands,
}

/** What somebody bought: its lines, the process that their units go through, its stock, its payments, its notes. */
export const order: Decider<Order, typeof commands, OrderEvents> = {
  category: 'order',
  initial: { status: 'absent' },
  events: orderEvents,
  evolve: orderEvolve,
  commands,
  decide: {
    ...placingDecide,
    ...stepDecide,
    ...stockDecide,
    ...paymentDecide,
    ...noteDecide,
    ...shipmentDecide,
    ...pickingDecide,
    ...amendingDecide,
  },
  touches: {
    ...placingTouches,
    ...stepTouches,
    ...stockTouches,
    ...paymentTouches,
    ...noteTouches,
    ...shipmentTouches,
    ...pickingTouches,
    ...amendingTouches,
  },
  spared: ['OrderLinesCancelled', 'OrderHeld', 'PaymentCaptured', 'RefundSettled'],
  facts: {
    ...placingFacts,
    ...stepFacts,
    ...stockFacts,
    ...paymentFacts,
    ...noteFacts,
    ...shipmentFacts,
    ...pickingFacts,
    ...amendingFacts,
  },
  further: { ...placingFurther, ...shipmentFurther, ...amendingFurther },
  claims: paymentClaims,
}
