import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'

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
