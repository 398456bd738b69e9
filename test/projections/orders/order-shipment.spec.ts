import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Placed } from '../../../domain/orders/order-state.ts'
import { parcelKey } from '../../../domain/orders/shipments-state.ts'
import { memoryEventStore } from '../../../eventstore/memory.ts'
import { orderShipments } from '../../../projections/orders/order-shipment.ts'
import type { TestDatabase } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'
import { type Life, livedOf, lives, ORDER } from '../../support/order-life.ts'
import { line, placed } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'
import { type Started, startTestReadSide, writer } from '../../support/read-side.ts'

const rowsOf = (...events: readonly Happened[]) => folded(orderShipments, on(`order-${ORDER}`, ...events)).rows
type Rows = ReturnType<typeof rowsOf>

const store = 'UK'
const delivery = { method: 'standard', name: 'Standard' }
const order = placed({ delivery, lines: [line(), line({ line: 2 })], state: 'to_pack' })
const address = { firstName: 'Ada', lastName: 'Lovelace', street: '12 Dock Road', city: 'Bath', country: 'GB' }
const divided: Happened = {
  type: 'ShipmentCreated',
  data: {
    shipment: 2,
    store,
    units: [{ shipment: 1, line: 1, quantity: 2 }],
    delivery: { method: 'express', name: 'Express' },
    requestedOn: '2026-02-01',
    warehouse: 'ber',
    country: 'GB',
    personal: { subject: 'customer-17850', value: { address } },
  },
}
const parcel = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77'
const shipped = (more: object = {}): Happened => ({
  type: 'UnitsShipped',
  data: { lines: [{ line: 1, quantity: 1 }], from: [], store, on: '2026-01-16', ...more },
  metadata: { commandId: parcel },
})

/** What the decisions of an order believe of its shipments, as rows would tell it. */
const believed = ({ shipments: { all, parcels } }: Placed) => ({
  shipments: all.map(({ shipment, delivery, address, country, requestedOn, warehouse, shares }) => {
    const sum = (of: 'quantity' | 'shipped' | 'delivered') =>
      [...shares.values()].reduce((was, one) => was + one[of], 0)
    const counts = { units: sum('quantity'), shipped: sum('shipped'), delivered: sum('delivered') }
    const by = { deliveryMethod: delivery?.method ?? null, deliveryName: delivery?.name ?? null }
    return { shipment, ...by, address, country, requestedOn, warehouse, ...counts }
  }),
  shares: all.flatMap(({ shipment, shares }) =>
    [...shares].map(([line, share]) => ({ shipment, line, ...share })).sort((a, b) => a.line - b.line),
  ),
  parcels: [...parcels].toSorted(byKey),
})

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) => one.localeCompare(other)

const told = ({ order_shipment, order_share, order_parcel }: Pick<Rows, keyof Rows>) => ({
  shipments: order_shipment.map(row => omit(row, 'order', 'store', 'subject')),
  // Rows of a fold come in the order in which they were made.
  shares: order_share.toSorted((a, b) => a.shipment - b.shipment || a.line - b.line).map(row => omit(row, 'order')),
  parcels: order_parcel.map(row => [parcelKey(row.shipment, row.parcel), row.tracking] as const).toSorted(byKey),
})

const omit = (row: object, ...names: readonly string[]) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name) && !name.startsWith('last_')))

/** All that was decided in the life of an order, as it is stored. */
const eventsOf = (life: Life): Happened[] =>
  livedOf(life).flatMap(({ events, at, commandId }) =>
    events.map(({ type, data }) => ({ type, data, at: at.toISOString(), metadata: { commandId } }) as Happened),
  )
const stateOf = (life: Life): Placed => {
  const is = livedOf(life).at(-1)?.then
  if (is === undefined || is.status === 'absent') throw new Error('the order was not placed')
  return is
}

/** How often an order was divided. */
const divisionsIn = (events: readonly Happened[]): number =>
  events.filter(({ type }) => type === 'ShipmentCreated' || type === 'UnitsMovedToShipment').length

describe('the shipments of an order', () => {
  it('are one at first, with all of it', () => {
    const { order_shipment, order_share } = rowsOf(order)
    expect(order_shipment).toMatchObject([
      { shipment: 1, deliveryMethod: 'standard', units: 6, shipped: 0, requestedOn: null, address: null },
    ])
    expect(order_share.map(({ line, quantity }) => [line, quantity])).toEqual([
      [1, 3],
      [2, 3],
    ])
  })

  it('are sent already where the order comes from elsewhere', () => {
    const { order_shipment } = rowsOf(placed({ state: 'closed' }))
    expect(order_shipment).toMatchObject([{ units: 3, shipped: 3, delivered: 3 }])
    expect(rowsOf(placed({ state: 'shipped' })).order_shipment).toMatchObject([{ units: 3, shipped: 3, delivered: 0 }])
  })

  it('are divided, and the one that is left without units is gone', () => {
    const back: Happened = {
      type: 'UnitsMovedToShipment',
      data: { shipment: 1, store, units: [{ shipment: 2, line: 1, quantity: 2 }] },
    }
    const { order_shipment, order_share } = rowsOf(order, divided)
    expect(order_shipment.map(({ shipment, units }) => [shipment, units])).toEqual([
      [1, 4],
      [2, 2],
    ])
    expect(order_shipment[1]).toMatchObject({ country: 'GB', address, warehouse: 'ber', requestedOn: '2026-02-01' })
    expect(order_share.map(({ shipment, line, quantity }) => [shipment, line, quantity])).toEqual([
      [1, 1, 1],
      [1, 2, 3],
      [2, 1, 2],
    ])
    expect(rowsOf(order, divided, back).order_shipment.map(({ shipment, units }) => [shipment, units])).toEqual([
      [1, 6],
    ])
  })

  it('were the first where an event of old names none', () => {
    const { order_shipment, order_parcel } = rowsOf(order, shipped())
    expect(order_shipment).toMatchObject([{ shipment: 1, units: 6, shipped: 1 }])
    expect(order_parcel).toMatchObject([{ shipment: 1, parcel, units: 1, tracking: [] }])
  })

  it('have the tracking numbers that their parcels were given last', () => {
    const sent = shipped({ shipments: [{ shipment: 2, line: 1, quantity: 1 }], tracking: ['A1'] })
    const set: Happened = { type: 'TrackingNumbersSet', data: { shipment: 2, store, parcel, tracking: ['A2', 'A3'] } }
    expect(rowsOf(order, divided, sent).order_parcel).toMatchObject([{ shipment: 2, tracking: ['A1'] }])
    expect(rowsOf(order, divided, sent, set).order_parcel).toMatchObject([{ shipment: 2, tracking: ['A2', 'A3'] }])
  })

  it('go to no address of a guest who is erased', () => {
    const guest = placed({ customer: null, delivery, state: 'to_pack' })
    const { order_shipment } = rowsOf(guest, divided, { type: 'GuestErased', data: {} })
    expect(order_shipment.map(({ address, country }) => [address, country])).toEqual([
      [null, null],
      [null, 'GB'],
    ])
  })

  it('go where the order goes again when their own address is dropped', () => {
    const dropped: Happened = { type: 'ShipmentAddressDropped', data: { shipment: 2, store } }
    expect(rowsOf(order, divided, dropped).order_shipment).toMatchObject([
      { shipment: 1 },
      { shipment: 2, address: null, country: null },
    ])
  })

  it('are in rows what the decisions believe, whatever happens to the order', () => {
    fc.assert(
      fc.property(lives(25), life => {
        const { guest, ...is } = stateOf(life)
        fc.pre(guest === 'known')
        expect(told(rowsOf(...eventsOf(life)))).toEqual(believed({ guest, ...is }))
      }),
      { numRuns: 150 },
    )
  })
})

describe('the shipments of an order in Postgres', () => {
  let database: TestDatabase
  let side: Started
  const log = memoryEventStore()
  beforeAll(async () => {
    database = await createDatabase()
    side = await startTestReadSide({ pool: database.pool, eventStore: log, projections: [orderShipments] })
  })
  afterAll(() => side.stop())

  const stored = async () => {
    const db = side.queries()
    const [order_shipment, order_share, order_parcel] = await Promise.all([
      db.selectFrom('order_shipment').selectAll().orderBy('shipment').execute(),
      db.selectFrom('order_share').selectAll().orderBy('shipment').orderBy('line').execute(),
      db.selectFrom('order_parcel').selectAll().execute(),
    ])
    return told({ order_shipment, order_share, order_parcel })
  }

  it('are the same as those folded in memory', async () => {
    const lived = fc.sample(lives(60), { numRuns: 900, seed: 2 }).map(eventsOf)
    const [events = []] = lived.toSorted((a, b) => divisionsIn(b) - divisionsIn(a))
    expect(divisionsIn(events)).toBeGreaterThan(4)
    const write = writer(log)
    for (const event of events) await write(`order-${ORDER}`, event)
    await expect.poll(stored).toEqual(told(rowsOf(...events)))
    expect(side.errors).toEqual([])
  })
})
