import { Client } from 'pg'
import { startReading } from '../../bin/open-shop.ts'
import { createDatabaseIn, inCluster, type TestDatabase } from './cluster.ts'
import { testCluster } from './database.ts'
import { fillDemo } from './demo-pages.ts'
import { openTestShop, projected } from './server.ts'

const TEMPLATE = 'demo_shop'

const fail = (error: unknown) => {
  throw error
}

/** Fills a shop, projects it, and leaves its database behind under the name of the template. */
const makeTemplate = async (cluster: string): Promise<void> => {
  const database = await createDatabaseIn(cluster)
  const { shop, close } = await openTestShop({ ...database, close: () => database.pool.end() })
  const readSide = await startReading(shop, fail)
  await readSide.ready()
  await fillDemo(shop)
  await projected(shop, readSide)
  await readSide.stop()
  await close()
  await inCluster(cluster, `alter database ${new URL(database.url).pathname.slice(1)} rename to ${TEMPLATE}`)
}

/** The first that comes makes it, in whichever process, and the others wait. */
const provideTemplate = async (cluster: string): Promise<void> => {
  const client = new Client({ connectionString: cluster })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [TEMPLATE])
    const { rows } = await client.query('select from pg_database where datname = $1', [TEMPLATE])
    if (rows.length === 0) await makeTemplate(cluster)
  } finally {
    await client.end()
  }
}

/** A database of one's own with the demo shop in it, which is filled once for all specs of this run. */
export const demoDatabase = async (): Promise<TestDatabase> => {
  const { url } = await testCluster()
  await provideTemplate(url)
  return createDatabaseIn(url, TEMPLATE)
}
