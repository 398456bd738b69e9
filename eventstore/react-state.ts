import type { Pool } from 'pg'
import type { Rejection } from '../domain/decider.ts'
import { type Position, parsePosition, positionToken } from './event-store.ts'

// Schema `app` is backed up: what processes and timers have done must survive a rebuild of every read model.
const SCHEMA = `
  create schema if not exists app;
  create table if not exists app.process (
    name text primary key,
    position text not null,
    updated_at timestamptz not null default clock_timestamp()
  );
  create table if not exists app.process_parked (
    process text, event_id uuid, reaction int, position text not null, rejection jsonb not null,
    parked_at timestamptz not null default clock_timestamp(),
    primary key (process, event_id, reaction)
  );
  create table if not exists app.timer_outcome (
    id text primary key, outcome jsonb not null, fired_at timestamptz not null default clock_timestamp()
  )`

export type ReactState = {
  /** The position behind the last event a process has dealt with; undefined for a new process. */
  readonly positionOf: (name: string) => Promise<Position | undefined>
  /** Never moves a process back. */
  readonly advance: (name: string, position: Position) => Promise<void>
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

/** Opens the state of processes and timers in schema `app`, making it when it is missing. */
export const openReactState = async (pool: Pool): Promise<ReactState> => {
  const client = await pool.connect()
  try {
    await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('daybook.app', 0)); ${SCHEMA}; commit`)
  } finally {
    client.release()
  }
  return {
    positionOf: async name => {
      const { rows } = await pool.query<{ position: string }>('select position from app.process where name = $1', [
        name,
      ])
      return rows[0] === undefined ? undefined : parsePosition(rows[0].position)
    },
    advance: async (name, position) => {
      const sql = `insert into app.process (name, position) values ($1, $2) on conflict (name) do update
        set position = excluded.position, updated_at = clock_timestamp() where process.position < excluded.position`
      await pool.query(sql, [name, positionToken(position)])
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
