import type { Pool, PoolClient } from 'pg'
import type { Attempts } from './account.ts'
import { isLocked, noTries, type Tries, takenBack, tried } from './lockout.ts'
import { inTransaction } from './transaction.ts'

/** Reads what is known under a key, and keeps others from it until the transaction ends. */
const triesOf = async (client: PoolClient, key: string): Promise<Tries> => {
  await client.query('insert into app.sign_in_tries (key) values ($1) on conflict do nothing', [key])
  const { rows } = await client.query<Tries>(
    'select failed_at as "failedAt", locked_until as "lockedUntil" from app.sign_in_tries where key = $1 for update',
    [key],
  )
  return rows[0] ?? noTries
}

const keep = (client: PoolClient, key: string, { failedAt, lockedUntil }: Tries) =>
  client.query('update app.sign_in_tries set failed_at = $2, locked_until = $3 where key = $1', [
    key,
    failedAt,
    lockedUntil,
  ])

const begin = (pool: Pool, keys: readonly string[], now: Date) =>
  inTransaction(pool, async client => {
    const known: (readonly [string, Tries])[] = []
    // In one order, so that two tries never wait for each other.
    for (const key of keys.toSorted()) known.push([key, await triesOf(client, key)])
    if (known.some(([, tries]) => isLocked(tries, now))) return { allowed: false, locks: false }
    const then = known.map(([key, tries]) => [key, tried(tries, now)] as const)
    for (const [key, tries] of then) await keep(client, key, tries)
    return { allowed: true, locks: then.some(([, tries]) => isLocked(tries, now)) }
  })

const clear = async (on: Pool | PoolClient, account: string): Promise<void> => {
  await on.query('delete from app.sign_in_tries where key = $1', [account])
}

/** The keys are hashes that the caller makes: what somebody typed as an address is nobody's to read. */
export const openAttempts = (pool: Pool): Attempts => ({
  begin: (keys, now) => begin(pool, keys, now),
  succeed: (account, address) =>
    inTransaction(pool, async client => {
      for (const key of [account, address].toSorted()) {
        const tries = await triesOf(client, key)
        if (key === address) await keep(client, address, takenBack(tries))
        else await clear(client, account)
      }
    }),
  clear: account => clear(pool, account),
})

/** Forgets what counts no more. */
export const pruneAttempts = async (pool: Pool, before: Date): Promise<void> => {
  const sql = `delete from app.sign_in_tries where (locked_until is null or locked_until < $1)
    and not exists (select from unnest(failed_at) at where at >= $1)`
  await pool.query(sql, [before])
}
