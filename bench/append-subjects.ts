import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'pg'
import { type Append, isMarker } from '../eventstore/event-store.ts'
import { openPostgresEventStore } from '../eventstore/postgres/postgres-event-store.ts'
import { positionOf } from '../eventstore/postgres/read.ts'
import { newEvent, type Subject } from './append-load.ts'

/** Of those who take a connection per append; more do not make them faster. */
export const MAX_CONNECTIONS = 32
/** What every reader asks for at once, as ours does. */
export const PAGE = 1_000
const POLL_MS = 5

export const ours = async (url: string): Promise<Subject> => {
  const store = await openPostgresEventStore({ url })
  return {
    name: 'Daybook',
    appender: () => {
      const name = randomUUID()
      return async (caller, count) => {
        const expected = count === 0 ? 'no_stream' : count - 1
        const append: Append = { stream: `price-${name}-${caller}`, expected, events: [newEvent()] }
        const [outcome] = await store.append([append])
        if (outcome?.kind !== 'stored') throw new Error('an append of the bench was refused')
      }
    },
    head: async () => Number((await store.head()).commit),
    follow: async (from, signal, give) => {
      for await (const item of store.follow({ from: positionOf(BigInt(from)), signal }))
        if (!isMarker(item)) give(Number(item.position.commit))
    },
    // Its positions have no gaps.
    count: async (from, to) => to - from,
    close: store.close,
  }
}

const PLAIN = `create table plain (
  position bigserial primary key, stream text, revision bigint, event_id uuid, type text, data jsonb, metadata jsonb,
  unique (stream, revision))`
const INSERT = 'insert into plain (stream, revision, event_id, type, data, metadata) values ($1, $2, $3, $4, $5, $6)'
const NEXT = `select * from plain where position > $1 order by position limit ${PAGE}`

/** The floor: one INSERT per event, with positions from a sequence, and a reader who asks for what is after its last. */
export const oneByOne = async (url: string): Promise<Subject> => {
  const pool = new Pool({ connectionString: url, max: MAX_CONNECTIONS })
  const readers = new Pool({ connectionString: url, max: 1 })
  await pool.query(PLAIN)
  return {
    name: 'one-by-one INSERT',
    appender: () => {
      const name = randomUUID()
      return (caller, count) => {
        const { id, type, data, metadata } = newEvent()
        const values = [`price-${name}-${caller}`, count, id, type, data, metadata]
        return pool.query({ name: 'insert', text: INSERT, values })
      }
    },
    head: () => headOf(pool, 'plain', 'position'),
    follow: async (from, signal, give) => {
      for (let last = from; !signal.aborted; ) {
        const { rows } = await readers.query<{ position: string }>({ name: 'next', text: NEXT, values: [last] })
        for (const { position } of rows) give((last = Number(position)))
        if (rows.length < PAGE) await delay(POLL_MS)
      }
    },
    count: (from, to) => countOf(pool, 'plain', 'position', from, to),
    close: async () => {
      await Promise.all([pool.end(), readers.end()])
    },
  }
}

export const headOf = async (pool: Pool, table: string, column: string): Promise<number> => {
  const { rows } = await pool.query<{ head: string }>(`select coalesce(max(${column}), 0) as head from ${table}`)
  return Number(rows[0]?.head)
}

export const countOf = async (pool: Pool, table: string, column: string, from: number, to: number): Promise<number> => {
  const text = `select count(*) from ${table} where ${column} > $1 and ${column} <= $2`
  const { rows } = await pool.query<{ count: string }>(text, [from, to])
  return Number(rows[0]?.count)
}
