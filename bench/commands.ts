import type autocannon from 'autocannon'
import { passOf } from '../test/support/visit.ts'
import { type Round, runLoad } from './load.ts'
import { orderId, recordOrders } from './orders.ts'
import { type Child, inShop, residentMemory, startServer, withCluster } from './shop.ts'
import { figure, type Options, printTable, printTitle } from './support.ts'

const ROUNDS = 5
const COMMANDS = 3_000
const LINES_PER_ORDER = 5
/** The load generator builds a request of each connection that it may not send. */
const UNSENT_PER_ROUND = 64

type Kind = { readonly name: string; readonly requestOf: (number: number) => autocannon.Request }

const createProduct = (number: number): autocannon.Request => {
  const id = `BENCH-${number}`
  return { path: '/api/products', body: JSON.stringify({ id, names: { en: `Product ${number}` } }) }
}

/** All orders lose one unit of their first line, then of their second: streams stay as short as a shop's are. */
const cancelLineOf =
  (orders: number) =>
  (number: number): autocannon.Request => {
    const line = 1 + Math.floor(number / orders)
    const path = `/api/orders/${orderId(number % orders)}/cancellations`
    return { path, body: JSON.stringify({ lines: [{ line, quantity: 1 }], reason: 'Changed their mind' }) }
  }

/** Rounds of commands that are all different; each round goes on where the one before ended. */
const runner = ({ url }: Child, { requestOf }: Kind, commands: number) => {
  let number = 0
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    const next = requestOf(number)
    number += 1
    return { ...request, ...next }
  }
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...passOf(url) }
  return () => runLoad({ url, amount: commands, requests: [{ method: 'POST', headers, setupRequest }] })
}

const rowOf = (name: string, rounds: readonly Round[]): string[] => [
  name,
  figure(rounds.map(({ perSecond }) => perSecond)),
  figure(
    rounds.map(({ p50 }) => p50),
    1,
  ),
  figure(
    rounds.map(({ p99 }) => p99),
    1,
  ),
]

/** Runs all kinds in turn, once without counting it. */
const measure = async (
  server: Child,
  kinds: readonly Kind[],
  { rounds, commands }: Required<Pick<Options, 'rounds' | 'commands'>>,
) => {
  const measured = kinds.map(kind => ({ kind, run: runner(server, kind, commands), rounds: [] as Round[] }))
  for (const { run } of measured) await run()
  for (let round = 0; round < rounds; round += 1) for (const { run, rounds: done } of measured) done.push(await run())
  return measured.map(({ kind, rounds: done }) => rowOf(kind.name, done))
}

/** Prints commands per second over HTTP; an answer comes when the read models have followed (or after two seconds). */
export const benchCommands = ({ rounds = ROUNDS, commands = COMMANDS }: Options): Promise<void> =>
  withCluster(async environment => {
    await printTitle(`commands: ${commands} per round over HTTP, 16 connections`, environment.DATABASE_URL)
    const needed = (rounds + 1) * (commands + UNSENT_PER_ROUND)
    const orders = Math.ceil(needed / LINES_PER_ORDER)
    await inShop(environment, shop => recordOrders(shop, { orders, linesPerOrder: LINES_PER_ORDER, until: new Date() }))
    const server = await startServer(environment)
    try {
      const kinds: Kind[] = [
        { name: 'create a product', requestOf: createProduct },
        { name: 'cancel an order line', requestOf: cancelLineOf(orders) },
      ]
      const rows = await measure(server, kinds, { rounds, commands })
      printTable(['command', 'commands/s', 'p50 ms', 'p99 ms'], rows)
      console.log(`Memory of the server after it: ${Math.round(await residentMemory(server))} MB`)
    } finally {
      await server.stop()
    }
  })
