import { v5 } from 'uuid'
import { stock } from '../domain/catalog/stock.ts'
import type { AnyDecider } from '../domain/decider.ts'
import { order } from '../domain/orders/order.ts'
import type { Execute } from '../eventstore/command.ts'
import { readPlacesByStore } from '../projections/catalog/stock-places.ts'
import type { Database } from '../projections/database.ts'
import type { ReadSide } from '../projections/engine/run/run.ts'
import { readServable, readUnasked, readUnqueued, type Unserved } from '../projections/orders/unserved.ts'

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

const send = (execute: Execute, decider: AnyDecider, { id, revision }: Unserved, type: string) =>
  execute({
    decider,
    id,
    type,
    data: {},
    commandId: v5(`${type}/${id}@${revision}`, SERVING),
    actor: { id: 'serve-waiting', kind: 'process' },
    origin: 'live',
  })

const revisionsOf = (seen: readonly Unserved[]) => new Map(seen.map(({ id, revision }) => [id, revision]))

/** Lets stocks serve who waits for what is free there. */
const servingStocks = ({ execute, readSide }: Serving) => {
  /** As they were when they were asked: one that had nothing to give has nothing until it changes. */
  let served = revisionsOf([])
  return async () => {
    const servable = await readServable(readSide.queries(), MOST)
    const before = served
    served = revisionsOf(servable)
    for (const one of servable) if (before.get(one.id) !== one.revision) await send(execute, stock, one, 'ServeWaiting')
  }
}

/** Lets orders that do not wait in every warehouse of their store, or have asked none, ask, the oldest first, once for the same warehouses. */
const askingOrders = ({ execute, readSide, now }: Serving) => {
  const last = { warehouses: '', isDone: false, at: Number.NEGATIVE_INFINITY }
  /** Orders as they were at the last look: what moves by itself needs nobody. */
  let seen = revisionsOf([])
  const asked = new Set<string>()

  const found = async (places: ReadonlyMap<string, readonly string[]>) => {
    const limit = MOST + asked.size
    const db = readSide.queries()
    const all = await Promise.all(
      [...places].flatMap(([store, places]) => [
        readUnqueued(db, store, { places, limit }),
        readUnasked(db, store, limit),
      ]),
    )
    const byAge = all.flat().toSorted((a, b) => a.since.getTime() - b.since.getTime())
    return byAge.filter(({ id }) => !asked.has(id))
  }

  return async () => {
    const places = await readPlacesByStore(readSide.queries())
    const warehouses = JSON.stringify([...places])
    if (warehouses !== last.warehouses) asked.clear()
    else if (last.isDone && now() - last.at < LOOK_AGAIN_MS) return
    const waiting = await found(places)
    Object.assign(last, { warehouses, isDone: waiting.length === 0, at: now() })
    const before = seen
    seen = revisionsOf(waiting)
    for (const one of waiting) {
      if (before.get(one.id) !== one.revision) continue
      asked.add(one.id)
      await send(execute, order, one, 'ReserveOrder')
    }
  }
}

/**
 * Serves those who wait where no live event makes the process do so: of stock that an import brought in, and in warehouses that
 * began to serve a store after the order was placed, be they the first. What waits is read; the streams decide. A stop at any point leaves it there.
 */
export const openServing = (serving: Serving) => {
  const [serveStocks, askOrders] = [servingStocks(serving), askingOrders(serving)]
  return {
    look: async (): Promise<void> => {
      await serveStocks()
      await askOrders()
    },
  }
}
