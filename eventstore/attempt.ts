import { type Context, type Decision, isRejection, type Rejection, reject, type Schemas } from '../domain/decider.ts'
import { claim as claimDecider } from '../domain/shared/claim.ts'
import { appendSurely } from './append.ts'
import { askBefore } from './ask-before.ts'
import { isBusy } from './busy.ts'
import { asTaken, type Claim, claimCommandId, claimedIds, claimsOf } from './claims.ts'
import type { Command, Execute, Outcome } from './command.ts'
import { conflictingPaths } from './conflict.ts'
import { toStored } from './envelope.ts'
import { positionToken } from './event-store.ts'
import { loadFacts } from './facts.ts'
import { type Loaded, type Log, load, loadSince } from './load.ts'
import type { Eventless, KeptOutcome, Outcomes } from './outcomes.ts'

export type AttemptDependencies = Log & {
  readonly outcomes: Outcomes
  readonly clock: () => Date
  /** For the commands that come before the event: claims, and what another aggregate has to grant. */
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

/** The outcome of the first time, in the words of an answer; another command under the same id is refused. */
const repeatedOf = ({ digest: first, outcome }: KeptOutcome, digest: string): Outcome => {
  if (first !== digest) return rejected(reject('invalid', 'CommandIdReused'))
  return outcome.kind === 'rejected' ? outcome : { ...outcome, position: undefined, repeated: true }
}

/** Loads the stream, and what became of the command when it was here before. */
const loadWithFirst = async (deps: AttemptDependencies, command: Command, digest: string) => {
  const { decider, id, commandId, mayComeAgain } = command
  const [loaded, kept] = await Promise.all([
    load(deps, decider, id),
    mayComeAgain === true ? deps.outcomes.find(`${decider.category}-${id}`, commandId) : undefined,
  ])
  const first = await before(deps, loaded, command, digest)
  return { loaded, first: first ?? (kept && repeatedOf(kept, digest)) }
}

/** What can not be decided on this stream at all. */
export const premature = ({ revision, at }: Loaded, command: Command): Rejection | undefined => {
  if (command.expected !== undefined && command.expected > revision)
    return reject('conflict', 'RevisionUnknown', { expected: command.expected })
  if (command.at === undefined || at === undefined || command.at >= at) return undefined
  return reject('conflict', 'TimeGoesBack', { at: command.at.toISOString(), last: at.toISOString() })
}

/** What a command asks for of other streams, as the state of its own has it. */
const factsFor = async (log: Log, { decider, id, type, data }: Command, state: unknown) => {
  let facts = await loadFacts(log, decider.facts?.[type]?.(data, id, state) ?? [])
  for (const further of [decider.further?.[type] ?? []].flat()) {
    const refs = further(data, facts, state)
    if (refs.length > 0) facts = await loadFacts(log, refs, facts)
  }
  return facts
}

/** What a decision knows beside the state of its stream. */
export const contextOf = async (
  deps: Log & Pick<AttemptDependencies, 'clock'>,
  { at, state }: Loaded,
  command: Command,
  claims: readonly Claim[],
) => {
  const { id, actor } = command
  const wanted = command.at ?? deps.clock()
  const facts = await factsFor(deps, command, state)
  return { now: at !== undefined && at > wanted ? at : wanted, actor, id, facts, claimed: claimedIds(claims) }
}

type Decided = Eventless | Extract<Outcome, { kind: 'conflict' }> | { readonly events: Events }
type Events = Exclude<Decision<Schemas>, Rejection>

/** Decides on the present, and on what the caller looked at. */
export const decideBoth = async (log: Log, loaded: Loaded, command: Command, context: Context): Promise<Decided> => {
  const { decider } = command
  const { revision } = loaded
  const allowed = decideOn(command, loaded.state, context)
  if (isRejection(allowed)) return { kind: 'rejected', rejection: allowed }
  const stale = await staleness(log, loaded, command)
  const since = stale?.since ?? []
  // A stale form repeats fields its author never touched: what was meant is what it changes of the state it was made from.
  const decided =
    stale === undefined
      ? allowed
      : decideOn(command, stale.state, { ...context, facts: await factsFor(log, command, stale.state) })
  if (isRejection(decided)) return { kind: 'rejected', rejection: decided }
  if (allowed.length === 0) return { kind: 'done', revision }
  // Meant to change nothing, but others have moved what it is about: that is for the person to settle.
  const paths = conflictingPaths(decider, decided.length === 0 ? allowed : decided, since)
  if (paths.length > 0) return { kind: 'conflict', revision, paths, since }
  return decided.length === 0 ? { kind: 'done', revision } : { events: decided }
}

/** Answers with an outcome without events, which is kept for a command that may come again. */
const settle = async (deps: AttemptDependencies, command: Command, digest: string, outcome: Eventless) => {
  const answer = outcome.kind === 'rejected' ? outcome : done(outcome.revision)
  if (command.mayComeAgain !== true || isBusy(answer)) return answer
  const stream = `${command.decider.category}-${command.id}`
  const first = await deps.outcomes.keep(stream, command.commandId, { digest, outcome })
  return first === undefined ? answer : repeatedOf(first, digest)
}

/** One try: load, decide, claim, append. Undefined = somebody was faster, start over. */
export const attempt = async (
  deps: AttemptDependencies,
  command: Command,
  digest: string,
): Promise<Outcome | undefined> => {
  const { loaded, first } = await loadWithFirst(deps, command, digest)
  if (first !== undefined) return first
  const tooEarly = premature(loaded, command)
  if (tooEarly !== undefined) return rejected(tooEarly)
  const claims = claimsOf(deps.vault, command.decider, command.type, command.data, command.id)
  const context = await contextOf(deps, loaded, command, claims)
  const decided = await decideBoth(deps, loaded, command, context)
  if ('kind' in decided) return decided.kind === 'conflict' ? decided : settle(deps, command, digest, decided)
  const refused = (await claimAll(deps, command, claims)) ?? (await askBefore(deps, command, loaded, decided.events))
  if (refused !== undefined) return settle(deps, command, digest, { kind: 'rejected', rejection: refused })
  const events = await toStored(deps.vault, command, { stream: loaded.stream, at: context.now, digest }, decided.events)
  const expected = loaded.revision < 0 ? 'no_stream' : loaded.revision
  const outcome = await appendSurely(deps.store, { stream: loaded.stream, expected, events })
  if (outcome.kind === 'conflict') return undefined
  return done(outcome.revision, positionToken(outcome.position))
}

/** Makes the claims before the event that needs them; the first refusal ends it. */
const claimAll = async ({ clock, execute }: AttemptDependencies, command: Command, claims: readonly Claim[]) => {
  // A claim excludes others now, whenever its command happened.
  const { expected: _ofTheOwner, at: _inThePast, mayComeAgain: _underItsOwnId, ...owner } = command
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
