import type { Pool } from 'pg'
import { type MasterKey, newKey } from './cipher.ts'
import type { Vault } from './vault.ts'

const SCHEMA = `
  create schema if not exists vault;
  create table if not exists vault.subject_key (
    subject text primary key,
    wrapped bytea,
    created_at timestamptz not null default clock_timestamp(),
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null))
  )`

// A no-op update, so that the row comes back whoever made it.
const ENSURE = `
  insert into vault.subject_key (subject, wrapped) values ($1, $2)
  on conflict (subject) do update set subject = excluded.subject
  returning wrapped`

const DESTROY = `
  insert into vault.subject_key (subject, wrapped, destroyed_at) values ($1, null, clock_timestamp())
  on conflict (subject) do update set wrapped = null, destroyed_at = clock_timestamp()
    where subject_key.wrapped is not null`

type Row = { readonly subject: string; readonly wrapped: Buffer | null }

/** The vault in schema `vault`: keys are stored wrapped by the master key. Makes its schema when it is missing. */
export const openPostgresVault = async (pool: Pool, master: MasterKey): Promise<Vault> => {
  const client = await pool.connect()
  try {
    await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('daybook.vault', 0)); ${SCHEMA}; commit`)
  } finally {
    client.release()
  }
  const unwrap = ({ subject, wrapped }: Row) => (wrapped === null ? null : master.unwrap(wrapped, subject))
  return {
    keys: async subjects => {
      if (subjects.length === 0) return new Map()
      const sql = 'select subject, wrapped from vault.subject_key where subject = any($1)'
      const { rows } = await pool.query<Row>({ name: 'vault-keys', text: sql, values: [subjects] })
      return new Map(rows.map(row => [row.subject, unwrap(row)]))
    },
    ensure: async subject => {
      const wrapped = master.wrap(newKey(), subject)
      const { rows } = await pool.query<Omit<Row, 'subject'>>(ENSURE, [subject, wrapped])
      return unwrap({ subject, wrapped: rows[0]?.wrapped ?? null })
    },
    destroy: async subject => {
      await pool.query(DESTROY, [subject])
    },
    isEmpty: async () => (await pool.query('select from vault.subject_key limit 1')).rowCount === 0,
    hash: master.hash,
  }
}
