import { describe, it } from 'vitest'
import { stock } from '../../../domain/catalog/stock.ts'
import type { MessageOf } from '../../../domain/decider.ts'
import { warehouseStatus } from '../../../domain/facts/warehouse-status.ts'
import { given as givenOf } from '../../support/given.ts'

const id = 'main.CHAIR-1'
type Event = MessageOf<typeof stock.events>
type Command = MessageOf<typeof stock.commands>

const five: Event = { type: 'StockSet', data: { quantity: 5 } }
const reserved = (reservation: string, quantity: number): Event => ({
  type: 'StockReserved',
  data: { reservation, order: '536365', quantity },
})

const given = (...events: readonly Event[]) => ({
  when: (command: Command) =>
    givenOf(stock, id, ...events).when(command, { facts: [[warehouseStatus, 'main', 'open']] }),
})

describe('stock that is reserved in parts', () => {
  const inParts = (quantity: number, more: object = {}): Command => ({
    type: 'ReserveStock',
    data: { reservation: 'a', order: '536365', line: 2, quantity, inParts: true, ...more },
  })
  const held = (quantity: number): Event => ({
    type: 'StockReserved',
    data: { reservation: 'a', order: '536365', line: 2, quantity },
  })
  const missed = (quantity: number, available: number, more: object = {}): Event => ({
    type: 'StockReservationRefused',
    data: { reservation: 'a', order: '536365', line: 2, quantity, available, ...more },
  })
  it('holds all of it where there is enough', () => given(five).when(inParts(5)).then(held(5)))
  it('holds what there is, and says where the rest is asked for next', () =>
    given(five)
      .when(inParts(7, { next: ['lon'] }))
      .then(held(5), missed(2, 5, { next: ['lon'] })))
  it('holds nothing where there is nothing', () => given().when(inParts(7)).then(missed(7, 0)))
  it('is answered once', () => {
    given(five, held(5), missed(2, 5)).when(inParts(7)).thenNothing()
    given(missed(7, 0)).when(inParts(7)).thenNothing()
  })
  it('is still held when the rest of it was refused', () =>
    given(five, held(5), missed(2, 5))
      .when({ type: 'ReleaseReservation', data: { reservation: 'a' } })
      .then({ type: 'StockReservationReleased', data: { reservation: 'a', quantity: 5 } }))
})

describe('stock that is released or deducted in parts', () => {
  const held = [five, reserved('a', 4)] as const
  const release = (quantity: number, release: string): Command => ({
    type: 'ReleaseReservation',
    data: { reservation: 'a', quantity, release },
  })
  const deduct = (quantity: number, shipment: string): Command => ({
    type: 'DeductReservation',
    data: { reservation: 'a', quantity, shipment },
  })
  const released = (quantity: number, release: string): Event => ({
    type: 'StockReservationReleased',
    data: { reservation: 'a', quantity, release },
  })
  const deducted = (quantity: number, shipment: string): Event => ({
    type: 'StockDeducted',
    data: { reservation: 'a', quantity, shipment },
  })
  it('goes by so many, and the rest stays held', () => {
    given(...held)
      .when(release(1, 'o@4'))
      .then(released(1, 'o@4'))
    given(...held, released(1, 'o@4'))
      .when(deduct(2, 'o@5'))
      .then(deducted(2, 'o@5'))
    given(...held, released(1, 'o@4'), deducted(2, 'o@5'))
      .when(release(1, 'o@6'))
      .then(released(1, 'o@6'))
  })
  it('goes once for each act, also when the reservation is used up', () => {
    given(...held, released(1, 'o@4'))
      .when(release(1, 'o@4'))
      .thenNothing()
    given(...held, deducted(4, 'o@5'))
      .when(deduct(4, 'o@5'))
      .thenNothing()
    given(...held, released(1, 'o@4'), deducted(3, 'o@5'))
      .when(release(1, 'o@4'))
      .thenNothing()
  })
  it('never goes by more than is held', () =>
    given(...held)
      .when(release(9, 'o@4'))
      .then(released(4, 'o@4')))
  it('leaves the rest of it promised', () =>
    given(...held, deducted(2, 'o@5'))
      .when({ type: 'ReserveStock', data: { reservation: 'b', order: '536365', quantity: 2 } })
      .then({
        type: 'StockReservationRefused',
        data: { reservation: 'b', order: '536365', quantity: 2, available: 1 },
      }))
})
