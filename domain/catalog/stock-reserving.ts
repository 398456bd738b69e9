import { isRejection, reject } from '../decider.ts'
import { MAX_STOCK } from '../shared/limits.ts'
import { available } from './stock-moves.ts'
import { hasActed, type Stock } from './stock-state.ts'

type Asked = {
  readonly reservation: string
  readonly order: string
  readonly store?: string | undefined
  readonly quantity: number
  readonly line?: number | undefined
  readonly inParts?: true | undefined
  readonly next?: readonly string[] | undefined
}

/**
 * Holds what is free for an order, once per reservation; of one that may be granted in parts what there is. What others wait
 * for is not free. The rest is refused, with where else it can be asked for.
 */
export const reserving = (stock: Stock, { next, inParts, ...asked }: Asked, isOpen: boolean) => {
  if (stock.reserved.has(asked.reservation) || stock.settled.has(asked.reservation)) return []
  const free = isOpen ? Math.max(0, available(stock) - stock.awaited) : 0
  const granted = asked.quantity <= free ? asked.quantity : inParts === true ? free : 0
  const rest = asked.quantity - granted
  const elsewhere = next === undefined ? {} : { next: [...next] }
  const reserved = { type: 'StockReserved' as const, data: { ...asked, quantity: granted } }
  const data = { ...asked, quantity: rest, available: free, ...elsewhere }
  const refused = { type: 'StockReservationRefused' as const, data }
  return [...(granted > 0 ? [reserved] : []), ...(rest > 0 ? [refused] : [])]
}

type Release = {
  readonly reservation: string
  readonly quantity?: number | undefined
  readonly release?: string | undefined
  readonly store?: string | undefined
}

/** Holds a reservation no more, or a part of it. */
export const releasing = (stock: Stock, { reservation, quantity, release, store }: Release) => {
  if (hasActed(stock, reservation, release)) return []
  const held = stock.reserved.get(reservation)
  if (held !== undefined) {
    const data = {
      reservation,
      quantity: Math.min(held, quantity ?? held),
      ...(release === undefined ? {} : { release }),
      ...(store === undefined ? {} : { store }),
    }
    return [{ type: 'StockReservationReleased' as const, data }]
  }
  const as = stock.settled.get(reservation)
  if (as === undefined) return reject('unknown', 'ReservationUnknown', { reservation })
  return as === 'deducted' ? reject('conflict', 'ReservationIsDeducted', { reservation }) : []
}

type Shipment = {
  readonly reservation: string
  readonly quantity?: number | undefined
  readonly shipment?: string | undefined
  readonly store?: string | undefined
}

/**
 * What has left is taken off what lies here and off its reservation. That it has left is no question: where fewer lie than left,
 * somebody has miscounted, and none lie here now.
 */
export const deducting = (stock: Stock, { reservation, quantity, shipment, store }: Shipment) => {
  if (hasActed(stock, reservation, shipment)) return []
  const held = stock.reserved.get(reservation)
  if (held === undefined) {
    const as = stock.settled.get(reservation)
    if (as === 'deducted') return []
    if (as === undefined) return reject('unknown', 'ReservationUnknown', { reservation })
    return reject('conflict', 'ReservationNotHeld', { reservation })
  }
  const gone = Math.min(held, quantity ?? held)
  const onHand = stock.onHand ?? 0
  const missing = stock.neverOutOfStock ? 0 : Math.max(0, gone - Math.max(0, onHand))
  if (onHand - gone < -MAX_STOCK && missing === 0)
    return reject('conflict', 'StockBeyondLimit', { onHand, by: -gone, limit: MAX_STOCK })
  const of = { ...(shipment === undefined ? {} : { shipment }), ...(store === undefined ? {} : { store }) }
  const said = { ...of, ...(missing === 0 ? {} : { missing }) }
  return [{ type: 'StockDeducted' as const, data: { reservation, quantity: gone, ...said } }]
}

type Missing = Required<Pick<Release, 'reservation' | 'quantity' | 'release'>> &
  Pick<Release, 'store'> & { readonly pickList: string }

/** What was not found is held no more, and does not lie here: nobody else is promised it. Less than nothing can not lie here. */
export const writingOff = (stock: Stock, { pickList, ...missing }: Missing) => {
  const released = releasing(stock, missing)
  if (isRejection(released)) return released
  const gone = released.reduce((sum, { data }) => sum + data.quantity, 0)
  const by = Math.min(gone, Math.max(0, stock.onHand ?? 0))
  const adjusted = { type: 'StockAdjusted' as const, data: { by: -by, reason: 'not_found', pickList } }
  return [...released, ...(by > 0 ? [adjusted] : [])]
}
