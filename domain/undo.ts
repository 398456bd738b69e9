import { type AnyDecider, type Decider, type MessageOf, type Rejection, reject, type Schemas } from './decider.ts'

/**
 * Why a command can not be taken back. `makes`: it makes something that others may name from then on. `ends`: it is meant
 * to be final. `says`: what was said was said. `follows`: no person sent it, and what it follows from stays.
 */
export type Irreversible = 'makes' | 'ends' | 'says' | 'follows'

/**
 * The one command of the same aggregate that takes the events of a command back.
 * @param was the state before those events
 */
export type TakeBack<State, C extends Schemas, E extends Schemas> = (
  was: State,
  made: readonly MessageOf<E>[],
) => MessageOf<C> | Rejection

/** How each command of an aggregate is taken back, or why it is not. A command without its entry does not compile. */
export type Undo<D extends AnyDecider> =
  D extends Decider<infer State, infer C, infer E>
    ? { readonly [K in keyof C & string]: Irreversible | TakeBack<State, C, E> }
    : never

export type StateOf<D extends AnyDecider> = D['initial']
export type EventOf<D extends AnyDecider> = MessageOf<D['events']>

/** No single command leads to what was, such as no default address, or no e-mail address. */
export const noWayBack = reject('conflict', 'UndoNoWayBack')
