import { setTimeout as delay } from 'node:timers/promises'
import { reject } from '../domain/decider.ts'
import { attempt, rejected } from './attempt.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Command, Execute, Outcome } from './command.ts'
import type { EventStore } from './event-store.ts'
import { keyedQueue } from './keyed-queue.ts'
import type { Outcomes } from './outcomes.ts'
import { stateCache } from './state-cache.ts'
import { undecidable } from './undecidable.ts'
import type { Vault } from './vault/vault.ts'

type Dependencies = {
  readonly store: EventStore
  readonly vault: Vault
  readonly outcomes: Outcomes
  readonly clock: () => Date
}

/** In one process commands on one stream wait for each other, so only as many compete as there are processes. */
const TRIES = 60
const LONGEST_PAUSE_MS = 5
/** Within a process: so many at once on one thing are a mistake, and whoever waits longer has left. */
const QUEUE = { capacity: 1_000, milliseconds: 10_000 }

/** For the states of long streams. */
const CACHE_BYTES = 32 * 1024 * 1024

/** Half of the times none: whoever has won goes on at once, and who always waits would always come second. */
const pause = async (): Promise<void> => {
  if (Math.random() < 0.5) await delay(Math.random() * LONGEST_PAUSE_MS)
}

/** Decides and appends until nobody else's append comes first. */
const untilDecided = async (decideOnce: () => Promise<Outcome | undefined>): Promise<Outcome> => {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const outcome = await decideOnce()
    if (outcome !== undefined) return outcome
    await pause()
  }
  return rejected(reject('conflict', 'TooBusy'))
}

/**
 * The one way from a command to events: wait for its turn at the stream, load it, return the first outcome if this command
 * id was here before, gather facts, decide, claim, append with the explicit revision, start over when another process was
 * faster.
 * @throws UnknownOutcome when the store stays silent; AppendTooLarge when the events are more than fits into one append; nothing
 * else that a caller can cause.
 */
export const createExecute = (deps: Dependencies): Execute => {
  const enqueue = keyedQueue(QUEUE)
  const cache = stateCache(CACHE_BYTES)
  const decided = async (command: Command): Promise<Outcome> => {
    // Keyed, because the data may be personal and the log keeps the digest for ever.
    const digest = deps.vault.hash(canonicalJson({ type: command.type, id: command.id, data: command.data }))
    try {
      return await untilDecided(() => attempt({ ...deps, cache, execute }, command, digest))
    } catch (error) {
      const refusal = undecidable(error)
      if (refusal === undefined) throw error
      return rejected(refusal)
    }
  }
  const execute: Execute = command =>
    enqueue(
      `${command.decider.category}-${command.id}`,
      () => decided(command),
      () => rejected(reject('conflict', 'QueueFull')),
    )
  return execute
}
