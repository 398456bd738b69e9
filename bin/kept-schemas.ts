import type { ClientBase } from 'pg'
import { APP_SCHEMA, makeAppSchema } from '../eventstore/app-schema.ts'
import { logTables, makeSchema } from '../eventstore/postgres/schema.ts'
import { belongsToOthers } from '../eventstore/roles.ts'
import { makeVaultSchema, VAULT_SCHEMA } from '../eventstore/vault/postgres-vault.ts'
import { PEOPLE_TABLES } from '../people/tables.ts'

/** Makes all that a backup holds: tables, functions, triggers and rights come from the program, never from a backup. */
export const makeKeptSchemas = async (client: ClientBase, hasLog: boolean): Promise<void> => {
  await makeAppSchema(client)
  if (!(await belongsToOthers(client, 'app'))) await client.query(PEOPLE_TABLES)
  if (hasLog) await makeSchema(client, 'log')
  await makeVaultSchema(client)
}

const made = [APP_SCHEMA, PEOPLE_TABLES, VAULT_SCHEMA, logTables('log')].flatMap(statements =>
  [...statements.matchAll(/create table if not exists ([\w.]+)/g)].flatMap(([, name]) => name ?? []),
)

/** A table that `makeKeptSchemas` does not make: a restore would not know it. */
export const strangeTable = <Table extends { readonly name: string }>(tables: readonly Table[]): Table | undefined =>
  tables.find(({ name }) => !made.includes(name))
