import { order } from '../../domain/orders/order.ts'
import { type EventStore, START } from '../../eventstore/event-store.ts'

type Log = Pick<EventStore, 'readStream' | 'readAll'>

const BATCH = 1_000
const NUMBERED = ['OrderPlaced', 'OrderNumbered']

const idIn = (stream: string): string => stream.slice(order.category.length + 1)

/** The orders of each number, from all that were ever placed. */
const byNumber = async (log: Log): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const found = new Map<string, Set<string>>()
  for (let from = START; ; ) {
    const { events, next, atHead } = await log.readAll({ from, limit: BATCH, types: NUMBERED })
    for (const { stream, data } of events) {
      const { number } = data
      if (typeof number === 'string') found.set(number, (found.get(number) ?? new Set()).add(idIn(stream)))
    }
    if (atHead) return found
    from = next
  }
}

/** Finds orders by id, else by number. The log is gone through once, and only for a number that is no id. */
export const ordersIn = (log: Log): ((name: string) => Promise<readonly string[]>) => {
  let numbers: ReturnType<typeof byNumber> | undefined
  return async name => {
    const isId = (await log.readStream(`${order.category}-${name}`, { limit: 1 })).length > 0
    if (isId) return [name]
    numbers ??= byNumber(log)
    return [...((await numbers).get(name) ?? [])]
  }
}
