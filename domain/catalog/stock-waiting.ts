import type { Stock, Waiting } from './stock-state.ts'

type Line = Pick<Waiting, 'order' | 'line' | 'store'>
/** `version`: the order's event that says so. */
type Told = Line & { readonly version: number }

/** As many as wait are served in one decision; whoever is left is served in the next. */
export const MOST_SERVED = 200

const keyOf = ({ order, line }: Line) => `${order}/${line}`

/** The store of the order, where it was said. */
const ofStore = ({ store }: Pick<Waiting, 'store'>) => (store === undefined ? {} : { store })

const waitingFor = (stock: Stock, line: Line, quantity: number, since: string): Stock => {
  const key = keyOf(line)
  const awaited = stock.awaited - (stock.waiting.get(key)?.quantity ?? 0) + quantity
  const waiting =
    quantity > 0
      ? stock.waiting.with(key, { order: line.order, line: line.line, quantity, since, ...ofStore(line) })
      : stock.waiting.without(key)
  return { ...stock, waiting, awaited }
}

/** Whether a later event of the order has said what the line waits for. */
export const isOutdated = ({ told }: Stock, line: Told): boolean => (told.get(keyOf(line)) ?? -1) >= line.version

/** So many units of a line wait here from now on, instead of those that did. */
export const awaiting = (stock: Stock, line: Told & Waiting): Stock => ({
  ...waitingFor(stock, line, line.quantity, line.since),
  told: stock.told.with(keyOf(line), line.version),
})

export const waitingNoMore = (stock: Stock, line: Told): Stock => ({
  ...waitingFor(stock, line, 0, ''),
  told: stock.told.with(keyOf(line), line.version),
})

/** Somebody who waited has got something. */
export const serve = (stock: Stock, line: Line, quantity: number): Stock => {
  const was = stock.waiting.get(keyOf(line))
  const then = was === undefined ? stock : waitingFor(stock, was, was.quantity - quantity, was.since)
  return { ...then, served: stock.served + 1 }
}

const byAge = ([a, x]: readonly [string, Waiting], [b, y]: readonly [string, Waiting]): number =>
  x.since === y.since ? (a < b ? -1 : 1) : x.since < y.since ? -1 : 1

/**
 * Those that wait get what is free, the oldest first, and the last of them a part if it is not enough. Each gets a reservation
 * of its own. `more`: there is something left for others, who are served next.
 */
export const serving = (stock: Stock, free: number) => {
  if (free <= 0 || stock.awaited === 0) return []
  const queue = [...stock.waiting].sort(byAge)
  let left = free
  const served = queue.slice(0, MOST_SERVED).flatMap(([key, { quantity: wanted, ...of }], index) => {
    const quantity = Math.min(left, wanted)
    left -= quantity
    const reservation = `${key}~${stock.served + index + 1}`
    return quantity > 0
      ? [{ reservation, order: of.order, line: of.line, quantity, ...ofStore(of), waited: true as const }]
      : []
  })
  const isMore = left > 0 && queue.length > MOST_SERVED
  return served.map((data, index) => ({
    type: 'StockReserved' as const,
    data: isMore && index === served.length - 1 ? { ...data, more: true as const } : data,
  }))
}
