import { fold } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import type { EventOf } from '../../domain/undo.ts'
import { placed } from './orders.ts'

export const store = 'UK'
export const parcel = '00000000-0000-4000-8000-000000000001'
export const delivery = { method: 'standard', name: 'Standard' }
export const share = (shipment: number, ofLine: number, quantity: number) => ({ shipment, line: ofLine, quantity })
/** Three mugs in one line. */
export const mugs = placed({ state: 'to_pack', delivery })
export const created = (shipment: number, units: ReturnType<typeof share>[], more: object = {}) =>
  ({ type: 'ShipmentCreated', data: { shipment, store, units, delivery, requestedOn: null, ...more } }) as const
export const moved = (shipment: number, ...units: ReturnType<typeof share>[]) =>
  ({ type: 'UnitsMovedToShipment', data: { shipment, store, units } }) as const

export const units = (quantity: number, of = 1) => ({ line: of, quantity })
export const goes = (from: string, to: string, quantity: number) => ({ ...units(quantity), from, to })
export const held = (quantity: number, warehouse: string, of = 1) => ({
  ...units(quantity, of),
  sku: 'MUG',
  warehouse,
  reservation: `536365.${of}.${warehouse}`,
})
export const lies = (...lines: ReturnType<typeof held>[]) =>
  ({ type: 'UnitsReserved', data: { lines, store } }) as const
export type Event = EventOf<typeof order>
export const shipped = (quantity: number, more: object = {}): Event & { readonly commandId: string } => ({
  type: 'UnitsShipped',
  data: {
    lines: [units(quantity)],
    from: [],
    store,
    on: '2026-01-15',
    moves: [goes('to_pack', 'shipped', quantity)],
    ...more,
  },
  commandId: parcel,
})

type Happened = Event | ReturnType<typeof shipped>
/** The shipments that events lead to, with what is of each line. */
export const after = (...events: readonly Happened[]) => {
  const is = fold(
    order.evolve,
    order.initial,
    events.map(event => ({ commandId: 'given', ...event, at: new Date(0) }) as never),
  )
  if (is.status === 'absent') throw new Error('no order was placed')
  const shares = is.shipments.all.map(one => [one.shipment, Object.fromEntries(one.shares)])
  return { ...is, shares: Object.fromEntries(shares) }
}
export const here = (quantity: number) => ({ quantity, shipped: 0, delivered: 0 })
