import { randomUUID } from 'node:crypto'
import { runBackground } from '../bin/background.ts'
import { type Shop, startReading, typesOf } from '../bin/open-shop.ts'
import { product } from '../domain/catalog/product.ts'
import type { Database } from '../projections/database.ts'
import type { ReadSide } from '../projections/engine/run/run.ts'
import { type Round, roundOf } from './load.ts'
import { inShop, withCluster } from './shop.ts'
import { figure, type Options, printTable, printTitle } from './support.ts'

const ROUNDS = 5
const COMMANDS = 1_000
const CALLERS = [1, 16]

type Times = { readonly accepted: number[]; readonly visible: number[]; readonly both: number[] }
type Rounds = { readonly [K in keyof Times]: Round }
type Running = { readonly shop: Shop; readonly readSide: ReadSide<Database> }

/** Creates one product and notes when it was accepted and when every read model that handles its events had it. */
const createOne = async ({ shop, readSide }: Running, times: Times): Promise<void> => {
  const id = randomUUID().toUpperCase()
  const sentAt = performance.now()
  const outcome = await shop.execute({
    decider: product,
    id,
    type: 'CreateProduct',
    data: { names: { en: `Product ${id}` } },
    commandId: randomUUID(),
    actor: { id: 'bench', kind: 'user' },
    origin: 'live',
  })
  const acceptedAt = performance.now()
  if (outcome.kind !== 'done' || outcome.position === undefined) throw new Error(`${id} was not created`)
  const freshness = await readSide.waitFor(outcome.position, { types: typesOf('product') })
  if (freshness === 'stale') throw new Error(`${id} was not visible within two seconds`)
  const visibleAt = performance.now()
  times.accepted.push(acceptedAt - sentAt)
  times.visible.push(visibleAt - acceptedAt)
  times.both.push(visibleAt - sentAt)
}

const runRound = async (running: Running, callers: number, commands: number): Promise<Rounds> => {
  const times: Times = { accepted: [], visible: [], both: [] }
  const startedAt = performance.now()
  const call = async () => {
    for (let count = 0; count < Math.ceil(commands / callers); count += 1) await createOne(running, times)
  }
  await Promise.all(Array.from({ length: callers }, call))
  const took = performance.now() - startedAt
  return {
    accepted: roundOf(times.accepted, took),
    visible: roundOf(times.visible, took),
    both: roundOf(times.both, took),
  }
}

/** Runs the read side and the background work of a server for as long as the work takes. */
const whileReading = async (shop: Shop, work: (running: Running) => Promise<void>): Promise<void> => {
  const onError = (error: unknown) => console.error(error)
  const readSide = await startReading(shop, onError)
  const stopping = new AbortController()
  const background = runBackground({ shop, readSide, signal: stopping.signal, onError })
  try {
    await readSide.ready()
    await work({ shop, readSide })
  } finally {
    stopping.abort()
    await Promise.all([background, readSide.stop()])
  }
}

const rowOf = (callers: number, rounds: readonly Rounds[]): string[] => {
  const of = (pick: (round: Rounds) => number, digits = 2) => figure(rounds.map(pick), digits)
  return [
    `${callers} ${callers === 1 ? 'caller' : 'callers'}`,
    of(({ both }) => both.perSecond, 0),
    of(({ accepted }) => accepted.p50),
    of(({ accepted }) => accepted.p99),
    of(({ visible }) => visible.p50),
    of(({ visible }) => visible.p99),
    of(({ both }) => both.p99),
  ]
}

/** Prints how long a product that was created takes until the read models can show it, all of them running. */
export const benchVisible = ({ rounds: wanted = ROUNDS, commands = COMMANDS }: Options): Promise<void> =>
  withCluster(async environment => {
    await printTitle(`visible: ${commands} × create a product, then wait for it, in ms`, environment.DATABASE_URL)
    await inShop(environment, shop =>
      whileReading(shop, async running => {
        const rows: string[][] = []
        for (const callers of CALLERS) {
          await runRound(running, callers, commands)
          const rounds: Rounds[] = []
          for (let round = 0; round < wanted; round += 1) rounds.push(await runRound(running, callers, commands))
          rows.push(rowOf(callers, rounds))
        }
        const header = [
          '',
          'commands/s',
          'accepted p50',
          'accepted p99',
          'then visible p50',
          'p99',
          'sent to visible p99',
        ]
        printTable(header, rows)
      }),
    )
  })
