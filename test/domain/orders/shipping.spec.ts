import { describe, expect, test } from 'vitest'
import { order } from '../../../domain/orders/order.ts'
import { given } from '../../support/given.ts'
import { placed } from '../../support/orders.ts'
import {
  after,
  created,
  type Event,
  goes,
  mugs,
  parcel,
  share,
  shipped,
  store,
  units,
} from '../../support/shipments.ts'

const id = '536365'

describe('shipping a shipment', () => {
  const two = [mugs, created(2, [share(1, 1, 1)])] as const
  const ship = (data: object) => ({ type: 'ShipUnits', data }) as const
  const sent = (quantity: number, more: object): Event => {
    const { commandId: _, ...event } = shipped(quantity, more)
    return event
  }

  test('sends what it has, with its tracking numbers, each once', () => {
    given(order, id, ...two)
      .when(ship({ shipment: 2, tracking: ['A1', 'A1', 'A2'] }))
      .then(sent(1, { shipments: [share(2, 1, 1)], tracking: ['A1', 'A2'] }))
    given(order, id, ...two, shipped(1, { shipments: [share(2, 1, 1)] }))
      .when(ship({ shipment: 2 }))
      .thenRejected('NoUnitCan')
  })

  test('is refused for more than it has, and for tracking numbers of several', () => {
    given(order, id, ...two)
      .when(ship({ shipment: 2, lines: [units(2)] }))
      .thenRejected('TooFewInShipment', 'lines.0.quantity')
    given(order, id, ...two)
      .when(ship({ tracking: ['A1'] }))
      .thenRejected('TrackingOfSeveral', 'tracking')
    given(order, id, ...two)
      .when(ship({ shipment: 3 }))
      .thenRejected('ShipmentUnknown', 'shipment')
  })

  test('names no shipment where there is but the first, as events did before there were several', () => {
    given(order, id, mugs).when(ship({})).then(sent(3, {}))
    given(order, id, mugs)
      .when(ship({ shipment: 1, lines: [units(1)], tracking: ['A1'] }))
      .then(sent(1, { tracking: ['A1'] }))
  })

  test('of no shipment takes from each in turn', () => {
    given(order, id, ...two)
      .when(ship({ lines: [units(3)] }))
      .then(sent(3, { shipments: [share(1, 1, 2), share(2, 1, 1)] }))
  })

  test('of old events is of the first, and so are deliveries and cancellations', () => {
    const delivered = { type: 'UnitsDelivered', data: { lines: [units(1)], store, on: '2026-01-16' } } satisfies Event
    const cancelled = {
      type: 'OrderLinesCancelled',
      data: {
        lines: [{ ...units(1), amount: 400 }],
        amount: 400,
        currency: 'GBP',
        store,
        on: '2026-01-16',
        moves: [goes('to_pack', 'cancelled', 1)],
      },
    } satisfies Event
    const is = after(mugs, shipped(2), delivered, cancelled)
    expect(is.shares).toEqual({ 1: { 1: { quantity: 2, shipped: 2, delivered: 1 } } })
  })
})

test('what was sent elsewhere arrives with the first shipment', () => {
  given(order, id, placed({ state: 'shipped' }))
    .when({ type: 'DeliverUnits', data: { shipment: 1 } })
    .then({
      type: 'UnitsDelivered',
      data: {
        lines: [units(3)],
        store,
        on: '2026-01-15',
        moves: [{ ...goes('shipped', 'delivered', 3), dueAt: '2026-01-15T11:00:00.000Z' }],
        wakesAt: '2026-01-15T11:00:00.000Z',
      },
    })
})

describe('what arrives and what is cancelled', () => {
  const two = [mugs, created(2, [share(1, 1, 1)])] as const

  test('is of the shipment that was sent', () => {
    const sent = shipped(1, { shipments: [share(2, 1, 1)] })
    const deliver = (shipment: number) => ({ type: 'DeliverUnits', data: { shipment } }) as const
    given(order, id, ...two, sent)
      .when(deliver(2))
      .then({
        type: 'UnitsDelivered',
        data: {
          lines: [units(1)],
          store,
          on: '2026-01-15',
          shipments: [share(2, 1, 1)],
          moves: [{ ...goes('shipped', 'delivered', 1), dueAt: '2026-01-15T11:00:00.000Z' }],
          wakesAt: '2026-01-15T11:00:00.000Z',
        },
      })
    given(order, id, ...two, sent)
      .when(deliver(1))
      .thenRejected('NoUnitCan')
  })

  test('is of the shipment that it is cancelled of, else of the last', () => {
    const cancel = (more: object) => ({
      type: 'CancelOrderLines' as const,
      data: { lines: [units(2)], reason: 'Lost', ...more },
    })
    const cancelled = (...shipments: ReturnType<typeof share>[]) => ({
      type: 'OrderLinesCancelled' as const,
      data: {
        lines: [{ ...units(2), amount: 800 }],
        amount: 800,
        currency: 'GBP' as const,
        store,
        on: '2026-01-15',
        shipments,
        personal: { subject: 'customer-17850', value: { reason: 'Lost' } },
        moves: [goes('to_pack', 'cancelled', 2)],
      },
    })
    given(order, id, ...two)
      .when(cancel({}))
      .then(cancelled(share(2, 1, 1), share(1, 1, 1)))
    given(order, id, ...two)
      .when(cancel({ shipment: 1 }))
      .then(cancelled(share(1, 1, 2)))
    given(order, id, ...two)
      .when(cancel({ shipment: 2 }))
      .thenRejected('TooFewInShipment', 'lines.0.quantity')
  })
})

describe('tracking numbers', () => {
  const set = (tracking: string[], more: object = {}) =>
    ({ type: 'SetTrackingNumbers', data: { shipment: 1, parcel, tracking, ...more } }) as const
  const are = (...tracking: string[]) =>
    ({ type: 'TrackingNumbersSet', data: { shipment: 1, store, parcel, tracking } }) as const

  test('are set of what was sent, once, and taken away', () => {
    given(order, id, mugs, shipped(3))
      .when(set(['A1']))
      .then(are('A1'))
    given(order, id, mugs, shipped(3), are('A1'))
      .when(set(['A1']))
      .thenNothing()
    given(order, id, mugs, shipped(3, { tracking: ['A1'] }))
      .when(set([]))
      .then(are())
  })

  test('are refused of a parcel that there is not', () => {
    given(order, id, mugs)
      .when(set(['A1']))
      .thenRejected('ParcelUnknown', 'parcel')
    given(order, id, mugs, shipped(3))
      .when(set(['A1'], { shipment: 2 }))
      .thenRejected('ParcelUnknown', 'parcel')
  })
})
