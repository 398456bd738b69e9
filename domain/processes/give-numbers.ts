import { customer } from '../customers/customer.ts'
import { order } from '../orders/order.ts'
import { orderReturn } from '../orders/return.ts'
import { numberBook } from '../shop/number-book.ts'
import { type NumberedKind, numberPlace, rangeId } from '../shop/numbering.ts'
import { type Process, type ProcessEvent, send } from './process.ts'

type Made = ProcessEvent<'OrderPlaced' | 'ReturnRecorded' | 'CustomerRegistered'>

const ask =
  (kind: NumberedKind) =>
  ({ id, at, data: { store } }: Made) => [
    send(numberBook, rangeId({ store, kind }), 'GiveNumber', { to: id, at: at.toISOString() }),
  ]

const note = ({ id, data: { to, text } }: ProcessEvent<'NumberGiven'>) => {
  const given = { number: text, range: id }
  switch (numberPlace(id)?.kind) {
    case 'orders':
      return [send(order, to, 'NumberOrder', given)]
    case 'returns':
      return [send(orderReturn, to, 'NumberReturn', given)]
    case 'customers':
      return [send(customer, to, 'NumberCustomer', given)]
    case undefined:
      return []
  }
}

/** What is placed, returned and registered asks for a number of its store, and keeps the one that it is given. */
export const giveNumbers: Process = {
  name: 'give-numbers',
  on: {
    OrderPlaced: ask('orders'),
    ReturnRecorded: ask('returns'),
    CustomerRegistered: ask('customers'),
    NumberGiven: note,
  },
}
