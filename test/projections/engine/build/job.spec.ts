import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EventStore, positionToken } from '../../../../eventstore/event-store.ts'
import { openPostgresEventStore } from '../../../../eventstore/postgres/postgres-event-store.ts'
import { products } from '../../../../projections/catalog/product.ts'
import {
  askForJob,
  cancelJob,
  claimJob,
  finishJob,
  type Job,
  type JobKind,
  keepJob,
  readJob,
  readJobs,
  takeJob,
} from '../../../../projections/engine/build/job.ts'
import { giveUp, lockModel } from '../../../../projections/engine/build/rebuild.ts'
import { runJob } from '../../../../projections/engine/build/run-job.ts'
import { openUnsealed } from '../../../../projections/engine/fold/event.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { type Started, startTestReadSide, writer } from '../../../support/read-side.ts'

let database: TestDatabase
let eventStore: EventStore
let readSide: Started
beforeEach(async () => {
  database = await createDatabase()
  eventStore = await openPostgresEventStore({ pool: database.pool })
  readSide = await startTestReadSide({ pool: database.pool, eventStore, projections: [products] })
  const write = writer(eventStore)
  for (let index = 0; index < 60; index += 1)
    await write(`product-${index}`, { type: 'ProductCreated', data: { sku: `${index}`, names: { en: 'x' } } })
  await readSide.waitFor(positionToken(await eventStore.head()), { models: ['products'] })
})
afterEach(async () => {
  await readSide.stop()
  await eventStore.close()
  await database.close()
})

const ask = async (kind: JobKind = 'rebuild'): Promise<string> => {
  const id = randomUUID()
  expect(await askForJob(database.pool, { id, model: 'products', kind, askedBy: 'ada' }, [products])).toBe(true)
  return id
}
const claimed = async (owner = 'us'): Promise<Job> => {
  const job = await claimJob(database.pool, { owner, projections: [products] })
  if (job === undefined) throw new Error('there is no job')
  return job
}
const running = (job: Job, over: Partial<Parameters<typeof runJob>[1]> = {}) =>
  runJob(job, {
    pool: database.pool,
    eventStore,
    projections: [products],
    openPersonal: async () => openUnsealed,
    erasures: {},
    code: 'same',
    owner: 'us',
    signal: new AbortController().signal,
    ...over,
  })
const states = async () =>
  (await readSide.status()).generations.map(({ generation, state }) => `${generation} ${state}`)

describe('a job', () => {
  test('is done by whoever claims it, tells where it is, and says what came of it', async () => {
    const id = await ask()
    await running(await claimed())
    expect(await readJob(database.pool, id)).toMatchObject({
      state: 'done',
      askedBy: 'ada',
      owner: 'us',
      generation: 2,
      comparison: { isEqual: true },
      progress: { stage: 'swapping', events: 60 },
      error: null,
    })
    expect(await states()).toEqual(['1 retired', '2 active'])
    await ask('roll back')
    await running(await claimed())
    expect(await states()).toEqual(['1 active', '2 retired'])
  })

  test('is one per read model until it is finished', async () => {
    await ask()
    const again = { id: randomUUID(), model: 'products', kind: 'dry run', askedBy: 'bob' } as const
    expect(await askForJob(database.pool, again, [products])).toBe(false)
    await running(await claimed())
    expect(await askForJob(database.pool, again, [products])).toBe(true)
    expect((await readJobs(database.pool, { limit: 10 })).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'dry run waiting',
      'rebuild done',
    ])
  })

  test('about a read model goes before the shops of the past that were asked for earlier', async () => {
    const pasts = [randomUUID(), randomUUID()]
    for (const id of pasts) await askForJob(database.pool, { id, model: id, kind: 'as of', askedBy: 'ada' }, [products])
    const rebuild = await ask()
    const claim = { owner: 'us', projections: [products] }
    expect((await claimed()).id).toBe(rebuild)
    expect(await claimJob(database.pool, { ...claim, isModelOnly: true })).toBeUndefined()
    expect([(await claimed()).id, (await claimed()).id]).toEqual(pasts)
  })

  test('goes to one of those who ask at once', async () => {
    await ask()
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) => claimJob(database.pool, { owner: `${index}`, projections: [products] })),
    )
    expect(all.filter(job => job !== undefined)).toHaveLength(1)
  })

  test('taken by whoever asks for it is seen waiting by nobody', async () => {
    const claim = { owner: 'them', projections: [products] }
    const [stolen, done] = [[] as string[], new AbortController()]
    const stealing = Array.from({ length: 4 }, async () => {
      while (!done.signal.aborted) {
        const job = await claimJob(database.pool, claim)
        if (job !== undefined) stolen.push(job.id)
      }
    })
    for (let times = 0; times < 100; times += 1) {
      const asked = { id: randomUUID(), model: 'products', kind: 'dry run', askedBy: 'command line' } as const
      expect(await takeJob(database.pool, asked, { ...claim, owner: 'us' })).toMatchObject({
        id: asked.id,
        owner: 'us',
      })
      await finishJob(database.pool, asked.id, 'us', { state: 'done', generation: 2 })
    }
    done.abort()
    await Promise.all(stealing)
    expect(stolen).toEqual([])
  })

  test('is taken over from whoever waits with the same, and from nobody else', async () => {
    const take = (kind: JobKind) => {
      const asked = { id: randomUUID(), model: 'products', kind, askedBy: 'command line' }
      return takeJob(database.pool, asked, { owner: 'us', projections: [products] })
    }
    const id = await ask('dry run')
    expect(await take('rebuild')).toBeUndefined()
    expect(await readJob(database.pool, id)).toMatchObject({ state: 'waiting' })
    expect(await take('dry run')).toMatchObject({ id, owner: 'us', state: 'running' })
    expect(await take('dry run')).toBeUndefined()
  })

  test('that waits is cancelled at once, and twice is nothing', async () => {
    const id = await ask()
    expect(await cancelJob(database.pool, id)).toBe(true)
    expect(await cancelJob(database.pool, id)).toBe(false)
    expect(await cancelJob(database.pool, randomUUID())).toBe(false)
    expect(await readJob(database.pool, id)).toMatchObject({ state: 'cancelled', isCancelled: true })
    expect(await claimJob(database.pool, { owner: 'us', projections: [products] })).toBeUndefined()
  })

  test('that is under way is cancelled between two pages; the next one goes on with what was built', async () => {
    const id = await ask()
    let pages = 0
    const slow: EventStore = {
      ...eventStore,
      readAll: async options => {
        // Heard of with the next beat of its heart.
        if ((pages += 1) === 3) {
          await cancelJob(database.pool, id)
          await new Promise(resolve => setTimeout(resolve, 1_000))
        }
        return await eventStore.readAll(options)
      },
    }
    await running(await claimed(), { eventStore: slow, batchSize: 10 })
    expect(await readJob(database.pool, id)).toMatchObject({ state: 'cancelled' })
    expect(await states()).toEqual(['1 active', '2 building'])
    await ask()
    let first = 0
    await running(await claimed(), { onProgress: ({ events }) => (first ||= events) })
    expect(first).toBeLessThan(60)
    expect(await states()).toEqual(['1 retired', '2 active'])
  })

  test('of a process that is asked to stop goes back into the queue', async () => {
    const id = await ask()
    await running(await claimed(), { signal: AbortSignal.abort() })
    expect(await readJob(database.pool, id)).toMatchObject({ state: 'waiting', owner: null })
    await running(await claimed())
    expect(await readJob(database.pool, id)).toMatchObject({ state: 'done' })
  })

  test.each([
    ['fell silent', '- 1 minute'],
    ['was last seen by a clock that ran ahead', '400 days'],
  ])('of a process that %s is taken over, and that one writes nothing more', async (_how, moved) => {
    const id = await ask()
    await claimed('silent')
    expect(await claimJob(database.pool, { owner: 'us', projections: [products] })).toBeUndefined()
    await database.pool.query('update projections.job set seen_at = seen_at + $1::interval', [moved])
    await running(await claimed())
    expect(await keepJob(database.pool, { id, owner: 'silent', progress: null })).toBe('taken over')
    await finishJob(database.pool, id, 'silent', { state: 'failed', error: 'late' })
    expect(await readJob(database.pool, id)).toMatchObject({ state: 'done', owner: 'us' })
  })

  test('waits a moment for the lock of a killed process, whose session Postgres has not ended yet', async () => {
    const id = await ask()
    const dying = await database.pool.connect()
    await lockModel(dying, products)
    const ran = running(await claimed())
    const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and wait_event = 'advisory'
      and datname = current_database()`
    await expect.poll(async () => (await database.pool.query(waiting)).rowCount).toBe(1)
    await giveUp(dying)
    await ran
    const job = await readJob(database.pool, id)
    expect(job, job?.error ?? '').toMatchObject({ state: 'done', generation: 2 })
  })

  test('that can not be done says why', async () => {
    const id = await ask('roll back')
    await running(await claimed())
    expect(await readJob(database.pool, id)).toMatchObject({
      state: 'failed',
      error: 'no earlier generation of products is kept',
    })
  })
})

describe('a process killed in the middle of a rebuild', () => {
  const script = join(import.meta.dirname, '../../../support/rebuild-until-killed.ts')

  test.each([
    ['building', 1],
    ['building', 4],
    ['indexing', 1],
    ['comparing', 1],
    ['swapping', 1],
    ['done', 1],
  ])('at %s, time %i, leaves what is read as it was, and another process finishes it', async (stage, times) => {
    const id = await ask()
    const child = fork(script, [database.url, stage, String(times)], { execArgv: [] })
    const [, signal] = await once(child, 'exit')
    expect(signal).toBe('SIGKILL')
    const read = await readSide.queries().selectFrom('product').select('sku').execute()
    expect(read).toHaveLength(60)
    await database.pool.query(`update projections.job set seen_at = seen_at - interval '1 minute'`)
    const left = await claimJob(database.pool, { owner: 'us', projections: [products] })
    if (stage === 'done') expect(left).toBeUndefined()
    else await running(left ?? (await claimed()))
    const job = await readJob(database.pool, id)
    expect(job, job?.error ?? '').toMatchObject({ state: 'done', comparison: { isEqual: true } })
    expect((await states()).filter(state => state.endsWith('active'))).toHaveLength(1)
    const before = 'select sku, names, last_position, last_event_id from'
    const { rows } = await database.pool.query(
      `(${before} products_v${products.version}_g1.product except ${before} products_v${products.version}_g2.product)
       union all (${before} products_v${products.version}_g2.product except ${before} products_v${products.version}_g1.product)`,
    )
    expect(rows).toEqual([])
    expect(readSide.errors).toEqual([])
  })
})
