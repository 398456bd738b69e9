import type { Pool } from 'pg'
import { lifetimes, type Token, type Tokens } from './account.ts'
import { hashOfSecret, newSecret } from './secret.ts'

const TOKEN = 'user_id as "user", purpose'

/** One-time tokens in the tables of `tables.ts`, which are there. */
export const openTokens = (pool: Pool): Tokens => ({
  make: async (user, purpose, now, lifetime = lifetimes[purpose]) => {
    const token = newSecret()
    const expiresAt = new Date(now.getTime() + lifetime)
    await pool.query(
      `insert into app.one_time_token (hash, user_id, purpose, expires_at) values ($1, $2, $3, $4)
        on conflict (user_id, purpose) do update set hash = excluded.hash, expires_at = excluded.expires_at`,
      [hashOfSecret(token), user, purpose, expiresAt],
    )
    return token
  },
  find: async (token, now) => {
    const sql = `select ${TOKEN} from app.one_time_token where hash = $1 and expires_at > $2`
    return (await pool.query<Token>(sql, [hashOfSecret(token), now])).rows[0]
  },
  use: async (token, now) => {
    const sql = `delete from app.one_time_token where hash = $1 and expires_at > $2 returning ${TOKEN}`
    return (await pool.query<Token>(sql, [hashOfSecret(token), now])).rows[0]
  },
  forget: async user => {
    await pool.query('delete from app.one_time_token where user_id = $1', [user])
  },
})

export const pruneTokens = async (pool: Pool, now: Date): Promise<void> => {
  await pool.query('delete from app.one_time_token where expires_at < $1', [now])
}
