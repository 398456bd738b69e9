import { v5 } from 'uuid'
import type { Ahead, MessageOf, Rejection, Schemas } from '../domain/decider.ts'
import { deciderOf } from '../domain/index.ts'
import type { Command, Execute } from './command.ts'
import type { Loaded } from './load.ts'

/** A refusal with its fields where the command has them that is asked for. */
const placedIn = (rejection: Rejection, { within }: Ahead): Rejection => ({
  ...rejection,
  ...(within === undefined || rejection.field === undefined ? {} : { field: `${within}.${rejection.field}` }),
})

/**
 * Asks other aggregates for leave before events are appended that need it; see `before` of a decider. The first refusal ends
 * it. Under an id of its own for each revision: the stream may have moved on meanwhile, and what was granted before it did is
 * worth nothing.
 */
export const askBefore = async (
  { execute }: { readonly execute: Execute },
  command: Command,
  { state, revision }: Loaded,
  events: readonly MessageOf<Schemas>[],
): Promise<Rejection | undefined> => {
  const { expected: _ofTheAsker, at: _inThePast, mayComeAgain: _underItsOwnId, ...sent } = command
  for (const ahead of command.decider.before?.(state, events, { id: command.id, revision }) ?? []) {
    const { id, type, data } = ahead
    const decider = deciderOf(ahead.decider)
    if (decider === undefined) throw new Error(`${command.type} asks unknown ${ahead.decider}`)
    const outcome = await execute({
      ...sent,
      id,
      type,
      data,
      decider,
      commandId: v5(`${type}/${revision}`, command.commandId),
      causationId: command.commandId,
      correlationId: command.correlationId ?? command.commandId,
    })
    if (outcome.kind === 'rejected') return placedIn(outcome.rejection, ahead)
  }
  return undefined
}
