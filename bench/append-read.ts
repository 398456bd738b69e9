import { Pool } from 'pg'
import { type EventStore, isMarker, type Position, START } from '../eventstore/event-store.ts'
import { openPostgresEventStore } from '../eventstore/postgres/postgres-event-store.ts'
import { createDatabaseIn } from '../test/support/cluster.ts'
import { newEvent } from './append-load.ts'
import { PAGE } from './append-subjects.ts'
import { figure, loadNow, printTable } from './support.ts'

const EVENTS = 200_000
const STREAMS = 200
const PER_APPEND = 10

/** Reads the log from its start to its end and tells how many events that were. */
type ReadAll = () => Promise<number>

const fill = async (store: EventStore) => {
  for (let revision = -1; STREAMS * (revision + 1) < EVENTS; revision += PER_APPEND) {
    const expected = revision < 0 ? 'no_stream' : revision
    const events = () => Array.from({ length: PER_APPEND }, newEvent)
    await store.append(
      Array.from({ length: STREAMS }, (_, stream) => ({ stream: `price-${stream}`, expected, events: events() })),
    )
  }
}

/** The floor: the same pages as rows, of which nothing is made. */
const readRows = (pool: Pool): ReadAll => {
  const text = `select position, stream, revision, event_id, type, data, metadata, recorded_at from log.events
    where position > $1 order by position limit ${PAGE}`
  return async () => {
    let count = 0
    for (let last = '0'; ; ) {
      const { rows } = await pool.query<{ position: string }>({ name: 'page', text, values: [last] })
      count += rows.length
      if (rows.length < PAGE) return count
      last = rows.at(-1)?.position ?? last
    }
  }
}

const readPages =
  (store: EventStore): ReadAll =>
  async () => {
    let count = 0
    for (let from: Position = START; ; ) {
      const { events, next, atHead } = await store.readAll({ from, limit: PAGE })
      count += events.length
      if (atHead) return count
      from = next
    }
  }

const readFollowing =
  (store: EventStore): ReadAll =>
  async () => {
    let count = 0
    for await (const item of store.follow({ from: START, signal: new AbortController().signal })) {
      if (isMarker(item)) break
      count += 1
    }
    return count
  }

const perSecond = async (readAll: ReadAll): Promise<number> => {
  const start = performance.now()
  const count = await readAll()
  if (count < EVENTS) throw new Error(`only ${count} events were read`)
  return (count * 1_000) / (performance.now() - start)
}

const measure = async (pool: Pool, store: EventStore, rounds: number) => {
  await fill(store)
  // What Postgres does by itself some minutes later would fall into some round.
  await pool.query('vacuum analyze')
  await pool.query('checkpoint')
  const before = loadNow()
  const readers = [
    { name: 'pg rows, not mapped (floor)', readAll: readRows(pool), figures: [] as number[] },
    { name: `Daybook readAll, pages of ${PAGE}`, readAll: readPages(store), figures: [] as number[] },
    { name: 'Daybook follow from the start', readAll: readFollowing(store), figures: [] as number[] },
  ]
  for (const { readAll } of readers) await readAll()
  for (let round = 0; round < rounds; round += 1)
    for (const { readAll, figures } of readers) figures.push(await perSecond(readAll))
  const floor = readers[0]?.figures ?? []
  printTable(
    [`read ${EVENTS.toLocaleString('en')} events · load ${before} → ${loadNow()}`, 'events/s', 'of the floor'],
    readers.map(({ name, figures }) => [
      name,
      figure(figures),
      figure(
        figures.map((value, round) => value / (floor[round] ?? value)),
        2,
      ),
    ]),
  )
}

/** Prints how many events of a log per second come into this process, beside the bare rows. */
export const benchRead = async (cluster: string, rounds: number): Promise<void> => {
  const { url, pool, close } = await createDatabaseIn(cluster)
  const store = await openPostgresEventStore({ url })
  try {
    await measure(pool, store, rounds)
  } finally {
    await store.close()
    await close()
  }
}
