import { describe, test } from 'vitest'
import { order } from '../../../domain/orders/order.ts'
import { given } from '../../support/given.ts'
import { line, placed } from '../../support/orders.ts'

const id = '536365'
const store = 'UK'
const since = '2026-01-15T09:00:00.000Z'
const places = ['lon', 'ber']
const wanted = (quantity: number) => ({ line: 1, sku: 'MUG', quantity })
const held = (quantity: number, reservation = 'r', warehouse = 'lon') => ({
  ...wanted(quantity),
  warehouse,
  reservation,
})
const reserved = (quantity: number, reservation?: string, moves: object = {}) => ({
  type: 'UnitsReserved' as const,
  data: { lines: [held(quantity, reservation)], store, ...moves },
})
const released = (quantity: number, reservation?: string) => ({
  type: 'UnitsReleased' as const,
  data: { lines: [held(quantity, reservation)], store },
})
const asked = (ask = 'e-1', quantity = 3, at = ['ber']) => ({
  type: 'StockAsked' as const,
  data: { ask, lines: [{ ...wanted(quantity), at }], places, store },
})
const backordered = (quantity: number, where = places) => ({
  type: 'UnitsBackordered' as const,
  data: { lines: [wanted(quantity)], store, places: where, since },
})
const seek = (ask = 'e-1') => ({
  type: 'SeekStock' as const,
  data: {
    ask,
    places: [
      { warehouse: 'lon', skus: ['CUP'] },
      { warehouse: 'ber', skus: ['MUG'] },
    ],
  },
})
const note = (quantity: number, reservation = 'r') => ({
  type: 'NoteReservation' as const,
  data: { warehouse: 'lon', reservation, line: 1, quantity },
})
const short = { type: 'NoteShortage' as const, data: { line: 1 } }
const reserve = { type: 'ReserveOrder' as const, data: {} }
const requested = { type: 'ReservationRequested' as const, data: { lines: [wanted(3)], store } }
const cancelled = { type: 'CancelOrderLines' as const, data: { lines: [{ line: 1, quantity: 2 }], reason: 'Lost' } }
const areCancelled = {
  type: 'OrderLinesCancelled' as const,
  data: {
    lines: [{ line: 1, quantity: 2, amount: 800 }],
    amount: 800,
    currency: 'GBP' as const,
    store,
    on: '2026-01-15',
    personal: { subject: 'customer-17850', value: { reason: 'Lost' } },
    moves: [{ line: 1, quantity: 2, from: 'confirmed', to: 'cancelled' }],
  },
}
const inState = (state: string, more: object = {}) => placed({ state, ...more })

describe('an order that is placed', () => {
  test('asks for stock where it seems to lie, once by each event', () => {
    given(order, id, inState('confirmed')).when(seek()).then(asked())
    given(order, id, inState('confirmed'), asked()).when(seek()).thenNothing()
  })
  test('asks for nothing where nothing is needed', () => {
    given(order, id, inState('confirmed'), reserved(3)).when(seek()).thenNothing()
    given(order, id, inState('closed')).when(seek()).thenNothing()
    given(order, id, inState('confirmed', { lines: [line({ kind: 'shipping' })] }))
      .when(seek())
      .thenNothing()
  })
})

describe('what a warehouse holds', () => {
  test('is noted once', () => {
    given(order, id, inState('confirmed'), asked()).when(note(2)).then(reserved(2))
    given(order, id, inState('confirmed'), asked(), reserved(2)).when(note(2)).thenNothing()
  })
  test('lets units go on that waited for it', () =>
    given(order, id, inState('backordered'), asked())
      .when(note(2))
      .then(reserved(2, 'r', { moves: [{ line: 1, quantity: 2, from: 'backordered', to: 'to_pack' }] })))
  test('is let go at once beyond what is lacking, and stays noted', () => {
    given(order, id, inState('confirmed'), asked(), reserved(2))
      .when(note(3, 's'))
      .then(reserved(3, 's'), released(2, 's'))
    given(order, id, inState('confirmed'), asked(), reserved(3))
      .when(note(3, 's'))
      .then(reserved(3, 's'), released(3, 's'))
    given(order, id, inState('confirmed'), asked(), reserved(3), reserved(3, 's'), released(3, 's'))
      .when(note(3, 's'))
      .thenNothing()
  })
  test('is let go by cancelling', () =>
    given(order, id, inState('confirmed'), asked(), reserved(3)).when(cancelled).then(areCancelled, released(2)))
  test('is refused for a line that there is not', () =>
    given(order, id, inState('confirmed'))
      .when({ ...note(1), data: { ...note(1).data, line: 2 } })
      .thenRejected('OrderLineUnknown', 'line'))
})

describe('what no warehouse has', () => {
  const waiting = [inState('confirmed'), asked(), backordered(3)] as const
  test('waits in all that serve the store, as long as the order does', () => {
    given(order, id, inState('confirmed'), asked()).when(short).then(backordered(3))
    given(order, id, inState('confirmed'), asked(), reserved(1)).when(short).then(backordered(2))
    given(order, id, ...waiting)
      .when(short)
      .thenNothing()
    given(order, id, inState('confirmed'), asked(), reserved(3)).when(short).thenNothing()
  })
  test('waits for fewer when some came, and for none when all have', () => {
    given(order, id, ...waiting)
      .when(note(1))
      .then(reserved(1), backordered(2))
    given(order, id, ...waiting, reserved(1), backordered(2))
      .when(note(2, 's'))
      .then(reserved(2, 's'), backordered(0))
  })
  test('waits for fewer when some are cancelled', () =>
    given(order, id, ...waiting)
      .when(cancelled)
      .then(areCancelled, backordered(1)))
  test('waits no more while it is asked for again', () =>
    given(order, id, ...waiting)
      .when(seek('e-2'))
      .then(backordered(0), asked('e-2')))
})

describe('asking again', () => {
  test('is for what is lacking', () => given(order, id, inState('backordered')).when(reserve).then(requested))
  test('is done once until warehouses are asked', () => {
    given(order, id, inState('backordered'), requested).when(reserve).thenNothing()
    given(order, id, inState('backordered'), requested, asked()).when(reserve).then(requested)
  })
  test('is refused where nothing is lacking', () => {
    given(order, id, inState('to_pack'), reserved(3)).when(reserve).thenRejected('NothingLacksStock')
    given(order, id, inState('closed')).when(reserve).thenRejected('NothingLacksStock')
    given(order, id).when(reserve).thenRejected('OrderUnknown')
  })
})
