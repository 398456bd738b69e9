import { localViewer } from '../bin/local-viewer.ts'
import { type Shop, startReading } from '../bin/open-shop.ts'
import { parseListQuery } from '../projections/engine/list/list-query.ts'
import { readOrders } from '../projections/orders/order-list.ts'
import { readOrderMatrix } from '../projections/orders/order-matrix.ts'
import { orderList } from '../projections/orders/orders-listed.ts'
import { percentile, printTable } from './support.ts'

const TIMES = 40

type Measured = readonly [name: string, work: () => Promise<unknown>]

const timesOf = async (work: () => Promise<unknown>): Promise<number[]> => {
  await work()
  const times: number[] = []
  for (let turn = 0; turn < TIMES; turn += 1) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return times
}

/** Prints how long the read model takes for a page of each of these lists, one after the other, without a page around it. */
export const printReads = async (shop: Shop, filters: Readonly<Record<string, string>>): Promise<void> => {
  const readSide = await startReading(shop, error => console.error(error))
  await readSide.ready()
  const asker = { ...localViewer, now: new Date() }
  const page = (query: string) => () =>
    readOrders(localViewer, readSide.queries(), parseListQuery(orderList, new URLSearchParams(query), undefined, asker))
  const first = await readOrders(
    localViewer,
    readSide.queries(),
    parseListQuery(orderList, new URLSearchParams('limit=500')),
  )
  let deep = first.next ?? ''
  for (let step = 0; step < 20; step += 1) {
    const query = parseListQuery(orderList, new URLSearchParams(`limit=500&cursor=${deep}`))
    deep = (await readOrders(localViewer, readSide.queries(), query)).next ?? deep
  }
  const works: Measured[] = [
    ['first page', page('')],
    ['deep inside', page(`cursor=${deep}`)],
    ...Object.entries(filters).map(([name, query]): Measured => [name, page(query)]),
    ['the matrix', () => readOrderMatrix(localViewer, readSide.queries(), new Date())],
  ]
  const rows: string[][] = []
  for (const [name, work] of works) {
    const times = await timesOf(work)
    rows.push([name, percentile(times, 0.5).toFixed(1), percentile(times, 0.99).toFixed(1)])
  }
  await readSide.stop()
  console.log(`\nThe read model alone, ${TIMES} pages each, one after the other\n`)
  printTable(['page', 'p50 ms', 'p99 ms'], rows)
}
