import { v5 } from 'uuid'
import type { MessageOf, Rejection, Schemas } from '../domain/decider.ts'
import type { Command, Execute } from './command.ts'
import type { Loaded } from './load.ts'

/**
 * Asks another aggregate for leave before events are appended that need it; see `before` of a decider. Under an id of its
 * own for each revision: the stream may have moved on meanwhile, and what was granted before it did is worth nothing.
 */
export const askBefore = async (
  { execute }: { readonly execute: Execute },
  command: Command,
  { state, revision }: Loaded,
  events: readonly MessageOf<Schemas>[],
): Promise<Rejection | undefined> => {
  const ahead = command.decider.before?.(state, events, { id: command.id, revision })
  if (ahead === undefined) return undefined
  const { expected: _ofTheAsker, at: _inThePast, mayComeAgain: _underItsOwnId, ...sent } = command
  const outcome = await execute({
    ...sent,
    ...ahead,
    commandId: v5(`${ahead.type}/${revision}`, command.commandId),
    causationId: command.commandId,
    correlationId: command.correlationId ?? command.commandId,
  })
  return outcome.kind === 'rejected' ? outcome.rejection : undefined
}
