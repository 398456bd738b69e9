import type { OrderEvent } from './events/index.ts'
import type { Placed } from './order-state.ts'
import { beyond, type Claim, type Claimed, claimsOf, perPlace } from './picking-state.ts'
import { byFact } from './process/acts.ts'
import { unitsThatCan } from './process/moves.ts'
import { needsStock } from './process/stock.ts'
import { processNamed } from './processes/index.ts'
import { type Shipment, takenFrom, toSend } from './shipments-state.ts'

/** Units that can be taken from the shelf of a warehouse, and the shipment that they go with. */
export type Pickable = Omit<Claimed, 'position'> & { readonly sku: string; readonly name: string }

/** What comes from the warehouse comes first, what comes from another one last. */
const nearest = (shipments: readonly Shipment[], place: string): Shipment[] => {
  const rank = ({ warehouse }: Shipment) => (warehouse === place ? 0 : warehouse === null ? 1 : 2)
  return shipments.toSorted((one, other) => rank(one) - rank(other))
}

/** What of an order lies in a warehouse for it, may be sent, and is on no list. Of one that is held nothing is. */
export const pickableIn = (order: Placed, warehouse: string): Pickable[] => {
  if (order.heldSince !== null) return []
  const process = processNamed(order.process)
  const claims = claimsOf(order.picking)
  const claimedAt = perPlace(claims)
  const shipments = nearest(order.shipments.all, warehouse)
  const claimedOf = (line: number, shipment?: number) =>
    claims.reduce(
      (sum, one) => (one.line === line && (shipment ?? one.shipment) === one.shipment ? sum + one.quantity : sum),
      0,
    )
  return order.lines.filter(needsStock).flatMap(was => {
    const { line, sku, name } = was
    const lies = was.held.reduce((sum, one) => (one.warehouse === warehouse ? sum + one.quantity : sum), 0)
    const goes = unitsThatCan(process, was, byFact('UnitsShipped')) - claimedOf(line)
    const quantity = Math.min(lies - claimedAt({ line, warehouse }), goes)
    if (quantity <= 0) return []
    const left = (shipment: Shipment) => Math.max(0, toSend(shipment, line) - claimedOf(line, shipment.shipment))
    return takenFrom(shipments, [{ line, quantity }], left).map(units => ({ ...units, sku, name }))
  })
}

/** Which claims are given up last: of what was sent those of other shipments, of what is let go what was picked. */
const keptFirst = (order: Placed, fact: OrderEvent | undefined): Claim[] => {
  const { lists } = order.picking
  const isPicked = ({ list }: Claim) => lists.get(list) === 'over'
  const sent = fact?.type === 'UnitsShipped' ? fact.data : undefined
  const of = new Set((sent?.shipments ?? sent?.lines.map(() => ({ shipment: 1 })))?.map(({ shipment }) => shipment))
  const rank = (claim: Claim) =>
    sent === undefined ? Number(!isPicked(claim)) : Number(of.has(claim.shipment)) * 2 + Number(isPicked(claim))
  return claimsOf(order.picking).toSorted((one, other) => rank(one) - rank(other))
}

/** What is on lists and is not held for the order any more: it was sent, or let go. */
export const notToPick = (order: Placed, fact: OrderEvent | undefined): OrderEvent[] => {
  const held = order.lines.flatMap(line => line.held)
  const units = beyond(keptFirst(order, fact), held)
  if (units.length === 0) return []
  const because = fact?.type === 'UnitsShipped' ? 'sent' : 'released'
  return [{ type: 'PickingWithdrawn', data: { units, because, store: order.store } }]
}
