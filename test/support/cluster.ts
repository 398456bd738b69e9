import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, type Pool } from 'pg'
import { isAlive } from '../../bin/embedded/living.ts'
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '../../bin/embedded-postgres.ts'
import { openPool } from '../../eventstore/postgres/pool.ts'

export type TestDatabase = {
  readonly url: string
  readonly pool: Pool
  /** Ends the pool and drops the database with whatever is still connected to it. */
  readonly close: () => Promise<void>
}

/** A folder for the home of a cluster, which names the process it belongs to, so that a later run can clear it away. */
export const createHome = async (): Promise<string> => {
  const home = await mkdtemp(join(tmpdir(), `daybook-test-${process.pid}-`))
  // mkdtemp gives 0700, which the user that Postgres runs as could not enter.
  await chmod(home, 0o711)
  return home
}

export const removeHome = async (home: string): Promise<void> => {
  await stopEmbeddedPostgres(home)
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
}

/** Stops and removes clusters of test runs that were killed before they could. */
export const removeAbandonedHomes = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    const pid = /^daybook-test-(\d+)-/.exec(name)?.[1]
    // Another run may clear away the same one at this moment, and one that can not be removed is no reason not to test.
    if (pid !== undefined && !isAlive(Number(pid))) await removeHome(join(tmpdir(), name)).catch(() => {})
  }
}

/** A cluster of one's own, for benches and for specs of the cluster itself. `durable` (the default) keeps fsync on. */
export const startCluster = async ({ durable = true } = {}): Promise<{ url: string; stop: () => Promise<void> }> => {
  const home = await createHome()
  const { url } = await startEmbeddedPostgres({ home, durable })
  return { url, stop: () => removeHome(home) }
}

/** A database of its own in the cluster of that URL: empty, or a copy of one that nobody is connected to. */
export const createDatabaseIn = async (cluster: string, template = 'template0'): Promise<TestDatabase> => {
  const name = `test_${randomBytes(8).toString('hex')}`
  await inCluster(cluster, `create database ${name} template ${template}`)
  const url = new URL(cluster)
  url.pathname = name
  const pool = openPool({ connectionString: url.href })
  const close = async () => {
    await pool.end()
    // A pool has ended before its last sessions have: Postgres waits 5 s for those, while "force" would break them off
    // loudly. Whatever a failed spec left open is broken off then.
    await inCluster(cluster, `drop database ${name}`).catch(() =>
      inCluster(cluster, `drop database if exists ${name} with (force)`),
    )
  }
  return { url: url.href, pool, close }
}

export const inCluster = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
