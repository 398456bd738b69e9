import type { AnyDecider, Decider, MessageOf, Schemas } from '../../domain/decider.ts'

/** Something that happened to a thing, and commands that somebody may send then. */
export type Sample = {
  readonly decider: AnyDecider
  readonly id: string
  /** Named by what is special of each. */
  readonly states: Readonly<Record<string, readonly { readonly type: string; readonly data: unknown }[]>>
  readonly commands: readonly { readonly type: string; readonly data: unknown }[]
  /** What undo gives back of a state. */
  readonly seen: (state: never) => unknown
}

export const sample = <State, C extends Schemas, E extends Schemas>(
  decider: Decider<State, C, E>,
  id: string,
  states: Readonly<Record<string, readonly MessageOf<E>[]>>,
  commands: readonly MessageOf<C>[],
  seen: (state: State) => unknown = state => state,
): Sample => ({ decider, id, states, commands, seen })

/** Which claim keeps a name is no matter of its undo. */
export const named = (state: { readonly status: string }) => ({ ...state, nameClaim: undefined })
