import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EventStore, positionToken } from '../../../eventstore/event-store.ts'
import { openPostgresEventStore } from '../../../eventstore/postgres/postgres-event-store.ts'
import { products } from '../../../projections/catalog/product.ts'
import { withoutStored } from '../../../projections/engine/stored-column.ts'
import { foldStream } from '../../../projections/engine/stream.ts'
import type { TestDatabase } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'
import { startTestReadSide, writer } from '../../support/read-side.ts'
import { sightings } from '../../support/sightings.ts'

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

const script = join(import.meta.dirname, '../../support/project-until-killed.ts')
const startChild = (place: string) => fork(script, [database.url, place], { execArgv: [] })

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
