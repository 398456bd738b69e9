import type { Pool } from 'pg'
import { inTransaction } from './transaction.ts'

/** All processes listen here. Payloads: see `Announcement`, and `job`. */
export const CHANNEL = 'projections'

/** May read the shop as of a moment, and nothing that lives. The log makes it. */
export const AS_OF_ROLE = 'daybook_as_of'

/** One engine's schema change at a time in a database. */
export const lockEngine = `select pg_advisory_xact_lock(hashtextextended('daybook.projections', 0))`

// generation.personal: which columns of which table an erasure clears, so that every generation, also one of another
// release, can be cleared without its declaration. checkpoint.epoch: -1 while a rebuild owns the
// generation, and once it is retired; else of the leader. checkpoint.events: how many it was given, for rates.
// generation.indexed, code: has its secondary indexes, and which code builds it.
// job.versions: of the read models it is about; a process of a release that has them does it.
// lease: one for each version of a read model, `orders v3`. epoch: a number for every term, never given twice.
// as_of: read models as they were at a time or place of the log; their generations say which shop they belong to.
const STATEMENTS = `
  create schema if not exists projections;
  create table if not exists projections.generation (
    model text, version int, generation int,
    state text not null check (state in ('building', 'active', 'failed', 'retired')),
    personal jsonb not null,
    created_at timestamptz not null default clock_timestamp(),
    activated_at timestamptz,
    primary key (model, version, generation)
  );
  do $body$ begin
    -- Asked first: altering a table waits for everybody who reads it, also when there is nothing to alter.
    if not exists (select from pg_attribute where attrelid = 'projections.generation'::regclass and attname = 'retired_at')
    then
      alter table projections.generation add column indexed boolean not null default true,
        add column code text, add column retired_at timestamptz;
    end if;
  end $body$;
  create table if not exists projections.checkpoint (
    model text, version int, generation int,
    commit bigint not null, prepare bigint not null,
    last_event_id text, log_id text not null,
    epoch bigint not null, updated_at timestamptz not null default clock_timestamp(), error text,
    primary key (model, version, generation),
    foreign key (model, version, generation) references projections.generation on delete cascade
  );
  do $body$ begin
    if not exists (select from pg_attribute where attrelid = 'projections.checkpoint'::regclass and attname = 'events')
    then alter table projections.checkpoint add column events bigint not null default 0; end if;
  end $body$;
  create table if not exists projections.job (
    id uuid primary key, model text not null,
    kind text not null check (kind in ('rebuild', 'dry run', 'roll back')),
    state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')) default 'waiting',
    asked_by text not null, asked_at timestamptz not null default clock_timestamp(),
    owner text, seen_at timestamptz, started_at timestamptz, finished_at timestamptz,
    is_cancelled boolean not null default false,
    progress jsonb, generation int, comparison jsonb, error text
  );
  create table if not exists projections.as_of (
    id uuid primary key,
    at timestamptz, commit bigint, prepare bigint, check ((at is null) <> (commit is null)),
    asked_by text not null, asked_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null, built_at timestamptz
  );
  do $body$ begin
    if not exists (select from pg_attribute where attrelid = 'projections.generation'::regclass and attname = 'as_of')
    then
      alter table projections.generation add column as_of uuid references projections.as_of on delete cascade,
        drop constraint if exists generation_state_check,
        add constraint generation_state_check
          check (state in ('building', 'active', 'failed', 'retired', 'as of') and (state = 'as of') = (as_of is not null));
      alter table projections.job drop constraint if exists job_kind_check,
        add constraint job_kind_check check (kind in ('rebuild', 'dry run', 'roll back', 'as of'));
    end if;
    if not exists (select from pg_attribute where attrelid = 'projections.job'::regclass and attname = 'versions')
    then
      alter table projections.job add column versions text[] not null default '{}';
      drop index if exists projections.job_unfinished;
    end if;
  end $body$;
  create unique index if not exists job_unfinished on projections.job (model, versions)
    where state in ('waiting', 'running');
  create index if not exists job_asked on projections.job (asked_at desc);
  create table if not exists projections.lease (
    name text primary key, owner text not null, epoch bigint not null, expires_at timestamptz not null
  );
  create sequence if not exists projections.epoch;
  create table if not exists projections.parked (
    model text, version int, generation int, sequence text not null,
    commit bigint, prepare bigint, event_id text not null,
    error text, attempts int not null default 0, parked_at timestamptz not null default clock_timestamp(),
    primary key (model, version, generation, commit, prepare),
    foreign key (model, version, generation) references projections.generation on delete cascade
  );
  create index if not exists parked_sequence on projections.parked (model, version, generation, sequence)`

/** Makes the engine's own tables if they are missing. Safe with several processes at once. */
export const createEngineSchema = (pool: Pool): Promise<void> =>
  inTransaction(pool, async client => {
    await client.query(lockEngine)
    await client.query(STATEMENTS)
  })
