import type { OrderAddress } from '../../domain/orders/order-address.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import {
  added,
  arrived,
  ofTheFirst,
  oneShipment,
  removed,
  type Share,
  type ShipmentUnits,
  sent,
} from '../../domain/orders/shipments-state.ts'
import { orderSubject } from '../../domain/orders/subject.ts'
import type { Units } from '../../domain/orders/units.ts'
import type { Personal } from '../engine/model/personal.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import {
  country,
  date,
  integer,
  json,
  nullable,
  personalJson,
  type Stored,
  table,
  text,
  timestamp,
} from '../engine/model/table.ts'

const tables = {
  /** What goes to one address by one method; one without units is gone. */
  order_shipment: table({
    key: ['order', 'shipment'],
    columns: {
      order: text(),
      shipment: integer(),
      store: text(),
      deliveryMethod: nullable(text()),
      deliveryName: nullable(text()),
      /** The day it is wished for; null: as soon as can be. */
      requestedOn: nullable(date()),
      warehouse: nullable(text()),
      /** Of its own address; null where it goes where the order goes. */
      country: nullable(country()),
      units: integer(),
      shipped: integer(),
      delivered: integer(),
      subject: text(),
      address: personalJson<OrderAddress>(),
    },
    subject: 'subject',
  }),
  /** Units of one line that go with a shipment: how many of them went, and how many of those arrived. */
  order_share: table({
    key: ['order', 'shipment', 'line'],
    columns: {
      order: text(),
      shipment: integer(),
      line: integer(),
      quantity: integer(),
      shipped: integer(),
      delivered: integer(),
    },
  }),
  /** What went with a shipment at once. */
  order_parcel: table({
    key: ['order', 'shipment', 'parcel'],
    columns: {
      order: text(),
      shipment: integer(),
      /** The id of the command that sent it. */
      parcel: text(),
      at: timestamp(),
      units: integer(),
      /** The numbers under which the carrier knows it. */
      tracking: json<readonly string[]>(),
    },
  }),
}
type To = Writers<typeof tables>

const NONE: Share = { quantity: 0, shipped: 0, delivered: 0 }

type Change = (share: Share, quantity: number) => Share

/** A share changes, and the sums of its shipment with it. */
const sharing = (order: string, units: readonly ShipmentUnits[], change: Change, to: To) =>
  units.flatMap(({ shipment, line, quantity }) => {
    const key = { order, shipment, line }
    return [
      to.order_shipment.changeBy({ order, shipment }, to.order_share.at(key), (row, was = { ...key, ...NONE }) => {
        const now = change(was, quantity)
        return {
          ...row,
          units: row.units - was.quantity + now.quantity,
          shipped: row.shipped - was.shipped + now.shipped,
          delivered: row.delivered - was.delivered + now.delivered,
        }
      }),
      to.order_share.upsert(key, was => {
        const now = change(was ?? NONE, quantity)
        return now.quantity > 0 ? { ...key, ...now } : undefined
      }),
    ]
  })

/** Those that units were taken from vanish when nothing is left of them. */
const vanishing = (order: string, units: readonly ShipmentUnits[], { order_shipment }: To) =>
  [...new Set(units.map(({ shipment }) => shipment))].map(shipment =>
    order_shipment.change({ order, shipment }, row => (row.units > 0 ? row : undefined)),
  )

const taking = (order: string, units: readonly ShipmentUnits[], to: To) => [
  ...sharing(order, units, removed, to),
  ...vanishing(order, units, to),
]

const movingTo = (order: string, shipment: number, units: readonly ShipmentUnits[], to: To) => [
  ...sharing(
    order,
    units.map(one => ({ ...one, shipment })),
    added,
    to,
  ),
  ...taking(order, units, to),
]

/** Units by the shipments that they are of. */
const inShipments = ({
  shipments,
  lines,
}: {
  shipments?: readonly ShipmentUnits[] | undefined
  lines: readonly Units[]
}) => shipments ?? ofTheFirst(lines)

type Begun = {
  readonly store: string
  readonly customer: string | null
  readonly delivery: { readonly method: string; readonly name: string } | null
}

/** One that goes where the order goes, before it has units. */
const begun = (order: string, shipment: number, { store, customer, delivery }: Begun) => ({
  order,
  shipment,
  store,
  deliveryMethod: delivery?.method ?? null,
  deliveryName: delivery?.name ?? null,
  requestedOn: null,
  warehouse: null,
  country: null,
  units: 0,
  shipped: 0,
  delivered: 0,
  subject: orderSubject(order, customer),
  address: null,
})

const placed = ({ id: order, data }: ProjectedEvent<'OrderPlaced'>, { order_shipment, order_share }: To) => {
  const { delivery, process, state = processNamed(process).start, lines, store, customer } = data
  const { all } = oneShipment(lines, { process: processNamed(process), state, delivery: delivery ?? null })
  const shares = all.flatMap(({ shares }) => [...shares])
  const sum = (of: keyof Share) => shares.reduce((units, [, share]) => units + share[of], 0)
  return [
    order_shipment.put({
      ...begun(order, 1, { store, customer, delivery: delivery ?? null }),
      units: sum('quantity'),
      shipped: sum('shipped'),
      delivered: sum('delivered'),
    }),
    ...shares.map(([line, share]) => order_share.put({ order, shipment: 1, line, ...share })),
  ]
}

type Address = { readonly address: Personal<OrderAddress> | null }

const created = ({ id: order, data }: ProjectedEvent<'ShipmentCreated'>, to: To) => {
  const { shipment, units, store, delivery, requestedOn, warehouse = null, country = null, personal } = data
  return [
    // Whom it is about is said by the order, and by the address where it has one.
    to.order_shipment.derive(
      { order, shipment },
      to.order_shipment.at({ order, shipment: units[0]?.shipment ?? 1 }),
      from => ({
        order,
        shipment,
        store,
        deliveryMethod: delivery?.method ?? null,
        deliveryName: delivery?.name ?? null,
        requestedOn,
        warehouse,
        country,
        units: 0,
        shipped: 0,
        delivered: 0,
        subject: from?.subject ?? '',
        address: (personal as Address | undefined)?.address ?? null,
      }),
    ),
    ...movingTo(order, shipment, units, to),
  ]
}

/** New lines go with a shipment, and others by another method. */
const amended = ({ id: order, data }: ProjectedEvent<'OrderAmended'>, to: To) => {
  const { lines, shipment, opens, delivery, redelivered = [], store, customer } = data
  const by = redelivered.map(one =>
    to.order_shipment.change({ order, shipment: one }, row => ({
      ...row,
      deliveryMethod: delivery?.method ?? row.deliveryMethod,
      deliveryName: delivery?.name ?? row.deliveryName,
    })),
  )
  if (shipment === undefined) return by
  const fresh =
    opens === undefined ? [] : [to.order_shipment.put(begun(order, shipment, { store, customer, delivery: opens }))]
  const units = lines.map(({ line, quantity }) => ({ shipment, line, quantity }))
  return [...by, ...fresh, ...sharing(order, units, added, to)]
}

/** The shipments of orders: what goes where, how, when, and what of it went. */
export const orderShipments = projection({
  name: 'order_shipments',
  version: 2,
  tables,
  on: {
    OrderPlaced: placed,
    ShipmentCreated: created,
    OrderAmended: amended,
    UnitsMovedToShipment: ({ id, data }, to) => movingTo(id, data.shipment, data.units, to),
    ShipmentMethodChanged: ({ id: order, data: { shipment, delivery } }, { order_shipment }) =>
      order_shipment.change({ order, shipment }, row => ({
        ...row,
        deliveryMethod: delivery.method,
        deliveryName: delivery.name,
      })),
    ShipmentAddressChanged: ({ id: order, data: { shipment, country, personal } }, { order_shipment }) =>
      order_shipment.change({ order, shipment }, row => ({ ...row, country, address: personal.address })),
    ShipmentAddressDropped: ({ id: order, data: { shipment } }, { order_shipment }) =>
      order_shipment.change({ order, shipment }, row => ({ ...row, country: null, address: null })),
    DeliveryDateRequested: ({ id: order, data: { shipment, requestedOn } }, { order_shipment }) =>
      order_shipment.change({ order, shipment }, row => ({ ...row, requestedOn })),
    TrackingNumbersSet: ({ id: order, data: { shipment, parcel, tracking } }, { order_parcel }) =>
      order_parcel.change({ order, shipment, parcel }, row => ({ ...row, tracking })),
    UnitsShipped: ({ id: order, at, commandId, data }, to) => {
      const units = inShipments(data)
      const parcels = Map.groupBy(units, ({ shipment }) => shipment)
      return [
        ...sharing(order, units, sent, to),
        ...[...parcels].map(([shipment, of]) =>
          to.order_parcel.put({
            order,
            shipment,
            parcel: commandId,
            at,
            units: of.reduce((sum, { quantity }) => sum + quantity, 0),
            tracking: data.tracking ?? [],
          }),
        ),
      ]
    },
    UnitsDelivered: ({ id, data }, to) => sharing(id, inShipments(data), arrived, to),
    OrderLinesCancelled: ({ id, data }, to) => taking(id, inShipments(data), to),
    GuestErased: ({ id: order }, { order_shipment }) =>
      order_shipment.change({ order }, row => ({ ...row, address: null })),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof orderShipments> {}
}

export type OrderShipmentRow = Stored<(typeof tables)['order_shipment']['columns']>
export type OrderParcelRow = Stored<(typeof tables)['order_parcel']['columns']>
