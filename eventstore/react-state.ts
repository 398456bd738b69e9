import type { Pool } from 'pg'
import type { Rejection } from '../domain/decider.ts'
import { ensureAppSchema } from './app-schema.ts'
import { type Position, parsePosition, positionToken, type RecordedEvent } from './event-store.ts'

/** An event by what a copy of the log keeps of it. */
export type EventRef = Pick<RecordedEvent, 'id' | 'stream' | 'revision'>

/** How far a process is. */
export type ProcessPlace = {
  /** Null when noted by a release that knew one log only. */
  readonly logId: string | null
  readonly position: Position
  /** The last event before that position, by which the place is found in a copy of the log; null at the start of one. */
  readonly lastEvent: EventRef | null
}

export type ReactState = {
  /** Undefined for a new process. */
  readonly placeOf: (name: string) => Promise<ProcessPlace | undefined>
  /** Never moves a process back within a log. */
  readonly advance: (name: string, place: ProcessPlace) => Promise<void>
  /** Keeps a refused reaction for people to look at. */
  readonly park: (parked: {
    process: string
    eventId: string
    reaction: number
    position: Position
    rejection: Rejection
  }) => Promise<void>
  /** Which of these timers have fired although they still stand in the list: they had nothing to change. */
  readonly firedTimers: (ids: readonly string[]) => Promise<ReadonlySet<string>>
  readonly recordTimer: (id: string, outcome: object) => Promise<void>
}

type ProcessRow = { readonly position: string; readonly log_id: string | null; readonly last_event: EventRef | null }

/** Opens the state of processes and timers in schema `app`, making it when it is missing. */
export const openReactState = async (pool: Pool): Promise<ReactState> => {
  await ensureAppSchema(pool)
  return {
    placeOf: async name => {
      const sql = 'select position, log_id, last_event from app.process where name = $1'
      const { rows } = await pool.query<ProcessRow>(sql, [name])
      const [row] = rows
      if (row === undefined) return undefined
      return { logId: row.log_id, position: parsePosition(row.position), lastEvent: row.last_event }
    },
    advance: async (name, { position, logId, lastEvent }) => {
      const sql = `insert into app.process (name, position, log_id, last_event) values ($1, $2, $3, $4)
        on conflict (name) do update set position = excluded.position, log_id = excluded.log_id,
          last_event = excluded.last_event, updated_at = clock_timestamp()
        where process.position < excluded.position or process.log_id is distinct from excluded.log_id`
      await pool.query(sql, [name, positionToken(position), logId, lastEvent])
    },
    park: async ({ process, eventId, reaction, position, rejection }) => {
      const sql = `insert into app.process_parked (process, event_id, reaction, position, rejection)
        values ($1, $2, $3, $4, $5) on conflict do nothing`
      await pool.query(sql, [process, eventId, reaction, positionToken(position), rejection])
    },
    firedTimers: async ids => {
      const { rows } = await pool.query<{ id: string }>('select id from app.timer_outcome where id = any($1)', [ids])
      return new Set(rows.map(({ id }) => id))
    },
    recordTimer: async (id, outcome) => {
      const sql = 'insert into app.timer_outcome (id, outcome) values ($1, $2) on conflict do nothing'
      await pool.query(sql, [id, outcome])
    },
  }
}
