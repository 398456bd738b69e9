import { randomUUID } from 'node:crypto'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Shop } from '../../bin/open-shop.ts'
import { order } from '../../domain/orders/order.ts'

/** Orders in the states that have other buttons. */
const ordersIn = {
  'demo-new': 'confirmed',
  'demo-whole': 'confirmed',
  'demo-held': 'confirmed',
  'demo-short': 'backordered',
  'demo-packed': 'to_pack',
  'demo-divided': 'to_pack',
  'demo-spread': 'to_pack',
  'demo-sent': 'shipped',
  'demo-pick': 'to_pack',
  'demo-ready': 'to_pack',
  'demo-other': 'to_pack',
} as const
/** What somebody said of one of them. */
export const ownComment = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e7c'
/** What was sent of one that is divided. */
export const parcel = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e6f'

export const billing = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Dock Road',
  zip: 'L3 4AG',
  city: 'Liverpool',
  country: 'GB',
}

type Noted = { readonly text: string; readonly reason: string; readonly name: string }

/** Orders of another channel, so that no process asks for their stock. */
export const addOrders = async ({ execute }: Shop, sku: string, noted: Noted): Promise<void> => {
  const line = { kind: 'product', sku, name: noted.name, quantity: 3, unitPrice: '4.00' }
  const sale = { store: 'UK', currency: 'GBP', country: 'GB', customer: null, placedOn: '2026-02-01' }
  const send = (id: string, type: string, data: object, commandId: string = randomUUID()) =>
    execute({
      decider: order,
      id,
      type,
      data,
      commandId,
      actor: { id: localViewer.id, kind: 'user' },
      origin: 'import',
    })
  for (const [id, state] of Object.entries(ordersIn))
    await send(id, 'RecordOrder', { ...sale, state, lines: [line, { ...line, quantity: 1 }] })
  // Placed here, so that it can be amended.
  await send('demo-placed', 'PlaceOrder', {
    store: 'UK',
    currency: 'GBP',
    customer: null,
    lines: [{ sku, quantity: 3 }],
    billing,
  })
  await send('demo-held', 'HoldOrder', { reason: noted.reason })
  await send('demo-new', 'CommentOnOrder', { text: noted.text }, ownComment)
  await send('demo-divided', 'CreateShipment', { units: [{ shipment: 1, line: 1, quantity: 1 }] })
  await send('demo-divided', 'ShipUnits', { shipment: 1, lines: [{ line: 2, quantity: 1 }], tracking: ['A1'] }, parcel)
  await send('demo-spread', 'CreateShipment', { units: [{ shipment: 1, line: 2, quantity: 1 }] })
  for (const warehouse of ['main', 'north'])
    await send('demo-spread', 'NoteReservation', { warehouse, reservation: warehouse, line: 1, quantity: 1 })
}
