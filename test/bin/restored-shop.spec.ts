import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { restoreBackup } from '../../bin/backup/restore-backup.ts'
import { tablesOf } from '../../bin/backup/tables.ts'
import { writeBackup } from '../../bin/backup/write-backup.ts'
import { type Shop, startReading } from '../../bin/open-shop.ts'
import { outsideDatabase } from '../../bin/shop-database.ts'
import { positionToken } from '../../eventstore/event-store.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { sealLog } from '../../eventstore/proof/seal-log.ts'
import { openSeals } from '../../eventstore/proof/seals.ts'
import { sealTrail } from '../../eventstore/trail/seal-trail.ts'
import { openTrail } from '../../eventstore/trail/trail.ts'
import { openPostgresVault } from '../../eventstore/vault/postgres-vault.ts'
import { schemaName } from '../../projections/engine/store/generation-schema.ts'
import { projections } from '../../projections/index.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { demoDatabase } from '../support/demo-database.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { testMasterKey } from '../support/test-shop.ts'

let server: TestServer
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-restored-'))
  server = await startServer(undefined, undefined, { database: demoDatabase })
  await server.caughtUp()
}, 120_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const fail = (error: unknown) => {
  throw error
}
const asked = async (path: string, data: object = {}) => {
  const answer = await server.send(path, data)
  expect(answer.status, answer.body).toBe(200)
  return answer.json() as { id: string }
}

/** Everything that a shop at work leaves behind in its database. */
const workOn = async () => {
  const { store, seals, trail, sealKey: key, pool } = server.shop
  await sealLog({ store, seals, key, clock: () => new Date(), partial: true })
  await asked('/api/projection-jobs', { kind: 'rebuild' })
  const { id } = await asked('/api/as-of', { at: '2025-11-30' })
  await vi.waitFor(async () => expect((await server.get(`/as-of/${id}/orders`)).status).toBe(200), 60_000)
  expect((await server.get('/api/events/export.csv?type=ProductCreated')).status).toBe(200)
  await asked('/api/verifications')
  const unfinished = `select from app.verification where state in ('waiting', 'running') union all
    select from projections.job where state in ('waiting', 'running')`
  await vi.waitFor(async () => expect((await pool.query(unfinished)).rowCount).toBe(0), 60_000)
  // Else the server does it some time later, when the backup is made already.
  const { signal } = new AbortController()
  await sealTrail({ trail, key, clock: () => new Date(), partial: true, signal })
}

const backUp = async () => {
  const file = join(folder, 'shop.backup')
  const { signal } = new AbortController()
  await writeBackup({ pool: server.shop.pool, file, hasLog: true, isReplacing: true, signal })
  return file
}

/** Projects a restored shop until its read models are as far as its log. */
const project = async ({ pool, url }: TestDatabase) => {
  const store = await openPostgresEventStore({ pool })
  const vault = await openPostgresVault(pool, testMasterKey)
  const shop: Shop = {
    ...server.shop,
    pool,
    databaseUrl: url,
    database: outsideDatabase(url),
    store,
    vault,
    seals: await openSeals(pool),
    trail: await openTrail(pool),
  }
  const readSide = await startReading(shop, fail)
  await readSide.ready()
  const models = projections.map(({ name }) => name)
  expect(await readSide.waitFor(positionToken(await store.head()), { models }, 60_000)).toBe('fresh')
  await readSide.stop()
  await store.close()
}

const contentOf = async (pool: Pool, table: string) =>
  (await pool.query<{ row: string }>(`select t::text as row from ${table} t order by 1`)).rows.map(({ row }) => row)

/** The rows of every table of the generations that are read. */
const readModelsOf = async (pool: Pool) => {
  const { rows } = await pool.query<{ model: string; version: number; generation: number }>(
    `select model, version, generation from projections.generation where state = 'active'`,
  )
  const content: Record<string, string[]> = {}
  for (const { model, version, generation } of rows)
    for (const name of Object.keys(projections.find(({ name }) => name === model)?.tables ?? {}))
      content[`${model}.${name}`] = await contentOf(pool, `${schemaName(model, version, generation)}.${name}`)
  return content
}

describe('the demo shop, after rebuilds, a shop of the past, exports and verifications', { timeout: 240_000 }, () => {
  it('is restored from its backup with every row of every table and every read model', async () => {
    await workOn()
    const target = await createDatabase()
    const file = await backUp()
    const client = await server.shop.pool.connect()
    const kept = await tablesOf(client, ['app', 'log', 'vault'])
    client.release()
    // The shop works on: what it has is looked at now, and not once the other one is projected.
    const had = await Promise.all(kept.map(({ name }) => contentOf(server.shop.pool, name)))
    await restoreBackup({ pool: target.pool, file, hasLog: true, erased: [], elsewhere: '' })
    await project(target)
    for (const [index, { name }] of kept.entries()) expect(await contentOf(target.pool, name), name).toEqual(had[index])
    const [before, after] = [await readModelsOf(server.shop.pool), await readModelsOf(target.pool)]
    expect(Object.keys(before).length).toBeGreaterThan(15)
    expect(before['orders.sales_order']?.length).toBeGreaterThan(100)
    for (const [name, rows] of Object.entries(before)) expect(after[name], name).toEqual(rows)
    await target.close()
  })
})
