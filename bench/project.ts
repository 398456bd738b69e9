import { cpus } from 'node:os'
import type { Pool } from 'pg'
import { type EventStore, positionToken } from '../eventstore/event-store.ts'
import { memoryEventStore } from '../eventstore/memory.ts'
import { openPostgresEventStore } from '../eventstore/postgres/postgres-event-store.ts'
import { products } from '../projections/catalog/product.ts'
import { rebuild } from '../projections/engine/build/rebuild.ts'
import { openUnsealed } from '../projections/engine/fold/event.ts'
import { type ReadSideOptions, startReadSide } from '../projections/engine/run/run.ts'
import { createDatabaseIn, startCluster } from '../test/support/cluster.ts'
import { type Happened, newEvent } from '../test/support/projections.ts'

const EVENTS = 100_000
/** A product is created, described, priced … in ten events, while forty others are, too. */
const PER_PRODUCT = 10
const AT_A_TIME = 40
const BLOCK = PER_PRODUCT * AT_A_TIME
const RUNS = 3

const eventOf = (sku: string, revision: number): Happened => {
  const names = { en: `Product ${sku} ${revision}`, de: `Artikel ${sku} ${revision}` }
  if (revision === 0) return { type: 'ProductCreated', data: { sku, names } }
  if (revision % 3 === 0) return { type: 'ProductRenamed', data: { names } }
  if (revision % 3 === 1)
    return { type: 'PriceChanged', data: { store: 'uk', currency: 'GBP', price: { gross: `${revision}.55` } } }
  return {
    type: 'ProductDescribed',
    data: { descriptions: { en: `Text ${revision} of ${sku}, as long as a sentence is.` } },
  }
}

const fill = async (eventStore: EventStore) => {
  for (let start = 0; start < EVENTS; start += BLOCK) {
    const appends = Array.from({ length: BLOCK }, (_, offset) => {
      const sku = `SKU-${start / BLOCK}-${offset % AT_A_TIME}`
      const revision = Math.floor(offset / AT_A_TIME)
      const expected = revision === 0 ? ('no_stream' as const) : revision - 1
      return { stream: `product-${sku}`, expected, events: [newEvent(eventOf(sku, revision), start + offset)] }
    })
    await eventStore.append(appends)
  }
}

type Options = Pick<ReadSideOptions, 'pool' | 'eventStore' | 'projections' | 'openPersonal' | 'erasures'>

const start = (options: Options) =>
  startReadSide({ ...options, owner: 'bench', onError: error => console.error(error), now: () => new Date() })

/** Tables of an empty shop, in use, with all their indexes. */
const prepare = async (options: Options) => {
  const readSide = await start(options)
  await readSide.ready()
  await readSide.stop()
}

const projectOnce = async (options: Options): Promise<{ live: number; rebuilt: number }> => {
  const head = positionToken(await options.eventStore.head())
  const startedAt = performance.now()
  const readSide = await start(options)
  if ((await readSide.waitFor(head, { models: ['products'] }, 300_000)) !== 'fresh') throw new Error('not projected')
  const projectedAt = performance.now()
  await rebuild('products', { ...options })
  const rebuiltAt = performance.now()
  await readSide.stop()
  return { live: perSecond(projectedAt - startedAt), rebuilt: perSecond(rebuiltAt - projectedAt) }
}

const measure = async (name: string, cluster: string, open: (pool: Pool) => Promise<EventStore>) => {
  const runs: { live: number; rebuilt: number }[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const { pool, close } = await createDatabaseIn(cluster)
    const eventStore = await open(pool)
    const options = { pool, eventStore, projections: [products], openPersonal: async () => openUnsealed, erasures: {} }
    await prepare(options)
    await fill(eventStore)
    runs.push(await projectOnce(options))
    await eventStore.close()
    await close()
  }
  const live = median(runs.map(run => run.live))
  const rebuilt = median(runs.map(run => run.rebuilt))
  console.log(`${name} log: ${live} events/s projected with checkpoint, ${rebuilt} events/s rebuilt`)
}

const perSecond = (milliseconds: number) => Math.round((EVENTS * 1000) / milliseconds)
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Prints events per second projected into the product tables in use, and rebuilt, each up to being readable. */
export const benchProject = async (): Promise<void> => {
  const cluster = await startCluster()
  console.log(
    `project ${EVENTS} events of ${EVENTS / PER_PRODUCT} products, ${cpus().length} cores, median of ${RUNS} runs`,
  )
  await measure('memory', cluster.url, async () => memoryEventStore())
  await measure('postgres', cluster.url, pool => openPostgresEventStore({ pool }))
  await cluster.stop()
}

if (import.meta.main) await benchProject()
