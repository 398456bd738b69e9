/**
 * What is kept for auditors beside the seals, in schema `app`, which is backed up: signed exports, who looked at what, and
 * what came of verifications. The first two are append-only; whoever owns the database can still change them.
 */
export const AUDIT_TABLES = `
  create table if not exists app.export (
    id uuid primary key,
    manifest jsonb not null,
    signature bytea not null,
    public_key bytea not null
  );
  create table if not exists app.access (
    id uuid primary key,
    at timestamptz not null,
    viewer text not null,
    kind text not null,
    path text not null,
    params jsonb not null,
    query text not null
  );
  create index if not exists access_viewer on app.access (viewer, id);
  create table if not exists app.verification (
    id uuid primary key,
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
    for each statement execute function app.refuse_change()`
