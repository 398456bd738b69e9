import type { Pool } from 'pg'
import type { ApiKeys, KeyUse, ProvenKey } from './api-key.ts'
import { hashOfSecret, newSecret } from './secret.ts'

/** Begins with a word, so that one that got somewhere by mistake is found there. */
const SECRET = /^daybook_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_[\w-]{43}$/

const NOTED_EVERY_MS = 60_000

const make = async (pool: Pool, key: string, now: Date): Promise<string> => {
  const secret = `daybook_${key}_${newSecret()}`
  await pool.query(
    `insert into app.api_key (key, hash, made_at) values ($1, $2, $3)
      on conflict (key) do update set hash = excluded.hash, made_at = excluded.made_at, used_at = null`,
    [key, hashOfSecret(secret), now],
  )
  return secret
}

const find = async (pool: Pool, secret: string): Promise<ProvenKey | undefined> => {
  const [, key] = SECRET.exec(secret) ?? []
  if (key === undefined) return undefined
  const text = `select key, revoked_at is not null as "isRevoked", used_at as "usedAt"
    from app.api_key where key = $1 and hash = $2`
  return (await pool.query<ProvenKey>({ name: 'api_key', text, values: [key, hashOfSecret(secret)] })).rows[0]
}

const usesOf = async (pool: Pool, keys: readonly string[]): Promise<ReadonlyMap<string, KeyUse>> => {
  const sql = 'select key, made_at as "madeAt", used_at as "usedAt" from app.api_key where key = any($1::uuid[])'
  const { rows } = await pool.query<KeyUse & { readonly key: string }>(sql, [keys])
  return new Map(rows.map(({ key, ...use }) => [key, use]))
}

/** Secrets of keys in the tables of `tables.ts`, which are there. */
export const openApiKeys = (pool: Pool): ApiKeys => ({
  make: (key, now) => make(pool, key, now),
  find: secret => find(pool, secret),
  noteUse: async ({ key, usedAt }, now) => {
    if (usedAt !== null && now.getTime() - usedAt.getTime() < NOTED_EVERY_MS) return
    await pool.query('update app.api_key set used_at = $2 where key = $1', [key, now])
  },
  revoke: async (key, now) => {
    await pool.query('update app.api_key set revoked_at = $2 where key = $1 and revoked_at is null', [key, now])
  },
  usesOf: keys => usesOf(pool, keys),
})
