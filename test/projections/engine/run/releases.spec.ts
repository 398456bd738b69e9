import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EventStore, positionToken } from '../../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../../eventstore/memory.ts'
import { products } from '../../../../projections/catalog/product.ts'
import { askForJob, claimJob } from '../../../../projections/engine/build/job.ts'
import { rebuild } from '../../../../projections/engine/build/rebuild.ts'
import { openUnsealed } from '../../../../projections/engine/fold/event.ts'
import type { AnyProjection } from '../../../../projections/engine/model/projection.ts'
import { dropExpired } from '../../../../projections/engine/store/retire.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { type Started, startTestReadSide, writer } from '../../../support/read-side.ts'
import { sightings } from '../../../support/sightings.ts'

/** The next release keeps products as they are and has another table of sightings. */
const oldRelease = [products, sightings]
const newRelease = [products, { ...sightings, version: 2 }]

let database: TestDatabase
let eventStore: EventStore
let write: ReturnType<typeof writer>
const running: Started[] = []

beforeEach(async () => {
  database = await createDatabase()
  eventStore = memoryEventStore()
  write = writer(eventStore)
  await write('product-A', { type: 'ProductCreated', data: { sku: 'A', names: { en: 'A' } } })
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(readSide => readSide.stop()))
  await database.close()
})

/** A lease that nobody waits for: what is taken over in these specs was given up. */
const start = async (owner: string, projections: readonly AnyProjection[], leaseSeconds = 60) => {
  const started = await startTestReadSide({ pool: database.pool, eventStore, projections, owner, leaseSeconds })
  running.push(started)
  await started.ready()
  return started
}
const rename = (en: string) => write('product-A', { type: 'ProductRenamed', data: { names: { en } } })
const freshness = async (readSide: Started) =>
  await readSide.waitFor(positionToken(await eventStore.head()), { models: ['products', 'sightings'] }, 5_000)
const modelsOf = async (readSide: Started) => {
  const { process } = await readSide.status()
  return process.role === 'leader' ? process.models : process.role
}
const seen = async (version: number) =>
  (await database.pool.query<{ seen: string }>(`select seen from sightings_v${version}_g1.sighting`)).rows[0]?.seen

describe('two releases side by side', () => {
  it('keep the versions that each reads fresh, and none is projected twice', async () => {
    const old = await start('old', oldRelease)
    const next = await start('new', newRelease)
    expect(await modelsOf(old)).toEqual(['products', 'sightings'])
    expect(await modelsOf(next)).toEqual(['sightings'])
    for (const name of ['B', 'C', 'D']) {
      await rename(name)
      expect(await Promise.all([freshness(old), freshness(next)])).toEqual(['fresh', 'fresh'])
    }
    expect([await seen(1), await seen(2)]).toEqual(['4', '4'])
    expect([old.errors, next.errors]).toEqual([[], []])
  })

  it('tell of each other who projects what', async () => {
    const old = await start('old', oldRelease)
    const next = await start('new', newRelease)
    expect((await old.status()).leaders).toMatchObject([{ owner: 'old', models: ['products', 'sightings'] }])
    expect((await next.status()).leaders).toMatchObject([
      { owner: 'new', models: ['sightings'] },
      { owner: 'old', models: ['products'] },
    ])
  })

  it('the new one takes over what both read as soon as the old one stops', async () => {
    const old = await start('old', oldRelease)
    const next = await start('new', newRelease)
    await old.stop()
    await rename('B')
    expect(await freshness(next)).toBe('fresh')
    expect(await modelsOf(next)).toEqual(['products', 'sightings'])
    expect([await seen(1), await seen(2)]).toEqual(['1', '2'])
  })

  it('the new one takes over what both read when the old one dies', async () => {
    await start('old', oldRelease)
    const next = await start('new', newRelease, 0.6)
    await database.pool.query(
      `update projections.lease set owner = 'gone', expires_at = clock_timestamp() where owner = 'old'`,
    )
    await expect.poll(() => modelsOf(next), { timeout: 5_000 }).toEqual(['products', 'sightings'])
    await rename('B')
    expect(await freshness(next)).toBe('fresh')
  })

  it('another process of the old release takes its part over, and only that', async () => {
    const old = await start('old', oldRelease)
    const next = await start('new', newRelease)
    const spare = await start('spare', oldRelease)
    expect(await modelsOf(spare)).toBe('standby')
    await old.stop()
    await expect
      .poll(async () =>
        (await spare.status()).leaders
          .map(({ models }) => models)
          .flat()
          .sort(),
      )
      .toEqual(['products', 'sightings'])
    await rename('B')
    expect(await Promise.all([freshness(spare), freshness(next)])).toEqual(['fresh', 'fresh'])
    expect([await seen(1), await seen(2)]).toEqual(['2', '2'])
  })

  it('do each the jobs about the versions they have', async () => {
    await start('old', oldRelease)
    await start('new', newRelease)
    const [, ours] = newRelease
    if (ours === undefined) throw new Error('the new release has sightings')
    const id = randomUUID()
    const job = { id, model: 'sightings', kind: 'rebuild', askedBy: 'ada' } as const
    expect(await askForJob(database.pool, job, [ours])).toBe(true)
    expect(await askForJob(database.pool, { ...job, id: randomUUID() }, [ours])).toBe(false)
    expect(await askForJob(database.pool, { ...job, id: randomUUID() }, [sightings])).toBe(true)
    expect(await claimJob(database.pool, { owner: 'new', projections: newRelease })).toMatchObject({ id })
    expect(await claimJob(database.pool, { owner: 'new', projections: newRelease })).toBeUndefined()
    expect(await claimJob(database.pool, { owner: 'old', projections: oldRelease })).toMatchObject({
      model: 'sightings',
    })
  })

  it('the tables of one that is gone are dropped when their time is over, those of a release to come are kept', async () => {
    const old = await start('old', oldRelease)
    await start('new', newRelease)
    const { pool } = database
    const options = { pool, eventStore, openPersonal: async () => openUnsealed, erasures: {} }
    await rebuild('sightings', { ...options, projections: [{ ...sightings, version: 3 }] })
    expect(await dropExpired(pool, 0, newRelease)).toEqual([])
    await old.stop()
    expect(await dropExpired(pool, 24, newRelease)).toEqual([])
    expect(await dropExpired(pool, 0, newRelease)).toEqual(['sightings v1 g1'])
    expect(await seen(2)).toBe('1')
    expect(await seen(3)).toBe('1')
  })
})
