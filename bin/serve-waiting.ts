import { v5 } from 'uuid'
import { stock } from '../domain/catalog/stock.ts'
import type { AnyDecider } from '../domain/decider.ts'
import { order } from '../domain/orders/order.ts'
import type { Execute } from '../eventstore/command.ts'
import { readPlacesByStore } from '../projections/catalog/stock-places.ts'
import type { Database } from '../projections/database.ts'
import type { ReadSide } from '../projections/engine/run/run.ts'
import { readServable, readUnqueued, type Unserved } from '../projections/orders/unserved.ts'

/** As many are looked up, and sent on one after the other, in one go. */
const MOST = 200
/** Orders are looked through when warehouses serve other stores than before, and from time to time. */
const LOOK_AGAIN_MS = 10 * 60_000

/** The namespace of the commands' ids. */
const SERVING = '0b0f7a52-7f0c-4a53-9a0e-6a1c4e6f3b1d'

type Serving = {
  readonly execute: Execute
  readonly readSide: Pick<ReadSide<Database>, 'queries'>
  readonly now: () => number
}

/**
 * Serves those who wait where no live event makes the process do so: of stock that an import brought in, and in warehouses that
 * began to serve a store after the order was placed. What waits is read; the streams decide. A stop at any point leaves it there.
 */
export const openServing = ({ execute, readSide, now }: Serving) => {
  const send = (decider: AnyDecider, { id, revision }: Unserved, type: string) =>
    execute({
      decider,
      id,
      type,
      data: {},
      commandId: v5(`${type}/${id}@${revision}`, SERVING),
      actor: { id: 'serve-waiting', kind: 'process' },
      origin: 'live',
    })

  /** Revisions of stocks at which they were asked: one that had nothing to give has nothing until it changes. */
  let served = new Map<string, number>()
  const serveStocks = async () => {
    const servable = await readServable(readSide.queries(), MOST)
    const before = served
    served = new Map(servable.map(({ id, revision }) => [id, revision]))
    for (const one of servable) if (before.get(one.id) !== one.revision) await send(stock, one, 'ServeWaiting')
  }

  let known = ''
  let isDone = false
  let looked = Number.NEGATIVE_INFINITY
  /** Orders as they were at the last look: what moves by itself needs nobody. */
  let seen = new Map<string, number>()
  /** Asked once for the same warehouses. */
  const asked = new Set<string>()

  const askOrders = async () => {
    const db = readSide.queries()
    const all = [...(await readPlacesByStore(db))]
    const signature = JSON.stringify(all)
    if (signature !== known) asked.clear()
    else if (isDone && now() - looked < LOOK_AGAIN_MS) return
    known = signature
    looked = now()
    const found = await Promise.all(
      all.map(([store, places]) => readUnqueued(db, store, { places, limit: MOST + asked.size })),
    )
    const byAge = found.flat().toSorted((a, b) => a.since.getTime() - b.since.getTime())
    const waiting = byAge.filter(({ id }) => !asked.has(id))
    const before = seen
    seen = new Map(waiting.map(({ id, revision }) => [id, revision]))
    isDone = waiting.length === 0
    for (const one of waiting) {
      if (before.get(one.id) !== one.revision) continue
      asked.add(one.id)
      await send(order, one, 'ReserveOrder')
    }
  }

  return {
    look: async (): Promise<void> => {
      await serveStocks()
      await askOrders()
    },
  }
}
