import { createHmac } from 'node:crypto'
import type { Pool } from 'pg'
import { hashOfSecret, newSecret } from './secret.ts'
import { AWAY_MS } from './single-sign-on.ts'

/** What ties an answer of a provider to the browser that asked: each is made of the one key that the browser keeps. */
export const checksOf = (key: string) => {
  const made = (name: string) => createHmac('sha256', key).update(name).digest('base64url')
  return { state: made('state'), nonce: made('nonce'), verifier: made('verifier') }
}

/** @returns the key, which is kept nowhere */
export const keepBegun = async (pool: Pool, provider: string, next: string, now: Date): Promise<string> => {
  const key = newSecret()
  const expiresAt = new Date(now.getTime() + AWAY_MS)
  const sql = 'insert into app.begun_sign_in (hash, provider, next, expires_at) values ($1, $2, $3, $4)'
  await pool.query(sql, [hashOfSecret(key), provider, next, expiresAt])
  return key
}

/** Where it leads, for whoever comes back with the key from the same provider, once; used in any case. */
export const useBegun = async (pool: Pool, provider: string, key: string, now: Date): Promise<string | undefined> => {
  const sql = 'delete from app.begun_sign_in where hash = $1 returning provider, next, expires_at as "expiresAt"'
  const { rows } = await pool.query<{ provider: string; next: string; expiresAt: Date }>(sql, [hashOfSecret(key)])
  const [found] = rows
  return found?.provider === provider && found.expiresAt > now ? found.next : undefined
}

export const pruneBegun = async (pool: Pool, now: Date): Promise<void> => {
  await pool.query('delete from app.begun_sign_in where expires_at < $1', [now])
}
