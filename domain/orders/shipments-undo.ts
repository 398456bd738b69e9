import { noWayBack, type Undo } from '../undo.ts'
import type { shipmentCommands } from './decisions/shipments.ts'
import type { order } from './order.ts'
import { parcelKey, type ShipmentUnits, shipmentOf } from './shipments-state.ts'

/** The shipment that all units came from, if it was one. */
const originOf = (units: readonly ShipmentUnits[]): number | undefined => {
  const [first, ...others] = new Set(units.map(({ shipment }) => shipment))
  return others.length === 0 ? first : undefined
}

export const shipmentsUndo: Pick<Undo<typeof order>, keyof typeof shipmentCommands> = {
  CreateShipment: (_, [event]) => {
    const into = event?.type === 'ShipmentCreated' ? originOf(event.data.units) : undefined
    if (event?.type !== 'ShipmentCreated' || into === undefined) return noWayBack
    return { type: 'MergeShipment', data: { shipment: event.data.shipment, into } }
  },
  MoveToShipment: (_, [event]) => {
    const from = event?.type === 'UnitsMovedToShipment' ? originOf(event.data.units) : undefined
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
    const { shipment, address, delivery, requestedOn } = is
    // That it goes where the order goes can not be asked for.
    const changes = (type: string) => made.some(event => event.type === type)
    if (changes('ShipmentAddressChanged') && address === null) return noWayBack
    if (changes('ShipmentMethodChanged') && delivery === null) return noWayBack
    return {
      type: 'ChangeShipment',
      data: {
        shipment,
        requestedOn,
        ...(address === null ? {} : { address }),
        ...(delivery === null ? {} : { delivery: delivery.method }),
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
