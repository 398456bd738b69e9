import { inject } from 'vitest'
import { startEmbeddedPostgres } from '../../bin/embedded-postgres.ts'
import { createDatabaseIn, type TestDatabase } from './cluster.ts'

let cluster: Promise<{ url: string }> | undefined

/**
 * A fresh database in the one cluster of this test run, which starts when the first spec asks for it. Call `close` in
 * afterAll. Outside vitest use `startCluster` and `createDatabaseIn` of cluster.ts.
 */
export const createDatabase = async (): Promise<TestDatabase> => {
  cluster ??= startEmbeddedPostgres({ home: inject('clusterHome'), durable: false })
  return createDatabaseIn((await cluster).url)
}
