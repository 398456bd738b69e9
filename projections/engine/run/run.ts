import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { EventStore } from '../../../eventstore/event-store.ts'
import type { OpenPersonal } from '../fold/event.ts'
import type { AnyProjection } from '../model/projection.ts'
import type { Hooks } from '../store/batch.ts'
import type { GenerationGroup } from '../store/catch-up.ts'
import { createEngineSchema } from '../store/engine-schema.ts'
import type { Erasures } from '../store/erase.ts'
import { openReadDatabase } from '../store/read-database.ts'
import { announce, type Registered, servingOf } from '../store/registry.ts'
import { coalesced } from './coalesced.ts'
import type { Engine, Role } from './engine.ts'
import { lead } from './lead.ts'
import { listen } from './listen.ts'
import {
  isParked,
  type ParkedEvent,
  type Place,
  parkedEvents,
  type Retried,
  releaseParked,
  retryParked,
} from './park.ts'
import { rateMeter } from './rate-meter.ts'
import { type ReadSideStatus, readStatus } from './status.ts'
import { openWaits, type Waits } from './wait.ts'
import { newWakeUp } from './wake-up.ts'

export type ReadSideOptions = {
  /** Needs room for four connections beside those of queries. */
  readonly pool: Pool
  readonly eventStore: EventStore
  readonly projections: readonly AnyProjection[]
  readonly openPersonal: OpenPersonal
  readonly erasures: Erasures
  /** Names this process in the lease; another one for every process. */
  readonly owner: string
  /** Everything that went wrong and is tried again, or stopped a read model. */
  readonly onError: (error: unknown) => void
  readonly now: () => Date
  /** How long a leader that has died is waited for. 10 unless told. */
  readonly leaseSeconds?: number
  /**
   * Events per transaction at most, taken only when so many wait. 5,000 unless told: a row that many of them touch is
   * written once, so that one model catches up a third faster than with 2,000. More would be faster still, but hold the
   * checkpoints for up to a second and twice as many events in memory.
   */
  readonly batchSize?: number
  /** More parked sequences than this stop a read model. 100 unless told. */
  readonly maxParked?: number
  readonly hooks?: Hooks
}

export type ReadSide<Database> = {
  /** The read tables for one request. A query throws NotBuilt when a model it reads has never been built. */
  readonly queries: () => Kysely<Database>
  /** Read your own writes: `fresh` or `parked` once the read models have seen the position, `stale` after the time-out (2 s). */
  readonly waitFor: Waits['waitFor']
  /** Resolves when every read model can be read. Rejects when they are of another log than the one that is here. */
  readonly ready: () => Promise<void>
  readonly status: () => Promise<ReadSideStatus>
  readonly parked: () => Promise<ParkedEvent[]>
  /** Whether a stream is kept but can not be shown: some read model has set its events aside. */
  readonly isParked: (stream: string) => Promise<boolean>
  readonly retryParked: (model: string, sequence: string) => Promise<Retried>
  /** Gives the parked events of a sequence up, so that its later ones are projected again. @returns how many those were */
  readonly releaseParked: (model: string, sequence: string) => Promise<number>
  /** Ends after the batch under way and gives up the lease. The pool and the store stay open. */
  readonly stop: () => Promise<void>
}

/**
 * Starts the read side of this process: it serves queries at once, and projects whatever no other process projects.
 * Several processes may run, also of several releases; exactly one projects each version of a read model. Makes the
 * engine's tables if they are missing.
 */
export const startReadSide = async <Database>(options: ReadSideOptions): Promise<ReadSide<Database>> => {
  const { pool, projections, onError } = options
  await createEngineSchema(pool)
  const stopping = new AbortController()
  const { signal } = stopping
  let role: Role = { role: 'standby' }
  const database = await openReadDatabase<Database>({ pool, projections })
  const isLeading = () => role.role === 'leader' && role.models.length === projections.length
  const waits = openWaits({ ...waitOptions(options), look: database.refresh, isLeading })
  const changed = new EventTarget()
  const rates = rateMeter()
  const engine = engineOf(options, { waits, refresh: database.refresh })
  const onMessage = heardBy(engine, { waits, refresh: database.refresh }, changed)
  const setRole = (now: Role) => {
    role = now
  }
  // What another log has put here is found by whoever looks; the term ends, and the next one looks closer.
  const refuseIfTold = (status: ReadSideStatus) => {
    if (role.role !== 'refused' && status.process.role === 'refused') changed.dispatchEvent(new Event('changed'))
    if (status.process.role === 'refused') role = status.process
    return status
  }
  const work = Promise.all([listen(pool, { onMessage, onError, signal }), lead(engine, { setRole, changed, signal })])
  return {
    queries: database.queries,
    // What the tables hold is of another log, wherever they stand: nobody finds his own writes in them.
    waitFor: async (token, target, timeoutMs) =>
      isOfOtherLog(role) ? 'stale' : await waits.waitFor(token, target, timeoutMs),
    ready: () => whenReady(database.refresh, projections, () => role, signal),
    status: () => readStatus({ ...options, rates }, role).then(refuseIfTold),
    ...parkingOf(engine),
    stop: async () => {
      stopping.abort()
      await work
      // What they still ask the pool for: it may be closed from here on.
      await Promise.all([engine.told(), waits.ended()])
    },
  }
}

const waitOptions = (options: ReadSideOptions) => ({
  projections: options.projections,
  erasures: options.erasures,
  onError: options.onError,
  isParked: (place: Place, models: readonly string[]) => isParked(options, place, models),
})

const parkingOf = (engine: Engine) => ({
  parked: () => parkedEvents(engine),
  isParked: (stream: string) => isParked(engine, { sequence: stream }),
  retryParked: (model: string, sequence: string) => retryParked(engine, model, sequence),
  releaseParked: (model: string, sequence: string) => releaseParked(engine, model, sequence),
})

/** A log that delivers what it must not may do better in a moment; what was projected of it stands. */
const isOfOtherLog = (role: Role): boolean => role.role === 'refused' && role.isOutOfOrder !== true

type Listeners = { readonly waits: Waits; readonly refresh: () => Promise<unknown> }

/** What this process does when another one announces something. */
const heardBy =
  ({ wakeUp, onError }: Engine, { waits, refresh }: Listeners, changed: EventTarget) =>
  (payload: string): void => {
    if (payload !== 'advanced') wakeUp.wake()
    if (payload === 'registry' || payload === 'swapped' || payload === 'reconnected') {
      waits.forget()
      void refresh().catch(onError)
    } else waits.nudge()
    if (payload === 'swapped' || payload === 'lease') changed.dispatchEvent(new Event('changed'))
  }

const engineOf = (options: ReadSideOptions, { waits, refresh }: Listeners): Engine => {
  const { pool, eventStore, projections, openPersonal, erasures, owner, onError } = options
  const others = coalesced(() => announce(pool, 'advanced'), onError)
  return {
    pool,
    eventStore,
    projections,
    owner,
    onError,
    leaseSeconds: options.leaseSeconds ?? 10,
    batchSize: options.batchSize ?? 5_000,
    batch: {
      openPersonal,
      erasures,
      eraseIn: 'every generation',
      cuts: eventStore.cuts,
      maxParked: options.maxParked ?? 100,
      hooks: options.hooks ?? {},
    },
    wakeUp: newWakeUp(),
    onActivated: refresh,
    onCommitted: ({ generations, position }: GenerationGroup) => {
      const models = generations
        .filter(({ isBuilding }) => !isBuilding)
        .map(({ id, parked }) => ({ model: id.model, hasParked: parked.size > 0 }))
      waits.advanced(models, position)
      others.ask()
    },
    told: others.ended,
  }
}

/** The read models hold what is not in this log. The message is for operators: why, and what to do. */
export class NotTheLogProjected extends Error {
  override readonly name = 'NotTheLogProjected'
}

const READY_POLL_MS = 50

const whenReady = async (
  refresh: () => Promise<readonly Registered[]>,
  projections: readonly AnyProjection[],
  roleNow: () => Role,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    const role = roleNow()
    if (role.role === 'refused') throw new NotTheLogProjected(role.reason)
    const registered = await refresh()
    if (projections.every(projection => servingOf(registered, projection) !== undefined)) return
    await newWakeUp().sleep(READY_POLL_MS, signal)
  }
}
