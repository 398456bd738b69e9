import type { ClientBase, Pool } from 'pg'
import { PersonalUnreadable } from '../../domain/shared/personal.ts'
import { belongsToOthers } from '../roles.ts'
import { type MasterKey, newKey } from './cipher.ts'
import { DAMAGED, type Vault } from './vault.ts'

export const VAULT_SCHEMA = `
  create schema if not exists vault;
  create table if not exists vault.subject_key (
    subject text primary key,
    wrapped bytea,
    created_at timestamptz not null default clock_timestamp(),
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null))
  );
  -- Everybody for whom a key was made: a key that is lost is not made anew. And up to where each log is known to say of whom.
  create table if not exists vault.sealed_subject (subject text primary key);
  create table if not exists vault.sealed_until (log_id text primary key, position text not null);
  -- Something known under the master key, so that another key is noticed before it does harm.
  create table if not exists vault.master_check (only_one boolean primary key default true check (only_one), wrapped bytea not null)`

// Only where there is no row yet; a no-op update, so that the row comes back whoever was faster. With the key goes the note.
const ENSURE = `
  with noted as (insert into vault.sealed_subject (subject) values ($1) on conflict do nothing)
  insert into vault.subject_key (subject, wrapped) values ($1, $2)
  on conflict (subject) do update set subject = excluded.subject
  returning wrapped`

const DESTROY = `
  insert into vault.subject_key (subject, wrapped, destroyed_at) values ($1, null, clock_timestamp())
  on conflict (subject) do update set wrapped = null, destroyed_at = clock_timestamp()
    where subject_key.wrapped is not null`

type Row = { readonly subject: string; readonly wrapped: Buffer | null }

/** The shop was made with another master key: nothing personal could be read, and the same e-mail claimed twice. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey'
}

const CHECK = 'master-check'

/** Whether a row of vault.master_check was made with this master key. */
export const isMadeWith = (master: MasterKey, wrapped: Buffer): boolean => {
  try {
    master.unwrap(wrapped, CHECK)
    return true
  } catch {
    return false
  }
}

/** Makes the tables of the vault in the transaction of the caller, unless they are there or somebody else's to make. */
export const makeVaultSchema = async (client: ClientBase): Promise<void> => {
  if (await belongsToOthers(client, 'vault')) return
  await client.query(`select pg_advisory_xact_lock(hashtextextended('daybook.vault', 0)); ${VAULT_SCHEMA}`)
}

/** Destroys the key of a subject for ever, also one that there is not yet, in the transaction of the caller if there is one. */
export const destroyKey = async (client: ClientBase | Pool, subject: string): Promise<void> => {
  await client.query(DESTROY, [subject])
}

const refuseWrongKey = async (pool: Pool, master: MasterKey): Promise<void> => {
  const mine = master.wrap(newKey(), CHECK)
  await pool.query('insert into vault.master_check (wrapped) values ($1) on conflict do nothing', [mine])
  const { rows } = await pool.query<{ wrapped: Buffer }>('select wrapped from vault.master_check')
  if (rows[0] !== undefined && !isMadeWith(master, rows[0].wrapped))
    throw new WrongMasterKey('this vault was made with another master key')
}

/** Finds keys, and makes one where there is none; a wrapped key that does not open is found as damaged. */
const keysIn = (pool: Pool, master: MasterKey) => {
  const unwrap = ({ subject, wrapped }: Row) => {
    if (wrapped === null) return null
    try {
      return master.unwrap(wrapped, subject)
    } catch {
      return DAMAGED
    }
  }
  const keys: Vault['keys'] = async subjects => {
    if (subjects.length === 0) return new Map()
    const sql = 'select subject, wrapped from vault.subject_key where subject = any($1)'
    const { rows } = await pool.query<Row>({ name: 'vault-keys', text: sql, values: [subjects] })
    return new Map(rows.map(row => [row.subject, unwrap(row)]))
  }
  const make = async (subject: string) => {
    const wrapped = master.wrap(newKey(), subject)
    const { rows } = await pool.query<Omit<Row, 'subject'>>(ENSURE, [subject, wrapped])
    return unwrap({ subject, wrapped: rows[0]?.wrapped ?? null })
  }
  return { keys, make }
}

/**
 * The vault in schema `vault`: keys are stored wrapped by the master key. Makes its schema when it is missing.
 * @throws WrongMasterKey
 */
export const openPostgresVault = async (pool: Pool, master: MasterKey): Promise<Vault> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await makeVaultSchema(client)
    await client.query('commit')
  } finally {
    client.release()
  }
  await refuseWrongKey(pool, master)
  const { keys, make } = keysIn(pool, master)
  return {
    keys,
    ensure: async subject => {
      const known = (await keys([subject])).get(subject)
      const key = known === undefined ? await make(subject) : known
      if (key === DAMAGED) throw new PersonalUnreadable(subject, 'its key is damaged')
      return key
    },
    destroy: subject => destroyKey(pool, subject),
    isEmpty: async () => (await pool.query('select from vault.subject_key limit 1')).rowCount === 0,
    hash: master.hash,
    hashWord: master.hashWord,
    sealSecret: master.sealSecret,
    openSecret: master.openSecret,
  }
}
