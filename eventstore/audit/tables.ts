/** What a release made that did not number its rows. Asked first: altering waits for whoever reads the table, and others behind it. */
const numbered = (table: string) => `
  do $body$ begin
    if not exists (select from pg_attribute where attrelid = 'app.${table}'::regclass and attname = 'number') then
      alter table app.${table} add column number bigint generated always as identity;
    end if;
  end $body$;
  create unique index if not exists ${table}_number on app.${table} (number)`

/**
 * What is kept for auditors beside the seals, in schema `app`, which is backed up: signed exports, who looked at what, and
 * what came of verifications. The first two are append-only, and a verification that has ended is not changed any more.
 * Whoever owns the database can still change them, and is found out by the seals of the trail, which go by the numbers.
 */
export const AUDIT_TABLES = `
  create table if not exists app.export (
    id uuid primary key,
    number bigint generated always as identity,
    manifest jsonb not null,
    signature bytea not null,
    public_key bytea not null
  );
  create table if not exists app.access (
    id uuid primary key,
    number bigint generated always as identity,
    at timestamptz not null,
    viewer text not null,
    kind text not null,
    path text not null,
    params jsonb not null,
    query text not null,
    -- Null in what an earlier release has written.
    terms jsonb
  );
  -- Asked first: altering waits for whoever reads the table, a backup for instance, and everybody else behind it.
  do $body$ begin
    if not exists (select from pg_attribute where attrelid = 'app.access'::regclass and attname = 'terms') then
      alter table app.access add column if not exists terms jsonb;
    end if;
  end $body$;
  create index if not exists access_viewer on app.access (viewer, id);
  create index if not exists access_kind on app.access (kind, id);
  create index if not exists access_terms on app.access using gin (terms jsonb_path_ops);
  create index if not exists access_came_in on app.access (viewer, id) where kind in ('signed_in', 'link_used');
  create index if not exists access_earlier on app.access (id) where terms is null;
  create table if not exists app.verification (
    id uuid primary key,
    number bigint generated always as identity,
    state text not null default 'waiting',
    asked_by text not null,
    asked_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz,
    owner text,
    seen_at timestamptz,
    progress jsonb,
    result jsonb,
    error text
  );
  create unique index if not exists verification_unfinished on app.verification ((true))
    where state in ('waiting', 'running');
  create or replace function app.refuse_change() returns trigger language plpgsql as $body$
  begin
    raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
  end $body$;
  create or replace trigger append_only before update or delete or truncate on app.export
    for each statement execute function app.refuse_change();
  create or replace trigger append_only before update or delete or truncate on app.access
    for each statement execute function app.refuse_change();
  create or replace function app.refuse_change_of_ended() returns trigger language plpgsql as $body$
  begin
    if old.state in ('done', 'failed') then
      raise exception 'a verification that has ended is not changed: % is refused', tg_op using errcode = 'insufficient_privilege';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $body$;
  create or replace trigger ended_stays before update or delete on app.verification
    for each row execute function app.refuse_change_of_ended();
  create or replace trigger ended_stays_whole before truncate on app.verification
    for each statement execute function app.refuse_change();
  ${['export', 'access', 'verification'].map(numbered).join(';')}`
