import type { Currency } from '../shared/currency.ts'
import type { PersistentMap } from '../shared/persistent-map.ts'
import { type OrderedLine, type Units, worth } from './line.ts'

export type Placed = {
  readonly status: 'placed'
  readonly store: string
  /** The day at its store. */
  readonly placedOn: string
  /** Of the store when it was placed. */
  readonly timeZone: string
  readonly currency: Currency
  readonly country: string | undefined
  readonly customer: string | null
  /** What the buyer calls the order; null when there is none, or it is erased. */
  readonly reference: string | null
  /** The number of a range; null while, or where, it has none. */
  readonly number: string | null
  readonly lines: readonly OrderedLine[]
  /** Of a guest: whether the personal data is to go, and gone. */
  readonly guest: 'known' | 'erased' | 'gone'
  /** Returns that were booked or refused here: each is answered once. */
  readonly returns: PersistentMap<true>
}
export type Order = { readonly status: 'absent' } | Placed

/** Units with what was given back for them, where the event says it. */
type Taken = Units & { readonly amount?: number | undefined }

/** Units of lines are gone: cancelled, or brought back. */
export const taking = (order: Order, gone: 'cancelled' | 'returned', units: readonly Taken[]): Order => {
  if (order.status === 'absent') return order
  const byLine = new Map(units.map(taken => [taken.line, taken]))
  const lines = order.lines.map(was => {
    const taken = byLine.get(was.line)
    if (taken === undefined) return was
    const { quantity, amount = worth(was, quantity, order.currency) } = taken
    return { ...was, [gone]: was[gone] + quantity, given: was.given + amount }
  })
  return { ...order, lines }
}

/** A return was booked or refused. */
export const answering = (order: Order, id: string): Order =>
  order.status === 'absent' ? order : { ...order, returns: order.returns.with(id, true) }
