import type { z } from 'zod'
import type { Schemas } from '../decider.ts'
import type { EventData, EventType } from '../index.ts'

/** The open warehouses that serve a store, those that goods come from first first, each with what seems to lie there. */
export type StockPlaces = readonly { readonly warehouse: string; readonly skus: string[] }[]

/** What a process does about an event: sends a command to an aggregate, destroys a subject's key for ever, lets a user in no more. */
export type Reaction =
  /** Looks up the open warehouses of a store and what of these seems to lie in them: by then others may have taken it. */
  | {
      readonly lookForStock: { readonly store: string; readonly skus: readonly string[] }
      readonly then: (places: StockPlaces) => Send | undefined
    }
  | {
      readonly send: {
        /** Category of the decider. */
        readonly decider: string
        readonly id: string
        readonly type: string
        readonly data: object
      }
    }
  | { readonly destroyKey: string }
  /** Ends all sessions of a user, and voids the links that would lead them in. */
  | { readonly shutOut: string }
  /** Takes a user's second factor away, as far as it was there at that moment, and ends their sessions. */
  | { readonly resetFactor: string; readonly until: Date }

type Send = Extract<Reaction, { readonly send: unknown }>

/** A command of a decider, typed by it. */
export const send = <C extends Schemas, Type extends keyof C & string>(
  { category }: { readonly category: string; readonly commands: C },
  id: string,
  type: Type,
  data: z.input<C[Type]> & object,
) => ({ send: { decider: category, id, type, data } }) satisfies Reaction

/** A live event as a process sees it: `id` is the aggregate's, the personal part is opened. */
export type ProcessEvent<T extends EventType = EventType> = {
  readonly type: T
  readonly id: string
  readonly data: EventData<T>
  readonly eventId: string
  readonly at: Date
  /** Of the event in its stream. */
  readonly revision: number
}

/** A pure rule between aggregates. Its reactions are carried out in order, at least once; the same event gives the same. */
export type Process = {
  readonly name: string
  readonly on: { readonly [K in EventType]?: (event: ProcessEvent<K>) => readonly Reaction[] }
}
