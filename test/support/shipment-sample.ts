import { order } from '../../domain/orders/order.ts'
import type { Order } from '../../domain/orders/order-state.ts'
import type { EventOf } from '../../domain/undo.ts'
import { line, placed } from './orders.ts'
import { sample } from './undo-sample.ts'

const parcel = '00000000-0000-4000-8000-000000000001'
const store = 'UK'
const delivery = { method: 'express', name: 'Express' }
const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Dock Road',
  zip: 'L3 4AG',
  city: 'Liverpool',
  country: 'GB',
}
const divided: EventOf<typeof order> = {
  type: 'ShipmentCreated',
  data: {
    shipment: 2,
    store,
    units: [{ shipment: 1, line: 1, quantity: 1 }],
    delivery,
    requestedOn: '1970-02-01',
    country: 'GB',
    personal: { subject: 'customer-17850', value: { address } },
  },
}
const sent: EventOf<typeof order> & { readonly commandId: string } = {
  type: 'UnitsShipped',
  data: {
    lines: [{ line: 1, quantity: 1 }],
    from: [],
    store,
    on: '1970-01-01',
    shipments: [{ shipment: 1, line: 1, quantity: 1 }],
    tracking: ['A1'],
  },
  commandId: parcel,
}
const ordered = placed({ state: 'to_pack', lines: [line(), line({ line: 2 })] })

/** A number that was given stays given. */
const shares = (state: Order) => {
  if (state.status === 'absent') return state
  const { shipments, ...is } = state
  const all = shipments.all.map(one => ({ ...one, shares: Object.fromEntries(one.shares) }))
  return { ...is, shipments: { ...shipments, all, lastNumber: undefined } }
}

/** What goes where is taken back by what goes back. */
export const shipmentSample = sample(
  order,
  'order-2',
  {
    'in one shipment': [ordered],
    'in two shipments': [ordered, divided],
    'sent with a number': [ordered, divided, sent],
  },
  [
    { type: 'CreateShipment', data: { units: [{ shipment: 1, line: 2, quantity: 2 }] } },
    { type: 'MoveToShipment', data: { shipment: 2, units: [{ shipment: 1, line: 2, quantity: 2 }] } },
    { type: 'ChangeShipment', data: { shipment: 1, address } },
    { type: 'ChangeShipment', data: { shipment: 2, address: { ...address, street: '14 Dock Road' } } },
    { type: 'ChangeShipment', data: { shipment: 2, toOrder: true } },
    { type: 'ChangeShipment', data: { shipment: 2, requestedOn: null } },
    { type: 'SetTrackingNumbers', data: { shipment: 1, parcel, tracking: ['A1', 'A2'] } },
  ],
  shares,
)
