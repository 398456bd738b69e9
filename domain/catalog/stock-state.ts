import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'

type Settled = 'refused' | 'released' | 'deducted'
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
}

export const initial: Stock = {
  onHand: null,
  neverOutOfStock: false,
  lowStockThreshold: null,
  reserved: emptyMap(),
  promised: 0,
  settled: emptyMap(),
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
