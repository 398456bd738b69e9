import type { ClientBase, Pool } from 'pg'
import { AUDIT_TABLES } from './audit/tables.ts'
import { BULK_TABLES } from './bulk/tables.ts'
import { belongsToOthers } from './roles.ts'

const PROCESSES = `
  create table if not exists app.process (
    name text primary key,
    position text not null,
    updated_at timestamptz not null default clock_timestamp()
  );
  -- Asked first: altering waits for whoever reads the table, a backup for instance, and everybody else behind it.
  do $body$ begin
    if (select count(*) from pg_attribute where attrelid = 'app.process'::regclass and attname in ('log_id', 'last_event')) < 2 then
      alter table app.process add column if not exists log_id text, add column if not exists last_event jsonb;
    end if;
  end $body$;
  create table if not exists app.process_parked (
    process text, event_id uuid, reaction int, position text not null, rejection jsonb not null,
    parked_at timestamptz not null default clock_timestamp(),
    primary key (process, event_id, reaction)
  );
  create table if not exists app.timer_outcome (
    id text primary key, outcome jsonb not null, fired_at timestamptz not null default clock_timestamp()
  )`

// Whoever owns the database can still change seals, and is found out by the signatures.
const SEALS = `
  create table if not exists app.seal (
    number int primary key,
    header jsonb not null,
    signature bytea not null,
    public_key bytea not null,
    leaves bytea not null,
    names text not null,
    end_position text not null
  );
  create or replace function app.refuse_change_of_seals() returns trigger language plpgsql as $body$
  begin
    raise exception 'seals are append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
  end $body$;
  create or replace trigger append_only before update or delete or truncate on app.seal
    for each statement execute function app.refuse_change_of_seals();
  create table if not exists app.trail_seal (
    number int primary key,
    header jsonb not null,
    signature bytea not null,
    public_key bytea not null,
    blocks text not null
  );
  create or replace trigger append_only before update or delete or truncate on app.trail_seal
    for each statement execute function app.refuse_change_of_seals()`

/** Which demo shop was begun, so that an interrupted one goes on as the same. */
const DEMO =
  'create table if not exists app.demo (seed text primary key, until timestamptz not null, finished_at timestamptz)'

/** What became of commands that made no events. */
const OUTCOMES = `
  create table if not exists app.outcome (
    stream text, command_id uuid, digest text not null, outcome jsonb not null,
    decided_at timestamptz not null default clock_timestamp(),
    primary key (stream, command_id)
  );
  create index if not exists outcome_decided_at on app.outcome (decided_at)`

/**
 * Every table of schema `app` that goes with the log: what must survive a rebuild of every read model. What `app` holds of
 * people is in people/tables.ts; a table that is made anywhere else a restore would not know.
 */
export const APP_SCHEMA: string = [
  'create schema if not exists app',
  PROCESSES,
  SEALS,
  AUDIT_TABLES,
  DEMO,
  OUTCOMES,
  BULK_TABLES,
].join(';\n')

/** Makes the tables of schema `app` in the transaction of the caller, unless they are there or somebody else's to make. */
export const makeAppSchema = async (client: ClientBase): Promise<void> => {
  if (await belongsToOthers(client, 'app')) return
  await client.query(`select pg_advisory_xact_lock(hashtextextended('daybook.app', 0)); ${APP_SCHEMA}`)
}

/** The same in a transaction of its own; safe when several processes start together. */
export const ensureAppSchema = async (pool: Pool): Promise<void> => {
  const client = await pool.connect()
  let isDone = false
  try {
    await client.query('begin')
    await makeAppSchema(client)
    await client.query('commit')
    isDone = true
  } finally {
    // After an error the connection goes, and its transaction with it.
    client.release(!isDone)
  }
}
