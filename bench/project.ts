import { cpus } from 'node:os'
import { type EventStore, positionToken } from '../eventstore/event-store.ts'
import { memoryEventStore } from '../eventstore/memory.ts'
import { openPostgresEventStore } from '../eventstore/postgres/postgres-event-store.ts'
import { products } from '../projections/catalog/product.ts'
import { openUnsealed } from '../projections/engine/event.ts'
import { rebuild } from '../projections/engine/rebuild.ts'
import { startReadSide } from '../projections/engine/run.ts'
import { createDatabaseIn, startCluster } from '../test/support/cluster.ts'
import { type Happened, newEvent } from '../test/support/projections.ts'

const EVENTS = 200_000
const PRODUCTS = 20_000
const PER_APPEND = 500
const RUNS = 3

/** Every product is created, renamed, priced … in turn: ten events each, spread over the whole log. */
const eventOf = (index: number, sku: string): Happened => {
  const names = { en: `Product ${sku} ${index}`, de: `Artikel ${sku} ${index}` }
  const round = Math.floor(index / PRODUCTS)
  if (round === 0) return { type: 'ProductCreated', data: { sku, names } }
  if (round % 3 === 0) return { type: 'ProductRenamed', data: { names } }
  if (round % 3 === 1)
    return { type: 'PriceChanged', data: { store: 'uk', currency: 'GBP', price: { gross: `${round}.55` } } }
  return { type: 'ProductDescribed', data: { description: `Text of round ${round}, long enough to be a sentence.` } }
}

const fill = async (eventStore: EventStore) => {
  for (let start = 0; start < EVENTS; start += PER_APPEND) {
    const appends = Array.from({ length: PER_APPEND }, (_, offset) => {
      const index = start + offset
      const sku = `SKU-${index % PRODUCTS}`
      const round = Math.floor(index / PRODUCTS)
      const expected = round === 0 ? ('no_stream' as const) : round - 1
      return { stream: `product-${sku}`, expected, events: [newEvent(eventOf(index, sku), index)] }
    })
    await eventStore.append(appends)
  }
}

const projectOnce = async (cluster: string, eventStore: EventStore): Promise<{ live: number; rebuilt: number }> => {
  const { pool, close } = await createDatabaseIn(cluster)
  const head = positionToken(await eventStore.head())
  const options = { pool, eventStore, projections: [products], openPersonal: async () => openUnsealed, erasures: {} }
  const startedAt = performance.now()
  const onError = (error: unknown) => console.error(error)
  const readSide = await startReadSide({ ...options, owner: 'bench', onError, now: () => new Date() })
  if ((await readSide.waitFor(head, { models: ['products'] }, 300_000)) !== 'fresh') throw new Error('not projected')
  const projectedAt = performance.now()
  await rebuild('products', { ...options, graceMs: 0 })
  const rebuiltAt = performance.now()
  await readSide.stop()
  await close()
  return { live: perSecond(projectedAt - startedAt), rebuilt: perSecond(rebuiltAt - projectedAt) }
}

const perSecond = (milliseconds: number) => Math.round((EVENTS * 1000) / milliseconds)
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Prints events per second projected into the product tables with a checkpoint per batch, and rebuilt. */
export const benchProject = async (): Promise<void> => {
  const cluster = await startCluster()
  const { pool, close } = await createDatabaseIn(cluster.url)
  const stores = { memory: memoryEventStore(), postgres: await openPostgresEventStore({ pool }) }
  console.log(`project ${EVENTS} events of ${PRODUCTS} products, ${cpus().length} cores, median of ${RUNS}`)
  for (const [name, eventStore] of Object.entries(stores)) {
    await fill(eventStore)
    const runs: { live: number; rebuilt: number }[] = []
    for (let run = 0; run < RUNS; run += 1) runs.push(await projectOnce(cluster.url, eventStore))
    const live = median(runs.map(run => run.live))
    const rebuilt = median(runs.map(run => run.rebuilt))
    console.log(`${name} log: ${live} events/s projected with checkpoint, ${rebuilt} events/s rebuilt`)
    await eventStore.close()
  }
  await close()
  await cluster.stop()
}

if (import.meta.main) await benchProject()
