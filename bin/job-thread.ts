import { parentPort, workerData } from 'node:worker_threads'
import { erasures } from '../domain/erasures.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import { masterKey } from '../eventstore/vault/cipher.ts'
import { cachedKeys } from '../eventstore/vault/key-cache.ts'
import { openPostgresVault } from '../eventstore/vault/postgres-vault.ts'
import type { Job } from '../projections/engine/build/job.ts'
import { runJob } from '../projections/engine/build/run-job.ts'
import { projections } from '../projections/index.ts'
import { codeDigest } from './code-digest.ts'
import { type Config, masterSecret } from './config.ts'
import { openLogOf } from './open-log.ts'
import { openPersonalOf } from './open-shop.ts'

/** What a thread is given: which job, and where the shop is. */
export type JobWork = {
  readonly config: Config
  readonly databaseUrl: string
  readonly owner: string
  readonly job: Job
}

// The entry of a thread: structured cloning has made a copy of what its starter typed.
const { config, databaseUrl, owner, job } = workerData as JobWork
const quiet = () => undefined
const stopping = new AbortController()
parentPort?.once('message', () => stopping.abort())

const pool = openPool({ connectionString: databaseUrl, max: 4 })
const eventStore = await openLogOf(config, pool, quiet)
try {
  const vault = await openPostgresVault(pool, masterKey(masterSecret(config, quiet)))
  const openPersonal = openPersonalOf(cachedKeys(vault))
  const { signal } = stopping
  await runJob(job, { pool, eventStore, projections, openPersonal, erasures, code: codeDigest(), owner, signal })
} finally {
  await eventStore.close()
  await pool.end()
  parentPort?.close()
}
