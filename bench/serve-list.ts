import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Shop } from '../bin/open-shop.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import { visit } from '../test/support/visit.ts'
import { importFile, retailFile } from './import.ts'
import { type Round, runLoad } from './load.ts'
import { writeOrderRows } from './order-rows.ts'
import { recordOrders } from './orders.ts'
import { printReads } from './read-list.ts'
import { type Child, type Environment, inShop, residentMemory, startFloor, startServer, withCluster } from './shop.ts'
import { figure, type Options, printTable, printTitle } from './support.ts'

const ROUNDS = 5
const SECONDS = 2
const ORDERS = 20_000
/** From so many on orders are written into the read model, not recorded. */
const MOST_RECORDED = 200_000
/** Before that some make the read model. */
const FIRST_RECORDED = 100
const LINES_PER_ORDER = 8
const ROWS = 50
/** Until a server that has just opened has come to rest. */
const REST_MS = 3_000

type Target = { readonly name: string; readonly url: string }
type Measured = Target & { readonly kilobytes: number; readonly rounds: Round[] }

const Page = z.object({
  items: z.array(z.object({ customer: z.string().nullable() })),
  next: z.string().nullable(),
})
const DEEP_STEP = 500
const DEEP_STEPS = 20

const readPage = async ({ url }: Child, query: string) =>
  Page.parse(await (await visit(`${url}/api/orders?limit=${DEEP_STEP}${query}`)).json())

/** The cursor of a page ten thousand rows in, or halfway in where there are fewer than twenty thousand. */
const deepCursor = async (server: Child): Promise<string> => {
  const cursors: string[] = []
  for (let step = 0; step < 2 * DEEP_STEPS; step += 1) {
    const { next } = await readPage(server, step === 0 ? '' : `&cursor=${cursors.at(-1) ?? ''}`)
    if (next === null) break
    cursors.push(next)
  }
  const deep = cursors[Math.floor(cursors.length / 2)]
  if (deep === undefined) throw new Error('there are too few orders for a page deep inside')
  return deep
}

/** Somebody with many of the newest orders: what a person at the desk would look for. */
const busyCustomer = async (server: Child): Promise<string> => {
  const { items } = await readPage(server, '')
  const counts = Map.groupBy(
    items.flatMap(({ customer }) => customer ?? []),
    customer => customer,
  )
  const [busiest] = [...counts].toSorted(([, a], [, b]) => b.length - a.length)
  return busiest?.[0] ?? ''
}

/** Every filter of the list once, and the everyday ones in every order. */
const FILTERS: Readonly<Record<string, string>> = {
  'to pack': 'state=to_pack',
  'to pack, longest first': 'state=to_pack&sort=since',
  'to pack by total': 'state=to_pack&sort=-total',
  'closed (most of all)': 'state=closed',
  'closed, longest first': 'state=closed&sort=since',
  'closed by total': 'state=closed&sort=-total',
  'three states': 'state=backordered&state=to_pack&state=returned',
  'backordered, over 7 days, invoice': 'process=invoice-1&state=backordered&age=older',
  'closed, over 7 days, invoice': 'process=invoice-1&state=closed&age=older',
  'not moved for 7 days': 'age=older',
  'not moved for 7 days, newest': 'age=older&sort=-placedAt',
  'moved today, by total': 'age=day&sort=-total',
  'unpaid for 3 days': 'payment=open&payment=partly_paid&placed=threeDays&sort=placedAt',
  'paid by total': 'payment=paid&sort=-total',
  'partly paid, longest first': 'payment=partly_paid&sort=since',
  'refund due': 'payment=refund_due',
  open: 'open=yes',
  'open by total': 'open=yes&sort=-total',
  held: 'held=yes',
  flagged: 'flagged=yes',
  'a tag': 'tag=gift',
  'assigned to somebody': 'assigned=user-0',
  'with a product': 'product=SKU-4',
  'with a product by total': 'product=SKU-4&sort=-total',
  'closed, with a product': 'product=SKU-4&state=closed',
  'a process': 'process=card-1',
  'a source by total': 'source=api&sort=-total',
  'a currency': 'currency=EUR',
  'an amount': 'currency=EUR&total.from=100&total.to=120',
  'an amount, newest': 'currency=EUR&total.from=100&total.to=120&sort=-placedAt',
  'last 30 days': 'placedOn.last=30d',
  'last month by total': 'placedOn.last=lastMonth&sort=-total',
  'a store': 'store=UK',
  'a store by age': 'store=UK&sort=since',
  'a customer': 'customer=10004',
  'the oldest': 'sort=placedAt',
  'by age': 'sort=since',
}

const targetsOf = async (server: Child, floor: Child): Promise<readonly Target[]> => {
  const page = (name: string, query: string) => ({ name, url: `${server.url}/orders${query}` })
  return [
    { name: 'bare route (floor)', url: floor.url },
    page('first page', ''),
    page('two states of a store', '?state=closed&state=cancelled&store=UK'),
    page('by total', '?sort=-total'),
    page('search for a customer', `?q=${await busyCustomer(server)}`),
    page('deep inside', `?cursor=${await deepCursor(server)}`),
    ...Object.entries(FILTERS).map(([name, query]) => page(name, `?${query}`)),
    { name: 'the matrix', url: `${server.url}/orders/matrix` },
  ]
}

/** A target that answers with a page of rows. @throws Error when a page has none: an empty list is a fast one */
const checked = async (target: Target): Promise<Measured> => {
  const answer = await visit(target.url)
  const text = await answer.text()
  const rows = text.split('<tbody')[1]?.split('<tr').length ?? 0
  // A rare filter has few rows, and none would be as fast as it is pointless.
  const least = /=|matrix/.test(target.url) ? 1 : Math.min(ROWS, 20)
  if (!answer.ok || rows - 1 < least) throw new Error(`${target.name}: ${answer.status}, ${rows - 1} rows`)
  return { ...target, kilobytes: text.length / 1000, rounds: [] }
}

const rowOf = ({ name, kilobytes, rounds }: Measured, floor: readonly Round[]): string[] => {
  // A round is compared with the floor's of the same moment.
  const ratio = (of: (round: Round) => number) =>
    figure(
      rounds.map((round, index) => of(round) / of(floor[index] ?? round)),
      2,
    )
  return [
    name,
    kilobytes.toFixed(0),
    figure(rounds.map(({ perSecond }) => perSecond)),
    figure(
      rounds.map(({ p50 }) => p50),
      1,
    ),
    figure(
      rounds.map(({ p99 }) => p99),
      1,
    ),
    ratio(({ perSecond }) => perSecond),
    ratio(({ p99 }) => p99),
  ]
}

/** Takes turns, so that a moment when the machine is busy with something else hits all alike. */
const measure = async (server: Child, floor: Child, { rounds, seconds }: { rounds: number; seconds: number }) => {
  const memory: number[] = []
  const targets = await Promise.all((await targetsOf(server, floor)).map(checked))
  for (const { url } of targets) await runLoad({ url, duration: 1 })
  for (let round = 0; round < rounds; round += 1)
    for (const { url, rounds: done } of targets) {
      done.push(await runLoad({ url, duration: seconds }))
      memory.push(await residentMemory(server))
    }
  return { targets, memory: Math.max(...memory) }
}

const record = async (shop: Shop, options: Options): Promise<string> => {
  const file = options.orders === undefined ? retailFile(options) : undefined
  if (file !== undefined) {
    await importFile(shop, file)
    return 'the orders of Online Retail'
  }
  const orders = options.orders ?? ORDERS
  const isWritten = orders >= MOST_RECORDED
  const recorded = isWritten ? FIRST_RECORDED : orders
  await recordOrders(shop, { orders: recorded, linesPerOrder: LINES_PER_ORDER, until: new Date() })
  if (isWritten) return `${orders.toLocaleString('en')} orders written into the read model`
  return `${orders.toLocaleString('en')} generated orders`
}

/** Fills the shop; what Postgres does some minutes later by itself is done at once, or it would fall into some round. */
const fill = (environment: Environment, options: Options): Promise<string> =>
  inShop(environment, async shop => {
    const recorded = await record(shop, options)
    const owner = openPool({ connectionString: environment.DATABASE_URL, max: 1 })
    if ((options.orders ?? 0) >= MOST_RECORDED) {
      const client = await owner.connect()
      await writeOrderRows(client, options.orders ?? 0)
      client.release()
    }
    await owner.query('vacuum analyze')
    await owner.query('checkpoint')
    await owner.end()
    if ((options.orders ?? 0) >= MOST_RECORDED) await printReads(shop, FILTERS)
    return recorded
  })

/** Prints how many order pages the real server answers per second beside a bare route over the same table. */
export const benchList = (options: Options): Promise<void> =>
  withCluster(async environment => {
    const { rounds = ROUNDS, seconds = SECONDS } = options
    const what = await fill(environment, options)
    await printTitle(`list: /orders over ${what}, 16 connections, ${rounds} × ${seconds} s`, environment.DATABASE_URL)
    const server = await startServer(environment)
    const floor = await startFloor(environment)
    try {
      await delay(REST_MS)
      const idle = await residentMemory(server)
      const { targets, memory } = await measure(server, floor, { rounds, seconds })
      const header = ['page', 'kB', 'requests/s', 'p50 ms', 'p99 ms', 'of the floor', 'p99 to its p99']
      printTable(
        header,
        targets.map(target => rowOf(target, targets[0]?.rounds ?? [])),
      )
      console.log(`Memory of the server: ${Math.round(idle)} MB idle, at most ${Math.round(memory)} MB under load`)
    } finally {
      await Promise.all([server.stop(), floor.stop()])
    }
  })
