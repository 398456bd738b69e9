import { noWayBack, type Undo } from '../undo.ts'
import type { shipmentCommands } from './decisions/shipments.ts'
import type { order } from './order.ts'
import type { Order } from './order-state.ts'
import { parcelKey, type ShipmentUnits, shipmentOf } from './shipments-state.ts'

/** The shipment that all units came from, if it was one and is still there without them. */
const originOf = (was: Order, units: readonly ShipmentUnits[]): number | undefined => {
  const [first, ...others] = new Set(units.map(({ shipment }) => shipment))
  if (was.status === 'absent' || first === undefined || others.length > 0) return undefined
  const shares = shipmentOf(was.shipments, first)?.shares ?? new Map()
  const taken = new Map(units.map(({ line, quantity }) => [line, quantity]))
  return [...shares].some(([line, { quantity }]) => quantity > (taken.get(line) ?? 0)) ? first : undefined
}

export const shipmentsUndo: Pick<Undo<typeof order>, keyof typeof shipmentCommands> = {
  CreateShipment: (was, [event]) => {
    const into = event?.type === 'ShipmentCreated' ? originOf(was, event.data.units) : undefined
    if (event?.type !== 'ShipmentCreated' || into === undefined) return noWayBack
    return { type: 'MergeShipment', data: { shipment: event.data.shipment, into } }
  },
  MoveToShipment: (was, [event]) => {
    const from = event?.type === 'UnitsMovedToShipment' ? originOf(was, event.data.units) : undefined
    if (event?.type !== 'UnitsMovedToShipment' || from === undefined) return noWayBack
    const { shipment, units } = event.data
    return { type: 'MoveToShipment', data: { shipment: from, units: units.map(one => ({ ...one, shipment })) } }
  },
  // It may be gone by then, with its address and its method.
  MergeShipment: 'ends',
  ChangeShipment: (was, made) => {
    const named = made.flatMap(({ data }) => ('shipment' in data ? [data.shipment] : []))[0]
    const is = was.status === 'absent' || named === undefined ? undefined : shipmentOf(was.shipments, named)
    if (is === undefined) return noWayBack
    const { shipment, address, country, delivery, requestedOn } = is
    const changes = (type: string) => made.some(event => event.type === type)
    const isElsewhere = changes('ShipmentAddressChanged') || changes('ShipmentAddressDropped')
    const isOtherwise = changes('ShipmentMethodChanged')
    // An address that was erased is gone.
    const isErased = address === null && country !== null
    if ((isElsewhere && isErased) || (isOtherwise && delivery === null)) return noWayBack
    return {
      type: 'ChangeShipment',
      data: {
        shipment,
        ...(changes('DeliveryDateRequested') ? { requestedOn } : {}),
        ...(isElsewhere ? (address === null ? { toOrder: true } : { address }) : {}),
        // In another country it has to be said again.
        ...((isElsewhere || isOtherwise) && delivery !== null ? { delivery: delivery.method } : {}),
      },
    }
  },
  SplitByWarehouse: 'ends',
  SetTrackingNumbers: (was, [event]) => {
    if (was.status === 'absent' || event?.type !== 'TrackingNumbersSet') return noWayBack
    const { shipment, parcel } = event.data
    const tracking = was.shipments.parcels.get(parcelKey(shipment, parcel))
    return tracking === undefined
      ? noWayBack
      : { type: 'SetTrackingNumbers', data: { shipment, parcel, tracking: [...tracking] } }
  },
}
