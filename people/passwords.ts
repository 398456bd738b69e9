import type { Pool } from 'pg'
import type { Passwords } from './account.ts'
import { hashPassword, isPassword, nobodysHash } from './argon2.ts'

/** @param pepper see `argon2.ts`; with another one no password is right any more */
export const openPasswords = (pool: Pool, pepper: string): Passwords => {
  const nobodys = nobodysHash()
  const hashOf = async (user: string | undefined): Promise<string | undefined> => {
    const sql = { name: 'password_of', text: 'select hash from app.password where user_id = $1' }
    return (await pool.query<{ hash: string }>(sql, [user ?? ''])).rows[0]?.hash
  }
  return {
    set: async (user, password, now) => {
      const sql = `insert into app.password (user_id, hash, set_at) values ($1, $2, $3)
        on conflict (user_id) do update set hash = excluded.hash, set_at = excluded.set_at`
      await pool.query(sql, [user, await hashPassword(password, pepper), now])
    },
    check: async (user, password) => {
      const hash = await hashOf(user)
      const isRight = await isPassword(hash ?? nobodys, password, pepper)
      return isRight && hash !== undefined
    },
    has: async user => (await hashOf(user)) !== undefined,
  }
}
