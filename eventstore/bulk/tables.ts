/**
 * What somebody does with many things at once, in schema `app`, which is backed up. A run holds the ids of its things and
 * what became of each, and nothing that is said of a person.
 */
export const BULK_TABLES = `
  create table if not exists app.bulk_run (
    id uuid primary key,
    by text not null,
    category text not null,
    -- Null in a run that takes back what another one did.
    action text,
    undoes uuid,
    asked jsonb,
    state text not null,
    made_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    ended_at timestamptz,
    owner uuid,
    seen_at timestamptz
  );
  create index if not exists bulk_run_by on app.bulk_run (by, made_at);
  create index if not exists bulk_run_undoes on app.bulk_run (undoes) where undoes is not null;
  create index if not exists bulk_run_worked_at on app.bulk_run (made_at) where state in ('previewing', 'running');
  create table if not exists app.bulk_item (
    run uuid, place int, id text not null,
    -- The one that was looked at; of what is done, or is to be taken back, the one that was made.
    revision int,
    -- Null until it was looked at.
    outcome text,
    why jsonb,
    primary key (run, place)
  );
  create index if not exists bulk_item_outcome on app.bulk_item (run, outcome, place)`
