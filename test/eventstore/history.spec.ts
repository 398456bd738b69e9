import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventStore, RecordedEvent } from '../../eventstore/event-store.ts'
import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { newServerLog } from '../support/eventstoredb/log.ts'
import { startEventStoreDb } from '../support/eventstoredb/server.ts'
import { appendOne, newAppend } from './events.ts'
import { type Attempt, type History, violations } from './history.ts'
import { createTwice, randomFrom, runHistory } from './history-run.ts'
import { nodeFaults } from './node-faults.ts'

const SECONDS = Number(process.env['HISTORY_SECONDS'] ?? 6)
const SEED = Number(process.env['HISTORY_SEED'] ?? Date.now() % 1_000_000)

describe('the oracle', () => {
  const goodHistory = async (): Promise<History> => {
    const run = { writers: 4, readers: 1, seconds: 0.05, random: randomFrom(7), disturb: async () => undefined }
    return runHistory({ ...run, stores: [memoryEventStore()] })
  }
  const without = (events: readonly RecordedEvent[], index: number) => events.filter((_, at) => at !== index)
  const swapped = ([first, second, third, ...rest]: readonly RecordedEvent[]) =>
    [first, third, second, ...rest].filter(event => event !== undefined)
  const storedOf = ({ attempts }: History) => attempts.filter(({ answer }) => typeof answer === 'object')
  const withFirst = (history: History, change: (attempt: Attempt) => Partial<Attempt>): History => {
    const [first] = storedOf(history)
    return { ...history, attempts: history.attempts.map(one => (one === first ? { ...one, ...change(one) } : one)) }
  }

  it('finds nothing wrong with a good history', async () => {
    const history = await goodHistory()
    expect(storedOf(history).length).toBeGreaterThan(10)
    expect(violations(history)).toEqual([])
  })

  it.each<[string, (history: History) => History]>([
    ['an acknowledged event that is lost', history => ({ ...history, log: history.log.slice(0, -1) })],
    ['an event that is stored twice', history => ({ ...history, log: [...history.log, ...history.log.slice(-1)] })],
    ['a refused event that is stored', history => withFirst(history, () => ({ answer: 'conflict' }))],
    ['an event that a reader skipped', history => ({ ...history, readers: [without(history.log, 5)] })],
    [
      'an event that a reader got twice',
      history => ({ ...history, readers: [[...history.log, ...history.log.slice(-1)]] }),
    ],
    ['events that a reader got in another order', history => ({ ...history, readers: [swapped(history.log)] })],
    [
      'an event that is not where the answer said',
      history =>
        withFirst(history, ({ answer }) =>
          typeof answer === 'object' ? { answer: { ...answer, revision: 99_999 } } : {},
        ),
    ],
    [
      'an append that is before one acknowledged earlier',
      history => withFirst(history, ({ ended }) => ({ began: ended + 1e6, ended: ended + 2e6 })),
    ],
    ['another append between the events of one', history => ({ ...history, log: swapped(history.log) })],
  ])('finds %s', async (_, spoil) => {
    expect(violations(spoil(await goodHistory()))).not.toEqual([])
  })
})

describe('the log in memory under concurrent writers', () => {
  it('keeps its promises', async () => {
    const run = { writers: 24, readers: 4, seconds: 1, random: randomFrom(SEED), disturb: async () => undefined }
    const history = await runHistory({ ...run, stores: [memoryEventStore()] })
    expect(history.attempts.some(({ answer }) => answer === 'conflict')).toBe(true)
    expect(violations(history)).toEqual([])
  })
})

describe('the log in EventStoreDB (test server) under concurrent writers', () => {
  it('keeps its promises while its two nodes and their connections fail in every way', {
    timeout: (SECONDS + 60) * 1_000,
  }, async () => {
    const random = randomFrom(SEED)
    const log = newServerLog()
    const nodes = [await startEventStoreDb({ log }), await startEventStoreDb({ log })]
    const stores = await Promise.all([...nodes, ...nodes].map(({ url }) => openEventStoreDb({ url })))
    const { disturb, count } = nodeFaults(nodes, log, random)
    const history = await runHistory({ stores, writers: 24, readers: 4, seconds: SECONDS, random, disturb })
    await Promise.all(stores.map(store => store.close()))
    for (const node of nodes) node.stop()
    const stored = history.attempts.filter(({ answer }) => typeof answer === 'object')
    console.log(`EventStoreDB: ${history.attempts.length} appends, ${stored.length} stored, ${JSON.stringify(count)}`)
    expect(Object.keys(count).length).toBeGreaterThan(4)
    expect(stored.length).toBeGreaterThan(100)
    expect(history.attempts.some(({ answer }) => answer === 'conflict')).toBe(true)
    expect(violations(history)).toEqual([])
  })
})

describe('the Postgres log under concurrent writers', () => {
  let database: TestDatabase
  let other: TestDatabase
  let stores: EventStore[] = []
  beforeAll(async () => {
    database = await createDatabase()
    other = await createDatabase()
    stores = await Promise.all([1, 2, 3, 4].map(() => openPostgresEventStore({ url: database.url })))
  })
  afterAll(async () => {
    await Promise.all(stores.map(store => store.close()))
    await Promise.all([database.close(), other.close()])
  })

  const holdTransaction = async ({ url }: TestDatabase, statements: string) => {
    const pool = new Pool({ connectionString: url, application_name: 'holder' })
    const client = await pool.connect()
    await client.query(statements)
    return async () => {
      client.release(true)
      await pool.end()
    }
  }

  it('keeps its promises while connections are killed and old transactions stay open', {
    timeout: (SECONDS + 40) * 1_000,
  }, async () => {
    console.log(`history seed ${SEED}, ${SECONDS} s (HISTORY_SEED, HISTORY_SECONDS)`)
    const random = randomFrom(SEED)
    // Each holds a transaction id for the whole run: readers that wait for old transactions would see nothing.
    const begin = 'begin; create table holder (); select pg_current_xact_id()'
    const release = await Promise.all([database, other].map(one => holdTransaction(one, begin)))
    const disturb = () =>
      database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
            and application_name <> 'holder' and pid <> pg_backend_pid() order by random() limit 1`,
      )
    const history = await runHistory({ stores, writers: 24, readers: 4, seconds: SECONDS, random, disturb })
    await Promise.all(release.map(end => end()))
    const stored = history.attempts.filter(({ answer }) => typeof answer === 'object')
    console.log(`${history.attempts.length} appends, ${stored.length} stored, ${history.log.length} events`)
    expect(stored.length).toBeGreaterThan(100)
    expect(history.attempts.some(({ answer }) => answer === 'conflict')).toBe(true)
    expect(violations(history)).toEqual([])
  })

  it('never lets two writers create the same stream', async () => {
    const [left, right] = stores
    if (left === undefined || right === undefined) throw new Error('two stores are needed')
    expect(await createTwice(left, right, 10_000)).toBe(0)
  })

  it('keeps at least 70 % of its append rate while an old snapshot is held', async () => {
    // The same slices in a twin without the snapshot share the weather of the machine.
    const twins = await Promise.all([createDatabase(), createDatabase()])
    const open = await Promise.all(twins.map(({ url }) => openPostgresEventStore({ url })))
    const [held, free] = open
    if (held === undefined || free === undefined) throw new Error('two stores are needed')
    const release = await holdTransaction(twins[0], 'begin isolation level repeatable read; select from log.events')
    const rates: Record<'held' | 'free', number[]> = { held: [], free: [] }
    const writers = { held: sliceWriter(held), free: sliceWriter(free) }
    for (let slice = 0; slice < 12; slice += 1) {
      rates.free.push(await writers.free(250))
      rates.held.push(await writers.held(250))
    }
    await release()
    await Promise.all(open.map(store => store.close()))
    await Promise.all(twins.map(twin => twin.close()))
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length / 2] ?? 0
    console.log(`appends per slice: ${median(rates.free)} free, ${median(rates.held)} under a held snapshot`)
    expect(median(rates.held)).toBeGreaterThan(0.7 * median(rates.free))
  })
})

/** Eight callers append to a stream each for that many milliseconds; how many appends they got done. */
const sliceWriter = (store: EventStore) => {
  const streams = Array.from({ length: 8 }, () => ({ stream: newAppend().stream, revision: -1 }))
  return async (milliseconds: number): Promise<number> => {
    const until = performance.now() + milliseconds
    let count = 0
    const call = async (own: { stream: string; revision: number }) => {
      for (; performance.now() < until; count += 1) {
        const expected = own.revision < 0 ? 'no_stream' : own.revision
        const outcome = await appendOne(store, newAppend({ stream: own.stream, expected }))
        if (outcome.kind === 'conflict') throw new Error('a lone writer was refused')
        own.revision = outcome.revision
      }
    }
    await Promise.all(streams.map(call))
    return count
  }
}
