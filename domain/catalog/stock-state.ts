import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'

/** What an order waits for here. */
export type Waiting = {
  readonly order: string
  /** Of the order. */
  readonly store?: string | undefined
  readonly line: number
  readonly quantity: number
  /** Since when: whoever waits longest is served first. */
  readonly since: string
}
type Settled = 'refused' | 'released' | 'deducted'
/** `attempt`: a transfer whose sending fails for one of its lines may be sent again. */
type Transferred = {
  readonly attempt: number
  readonly quantity: number
  readonly outcome: 'sent' | 'refused' | 'takenBack' | 'received'
}
export type Stock = {
  /** null until somebody has said how many there are. */
  readonly onHand: number | null
  readonly neverOutOfStock: boolean
  /** When as many or fewer are available it is low; null when nobody has said. */
  readonly lowStockThreshold: number | null
  /** Quantity per open reservation. */
  readonly reserved: PersistentMap<number>
  /** The sum of these. */
  readonly promised: number
  readonly settled: PersistentMap<Settled>
  /** Releases and shipments that took a part of a reservation, each once. */
  readonly acts: PersistentMap<true>
  /** Orders that wait until there is more, by order and line. */
  readonly waiting: PersistentMap<Waiting>
  /** The sum of what they wait for. */
  readonly awaited: number
  /** Which of an order's events was the last to say what a line of it waits for: an earlier one that comes late says nothing. */
  readonly told: PersistentMap<number>
  /** How often somebody who waited was served. */
  readonly served: number
  /** What became of each transfer here, by its id. */
  readonly transfers: PersistentMap<Transferred>
  /** Stock takings that were booked, or whose count did not hold any more. */
  readonly takings: PersistentMap<true>
  /** When what lies here was last counted: set by hand, or corrected by a stock taking. */
  readonly countedAt: Date | null
}

export const initial: Stock = {
  onHand: null,
  neverOutOfStock: false,
  lowStockThreshold: null,
  reserved: emptyMap(),
  promised: 0,
  settled: emptyMap(),
  acts: emptyMap(),
  waiting: emptyMap(),
  awaited: 0,
  told: emptyMap(),
  served: 0,
  transfers: emptyMap(),
  takings: emptyMap(),
  countedAt: null,
}

export const reserve = (stock: Stock, reservation: string, quantity: number): Stock => ({
  ...stock,
  reserved: stock.reserved.with(reservation, quantity),
  promised: stock.promised - (stock.reserved.get(reservation) ?? 0) + quantity,
})

/** Settled once and for all: as it was first. */
export const settle = (stock: Stock, reservation: string, as: Settled): Stock => ({
  ...stock,
  reserved: stock.reserved.without(reservation),
  promised: stock.promised - (stock.reserved.get(reservation) ?? 0),
  settled: stock.settled.has(reservation) ? stock.settled : stock.settled.with(reservation, as),
})

const actOf = (reservation: string, act: string) => `${reservation} ${act}`

/** Whether a release or a shipment has had its part of a reservation. */
export const hasActed = ({ acts }: Stock, reservation: string, act: string | undefined): boolean =>
  act !== undefined && acts.has(actOf(reservation, act))

/** So many of a reservation are held no more; with the last of them it is settled. @param act that took them, if it says so */
export const lessen = (
  stock: Stock,
  { reservation, quantity }: { readonly reservation: string; readonly quantity: number },
  as: Settled,
  act: string | undefined,
): Stock => {
  const left = (stock.reserved.get(reservation) ?? 0) - quantity
  const then = left > 0 ? reserve(stock, reservation, left) : settle(stock, reservation, as)
  return act === undefined ? then : { ...then, acts: then.acts.with(actOf(reservation, act), true) }
}

/** What became of a transfer, and how many more or fewer lie here for it. */
export const transferred = (stock: Stock, transfer: string, by: number, how: Transferred): Stock => ({
  ...stock,
  onHand: by === 0 ? stock.onHand : (stock.onHand ?? 0) + by,
  transfers: stock.transfers.with(transfer, how),
})

/** Which attempt to send a transfer was the last one here: a warehouse it once was to come from may be where it goes now. */
export const attemptOf = ({ transfers }: Stock, transfer: string): number => transfers.get(transfer)?.attempt ?? 0

/** A stock taking was booked, or counted for nothing. */
export const taken = (stock: Stock, stockTaking: string | undefined, at: Date): Stock =>
  stockTaking === undefined ? stock : { ...stock, takings: stock.takings.with(stockTaking, true), countedAt: at }
