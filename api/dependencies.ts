import { setTimeout as delay } from 'node:timers/promises'
import { type EventStore, LOG_STREAM } from '../eventstore/event-store.ts'
import type { Dependency } from './page.ts'

const EVERY_MS = 1_000
const ANSWER_MS = 2_000
/** One slow answer is a busy moment, two in a row are an outage. */
const STRIKES = 2

export type Check = { readonly name: string; readonly ok: boolean; readonly detail?: string }

/** Whether a dependency answers, within two seconds, and why not. */
export const checkOf = async (name: string, ask: () => Promise<unknown>): Promise<Check> => {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${ANSWER_MS / 1_000} s`)), ANSWER_MS)
  try {
    await Promise.race([ask(), late.promise])
    return { name, ok: true }
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}

/** Commands are decided on what this reads, and at an EventStoreDB only the leader answers it. */
export const askLeader = ({ readStream }: Pick<EventStore, 'readStream'>) => readStream(LOG_STREAM, { limit: 1 })

/** Whether the event store can be read, and takes commands; which of the two it does not, and why. */
export const checkEventStore = async (store: Pick<EventStore, 'head' | 'readStream'>): Promise<Check> => {
  const checks = await Promise.all([
    checkOf('no leader for commands', () => askLeader(store)),
    checkOf('no node for reading', store.head),
  ])
  const missing = checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`)
  return missing.length === 0
    ? { name: 'event store', ok: true }
    : { name: 'event store', ok: false, detail: missing.join('; ') }
}

type Question = () => Promise<unknown>

/** How each dependency is asked; rejects while it is lost. */
export type Questions = Readonly<Partial<Record<Dependency, Question>>>

/** Looks every second, until the signal, which dependencies answer. What is lost comes back by itself. */
export const watchDependencies = (questions: Questions, signal: AbortSignal) => {
  const asked = Object.entries(questions) as [Dependency, Question][]
  const strikes = new Map<Dependency, number>()
  const look = async (name: Dependency, ask: Question) => {
    while (!signal.aborted) {
      const { ok } = await checkOf(name, ask)
      strikes.set(name, ok ? 0 : (strikes.get(name) ?? 0) + 1)
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined)
    }
  }
  return {
    lost: () => {
      const lost = asked.map(([name]) => name).filter(name => (strikes.get(name) ?? 0) >= STRIKES)
      // Where nothing answers, that no leader does is no news.
      return lost.includes('eventStore') ? lost.filter(name => name !== 'leader') : lost
    },
    watching: Promise.all(asked.map(([name, ask]) => look(name, ask))),
  }
}
