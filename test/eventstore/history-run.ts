import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type Append,
  type AppendOutcome,
  type EventStore,
  isMarker,
  positionToken,
  type RecordedEvent,
  START,
  UnknownOutcome,
} from '../../eventstore/event-store.ts'
import { newAppend } from './events.ts'
import type { Attempt, History } from './history.ts'

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Run = {
  /** Writers and readers are spread over these; each has connections of its own. */
  readonly stores: readonly EventStore[]
  readonly writers: number
  readonly readers: number
  readonly seconds: number
  readonly random: () => number
  /** Breaks something, again and again while the writers write. */
  readonly disturb: () => Promise<unknown>
}

/** Few shared streams, so that the writers are in each other's way. */
const SHARED_STREAMS = 12
const READERS_CATCH_UP_MS = 10_000

/** Lets writers and readers loose on a log and tells what happened. Throws when the readers do not reach its end. */
export const runHistory = async (run: Run): Promise<History> => {
  const stop = new AbortController()
  const seen: RecordedEvent[][] = Array.from({ length: run.readers }, () => [])
  const readers = seen.map((events, index) => readOn(pick(run.stores, index), events, stop.signal))
  const until = performance.now() + run.seconds * 1_000
  const disturbing = disturbUntil(run, until)
  const attempts = await Promise.all(Array.from({ length: run.writers }, (_, index) => write(run, index, until)))
  await disturbing
  const log = await readLog(pick(run.stores, 0))
  await Promise.race([reached(seen, log), delay(READERS_CATCH_UP_MS, undefined, { ref: false })])
  stop.abort()
  await Promise.all(readers)
  return { attempts: attempts.flat(), readers: seen, log }
}

const pick = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const disturbUntil = async ({ disturb }: Run, until: number) => {
  while (performance.now() < until) {
    await disturb()
    await delay(250)
  }
}

const write = async (run: Run, index: number, until: number): Promise<Attempt[]> => {
  const store = pick(run.stores, index)
  const attempts: Attempt[] = []
  const known = new Map<string, number>()
  while (performance.now() < until) {
    const appends = Array.from({ length: 1 + Math.floor(run.random() * 3) }, () =>
      randomAppend(run.random, index, known),
    )
    const began = performance.now()
    const outcomes = await appendStubbornly(store, appends)
    const ended = performance.now()
    for (const [at, { stream, events }] of appends.entries()) {
      const outcome = outcomes[at]
      if (outcome !== undefined) known.set(stream, outcome.kind === 'stored' ? outcome.revision : outcome.actual)
      const answer = outcome === undefined ? 'unknown' : outcome.kind === 'conflict' ? 'conflict' : outcome
      attempts.push({ stream, events, began, ended, answer })
    }
    if (run.random() < 0.1) await repeat(store, appends, outcomes)
  }
  return attempts
}

/** To a shared stream or the writer's own; mostly at the revision that the writer saw last, sometimes at a wrong one. */
const randomAppend = (random: () => number, writer: number, known: ReadonlyMap<string, number>): Append => {
  const stream = random() < 0.5 ? `own-${writer}` : `shared-${Math.floor(random() * SHARED_STREAMS)}`
  const guess = (known.get(stream) ?? -1) + (random() < 0.8 ? 0 : Math.floor(random() * 3) - 1)
  return newAppend({ stream, expected: guess < 0 ? 'no_stream' : guess }, 1 + Math.floor(random() * 4))
}

/** The outcome per append, or none when the store did not know it five times. */
const appendStubbornly = async (store: EventStore, appends: readonly Append[]): Promise<AppendOutcome[]> => {
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      return await store.append(appends)
    } catch (error) {
      if (!(error instanceof UnknownOutcome)) throw error
    }
  }
  return []
}

/** The same appends once more must be answered the same; a conflict may tell of a higher revision by now. */
const repeat = async (store: EventStore, appends: readonly Append[], outcomes: readonly AppendOutcome[]) => {
  const stored = outcomes.flatMap((outcome, index) => (outcome.kind === 'stored' ? [pick(appends, index)] : []))
  const places = (answers: readonly AppendOutcome[]) =>
    answers.flatMap(answer => (answer.kind === 'stored' ? [positionToken(answer.position)] : []))
  const again = places(await appendStubbornly(store, stored))
  if (again.length > 0 && again.join() !== places(outcomes).join()) throw new Error('a repeat was answered otherwise')
}

/** Follows from START, and goes on from the last event when the connection breaks. */
const readOn = async (store: EventStore, events: RecordedEvent[], signal: AbortSignal) => {
  while (!signal.aborted) await readUntilBroken(store, events, signal).catch(() => delay(20))
}

const readUntilBroken = async (store: EventStore, events: RecordedEvent[], signal: AbortSignal) => {
  const from = events.at(-1)?.position ?? START
  for await (const item of store.follow({ from, signal })) if (!isMarker(item)) events.push(item)
}

const readLog = async (store: EventStore): Promise<RecordedEvent[]> => {
  const log: RecordedEvent[] = []
  for (let from = START; ; from = log.at(-1)?.position ?? START) {
    const { events, atHead } = await store.readAll({ from, limit: 5_000 })
    log.push(...events)
    if (atHead) return log
  }
}

const reached = async (seen: readonly (readonly RecordedEvent[])[], log: readonly RecordedEvent[]) => {
  while (seen.some(events => events.length < log.length)) await delay(20)
}

/** Two writers create the same stream, each through its own store, `rounds` times. How often both or none succeeded. */
export const createTwice = async (left: EventStore, right: EventStore, rounds: number): Promise<number> => {
  const round = async () => {
    const stream = `created-${randomUUID()}`
    const answers = await Promise.all([left, right].map(store => appendStubbornly(store, [newAppend({ stream })])))
    return answers.flat().filter(({ kind }) => kind === 'stored').length
  }
  const stored = await Promise.all(Array.from({ length: rounds }, round))
  return stored.filter(count => count !== 1).length
}
