/**
 * What is kept of the people who work with the shop, in schema `app`, which is backed up: none of it is of the shop, so
 * none of it is in the log. No key between the two tables: a restore fills them in the order of their names.
 */
export const PEOPLE_TABLES = `
  create table if not exists app.saved_view (
    id uuid primary key,
    owner text not null,
    list text not null,
    name text not null,
    -- What names have in common that look alike.
    name_key text not null,
    query text not null,
    is_shared boolean not null,
    -- Its place among those of its owner, or among all that are shared.
    place int not null,
    unique (owner, list, name_key)
  );
  create index if not exists saved_view_list on app.saved_view (list);
  create table if not exists app.default_view (
    viewer text, list text, view uuid not null,
    primary key (viewer, list)
  )`
