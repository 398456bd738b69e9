import { isRejection, type Rejection } from '../domain/decider.ts'
import { type AttemptDependencies, contextOf, decideBoth, premature } from './attempt.ts'
import { claimsOf } from './claims.ts'
import type { Command, Foresee } from './command.ts'
import { changedSince } from './conflict.ts'
import { type Log, load } from './load.ts'
import { undecidable } from './undecidable.ts'

/** What a command would come to at this moment. */
export type WouldBe = 'changes' | 'nothing' | Rejection

/** Decides as `execute` does and appends nothing. What has to be unique is not claimed, so it may still be refused then. */
export type DecideOnly = (command: Command) => Promise<WouldBe>

type Deciding = Log & Pick<AttemptDependencies, 'clock'>

const decide = async (deps: Deciding, command: Command): ReturnType<Foresee> => {
  const loaded = await load(deps, command.decider, command.id)
  if (loaded.commands.has(command.commandId)) return []
  const tooEarly = premature(loaded, command)
  if (tooEarly !== undefined) return tooEarly
  const claims = claimsOf(deps.vault, command.decider, command.type, command.data, command.id)
  const decided = await decideBoth(deps, loaded, command, await contextOf(deps, loaded, command, claims))
  if (!('kind' in decided)) return decided.events
  if (decided.kind === 'conflict') return changedSince
  return decided.kind === 'rejected' ? decided.rejection : []
}

export const createForesee =
  (deps: Deciding): Foresee =>
  async command => {
    try {
      return await decide(deps, command)
    } catch (error) {
      const refusal = undecidable(error)
      if (refusal === undefined) throw error
      return refusal
    }
  }

export const createDecideOnly = (deps: Deciding): DecideOnly => {
  const foresee = createForesee(deps)
  return async command => {
    const foreseen = await foresee(command)
    if (isRejection(foreseen)) return foreseen
    return foreseen.length > 0 ? 'changes' : 'nothing'
  }
}
