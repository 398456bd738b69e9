import { parentPort, workerData } from 'node:worker_threads'
import { runVerification } from '../eventstore/audit/run-verification.ts'
import { firstGap } from '../eventstore/postgres/first-gap.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import { openSealBook } from '../eventstore/proof/seal-book.ts'
import { openSeals } from '../eventstore/proof/seals.ts'
import { openTrail } from '../eventstore/trail/trail.ts'
import { masterKey } from '../eventstore/vault/cipher.ts'
import { openPostgresVault } from '../eventstore/vault/postgres-vault.ts'
import { type Config, masterSecret, sealBookFile } from './config.ts'
import { openLogOf } from './open-log.ts'

/** What a thread is given: which verification, where the shop is, and whose seals are believed. */
export type VerificationWorkData = {
  readonly config: Config
  readonly databaseUrl: string
  readonly owner: string
  readonly id: string
  readonly publicKey: Uint8Array
}

// The entry of a thread: structured cloning has made a copy of what its starter typed.
const { config, databaseUrl, owner, id, publicKey } = workerData as VerificationWorkData
const quiet = () => undefined
const stopping = new AbortController()
parentPort?.once('message', () => stopping.abort())

const pool = openPool({ connectionString: databaseUrl, max: 3 })
const store = await openLogOf(config, pool, quiet)
try {
  const seals = await openSeals(pool)
  const trusted = [Buffer.from(publicKey)]
  const gaps = config.eventStoreUrl === undefined ? { firstGap: () => firstGap(pool) } : {}
  await runVerification(id, {
    pool,
    store,
    seals,
    book: openSealBook(sealBookFile(config)),
    vault: await openPostgresVault(pool, masterKey(masterSecret(config, quiet))),
    trail: await openTrail(pool, sealBookFile(config)),
    trusted,
    ...gaps,
    owner,
    signal: stopping.signal,
  })
} finally {
  await store.close()
  await pool.end()
  parentPort?.close()
}
