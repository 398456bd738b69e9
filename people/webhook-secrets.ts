import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { Sealing } from './client-secrets.ts'
import { newSecret } from './secret.ts'
import { inTransaction } from './transaction.ts'
import type { WebhookSecrets } from './webhook-secret.ts'
import { signatureFault, signatureOf } from './webhook-signature.ts'

const DAY_MS = 24 * 60 * 60_000

const bound = (method: string): string => `webhook secret\n${method}`

const make = async (pool: Pool, { sealSecret }: Pick<Sealing, 'sealSecret'>, method: string, now: Date) => {
  // Begins with a word, so that one that got somewhere by mistake is found there.
  const secret = `daybook_webhook_${newSecret()}`
  await inTransaction(pool, async client => {
    await client.query('delete from app.webhook_secret where method = $1 and ends_at is not null', [method])
    const ends = new Date(now.getTime() + DAY_MS)
    await client.query('update app.webhook_secret set ends_at = $2 where method = $1', [method, ends])
    const sql = 'insert into app.webhook_secret (id, method, sealed, made_at) values ($1, $2, $3, $4)'
    await client.query(sql, [randomUUID(), method, sealSecret(secret, bound(method)), now])
  })
  return secret
}

/** Those that hold, newest first. */
const holding = async (pool: Pool, { openSecret }: Sealing, method: string, now: Date): Promise<string[]> => {
  const sql = `select sealed from app.webhook_secret where method = $1 and (ends_at is null or ends_at > $2)
    order by made_at desc`
  const { rows } = await pool.query<{ sealed: Buffer }>(sql, [method, now])
  return rows.map(({ sealed }) => openSecret(sealed, bound(method)))
}

/** Secrets of webhooks in the tables of `tables.ts`, which are there. They are sealed and not hashed: signatures are made with them. */
export const openWebhookSecrets = (pool: Pool, sealing: Sealing): WebhookSecrets => ({
  make: (method, now) => make(pool, sealing, method, now),
  sign: async (method, body, now) => {
    const [newest] = await holding(pool, sealing, method, now)
    return newest === undefined ? undefined : signatureOf(newest, body, now)
  },
  faultOf: async (method, signed, now) => {
    const secrets = await holding(pool, sealing, method, now)
    return secrets.length === 0 ? 'noSecret' : signatureFault(secrets, signed, now)
  },
})
