import type { ClientBase } from 'pg'

/** May append to the log and read it, and work with what is not append-only. */
export const APP_ROLE = 'daybook_app'
/** May only read: the as-of shop. */
export const AS_OF_ROLE = 'daybook_as_of'
/** Owns what the record of a shop is kept in, where a superuser makes it. Nobody works as this role. */
export const OWNER_ROLE = 'daybook_owner'

type Statement = { readonly statement: string }

const doAll = async (client: ClientBase, select: string, values: readonly unknown[]): Promise<void> => {
  const { rows } = await client.query<Statement>(select, [...values])
  for (const { statement } of rows) await client.query(statement)
}

// Roles belong to the cluster: another database may make them at this very moment. Whoever may not make them works without.
const make = (name: string) => `
  begin
    if not exists (select from pg_roles where rolname = '${name}') then create role ${name} nologin; end if;
  exception when duplicate_object or unique_violation or insufficient_privilege then null;
  end;
  begin
    if not pg_has_role(current_user, '${name}', 'set') then execute format('grant ${name} to %I', current_user); end if;
  exception when undefined_object or insufficient_privilege then null;
  end;`

const MAKE_ROLES = `
  do $body$ begin
    ${make(APP_ROLE)}
    ${make(AS_OF_ROLE)}
    begin
      if not pg_has_role('${APP_ROLE}', '${AS_OF_ROLE}', 'set') then grant ${AS_OF_ROLE} to ${APP_ROLE}; end if;
    exception when undefined_object or insufficient_privilege then null;
    end;
    begin
      if not has_database_privilege('${APP_ROLE}', current_database(), 'create') then
        execute format('grant create on database %I to ${APP_ROLE}', current_database());
      end if;
    exception when undefined_object or insufficient_privilege then null;
    end;
  end $body$`

const MAKE_OWNER = `
  do $body$ begin
    ${make(OWNER_ROLE)}
    execute format('grant create on database %I to ${OWNER_ROLE}', current_database());
  end $body$`

const USABLE = `
  select (select rolsuper from pg_roles where rolname = current_user) as superuser,
    coalesce((select pg_has_role(current_user, oid, 'set') and has_database_privilege(oid, current_database(), 'create')
      from pg_roles where rolname = $1), false) as usable`

export type Roles = {
  /** Whether the server can work as the app role here. */
  readonly isUsable: boolean
  readonly isSuperuser: boolean
}

/** Makes the roles of a shop as far as the user of this connection may. */
export const makeRoles = async (client: ClientBase): Promise<Roles> => {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('daybook.roles', 0)); ${MAKE_ROLES}`)
  const { rows } = await client.query<{ superuser: boolean; usable: boolean }>(USABLE, [APP_ROLE])
  const isSuperuser = rows[0]?.superuser === true
  if (isSuperuser) await client.query(MAKE_OWNER)
  return { isSuperuser, isUsable: rows[0]?.usable === true }
}

// Sequences that belong to a column follow its table.
const OF_OTHERS = `
  with place as (select oid, nspname, nspowner from pg_namespace where nspname = any($1)),
    role as (select oid from pg_roles where rolname = $2)
  select format('alter schema %I owner to %I', nspname, $2::text) as statement
    from place, role where nspowner <> role.oid
  union all
  select format('alter %s %s owner to %I', case relkind when 'S' then 'sequence' else 'table' end, c.oid::regclass, $2::text)
    from pg_class c join place on place.oid = relnamespace, role
    where relkind in ('r', 'p', 'S') and relowner <> role.oid
      and not (relkind = 'S' and exists (select from pg_depend where objid = c.oid and deptype in ('a', 'i') and refobjsubid > 0))
  union all
  select format('alter function %s owner to %I', p.oid::regprocedure, $2::text)
    from pg_proc p join place on place.oid = pronamespace, role where proowner <> role.oid`

/** Gives schemas and all that is in them to a role, where an earlier release had made them as somebody else. */
export const handOver = (client: ClientBase, schemas: readonly string[], role: string): Promise<void> =>
  doAll(client, OF_OTHERS, [schemas, role])

// What has the trigger of an append-only table is only read and added to; keys are destroyed by a change, never removed.
const WANTED = `
  select c.oid, nspname, c.oid::regclass as name, case
      when nspname = 'log' then array['select']
      when exists (select from pg_trigger where tgrelid = c.oid and tgname = 'append_only') then array['select', 'insert']
      when nspname = 'vault' then array['select', 'insert', 'update']
      else array['select', 'insert', 'update', 'delete'] end as rights
    from pg_class c join pg_namespace n on n.oid = relnamespace
    where nspname in ('log', 'app', 'vault') and relkind in ('r', 'p')`

const MISSING_RIGHTS = `
  with wanted as (${WANTED}),
    held as (select oid, array(select r from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'trigger']) r
      where has_table_privilege($1, oid, r)) as rights from wanted)
  select format('grant usage on schema %I to %I', nspname, $1::text) as statement
    from (select distinct nspname from wanted) places where not has_schema_privilege($1, nspname, 'usage')
  union all
  select format('revoke all on %1$s from %2$I; grant %3$s on %1$s to %2$I', name, $1::text, array_to_string(wanted.rights, ', '))
    from wanted join held using (oid) where wanted.rights <> held.rights
  union all
  select format('grant execute on function %s to %I', p.oid::regprocedure, $1::text)
    from pg_proc p join pg_namespace n on n.oid = pronamespace
    where nspname = 'log' and proname = 'append' and not has_function_privilege($1, p.oid, 'execute')`

/** The rights of the server: the log by its function only, what is append-only never changed, the rest to work with. */
export const giveRights = (client: ClientBase): Promise<void> => doAll(client, MISSING_RIGHTS, [APP_ROLE])

/** Whether a schema is somebody else's, who makes what is missing in it. */
export const belongsToOthers = async (client: ClientBase, schema: string): Promise<boolean> => {
  const sql = `select from pg_namespace where nspname = $1 and not pg_has_role(current_user, nspowner, 'usage')`
  return (await client.query(sql, [schema])).rowCount === 1
}
