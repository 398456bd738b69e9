import { Client } from 'pg'
import { type Shop, startReading } from '../../bin/open-shop.ts'
import { projected } from './catch-up.ts'
import { createDatabaseIn, inCluster, type TestDatabase } from './cluster.ts'
import { testCluster } from './database.ts'
import { fail, openTestShop } from './test-shop.ts'

type Template = {
  /** Of the database that is copied. */
  readonly name: string
  readonly fill: (shop: Shop) => Promise<void>
}

/** Fills a shop, projects it, and leaves its database behind under the name of the template. */
const make = async (cluster: string, { name, fill }: Template): Promise<void> => {
  const database = await createDatabaseIn(cluster)
  const { shop, close } = await openTestShop({ ...database, close: () => database.pool.end() })
  const readSide = await startReading(shop, fail)
  await readSide.ready()
  await fill(shop)
  await projected(shop, readSide)
  await readSide.stop()
  await close()
  await inCluster(cluster, `alter database ${new URL(database.url).pathname.slice(1)} rename to ${name}`)
}

/** The first that comes makes it, in whichever process, and the others wait. */
const provide = async (cluster: string, template: Template): Promise<void> => {
  const client = new Client({ connectionString: cluster })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [template.name])
    const { rows } = await client.query('select from pg_database where datname = $1', [template.name])
    if (rows.length === 0) await make(cluster, template)
  } finally {
    await client.end()
  }
}

/** Databases that are copies of one, which is made once for all specs of this run. */
export const copiesOf = (template: Template): (() => Promise<TestDatabase>) => {
  let provided: Promise<void> | undefined
  return async () => {
    const { url } = await testCluster()
    provided ??= provide(url, template)
    await provided
    return createDatabaseIn(url, template.name)
  }
}
