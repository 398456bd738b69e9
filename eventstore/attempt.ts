import { type Context, type Decision, isRejection, type Rejection, reject, type Schemas } from '../domain/decider.ts'
import { claim as claimDecider } from '../domain/shared/claim.ts'
import { appendSurely } from './append.ts'
import { asTaken, type Claim, claimCommandId, claimedIds, claimsOf } from './claims.ts'
import { conflictingPaths } from './conflict.ts'
import { toStored } from './envelope.ts'
import { positionToken } from './event-store.ts'
import type { Command, Execute, Outcome } from './execute.ts'
import { loadFacts } from './facts.ts'
import { type Loaded, type Log, load, loadSince } from './load.ts'

export type AttemptDependencies = Log & {
  readonly clock: () => Date
  /** For the commands of the claims. */
  readonly execute: Execute
}

export const rejected = (rejection: Rejection): Outcome => ({ kind: 'rejected', rejection })
const done = (revision: number, position?: string): Outcome => ({ kind: 'done', revision, position, repeated: false })

/** What the command has already done, if it was here before. */
const before = async ({ store }: Log, { stream, commands }: Loaded, { commandId }: Command, digest: string) => {
  const revision = commands.get(commandId)
  if (revision === undefined) return undefined
  const [last] = await store.readStream(stream, { from: revision, limit: 1 })
  if (last?.metadata.commandId !== commandId) throw new Error(`${stream} has lost its event ${revision}`)
  if (last.metadata.commandDigest !== digest) return rejected(reject('invalid', 'CommandIdReused'))
  return { kind: 'done', revision, position: positionToken(last.position), repeated: true } as const
}

const decideOn = ({ decider, type, data }: Command, state: unknown, context: Context): Decision<Schemas> => {
  const decide = decider.decide[type]
  if (decide === undefined) throw new Error(`${decider.category} has no command ${type}`)
  return decide(state, data, context)
}

/** What the caller looked at and what has happened since; undefined when nothing has. */
const staleness = async (log: Log, loaded: Loaded, { decider, expected = loaded.revision }: Command) =>
  expected < loaded.revision ? loadSince(log, decider, loaded, expected) : undefined

/** One try: load, decide, claim, append. Undefined = somebody was faster, start over. */
export const attempt = async (
  deps: AttemptDependencies,
  command: Command,
  digest: string,
): Promise<Outcome | undefined> => {
  const { decider, id, type, data, actor } = command
  const loaded = await load(deps, decider, id)
  const first = await before(deps, loaded, command, digest)
  if (first !== undefined) return first
  if (command.expected !== undefined && command.expected > loaded.revision)
    return rejected(reject('conflict', 'RevisionUnknown', { expected: command.expected }))
  const last = loaded.at
  if (command.at !== undefined && last !== undefined && command.at < last)
    return rejected(reject('conflict', 'TimeGoesBack', { at: command.at.toISOString(), last: last.toISOString() }))
  const wanted = command.at ?? deps.clock()
  const now = last !== undefined && last > wanted ? last : wanted
  const claims = claimsOf(deps.vault, decider, type, data, id)
  const facts = await loadFacts(deps, decider.facts?.[type]?.(data, id) ?? [])
  const context = { now, actor, id, facts, claimed: claimedIds(claims) }
  const allowed = decideOn(command, loaded.state, context)
  if (isRejection(allowed)) return rejected(allowed)
  const stale = await staleness(deps, loaded, command)
  const since = stale?.since ?? []
  // A stale form repeats fields its author never touched: what was meant is what it changes of the state it was made from.
  const decided = stale === undefined ? allowed : decideOn(command, stale.state, context)
  if (isRejection(decided)) return rejected(decided)
  if (allowed.length === 0) return done(loaded.revision)
  // Meant to change nothing, but others have moved what it is about: that is for the person to settle.
  const paths = conflictingPaths(decider, decided.length === 0 ? allowed : decided, since)
  if (paths.length > 0) return { kind: 'conflict', revision: loaded.revision, paths, since } as const
  if (decided.length === 0) return done(loaded.revision)
  const taken = await claimAll(deps, command, claims)
  if (taken !== undefined) return rejected(taken)
  const events = await toStored(deps.vault, command, { stream: loaded.stream, at: now, digest }, decided)
  const expected = loaded.revision < 0 ? 'no_stream' : loaded.revision
  const outcome = await appendSurely(deps.store, { stream: loaded.stream, expected, events })
  if (outcome.kind === 'conflict') return undefined
  return done(outcome.revision, positionToken(outcome.position))
}

/** Makes the claims before the event that needs them; the first refusal ends it. */
const claimAll = async ({ clock, execute }: AttemptDependencies, command: Command, claims: readonly Claim[]) => {
  // A claim excludes others now, whenever its command happened.
  const { expected: _ofTheOwner, at: _inThePast, ...owner } = command
  const holder = `${command.decider.category}-${command.id}`
  for (const claim of claims) {
    const outcome = await execute({
      ...owner,
      decider: claimDecider,
      id: claim.id,
      type: 'MakeClaim',
      data: { owner: holder },
      commandId: claimCommandId(command.commandId, claim.id, holder, clock()),
      causationId: command.commandId,
      correlationId: command.correlationId ?? command.commandId,
    })
    if (outcome.kind === 'rejected') return asTaken(claim, outcome.rejection)
  }
  return undefined
}
