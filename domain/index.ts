import type { z } from 'zod'
import { category } from './catalog/category.ts'
import { categoryTree } from './catalog/category-tree.ts'
import { product } from './catalog/product.ts'
import { stock } from './catalog/stock.ts'
import { customer } from './customers/customer.ts'
import type { AnyDecider } from './decider.ts'
import { order } from './orders/order.ts'
import { orderReturn } from './orders/return.ts'
import { claim } from './shared/claim.ts'
import { warehouse } from './shipping/warehouse.ts'

/** Every aggregate of the shop. One line each; nothing is discovered. */
export const deciders = {
  product,
  category,
  categoryTree,
  stock,
  customer,
  claim,
  order,
  return: orderReturn,
  warehouse,
} as const

/** Every event type of the shop with its current schema. */
export const events = {
  ...product.events,
  ...category.events,
  ...categoryTree.events,
  ...stock.events,
  ...customer.events,
  ...claim.events,
  ...order.events,
  ...orderReturn.events,
  ...warehouse.events,
} as const

export type Events = typeof events
export type EventType = keyof Events
export type EventData<T extends EventType> = z.infer<Events[T]>

export type DeciderName = keyof typeof deciders

/** The decider whose streams start with `<category>-`. */
export const deciderOf = (category: string): AnyDecider | undefined =>
  Object.values<AnyDecider>(deciders).find(decider => decider.category === category)
