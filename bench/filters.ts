import { localViewer } from '../bin/local-viewer.ts'
import { startReading } from '../bin/open-shop.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import { parseListQuery } from '../projections/engine/list/list-query.ts'
import { readOrders } from '../projections/orders/order-list.ts'
import { orderList } from '../projections/orders/orders-listed.ts'
import { readOrdersNamed, readOrdersOwing } from '../projections/orders/statement-orders.ts'
import { type Question, questions } from './list-questions.ts'
import { type Round, runLoad } from './load.ts'
import { countOrderRows, writeOrderRows } from './order-rows.ts'
import { recordOrders } from './orders.ts'
import {
  type Child,
  comeBack,
  type Environment,
  inShop,
  startFloor,
  startListFloor,
  startServer,
  withCluster,
} from './shop.ts'
import { type Options, percentile, printTable, printTitle } from './support.ts'

const ORDERS = 1_000_000
/** Before the rows of a million are written, some orders make the read model. */
const RECORDED = 100
const READS = 20
const SECONDS = 2
const USERS = 16

type Times = { readonly p50: number; readonly p99: number }

const timesOf = async (work: () => Promise<unknown>): Promise<Times> => {
  await work()
  const times: number[] = []
  for (let turn = 0; turn < READS; turn += 1) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
}

/** Fills the read model unless it was kept, full, from before. */
const fill = (environment: Environment, { orders = ORDERS }: Options): Promise<void> =>
  inShop(environment, async shop => {
    const owner = openPool({ connectionString: environment.DATABASE_URL, max: 1 })
    const client = await owner.connect()
    const before = await countOrderRows(client)
    if (before === 0) await recordOrders(shop, { orders: RECORDED, linesPerOrder: 2, until: new Date() })
    if (before < orders) {
      await writeOrderRows(client, orders)
      // What Postgres does some minutes later by itself.
      await client.query('vacuum analyze')
    }
    await client.query('checkpoint')
    client.release()
    await owner.end()
  })

const DEEP = 500

/** A cursor into the middle of all orders in the order of a sort: of the millions before it no page has to know. */
const middle = async (read: (query: string) => Promise<{ readonly next?: string }>, at: string): Promise<string> => {
  const { next = '' } = await read(`placedOn.to=${at}&limit=${DEEP}`)
  return next
}

type Named = readonly [name: string, work: () => Promise<unknown>]

/** What the read model takes for each question alone, one after the other, and for what else is asked of as many orders. */
const readAlone = (environment: Environment): Promise<ReadonlyMap<Question, Times>> =>
  inShop(environment, async shop => {
    const readSide = await startReading(shop, error => console.error(error))
    await readSide.ready()
    const db = readSide.queries()
    const read = (query: string) => {
      const asker = { ...localViewer, now: new Date() }
      return readOrders(localViewer, db, parseListQuery(orderList, new URLSearchParams(query), undefined, asker))
    }
    const found = new Map<Question, Times>()
    for (const question of questions) found.set(question, await timesOf(() => read(question.query)))
    const yearAgo = new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10)
    const cursor = await middle(read, yearAgo)
    const names = Array.from({ length: 200 }, (_, index) => `PO-${index * 50}`)
    const numbers = Array.from({ length: 200 }, (_, index) => `B${String(index * 4_000).padStart(8, '0')}`)
    const amounts = Array.from({ length: 200 }, (_, index) => 100 + index * 7)
    const others: readonly Named[] = [
      ['half a million orders in', () => read(`cursor=${cursor}`)],
      ['200 lines of a statement by reference', () => readOrdersNamed(localViewer, db, names, 'GBP')],
      ['200 lines of a statement by number', () => readOrdersNamed(localViewer, db, numbers, 'GBP')],
      ['200 lines of a statement by amount', () => readOrdersOwing(localViewer, db, amounts, 'GBP')],
    ]
    const rows: string[][] = []
    for (const [name, work] of others) {
      const { p50, p99 } = await timesOf(work)
      rows.push([name, p50.toFixed(1), p99.toFixed(1)])
    }
    printTable(['read model alone', 'p50 ms', 'p99 ms'], rows)
    await readSide.stop()
    return found
  })

type Servers = { readonly page: Child; readonly list: Child; readonly bare: Child }

/** One filter in all of its orders by turns: the bare route, the route that only asks, and the page, in the same moment. */
const measure = async ({ page, list, bare }: Servers, asked: readonly Question[], duration: number) => {
  const requests = asked.map(({ query }) => ({ path: `/orders?${query}` }))
  return {
    bare: await runLoad({ url: bare.url, duration }),
    list: await runLoad({ url: list.url, duration, requests }),
    page: await runLoad({ url: page.url, duration, requests }),
    // Users who look at what they got: each asks for a page a second.
    paced: await runLoad({ url: page.url, duration: 2 * duration, requests, overallRate: USERS }),
  }
}

const worst = (times: readonly (Times | undefined)[], of: keyof Times): string =>
  Math.max(...times.map(one => one?.[of] ?? 0)).toFixed(1)

type Loads = Readonly<Record<'bare' | 'list' | 'page' | 'paced', Round>>

/** A round in which nothing was answered has no figure. */
const shown = ({ p50 }: Round, value: number, digits: number): string => (p50 === 0 ? 'none' : value.toFixed(digits))

const rowOf = (filter: string, alone: readonly (Times | undefined)[], { bare, list, page, paced }: Loads): string[] => [
  filter,
  String(alone.length),
  worst(alone, 'p50'),
  worst(alone, 'p99'),
  shown(paced, paced.p99, 1),
  shown(page, page.p50, 1),
  shown(page, page.p99, 1),
  shown(list, list.p99, 1),
  shown(bare, bare.p99, 1),
  ...[page, list, bare].map(round => shown(round, round.perSecond, 0)),
]

const HEADER = [
  'filter',
  'sorts',
  'alone p50',
  'alone p99',
  'paced p99',
  'page p50',
  'page p99',
  'read p99',
  'bare p99',
  'pages/s',
  'reads/s',
  'bare/s',
]

const printFilters = async (environment: Environment, seconds: number, alone: ReadonlyMap<Question, Times>) => {
  const page = await startServer(environment)
  await comeBack(page, environment)
  const [list, bare] = [await startListFloor(environment), await startFloor(environment)]
  try {
    const rows: string[][] = []
    for (const [filter, asked] of Map.groupBy(questions, ({ filter }) => filter)) {
      const loads = await measure({ page, list, bare }, asked, seconds)
      rows.push(
        rowOf(
          filter,
          asked.map(question => alone.get(question)),
          loads,
        ),
      )
    }
    printTable(HEADER, rows)
  } finally {
    await Promise.all([page.stop(), list.stop(), bare.stop()])
  }
}

/** Prints what every filter of orders takes in every order offered: alone, as a page at 16 users, and beside a bare route. */
export const benchFilters = (options: Options): Promise<void> =>
  withCluster(async environment => {
    const { orders = ORDERS, seconds = SECONDS } = options
    await fill(environment, options)
    const title = `filters: ${orders.toLocaleString('en')} orders; alone: the worst sort of ${READS} reads each, ms`
    await printTitle(
      `${title}; paced: ${USERS} users a page a second; else ${USERS} that never wait`,
      environment.DATABASE_URL,
    )
    await printFilters(environment, seconds, await readAlone(environment))
  }, options.home)
