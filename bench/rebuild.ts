import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { openPersonalOf, type Shop } from '../bin/open-shop.ts'
import { erasures } from '../domain/erasures.ts'
import { positionToken } from '../eventstore/event-store.ts'
import { firstGap } from '../eventstore/postgres/first-gap.ts'
import { sealLog } from '../eventstore/proof/seal-log.ts'
import { verifyLog } from '../eventstore/proof/verify-log.ts'
import { cachedKeys } from '../eventstore/vault/key-cache.ts'
import { askForJob, type Job, readJob } from '../projections/engine/build/job.ts'
import { rebuild } from '../projections/engine/build/rebuild.ts'
import type { AnyProjection } from '../projections/engine/model/projection.ts'
import { startReadSide } from '../projections/engine/run/run.ts'
import { projections } from '../projections/index.ts'
import { orders } from '../projections/orders/order.ts'
import { visit } from '../test/support/visit.ts'
import { loadEmmett } from './append-emmett.ts'
import { importFile, retailFile } from './import.ts'
import { EVENTS_PER_ORDER, writeOrderLog } from './order-log.ts'
import { placeOrdersUntil, type Read, readOrdersUntil } from './readers.ts'
import { rebuildWithEmmett } from './rebuild-emmett.ts'
import { type Child, inShop, startServer, withCluster } from './shop.ts'
import { figure, type Options, percentile, printTable, printTitle } from './support.ts'

const ORDERS = 100_000
const ROUNDS = 3
const QUIET_MS = 8_000

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** How long it takes to project the whole log live, with checkpoints, into some read models that were not there. */
const projectLive = async (shop: Shop, models: readonly AnyProjection[]): Promise<number> => {
  const { pool, store: eventStore, vault } = shop
  const onError = (error: unknown) => console.error(error)
  const options = { pool, eventStore, projections: models, openPersonal: openPersonalOf(vault), erasures }
  const readSide = await startReadSide({ ...options, owner: 'bench', onError, now: () => new Date() })
  const names = { models: models.map(({ name }) => name) }
  const head = positionToken(await eventStore.head())
  const took = await timed(() => readSide.waitFor(head, names, 3_600_000))
  await readSide.stop()
  return took
}

const forget = async ({ pool }: Shop) => {
  const { rows } = await pool.query<{ drop: string }>(
    `select format('drop schema %I cascade', nspname) as drop from pg_namespace
     where nspname = 'projections' or nspname ~ '_v[0-9]+_g[0-9]+$'`,
  )
  for (const { drop } of rows) await pool.query(drop)
}

/** Asks the running server for a rebuild, and waits for its end. */
const rebuildBy = async ({ pool }: Shop, model: string): Promise<Job> => {
  const id = randomUUID()
  await askForJob(
    pool,
    { id, model, kind: 'rebuild', askedBy: 'bench' },
    projections.filter(({ name }) => name === model),
  )
  for (;;) {
    const job = await readJob(pool, id)
    if (job?.state === 'done') return job
    if (job === undefined || job.state === 'failed') throw new Error(`the rebuild failed: ${job?.error}`)
    await delay(100)
  }
}

/** People read and order while something is done. */
const amongPeople = async (server: Child, work: () => Promise<unknown>): Promise<Read> => {
  const done = new AbortController()
  const placing = placeOrdersUntil(server.url, done.signal)
  const reading = readOrdersUntil(server.url, done.signal)
  await work()
  done.abort()
  await placing
  return await reading
}

const secondsOf = ({ askedAt, finishedAt }: Job): number =>
  ((finishedAt ?? askedAt).getTime() - askedAt.getTime()) / 1000

const benchProjecting = async (shop: Shop, events: number) => {
  const one = await projectLive(shop, [orders])
  await forget(shop)
  const all = await projectLive(shop, projections)
  await shop.pool.query('vacuum analyze')
  await shop.pool.query('checkpoint')
  const perSecond = (took: number) => Math.round((events * 1000) / took).toLocaleString('en')
  console.log(
    `Live projecting with checkpoints: order read model ${perSecond(one)}/s, all ${projections.length} in one transaction ${perSecond(all)}/s`,
  )
}

const benchProof = async (shop: Shop) => {
  const { store, seals, sealKey: key, pool } = shop
  const sealing = await timed(() => sealLog({ store, seals, key, clock: () => new Date(), partial: true }))
  const trusted = [key.publicKey]
  const verifying = await timed(() => verifyLog({ store, seals, trusted, firstGap: () => firstGap(pool) }))
  console.log(
    `Proof of the whole log: sealed in ${(sealing / 1000).toFixed(1)} s, verified in ${(verifying / 1000).toFixed(1)} s`,
  )
}

const benchRounds = async (shop: Shop, server: Child, rounds: number) => {
  const quiet: Read[] = []
  const busy: Read[] = []
  const took: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    quiet.push(await amongPeople(server, () => delay(QUIET_MS)))
    busy.push(await amongPeople(server, async () => took.push(secondsOf(await rebuildBy(shop, 'orders')))))
  }
  const alone: number[] = []
  for (let round = 0; round < rounds; round += 1) alone.push(secondsOf(await rebuildBy(shop, 'orders')))
  const row = (name: string, seconds: readonly number[], reads: readonly Read[]) => [
    name,
    seconds.length === 0 ? '' : figure(seconds, 1),
    reads.length === 0
      ? ''
      : figure(
          reads.map(({ p99 }) => p99),
          1,
        ),
    ...(['requests', 'failed', 'wentBack'] as const).map(key =>
      reads.length === 0 ? '' : String(reads.reduce((sum, read) => sum + read[key], 0)),
    ),
  ]
  printTable(
    ['rebuild of the orders', 's from command to swap', 'p99 of the list, ms', 'pages', 'failed', 'went back'],
    [
      row('none, 8 readers and orders coming in', [], quiet),
      row('with 8 readers and orders coming in', took, busy),
      row('alone', alone, []),
    ],
  )
}

/** Where the time of a rebuild goes when nothing else is done; the swap is what people might notice. */
const benchStages = async ({ pool, store: eventStore, vault }: Shop) => {
  const took = new Map<string, number>()
  let [stage, since] = ['beginning', performance.now()]
  const enter = (next: string) => {
    const now = performance.now()
    took.set(stage, (took.get(stage) ?? 0) + now - since)
    ;[stage, since] = [next, now]
  }
  const openPersonal = openPersonalOf(cachedKeys(vault))
  const options = { pool, eventStore, projections, openPersonal, erasures }
  await rebuild('orders', { ...options, onProgress: progress => enter(progress.stage) })
  enter('end')
  console.log(`Stages, ms: ${[...took].map(([name, ms]) => `${name} ${ms.toFixed(0)}`).join(', ')}`)
}

/** The same with a real shop's orders, in a shop of their own. */
const benchRetail = async (options: Options) => {
  const file = retailFile(options)
  if (file === undefined) return console.log('Online Retail II is left out, because its file is not there')
  await withCluster(environment =>
    inShop(environment, async shop => {
      const { events } = await importFile(shop, file)
      await shop.pool.query('vacuum analyze')
      console.log(`Online Retail II, ${events.toLocaleString('en')} events`)
      await benchStages(shop)
    }),
  )
}

const benchPeer = async (url: string) => {
  const emmett = await loadEmmett()
  if (emmett === undefined) return
  const perSecond = await rebuildWithEmmett(emmett, url)
  console.log(`Emmett rebuilds a document per order at ${perSecond.toLocaleString('en')}/s`)
}

const PAGES = 300

/** How long the first page of the explorer takes, plain and filtered by turns, in milliseconds each. */
const explore = async ({ url }: Child): Promise<number[]> => {
  const times: number[] = []
  const filters = ['', '?type=OrderCommented', '?sort=-position', '?category=order&at.from=2025-01-01']
  for (let page = 0; page < PAGES; page += 1) {
    const took = await timed(async () => {
      const answer = await visit(`${url}/events${filters[page % filters.length]}`)
      if (!answer.ok) throw new Error(`/events: ${answer.status}`)
      await answer.text()
    })
    if (page >= filters.length) times.push(took)
  }
  return times
}

/** Prints how a rebuild of a large log goes beside people at work, and the other figures of operators and auditors. */
export const benchRebuild = async (options: Options): Promise<void> => {
  const { orders: count = ORDERS, rounds = ROUNDS } = options
  await withCluster(async environment => {
    const events = count * EVENTS_PER_ORDER
    await printTitle(
      `rebuild: ${events.toLocaleString('en')} events, 20 % of them with sealed personal data`,
      environment.DATABASE_URL,
    )
    await inShop(environment, async shop => {
      await writeOrderLog(shop, count)
      await shop.pool.query('vacuum analyze')
      await benchProjecting(shop, events)
      await benchProof(shop)
      const server = await startServer(environment)
      try {
        await benchRounds(shop, server, rounds)
        const times = await explore(server)
        console.log(
          `Explorer, one auditor, ${times.length} pages: p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`,
        )
      } finally {
        await server.stop()
      }
      await benchStages(shop)
      await benchPeer(environment.DATABASE_URL)
    })
  })
  await benchRetail(options)
}
