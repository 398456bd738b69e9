import { inject } from 'vitest'
import { startEmbeddedPostgres } from '../../bin/embedded-postgres.ts'
import { createDatabaseIn, type TestDatabase } from './cluster.ts'

let cluster: Promise<{ url: string }> | undefined

/** The one cluster of this test run, which starts when the first spec asks for it. */
export const testCluster = (): Promise<{ url: string }> => {
  cluster ??= startEmbeddedPostgres({ home: inject('clusterHome'), durable: false })
  return cluster
}

/**
 * A fresh database in the cluster of this test run. Call `close` in afterAll. Outside vitest use `startCluster` and
 * `createDatabaseIn` of cluster.ts.
 */
export const createDatabase = async (): Promise<TestDatabase> => createDatabaseIn((await testCluster()).url)
