import type { Pool } from 'pg'
import { CHALLENGE_MS } from './passkey.ts'
import { hashOfSecret, newSecret } from './secret.ts'

/** What is asked: to make a new passkey, or to show one. */
export type Asked = { readonly purpose: 'add' | 'show'; readonly user: string | undefined }

/** @returns what an authenticator is to sign, which is kept nowhere */
export const newChallenge = async (pool: Pool, { purpose, user }: Asked, now: Date): Promise<string> => {
  const challenge = newSecret()
  const sql = 'insert into app.passkey_challenge (hash, purpose, user_id, expires_at) values ($1, $2, $3, $4)'
  const expiresAt = new Date(now.getTime() + CHALLENGE_MS)
  await pool.query(sql, [hashOfSecret(challenge), purpose, user ?? null, expiresAt])
  return challenge
}

/** Whether just that was asked. It is used then, whatever it was asked for. */
export const useChallenge = async (pool: Pool, challenge: string, { purpose, user }: Asked, now: Date) => {
  const sql = `delete from app.passkey_challenge where hash = $1
    returning purpose = $2 and user_id is not distinct from $3 and expires_at > $4 as "isRight"`
  const { rows } = await pool.query<{ isRight: boolean }>(sql, [hashOfSecret(challenge), purpose, user ?? null, now])
  return rows[0]?.isRight === true
}

export const pruneChallenges = async (pool: Pool, now: Date): Promise<void> => {
  await pool.query('delete from app.passkey_challenge where expires_at < $1', [now])
}
