import type { Pool } from 'pg'
import { hasClearTerms, rewriteTerms } from '../eventstore/audit/rewrite-terms.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import type { SealKey } from '../eventstore/proof/seal-key.ts'
import type { Vault } from '../eventstore/vault/vault.ts'
import type { ShopDatabase } from './shop-database.ts'

type Written = {
  readonly pool: Pool
  readonly database: Pick<ShopDatabase, 'ownerUrl'>
  readonly vault: Pick<Vault, 'hashWord'>
  readonly key: SealKey
  readonly now: () => Date
}

/** Takes out what earlier releases have kept of searches in clear, as the owner, where there is any. */
export const rewriteClearTerms = async ({ pool, database, vault, key, now }: Written): Promise<void> => {
  if (!(await hasClearTerms(pool))) return
  const owner = openPool({ connectionString: database.ownerUrl, max: 1, connectionTimeoutMillis: 10_000 })
  const client = await owner.connect()
  try {
    await rewriteTerms(client, { hash: vault.hashWord, key, now })
  } finally {
    // After an error its transaction ends with the connection.
    client.release(true)
    await owner.end()
  }
}
