import { randomBytes } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { toBase32 } from './base32.ts'

export const RECOVERY_CODES = 10
/** 80 bits: nobody guesses one. */
const CODE_BYTES = 10

const newCode = (): string => (toBase32(randomBytes(CODE_BYTES)).match(/.{4}/g) ?? []).join('-')

type Hash = (value: string) => string

/** As it is compared: people leave out the lines, or write small letters. */
const hashOf = (hash: Hash, user: string, code: string): string =>
  hash(`recovery code\n${user}\n${code.toUpperCase().replace(/[^A-Z2-7]/g, '')}`)

export const removeCodes = async (on: Pool | PoolClient, user: string): Promise<void> => {
  await on.query('delete from app.recovery_code where user_id = $1', [user])
}

/** @returns the codes, which are kept nowhere */
export const putCodes = async (client: PoolClient, hash: Hash, user: string): Promise<readonly string[]> => {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode)
  await removeCodes(client, user)
  const sql = 'insert into app.recovery_code (user_id, hash) select $1, unnest($2::text[])'
  await client.query(sql, [user, codes.map(code => hashOf(hash, user, code))])
  return codes
}

/** Whether it is one that was not used yet. Of several at once one gets it. */
export const useCode = async (pool: Pool, hash: Hash, user: string, code: string): Promise<boolean> => {
  const sql = 'delete from app.recovery_code where user_id = $1 and hash = $2'
  return (await pool.query(sql, [user, hashOf(hash, user, code)])).rowCount === 1
}

export const countCodes = async (pool: Pool, user: string): Promise<number> => {
  const sql = 'select count(*)::int as count from app.recovery_code where user_id = $1'
  return (await pool.query<{ count: number }>(sql, [user])).rows[0]?.count ?? 0
}
