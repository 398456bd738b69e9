import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { type EventStore, positionToken } from '../../../../eventstore/event-store.ts'
import { openPostgresEventStore } from '../../../../eventstore/postgres/postgres-event-store.ts'
import { products } from '../../../../projections/catalog/product.ts'
import { foldStream } from '../../../../projections/engine/fold/stream.ts'
import { withoutStored } from '../../../../projections/engine/model/stored-column.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import { startTestReadSide, writer } from '../../../support/read-side.ts'
import { sightings } from '../../../support/sightings.ts'

let database: TestDatabase
let eventStore: EventStore
beforeEach(async () => {
  database = await createDatabase()
  eventStore = await openPostgresEventStore({ pool: database.pool })
})
afterEach(async () => {
  await eventStore.close()
  await database.close()
})

const script = join(import.meta.dirname, '../../../support/project-until-killed.ts')
const startChild = (place: string, signal: NodeJS.Signals = 'SIGKILL') =>
  fork(script, [database.url, place, signal], { execArgv: [] })

const fill = async () => {
  const write = writer(eventStore)
  for (let round = 0; round < 10; round += 1)
    for (const sku of ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'])
      await write(
        `product-${sku}`,
        round === 0
          ? { type: 'ProductCreated', data: { sku, names: { en: sku } } }
          : { type: 'ProductRenamed', data: { names: { en: `${sku} ${round}` } } },
      )
}

/** The rows a process that went on afterwards has come to. */
const finish = async () => {
  const readSide = await startTestReadSide({
    pool: database.pool,
    eventStore,
    projections: [products, sightings],
    leaseSeconds: 1,
  })
  const head = positionToken(await eventStore.head())
  const fresh = await readSide.waitFor(head, { models: ['products', 'sightings'] }, 20_000)
  const found = await readSide.queries().selectFrom('product').selectAll().orderBy('sku').execute()
  const product = found.map(row => withoutStored({ ...row }))
  const { rows } = await database.pool.query(
    'select sku, seen, last_position from sightings_v1_g1.sighting order by sku',
  )
  await readSide.stop()
  return { fresh, product, seen: rows, errors: readSide.errors }
}

test.each(['beforeBatch', 'beforeCommit', 'afterCommit'])(
  'a process killed at %s loses nothing and doubles nothing',
  async place => {
    await fill()
    const child = startChild(place)
    const [, signal] = await once(child, 'exit')
    expect(signal).toBe('SIGKILL')
    const { events } = await eventStore.readAll({ limit: 1_000 })
    const { product, seen, ...rest } = await finish()
    expect(rest).toEqual({ fresh: 'fresh', errors: [] })
    expect(product).toEqual(foldStream(products, events).product.toSorted((a, b) => (a.sku < b.sku ? -1 : 1)))
    const counted = foldStream(sightings, events).sighting.map(({ sku, seen, last_position }) => ({
      sku,
      seen: String(seen),
      last_position,
    }))
    expect(seen).toEqual(counted)
    expect(seen).toHaveLength(10)
  },
)

test('a leader that is killed is followed by another process within the lease and a second', async () => {
  const child = startChild('never')
  await once(child, 'message')
  const readSide = await startTestReadSide({
    pool: database.pool,
    eventStore,
    projections: [products, sightings],
    leaseSeconds: 1,
  })
  expect((await readSide.status()).process).toEqual({ role: 'standby' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const killedAt = performance.now()
  await fill()
  const head = positionToken(await eventStore.head())
  expect(await readSide.waitFor(head, { models: ['products', 'sightings'] }, 20_000)).toBe('fresh')
  expect(performance.now() - killedAt).toBeLessThan(5_000)
  expect((await readSide.status()).process).toMatchObject({ role: 'leader' })
  await readSide.stop()
})

/** When the process has stopped: the system says so, without a sleep of ours. */
const isFrozen = async (pid: number | undefined) => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')
}

test.runIf(process.platform === 'linux')(
  'a leader that is frozen while Postgres answers it holds nothing for longer than its lease',
  async () => {
    await database.pool.query('create table held (by int); insert into held values (0)')
    const child = fork(join(import.meta.dirname, '../../../support/freeze-while-answered.ts'), [database.url, '1'], {
      execArgv: [],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child, 'message')
    await expect.poll(() => isFrozen(child.pid), { interval: 1, timeout: 10_000 }).toBe(true)
    const frozenAt = performance.now()
    const client = await database.pool.connect()
    await client.query(`set lock_timeout = '10s'`)
    await client.query('update held set by = 0')
    client.release(true)
    expect(performance.now() - frozenAt).toBeLessThan(3_000)
  },
)

test.runIf(process.platform === 'linux').each(['never', 'beforeBatch', 'beforeCommit'])(
  'a leader that is frozen (at %s) is followed within the lease and a second, and does no harm when it goes on',
  async place => {
    const child = startChild(place, 'SIGSTOP')
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child, 'message')
    await fill()
    if (place === 'never') child.kill('SIGSTOP')
    await expect.poll(() => isFrozen(child.pid), { interval: 1, timeout: 10_000 }).toBe(true)
    const frozenAt = performance.now()
    const readSide = await startTestReadSide({
      pool: database.pool,
      eventStore,
      projections: [products, sightings],
      leaseSeconds: 1,
    })
    const role = async () => (await readSide.status()).process.role
    await expect.poll(role, { interval: 5, timeout: 10_000 }).toBe('leader')
    expect(performance.now() - frozenAt).toBeLessThan(2_000)
    child.kill('SIGCONT')
    const head = positionToken(await eventStore.head())
    expect(await readSide.waitFor(head, { models: ['products', 'sightings'] }, 20_000)).toBe('fresh')
    const { rows } = await database.pool.query('select sum(seen)::int as seen from sightings_v1_g1.sighting')
    expect(rows).toEqual([{ seen: (await eventStore.readAll({ limit: 1_000 })).events.length - 1 }])
    await readSide.stop()
    // Its sessions would be waited for.
    child.kill('SIGKILL')
    await once(child, 'exit')
  },
)
