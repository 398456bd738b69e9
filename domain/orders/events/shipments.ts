import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { Key } from '../../shared/id.ts'
import { personal } from '../../shared/personal.ts'
import { OrderAddress } from '../order-address.ts'
import { ifPlaced, type Order } from '../order-state.ts'
import {
  added,
  amending,
  changingShares,
  parcelKey,
  removed,
  ShipmentNumber,
  type Shipments,
  ShipmentUnits,
} from '../shipments-state.ts'

const Method = z.strictObject({ method: Key, name: z.string() })
const Of = { shipment: ShipmentNumber, store: Key }
const Moved = { ...Of, units: z.array(ShipmentUnits) }

// Stored for ever: never rename a key, only add optional fields.
export const shipmentEvents = {
  /** Units that were to go with other shipments go by themselves. What the customer pays stays as it is. */
  ShipmentCreated: z.strictObject({
    ...Moved,
    delivery: Method.nullable(),
    requestedOn: z.iso.date().nullable(),
    /** Where the units lie that were put together for it. */
    warehouse: Key.optional(),
    /** Of its own address. */
    country: z.string().optional(),
    personal: personal({ address: OrderAddress }).optional(),
  }),
  /** Units of others go with this one. */
  UnitsMovedToShipment: z.strictObject(Moved),
  ShipmentMethodChanged: z.strictObject({ ...Of, delivery: Method }),
  ShipmentAddressChanged: z.strictObject({ ...Of, country: z.string(), personal: personal({ address: OrderAddress }) }),
  /** It goes where the order goes again. */
  ShipmentAddressDropped: z.strictObject(Of),
  /** null: as soon as can be. */
  DeliveryDateRequested: z.strictObject({ ...Of, requestedOn: z.iso.date().nullable() }),
  /** The numbers under which the carrier knows a parcel; all that it has now. `parcel`: the id of the command that sent it. */
  TrackingNumbersSet: z.strictObject({ ...Of, parcel: Key, tracking: z.array(z.string()) }),
}

const shipping = (order: Order, change: (shipments: Shipments) => Shipments): Order =>
  ifPlaced(order, was => ({ ...was, shipments: change(was.shipments) }))

const moved = (was: Shipments, shipment: number, units: readonly ShipmentUnits[]): Shipments =>
  changingShares(
    // Added first: a shipment whose last units are moved vanishes, the one they come to must not.
    changingShares(
      was,
      units.map(one => ({ ...one, shipment })),
      added,
    ),
    units,
    removed,
  )

export const shipmentEvolve: Evolve<Order, typeof shipmentEvents> = {
  ShipmentCreated: (order, { shipment, units, warehouse = null, country = null, personal, ...said }) =>
    shipping(order, was => {
      const address = personal?.value?.address ?? null
      const { delivery, requestedOn } = said
      const fresh = { shipment, delivery, address, country, requestedOn, warehouse, shares: new Map() }
      return moved({ ...was, lastNumber: shipment, all: [...was.all, fresh] }, shipment, units)
    }),
  UnitsMovedToShipment: (order, { shipment, units }) => shipping(order, was => moved(was, shipment, units)),
  ShipmentMethodChanged: (order, { shipment, delivery }) =>
    shipping(order, was => amending(was, shipment, { delivery })),
  ShipmentAddressChanged: (order, { shipment, country, personal }) =>
    shipping(order, was => amending(was, shipment, { country, address: personal.value?.address ?? null })),
  ShipmentAddressDropped: (order, { shipment }) =>
    shipping(order, was => amending(was, shipment, { country: null, address: null })),
  DeliveryDateRequested: (order, { shipment, requestedOn }) =>
    shipping(order, was => amending(was, shipment, { requestedOn })),
  TrackingNumbersSet: (order, { shipment, parcel, tracking }) =>
    shipping(order, was => ({ ...was, parcels: was.parcels.with(parcelKey(shipment, parcel), tracking) })),
}
