import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { SecondFactors } from './account.ts'
import { toBase32 } from './base32.ts'
import { countCodes, putCodes, removeCodes, useCode } from './recovery-codes.ts'
import { SECRET_BYTES, stepOf } from './totp.ts'
import { inTransaction } from './transaction.ts'

/** What keeps secrets out of the database: keyed hashes, and what is sealed for one purpose. */
export type Sealing = {
  readonly hash: (value: string) => string
  readonly sealSecret: (secret: string, bound: string) => Buffer
  readonly openSecret: (sealed: Buffer, bound: string) => string
}

const boundTo = (user: string): string => `second factor of ${user}`

/** What was sealed for this user; undefined for anything else that a form can bring. */
const openedBy = ({ openSecret }: Sealing, user: string, sealed: Buffer): Buffer | undefined => {
  try {
    return Buffer.from(openSecret(sealed, boundTo(user)), 'base64')
  } catch {
    return undefined
  }
}

const switchOn = (
  pool: Pool,
  sealing: Sealing,
  { user, code, sealed }: Parameters<SecondFactors['switchOn']>[0],
  now: Date,
) => {
  const kept = Buffer.from(sealed, 'base64url')
  const secret = openedBy(sealing, user, kept)
  const step = secret && stepOf(secret, code, now, 0)
  if (step === undefined) return Promise.resolve(undefined)
  return inTransaction(pool, async client => {
    const sql = `insert into app.second_factor (user_id, sealed, set_at, last_step) values ($1, $2, $3, $4)
      on conflict do nothing`
    const { rowCount } = await client.query(sql, [user, kept, now, step])
    return rowCount === 1 ? putCodes(client, sealing.hash, user) : undefined
  })
}

/** Whether it is a code of the authenticator that was not accepted yet. Of several at once one is. */
const checkCode = async (pool: Pool, sealing: Sealing, user: string, code: string, now: Date): Promise<boolean> => {
  const { rows } = await pool.query<{ sealed: Buffer; last: string }>(
    'select sealed, last_step as last from app.second_factor where user_id = $1',
    [user],
  )
  const [kept] = rows
  if (kept === undefined) return false
  const secret = openedBy(sealing, user, kept.sealed)
  if (secret === undefined) throw new Error('the secret of a second factor was sealed under another master key')
  const step = stepOf(secret, code, now, Number(kept.last))
  if (step === undefined) return false
  const sql = 'update app.second_factor set last_step = $2 where user_id = $1 and last_step < $2'
  return (await pool.query(sql, [user, step])).rowCount === 1
}

/** Second factors in the tables of `tables.ts`, which are there. */
export const openSecondFactors = (pool: Pool, sealing: Sealing): SecondFactors => ({
  has: async user => (await pool.query('select from app.second_factor where user_id = $1', [user])).rowCount === 1,
  propose: user => {
    const secret = randomBytes(SECRET_BYTES)
    const sealed = sealing.sealSecret(secret.toString('base64'), boundTo(user)).toString('base64url')
    return { secret: toBase32(secret), sealed }
  },
  opened: (user, sealed) => {
    const secret = openedBy(sealing, user, Buffer.from(sealed, 'base64url'))
    return secret && toBase32(secret)
  },
  switchOn: (proof, now) => switchOn(pool, sealing, proof, now),
  check: async ({ user, code }, now) => {
    const typed = code.replace(/\s/g, '')
    return (await checkCode(pool, sealing, user, typed, now)) || useCode(pool, sealing.hash, user, typed)
  },
  renewCodes: user => inTransaction(pool, client => putCodes(client, sealing.hash, user)),
  codesLeft: user => countCodes(pool, user),
  remove: (user, until) =>
    inTransaction(pool, async client => {
      const sql = 'delete from app.second_factor where user_id = $1 and set_at <= $2'
      if ((await client.query(sql, [user, until])).rowCount === 1) await removeCodes(client, user)
    }),
})
