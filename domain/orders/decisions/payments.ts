import type { Decide, Touches } from '../../decider.ts'
import type { OrderEvents } from '../events/index.ts'
import type { paymentEvents } from '../events/payments.ts'
import type { Order } from '../order-state.ts'

export const paymentCommands = {}

export const paymentDecide: Decide<Order, typeof paymentCommands, OrderEvents> = {}

export const paymentTouches: Touches<Order, typeof paymentCommands, typeof paymentEvents> = {
  PaymentAuthorized: () => ['payments'],
  PaymentFailed: () => ['payments'],
  PaymentCaptured: () => ['payments'],
  RefundSettled: () => ['payments'],
}
