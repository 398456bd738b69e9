import type { Pool } from 'pg'
import {
  type JsonObject,
  type Metadata,
  type Page,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  START,
} from '../event-store.ts'

/**
 * A filtered read looks at this many positions, or as many as it may answer with: a rare type never scans the whole log
 * in one go, and a frequent one never sorts much more than it gives out.
 */
const WINDOW = 10_000n
const END = 2n ** 63n - 1n

/** bigint columns arrive as text. */
type Row = {
  readonly position: string
  readonly stream: string
  readonly revision: string
  readonly event_id: string
  readonly type: string
  readonly data: JsonObject
  readonly metadata: Metadata
  readonly recorded_at: Date
}

const COLUMNS = 'position, stream, revision, event_id, type, data, metadata, recorded_at'

/** The port's position of a row's; both halves alike. */
export const positionOf = (position: bigint | string): Position => ({
  commit: BigInt(position),
  prepare: BigInt(position),
})

const eventOf = (row: Row): RecordedEvent => ({
  id: row.event_id,
  type: row.type,
  data: row.data,
  metadata: row.metadata,
  stream: row.stream,
  revision: Number(row.revision),
  position: positionOf(row.position),
  recordedAt: row.recorded_at,
})

export type Reader = {
  readonly stream: (stream: string, options?: ReadStreamOptions) => Promise<RecordedEvent[]>
  readonly all: (options: ReadAllOptions) => Promise<Page>
  /** The next `limit` events; fewer only at the end of the log. */
  readonly after: (from: Position, limit: number) => Promise<RecordedEvent[]>
  readonly head: () => Promise<Position>
  readonly at: (position: Position) => Promise<RecordedEvent | undefined>
}

/** All reads of a log, as named prepared statements. */
export const reader = (pool: Pool, schema: string): Reader => {
  const select = async (name: string, where: string, values: unknown[]) => {
    const text = `select ${COLUMNS} from ${schema}.events where ${where}`
    const { rows } = await pool.query<Row>({ name: `${schema}-${name}`, text, values })
    return rows.map(eventOf)
  }
  const after: Reader['after'] = (from, limit) =>
    select('after', 'position > $1 order by position limit $2', [from.commit, limit])
  const head: Reader['head'] = async () => {
    const text = `select position from ${schema}.events order by position desc limit 1`
    const { rows } = await pool.query<Pick<Row, 'position'>>({ name: `${schema}-head`, text })
    return rows[0] === undefined ? START : positionOf(rows[0].position)
  }
  return {
    after,
    head,
    stream: (stream, { direction, from, limit } = {}) =>
      direction === 'backwards'
        ? select('stream-back', 'stream = $1 and revision <= $2 order by revision desc limit $3', [
            stream,
            from ?? END,
            limit ?? null,
          ])
        : select('stream', 'stream = $1 and revision >= $2 order by revision limit $3', [
            stream,
            from ?? 0,
            limit ?? null,
          ]),
    all: options =>
      options.direction === 'backwards' ? backwards(select, head, options) : forwards(select, head, options),
    at: async ({ commit, prepare }) =>
      commit === prepare ? (await select('at', 'position = $1', [commit]))[0] : undefined,
  }
}

type Select = (name: string, where: string, values: unknown[]) => Promise<RecordedEvent[]>

const BETWEEN = 'position > $1 and position <= $2 and ($3::text[] is null or type = any($3)) order by position'

const forwards = async (select: Select, head: Reader['head'], options: ReadAllOptions): Promise<Page> => {
  const { from = START, limit, types } = options
  // Read before the events: what is committed in between must not be skipped over.
  const end = await head()
  const bound = types === undefined ? end.commit : min(end.commit, from.commit + max(WINDOW, BigInt(limit)))
  const events = await select('forwards', `${BETWEEN} limit $4`, [from.commit, bound, types ?? null, limit])
  const last = events.length < limit ? positionOf(max(from.commit, bound)) : lastOf(events, from)
  return { events, next: last, atHead: last.commit >= end.commit }
}

const backwards = async (select: Select, head: Reader['head'], options: ReadAllOptions): Promise<Page> => {
  const { limit, types } = options
  const from = options.from?.commit ?? (await head()).commit + 1n
  const bound = types === undefined ? 0n : max(0n, from - 1n - max(WINDOW, BigInt(limit)))
  const events = await select('backwards', `${BETWEEN} desc limit $4`, [bound, from - 1n, types ?? null, limit])
  const next = events.length < limit ? positionOf(bound === 0n ? 0n : bound + 1n) : lastOf(events, START)
  return { events, next, atHead: next.commit <= 1n }
}

const lastOf = (events: readonly RecordedEvent[], otherwise: Position) => events.at(-1)?.position ?? otherwise
const min = (a: bigint, b: bigint) => (a < b ? a : b)
const max = (a: bigint, b: bigint) => (a > b ? a : b)
