import type { Pool } from 'pg'
import { HALF_MS, type Half, type HalfSignIns } from './account.ts'
import { hashOfSecret, newSecret } from './secret.ts'

/** In the tables of `tables.ts`, which are there. */
export const openHalfSignIns = (pool: Pool): HalfSignIns => ({
  begin: async ({ user, way }, now) => {
    const key = newSecret()
    const sql = 'insert into app.half_sign_in (hash, user_id, way, expires_at) values ($1, $2, $3, $4)'
    await pool.query(sql, [hashOfSecret(key), user, way, new Date(now.getTime() + HALF_MS)])
    return key
  },
  find: async (key, now) => {
    const sql = 'select user_id as "user", way from app.half_sign_in where hash = $1 and expires_at > $2'
    return (await pool.query<Half>(sql, [hashOfSecret(key), now])).rows[0]
  },
  end: async key =>
    (await pool.query('delete from app.half_sign_in where hash = $1', [hashOfSecret(key)])).rowCount === 1,
  endAll: async user => {
    await pool.query('delete from app.half_sign_in where user_id = $1', [user])
  },
})

export const pruneHalfSignIns = async (pool: Pool, now: Date): Promise<void> => {
  await pool.query('delete from app.half_sign_in where expires_at < $1', [now])
}
