import type { ClientBase, Pool } from 'pg'
import { APP_ROLE, AS_OF_ROLE, belongsToOthers } from '../roles.ts'
import { appendFunction, lockKey } from './append-function.ts'

/** Raised with every change of the SQL below; a log that carries it is left alone when it is opened. */
const VERSION = 'daybook log 1'

export const logTables = (schema: string): string => `
  create schema if not exists ${schema};
  create table if not exists ${schema}.events (
    position bigint primary key,
    stream text not null,
    revision bigint not null,
    event_id uuid not null,
    type text not null,
    data jsonb not null,
    metadata jsonb not null,
    recorded_at timestamptz not null default clock_timestamp(),
    unique (stream, revision)
  );
  create index if not exists events_event_id on ${schema}.events (event_id);`

const appendOnly = (schema: string) => `
  create or replace function ${schema}.refuse_change() returns trigger language plpgsql as $body$
  begin
    raise exception 'the log is append-only: % of its events is refused', tg_op using errcode = 'insufficient_privilege';
  end $body$;
  create or replace trigger append_only before update or delete or truncate on ${schema}.events
    for each statement execute function ${schema}.refuse_change();`

// Roles belong to the cluster: another database may have made them, even at this moment. Without the right to make
// them the triggers are the only guard.
const role = (schema: string, name: string, grants: string) => `
  do $body$ begin
    begin
      create role ${name} nologin;
    exception when duplicate_object or unique_violation or insufficient_privilege then null;
    end;
    if exists (select from pg_roles where rolname = '${name}') then
      grant usage on schema ${schema} to ${name};
      grant select on all tables in schema ${schema} to ${name};
      ${grants}
    end if;
  end $body$;`

const rights = (schema: string) => `
  revoke all on all functions in schema ${schema} from public;
  ${role(schema, APP_ROLE, `grant execute on function ${schema}.append to ${APP_ROLE};`)}
  ${role(schema, AS_OF_ROLE, '')}
  comment on schema ${schema} is '${VERSION}'`

const isCurrent = async (client: ClientBase, schema: string): Promise<boolean> => {
  const sql = `select obj_description(to_regnamespace($1), 'pg_namespace') as version`
  const { rows } = await client.query<{ version: string | null }>(sql, [schema])
  return rows[0]?.version === VERSION
}

/**
 * Makes the tables, the append function and the roles of a log in the transaction of the caller, unless they are there or
 * are somebody else's to make.
 * Nobody appends until that transaction ends.
 */
export const makeSchema = async (client: ClientBase, schema: string): Promise<void> => {
  await client.query(`select pg_advisory_xact_lock(${lockKey(schema)})`)
  if ((await isCurrent(client, schema)) || (await belongsToOthers(client, schema))) return
  await client.query([logTables, appendFunction, appendOnly, rights].map(part => part(schema)).join('\n'))
}

/** The same in a transaction of its own, once; safe when several processes start together. */
export const ensureSchema = async (pool: Pool, schema: string): Promise<void> => {
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema)) throw new RangeError('the name of a schema is a-z, 0-9 and _')
  const client = await pool.connect()
  let isDone = false
  try {
    isDone = await isCurrent(client, schema)
    if (isDone) return
    await client.query('begin')
    await makeSchema(client, schema)
    await client.query('commit')
    isDone = true
  } finally {
    // After an error the connection goes, and its transaction with it.
    client.release(!isDone)
  }
}
