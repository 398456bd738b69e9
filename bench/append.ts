import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Pool } from 'pg'
import { type Append, type EventStore, isMarker, type NewEvent, type Position } from '../eventstore/event-store.ts'
import { openPostgresEventStore } from '../eventstore/postgres/postgres-event-store.ts'
import { wakeup } from '../eventstore/wakeup.ts'
import { createDatabaseIn, startCluster } from '../test/support/cluster.ts'

/** Of the one-by-one writers. */
const MAX_CONNECTIONS = 32
const RUN_MS = 1_500
const RUNS = 3
/** What the reader may need after the last append. */
const READER_MS = 1_000
const CALLERS = [1, 8, 32, 128]

type Result = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly delivered?: number }
/** Appends once for a caller, who has a stream of its own and counts its appends. */
type AppendOne = (caller: number, count: number) => Promise<unknown>

/** About 330 bytes of JSON with its metadata, as the shop's small events have. */
const event = (): NewEvent => ({
  id: randomUUID(),
  type: 'PriceChanged',
  data: { store: 'main', currency: 'EUR', price: { gross: '12.95', net: '10.8824' } },
  metadata: {
    at: '2026-03-01T09:30:00.000Z',
    origin: 'live',
    actor: { id: 'u-17', kind: 'user' },
    command: 'ChangePrice',
    commandId: 'c-1',
    commandDigest: '9f86d081884c7d65',
    $correlationId: 'c-1',
    $causationId: 'c-1',
    schema: 1,
  },
})

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const percentile = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0

const run = async (callers: number, append: AppendOne): Promise<Result> => {
  const times: number[] = []
  const start = performance.now()
  const call = async (caller: number) => {
    for (let count = 0, before = start; before - start < RUN_MS; count += 1) {
      await append(caller, count)
      const after = performance.now()
      times.push(after - before)
      before = after
    }
  }
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  const seconds = (performance.now() - start) / 1_000
  const sorted = times.toSorted((a, b) => a - b)
  return { perSecond: times.length / seconds, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) }
}

const throughStore = (store: EventStore): AppendOne => {
  const name = randomUUID()
  return async (caller, count) => {
    const append: Append = {
      stream: `price-${name}-${caller}`,
      expected: count === 0 ? 'no_stream' : count - 1,
      events: [event()],
    }
    const [outcome] = await store.append([append])
    if (outcome?.kind !== 'stored') throw new Error('an append of the bench was refused')
  }
}

/** The floor: one INSERT per event from a pool, unchecked, with positions from a sequence. */
const oneByOne = async (pool: Pool): Promise<AppendOne> => {
  await pool.query(`create table if not exists plain (
    position bigserial primary key, stream text, revision bigint, event_id uuid, type text, data jsonb, metadata jsonb,
    unique (stream, revision))`)
  const name = randomUUID()
  const text = 'insert into plain (stream, revision, event_id, type, data, metadata) values ($1, $2, $3, $4, $5, $6)'
  return (caller, count) => {
    const { id, type, data, metadata } = event()
    return pool.query({ name: 'plain', text, values: [`${name}-${caller}`, count, id, type, data, metadata] })
  }
}

const withReader = async (store: EventStore, callers: number): Promise<Result> => {
  const from = await store.head()
  const stop = new AbortController()
  const reading = countUntilAborted(store, from, stop.signal)
  const result = await run(callers, throughStore(store))
  const head = await store.head()
  await Promise.race([reading.reached(head), delay(READER_MS, undefined, { ref: false })])
  stop.abort()
  return { ...result, delivered: (100 * (await reading.count)) / Number(head.commit - from.commit) }
}

/** Counts what a follower is given, and tells when it was given everything up to a position. */
const countUntilAborted = (store: EventStore, from: Position, signal: AbortSignal) => {
  const at = wakeup(READER_MS)
  const read = async () => {
    let count = 0
    for await (const item of store.follow({ from, signal })) {
      if (!isMarker(item)) count += 1
      else at.announce(item.position)
    }
    return count
  }
  return { count: read(), reached: ({ commit }: Position) => at.beyond({ commit, prepare: 0n }, signal) }
}

const report = (label: string, results: readonly Result[]) => {
  const of = (pick: (result: Result) => number) => median(results.map(pick))
  const figures = [
    `${Math.round(of(({ perSecond }) => perSecond))
      .toString()
      .padStart(7)}/s`,
    `p50 ${of(({ p50 }) => p50).toFixed(2)} ms`,
    `p99 ${of(({ p99 }) => p99).toFixed(2)} ms`,
    ...(results[0]?.delivered === undefined ? [] : [`delivered ${of(({ delivered }) => delivered ?? 0).toFixed(1)} %`]),
  ]
  console.log(`${label.padEnd(36)} ${figures.join('  ')}`)
}

const repeat = async (label: string, once: () => Promise<Result>) => {
  const results: Result[] = []
  for (let index = 0; index < RUNS; index += 1) results.push(await once())
  report(label, results)
}

/** Prints durable appends per second of the Postgres store beside one-by-one INSERTs into the same Postgres. */
export const benchAppend = async (): Promise<void> => {
  const cluster = await startCluster()
  const { url, close } = await createDatabaseIn(cluster.url)
  const pool = new Pool({ connectionString: url, max: MAX_CONNECTIONS })
  const store = await openPostgresEventStore({ url })
  try {
    for (const callers of CALLERS) {
      await repeat(`append, ${callers} callers`, () => run(callers, throughStore(store)))
      await repeat(`append, ${callers} callers, tail reader`, () => withReader(store, callers))
      await repeat(`one-by-one INSERT, ${callers} callers`, async () => run(callers, await oneByOne(pool)))
    }
  } finally {
    await store.close()
    await pool.end()
    await close()
    await cluster.stop()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await benchAppend()
