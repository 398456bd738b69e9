import type { z } from 'zod'
import { product } from './catalog/product.ts'
import type { AnyDecider } from './decider.ts'

/** Every aggregate of the shop. One line each; nothing is discovered. */
export const deciders = { product } as const

/** Every event type of the shop with its current schema. */
export const events = { ...product.events } as const

export type Events = typeof events
export type EventType = keyof Events & string
export type EventData<T extends EventType> = z.infer<Events[T]>

export type DeciderName = keyof typeof deciders

/** The decider whose streams start with `<category>-`. */
export const deciderOf = (category: string): AnyDecider | undefined =>
  Object.values<AnyDecider>(deciders).find(decider => decider.category === category)
