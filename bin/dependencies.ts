import { setTimeout as delay } from 'node:timers/promises'
import type { Dependency } from '../api/page.ts'
import { type EventStore, LOG_STREAM } from '../eventstore/event-store.ts'
import type { Shop } from './open-shop.ts'

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
const askLeader = ({ readStream }: Pick<EventStore, 'readStream'>) => readStream(LOG_STREAM, { limit: 1 })

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

type Asked = Pick<Shop, 'store' | 'pool'> & { readonly clock: Pick<Shop['clock'], 'check'> } & {
  readonly database: Pick<Shop['database'], 'trouble' | 'checkDisk'>
}

/** Asks the database for nothing. @throws with the reason why there is none, where that is known */
export const askDatabase = async ({ pool, database }: Pick<Asked, 'pool' | 'database'>): Promise<void> => {
  await pool.query('select').catch((error: unknown) => {
    throw new Error(database.trouble() ?? (error instanceof Error ? error.message : String(error)), { cause: error })
  })
}

type Question = () => Promise<unknown>

const questions = (shop: Asked): Readonly<Partial<Record<Dependency, Question>>> => ({
  eventStore: shop.store.head,
  leader: () => askLeader(shop.store),
  database: () => askDatabase(shop),
  clock: shop.clock.check,
  ...(shop.database.checkDisk === undefined ? {} : { disk: shop.database.checkDisk }),
})

/** Looks every second, until the signal, whether event store and database answer. What is lost comes back by itself. */
export const watchDependencies = (shop: Asked, signal: AbortSignal) => {
  const asked = Object.entries(questions(shop)) as [Dependency, Question][]
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
