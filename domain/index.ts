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

/** Every aggregate of the shop, by the area whose folder it is in. The one place of the domain that names it. */
const aggregates = {
  orders: { order, return: orderReturn },
  catalog: { product, category, categoryTree, stock },
  customers: { customer },
  shipping: { warehouse },
  shared: { claim },
} as const

type Together<U> = (U extends unknown ? (part: U) => void : never) extends (all: infer All) => void
  ? { [K in keyof All]: All[K] }
  : never

const together = <T extends object>(parts: readonly T[]): Together<T> => Object.assign({}, ...parts) as Together<T>

export type Area = keyof typeof aggregates
export const areas = Object.keys(aggregates) as readonly Area[]

export const deciders = together(Object.values(aggregates))
export type DeciderName = keyof typeof deciders

/** Every event type of the shop with its current schema. */
export const events = together(Object.values(deciders).map(({ events }) => events))
export type Events = typeof events
export type EventType = keyof Events
export type EventData<T extends EventType> = z.infer<Events[T]>

/** The decider whose streams start with `<category>-`. */
export const deciderOf = (category: string): AnyDecider | undefined =>
  Object.values<AnyDecider>(deciders).find(decider => decider.category === category)

/** The categories of the streams of an area. */
export const categoriesOf = (area: Area): readonly string[] =>
  Object.values<AnyDecider>(aggregates[area]).map(({ category }) => category)
