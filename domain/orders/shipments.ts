import { type Rejection, reject } from '../decider.ts'
import type { Held } from './moved.ts'
import type { Placed } from './order-state.ts'
import { heldFor, heldWithout } from './process/stock.ts'
import { type Shipment, type ShipmentUnits, shipmentOf, takenFrom, toSend } from './shipments-state.ts'
import type { Units } from './units.ts'

/** The shipment of that number, which a command named in `shipment`, or why there is none. */
export const shipmentIn = ({ shipments }: Placed, shipment: number, field = 'shipment'): Shipment | Rejection =>
  shipmentOf(shipments, shipment) ?? reject('invalid', 'ShipmentUnknown', { shipment }, field)

/** Which shipments units are of; nothing where there is but the first, which needs not be said. */
export const inShipments = ({ shipments: { all } }: Placed, units: readonly ShipmentUnits[]) =>
  all.every(({ shipment }) => shipment === 1) ? {} : { shipments: [...units] }

/** Of which shipments units are cancelled: the last ones first. */
export const cancelledIn = (order: Placed, units: readonly Units[]): ShipmentUnits[] =>
  takenFrom([...order.shipments.all].reverse(), units, toSend)

/**
 * The stock that goes with units of shipments. Each takes first what lies in the warehouse that it comes from, and last what
 * lies where others come from.
 */
export const stockFor = ({ lines, shipments: { all } }: Placed, units: readonly ShipmentUnits[]): Held[] => {
  const heldOf = new Map(lines.map(({ line, held }) => [line, held]))
  return units.flatMap(({ shipment, line, quantity }) => {
    const held = heldOf.get(line) ?? []
    const own = all.find(one => one.shipment === shipment)?.warehouse
    const rank = ({ warehouse }: Held) => {
      if (warehouse === own) return 0
      return all.some(one => one.shipment !== shipment && one.warehouse === warehouse) ? 2 : 1
    }
    const taken = heldFor(
      held.toSorted((one, other) => rank(one) - rank(other)),
      quantity,
    )
    heldOf.set(line, heldWithout(held, taken))
    return taken
  })
}

type Part = { readonly from: Shipment; readonly warehouse: string | undefined; readonly units: ShipmentUnits[] }

/** What a shipment still has to send, by the warehouse where it lies; undefined is what waits for stock. */
const placesOf = (order: Placed, from: Shipment): Part[] => {
  const units = [...from.shares.keys()].map(line => ({ shipment: from.shipment, line, quantity: toSend(from, line) }))
  const asked = units.filter(({ quantity }) => quantity > 0)
  const lying = stockFor(order, asked)
  const lies = lying.map(({ warehouse, line, quantity }) => ({ warehouse, line, quantity }))
  const waits = asked.map(({ line, quantity }) => {
    const there = lies.reduce((sum, one) => (one.line === line ? sum + one.quantity : sum), 0)
    return { warehouse: undefined, line, quantity: quantity - there }
  })
  const parts = Map.groupBy(
    [...lies, ...waits].filter(({ quantity }) => quantity > 0),
    ({ warehouse }) => warehouse,
  )
  return [...parts].map(([warehouse, of]) => ({
    from,
    warehouse,
    units: of.map(({ line, quantity }) => ({ shipment: from.shipment, line, quantity })),
  }))
}

/** What is to be taken out of shipments so that each comes from one place; the first place of each stays what it is. */
export const splitByWarehouse = (order: Placed): Part[] =>
  order.shipments.all.flatMap(from => placesOf(order, from).slice(1))
