import { setTimeout as delay } from 'node:timers/promises'
import {
  type Actor,
  type AnyDecider,
  type Context,
  type Decision,
  fold,
  isRejection,
  type Rejection,
  reject,
  type Schemas,
} from '../domain/decider.ts'
import { claim as claimDecider } from '../domain/shared/claim.ts'
import { PersonalUnreadable } from '../domain/shared/personal.ts'
import { appendSurely } from './append.ts'
import { jittered } from './busy.ts'
import { canonicalJson } from './canonical-json.ts'
import { asTaken, type Claim, claimCommandId, claimedIds, claimsOf } from './claims.ts'
import { conflictingPaths } from './conflict.ts'
import { toStored } from './envelope.ts'
import { type EventStore, type Origin, positionToken } from './event-store.ts'
import { loadFacts } from './facts.ts'
import { type Loaded, load, type OpenedEvent } from './load.ts'
import { turns } from './turns.ts'
import { SubjectErased } from './vault/seal.ts'
import type { Vault } from './vault/vault.ts'

export type Command = {
  readonly decider: AnyDecider
  readonly id: string
  readonly type: string
  /** Already parsed by the command's schema. */
  readonly data: unknown
  /** A UUID from the caller; the same id again gives the first outcome. */
  readonly commandId: string
  readonly actor: Actor
  readonly origin: Origin
  /** When it happened, for imports; now otherwise. */
  readonly at?: Date
  /** Revision the caller looked at (If-Match); without it the command is decided on whatever is there. */
  readonly expected?: number
  readonly correlationId?: string
  readonly causationId?: string
}

export type Outcome =
  /** `position`: token to wait for, undefined when there was nothing to do. `repeated`: done by an earlier call. */
  | {
      readonly kind: 'done'
      readonly revision: number
      readonly position: string | undefined
      readonly repeated: boolean
    }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  /** Somebody changed the same fields since `expected`. */
  | {
      readonly kind: 'conflict'
      readonly revision: number
      readonly paths: readonly string[]
      readonly since: readonly OpenedEvent[]
    }

export type Execute = (command: Command) => Promise<Outcome>

type Dependencies = { readonly store: EventStore; readonly vault: Vault; readonly clock: () => Date }

/** In one process commands on one stream wait for each other, so only as many compete as there are processes. */
const TRIES = 30
/** Short, or the one who lost begins its next try too late again. */
const PAUSE_MS = 3
/** Within a process: so many at once on one thing are a mistake, and whoever waits longer has left. */
const PATIENCE = { places: 1_000, milliseconds: 10_000 }

const done = (revision: number, position?: string): Outcome => ({ kind: 'done', revision, position, repeated: false })
const rejected = (rejection: Rejection): Outcome => ({ kind: 'rejected', rejection })

/** What the command has already done, if it was here before. */
const before = ({ events }: Loaded, { commandId }: Command, digest: string): Outcome | undefined => {
  const last = events.findLast(event => event.commandId === commandId)
  if (last === undefined) return undefined
  if (last.metadata.commandDigest !== digest) return rejected(reject('invalid', 'CommandIdReused'))
  return { kind: 'done', revision: last.revision, position: positionToken(last.position), repeated: true }
}

const decideOn = ({ decider, type, data }: Command, state: unknown, context: Context): Decision<Schemas> => {
  const decide = decider.decide[type]
  if (decide === undefined) throw new Error(`${decider.category} has no command ${type}`)
  return decide(state, data, context)
}

const stateBefore = (decider: AnyDecider, { events }: Loaded, since: readonly OpenedEvent[]): unknown =>
  fold(decider.evolve, decider.initial, events.slice(0, events.length - since.length))

/** One try: load, decide, claim, append. Undefined = somebody was faster, start over. */
const attempt = async (deps: Dependencies, execute: Execute, command: Command, digest: string) => {
  const { decider, id, type, data, actor } = command
  const loaded = await load(deps, decider, id)
  const first = before(loaded, command, digest)
  if (first !== undefined) return first
  if (command.expected !== undefined && command.expected > loaded.revision)
    return rejected(reject('conflict', 'RevisionUnknown', { expected: command.expected }))
  const last = loaded.events.at(-1)?.at
  if (command.at !== undefined && last !== undefined && command.at < last)
    return rejected(reject('conflict', 'TimeGoesBack', { at: command.at.toISOString(), last: last.toISOString() }))
  const wanted = command.at ?? deps.clock()
  const now = last !== undefined && last > wanted ? last : wanted
  const claims = claimsOf(deps.vault, decider, type, data, id)
  const facts = await loadFacts(deps, decider.facts?.[type]?.(data, id) ?? [])
  const context = { now, actor, id, facts, claimed: claimedIds(claims) }
  const allowed = decideOn(command, loaded.state, context)
  if (isRejection(allowed)) return rejected(allowed)
  const since = loaded.events.filter(({ revision }) => revision > (command.expected ?? loaded.revision))
  // A stale form repeats fields its author never touched: what was meant is what it changes of the state it was made from.
  const decided = since.length === 0 ? allowed : decideOn(command, stateBefore(decider, loaded, since), context)
  if (isRejection(decided)) return rejected(decided)
  if (allowed.length === 0) return done(loaded.revision)
  // Meant to change nothing, but others have moved what it is about: that is for the person to settle.
  const paths = conflictingPaths(decider, decided.length === 0 ? allowed : decided, since)
  if (paths.length > 0) return { kind: 'conflict', revision: loaded.revision, paths, since } as const
  if (decided.length === 0) return done(loaded.revision)
  const taken = await claimAll(deps, execute, command, claims)
  if (taken !== undefined) return rejected(taken)
  const events = await toStored(deps.vault, command, { stream: loaded.stream, at: now, digest }, decided)
  const expected = loaded.revision < 0 ? 'no_stream' : loaded.revision
  const outcome = await appendSurely(deps.store, { stream: loaded.stream, expected, events })
  if (outcome.kind === 'conflict') return undefined
  return done(outcome.revision, positionToken(outcome.position))
}

/** Makes the claims before the event that needs them; the first refusal ends it. */
const claimAll = async ({ clock }: Dependencies, execute: Execute, command: Command, claims: readonly Claim[]) => {
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

/** What came of decide and append when somebody else's append came first; after short pauses, more than once. */
const untilDecided = async (decideOnce: () => Promise<Outcome | undefined>): Promise<Outcome> => {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const outcome = await decideOnce()
    if (outcome !== undefined) return outcome
    await delay(jittered(PAUSE_MS))
  }
  return rejected(reject('conflict', 'TooBusy'))
}

/**
 * The one way from a command to events: wait for its turn at the stream, load it, return the first outcome if this command
 * id is already in it, gather facts, decide, claim, append with the explicit revision, start over when another process was
 * faster.
 * @throws UnknownOutcome when the store stays silent; AppendTooLarge when the events are more than fits into one append; nothing
 * else that a caller can cause.
 */
export const createExecute = (deps: Dependencies): Execute => {
  const inTurn = turns(PATIENCE)
  const decided = async (command: Command): Promise<Outcome> => {
    // Keyed, because the data may be personal and the log keeps the digest for ever.
    const digest = deps.vault.hash(canonicalJson({ type: command.type, id: command.id, data: command.data }))
    try {
      return await untilDecided(() => attempt(deps, execute, command, digest))
    } catch (error) {
      if (error instanceof SubjectErased) return rejected(reject('conflict', 'SubjectErased'))
      if (error instanceof PersonalUnreadable) return rejected(reject('conflict', 'PersonalUnreadable'))
      throw error
    }
  }
  const execute: Execute = command =>
    inTurn(
      `${command.decider.category}-${command.id}`,
      () => decided(command),
      () => rejected(reject('conflict', 'QueueFull')),
    )
  return execute
}
