import { expect, test } from 'vitest'
import { bookReturnOnOrder } from '../../../domain/processes/book-return-on-order.ts'
import { recorded, returnedLine } from '../../support/orders.ts'

const event = { id: 'C1', eventId: 'e1', at: new Date('2026-01-15T10:00:00Z'), revision: 1 }

const reactionsTo = (lines: ReturnType<typeof returnedLine>[]) =>
  bookReturnOnOrder.on.ReturnRecorded?.({ ...event, ...recorded({ lines }) })

test('a return is booked once on every order it names, its lines added up per line of the order', () => {
  const lines = [
    returnedLine({ quantity: 1 }),
    returnedLine({ line: 2, order: '536366', orderLine: 7, quantity: 4 }),
    returnedLine({ line: 3, quantity: 2 }),
    returnedLine({ line: 4, orderLine: 2, quantity: 5 }),
  ]
  const first = [
    { line: 1, quantity: 3 },
    { line: 2, quantity: 5 },
  ]
  expect(reactionsTo(lines)).toEqual([
    { send: { decider: 'order', id: '536365', type: 'BookReturn', data: { return: 'C1', lines: first } } },
    {
      send: {
        decider: 'order',
        id: '536366',
        type: 'BookReturn',
        data: { return: 'C1', lines: [{ line: 7, quantity: 4 }] },
      },
    },
  ])
})

test('lines that name no order are booked nowhere', () => {
  expect(reactionsTo([returnedLine({ order: null, orderLine: null })])).toEqual([])
})

test('a refusal of an order goes back to the return', () => {
  const data = { return: 'C1', lines: [{ line: 1, quantity: 3 }], reason: 'tooFewLeft' as const }
  expect(
    bookReturnOnOrder.on.OrderReturnRefused?.({ ...event, id: '536365', type: 'OrderReturnRefused', data }),
  ).toEqual([
    { send: { decider: 'return', id: 'C1', type: 'RefuseReturn', data: { order: '536365', reason: 'tooFewLeft' } } },
  ])
})
