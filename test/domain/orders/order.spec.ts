import { describe, test } from 'vitest'
import { knownCustomer } from '../../../domain/facts/known-customer.ts'
import { order } from '../../../domain/orders/order.ts'
import { given } from '../../support/given.ts'
import { line, onSale, placed, placedNow } from '../../support/orders.ts'

const id = '536365'
const asked = { store: 'UK', currency: 'GBP' as const, customer: '17850', lines: [{ sku: 'MUG', quantity: 3 }] }
const buyer = [knownCustomer, '17850', 'known'] as const
const place = (more: object = {}) => ({ type: 'PlaceOrder' as const, data: { ...asked, ...more } })
const cancel = (quantity: number, at = 1) => ({
  type: 'CancelOrderLines' as const,
  data: { lines: [{ line: at, quantity }], reason: 'Out of stock' },
})
const cancelled = (quantity: number, amount: number) => ({
  type: 'OrderLinesCancelled' as const,
  data: {
    lines: [{ line: 1, quantity, amount }],
    amount,
    currency: 'GBP' as const,
    store: 'UK',
    on: '2026-01-15',
    personal: { subject: 'customer-17850', value: { reason: 'Out of stock' } },
    moves: [{ line: 1, quantity, from: 'confirmed', to: 'cancelled' }],
  },
})
const book = (quantity: number, of = 1, id = 'R1') => ({
  type: 'BookReturn' as const,
  data: { return: id, lines: [{ line: of, quantity }] },
})
const returned = (quantity: number, id = 'R1') => ({
  type: 'OrderLinesReturned' as const,
  data: {
    return: id,
    lines: [{ line: 1, quantity, amount: 400 * quantity }],
    moves: [{ line: 1, quantity, from: 'closed', to: 'returned' }],
  },
})
/** One that has been sent, and has ended. */
const ended = placed({ state: 'closed' })

describe('placing an order', () => {
  /** Half an hour later than now. */
  const dueAt = '2026-01-15T10:30:00.000Z'

  test('takes names and prices from the products, and the day from the clock of the store', () => {
    const { data } = placedNow({ placedOn: '2026-07-01', dueAt: '2026-07-01T00:00:00.000Z' })
    given(order, id)
      .when(place(), { facts: [buyer, onSale('MUG')], now: new Date('2026-06-30T23:30:00Z') })
      .then({ type: 'OrderPlaced', data })
  })

  test('is in the currency of the store unless another is asked for', () => {
    const { data } = placedNow({ dueAt })
    given(order, id)
      .when(place({ currency: undefined }), { facts: [buyer, onSale('MUG')] })
      .then({ type: 'OrderPlaced', data })
  })

  test('keeps two lines of the same product apart', () => {
    const { data } = placedNow({ lines: [line(), line({ line: 2 })], total: 2400, dueAt })
    given(order, id)
      .when(place({ lines: [...asked.lines, ...asked.lines] }), { facts: [buyer, onSale('MUG')] })
      .then({ type: 'OrderPlaced', data })
  })

  test('seals contact and comment under the customer, so that both go when the customer is erased', () => {
    const { data } = placedNow({ dueAt })
    given(order, id)
      .when(place({ contact: { name: 'Ada' }, comment: 'Ring twice' }), { facts: [buyer, onSale('MUG')] })
      .then(
        { type: 'OrderPlaced', data: { ...data, personal: { subject: 'customer-17850', value: { name: 'Ada' } } } },
        { type: 'OrderCommented', data: { personal: { subject: 'customer-17850', value: { text: 'Ring twice' } } } },
      )
  })

  test.each([
    ['OrderCustomerUnknown', 'absent'],
    ['OrderCustomerErased', 'erased'],
  ] as const)('is refused with %s for a customer who is %s', (code, status) => {
    given(order, id)
      .when(place(), { facts: [[knownCustomer, '17850', status], onSale('MUG')] })
      .thenRejected(code, 'customer')
  })

  test('seals the contact of a guest under the order itself', () => {
    const { data } = placedNow({ customer: null, dueAt })
    given(order, id)
      .when(place({ customer: null, contact: { name: 'Ada' } }), { facts: [buyer, onSale('MUG')] })
      .then({ type: 'OrderPlaced', data: { ...data, personal: { subject: 'order-536365', value: { name: 'Ada' } } } })
  })

  test.each([
    ['ProductUnknown', { status: 'absent' }],
    ['ProductNotForSale', { status: 'inactive' }],
    ['ProductNotForSale', { status: 'discontinued' }],
    ['ProductWithoutPrice', { gross: { 'DE/EUR': '4.00' } }],
  ] as const)('is refused at the line at fault: %s for a product with %j', (code, product) => {
    given(order, id)
      .when(place({ lines: [...asked.lines, { sku: 'CUP', quantity: 1 }] }), {
        facts: [buyer, onSale('MUG'), onSale('CUP', product)],
      })
      .thenRejected(code, 'lines.1.sku')
  })

  test('names everything at fault at once: the customer, and each line', () => {
    const lines = ['CUP', 'MUG', 'JUG'].map(sku => ({ sku, quantity: 1 }))
    given(order, id)
      .when(place({ lines }), {
        facts: [
          [knownCustomer, '17850', 'erased'],
          onSale('CUP', { gross: {} }),
          onSale('MUG'),
          onSale('JUG', { gross: {} }),
        ],
      })
      .thenAllRejected(
        ['OrderCustomerErased', 'customer'],
        ['ProductWithoutPrice', 'lines.0.sku'],
        ['ProductWithoutPrice', 'lines.2.sku'],
      )
  })

  test('is refused at a store that is not there', () => {
    given(order, id)
      .when(place({ store: 'FR' }), { facts: [buyer, onSale('MUG')] })
      .thenRejected('StoreUnknown', 'store')
  })

  test('is refused when it comes to more than any order does', () => {
    const dear = onSale('MUG', { gross: { 'UK/GBP': '1000.01' } })
    given(order, id)
      .when(place({ lines: [{ sku: 'MUG', quantity: 1_000_000 }] }), { facts: [buyer, dear] })
      .thenRejected('AmountTooLarge', 'lines')
  })

  test('is refused the second time', () => {
    given(order, id, placed())
      .when(place(), { facts: [buyer, onSale('MUG')] })
      .thenRejected('OrderExists')
  })
})

describe('recording an order from elsewhere', () => {
  const { line: _line, total: _total, ...sold } = line()
  const { store, currency, customer, placedOn } = placed().data
  const elsewhere = { store, currency, country: 'GB', customer, placedOn }
  const record = { type: 'RecordOrder' as const, data: { ...elsewhere, lines: [sold] } }

  test('keeps the prices it had there', () => {
    given(order, id).when(record).then(ended)
  })

  test('takes free and shipping lines', () => {
    const lines = [
      { ...sold, unitPrice: '0' },
      { ...sold, kind: 'shipping' as const, sku: 'POST', name: 'POSTAGE', quantity: 1, unitPrice: '18' },
    ]
    const free = line({ unitPrice: '0', total: 0 })
    const post = line({
      line: 2,
      kind: 'shipping',
      sku: 'POST',
      name: 'POSTAGE',
      quantity: 1,
      unitPrice: '18',
      total: 1800,
    })
    given(order, id)
      .when({ ...record, data: { ...record.data, lines } })
      .then(placed({ lines: [free, post], total: 1800, state: 'closed' }))
  })

  test('is refused at a store that is not there', () => {
    given(order, id)
      .when({ ...record, data: { ...record.data, store: 'FR' } })
      .thenRejected('StoreUnknown', 'store')
  })

  test('is refused the second time', () => {
    given(order, id, placed()).when(record).thenRejected('OrderExists')
  })
})

describe('the reference of the customer', () => {
  const set = (reference: string | null) => ({ type: 'SetCustomReference' as const, data: { reference } })
  const of = (subject: string, value: { reference: string } | null) => ({
    type: 'CustomReferenceSet' as const,
    data: { personal: { subject, value } },
  })
  const known = of('customer-17850', { reference: 'PO-17' })

  test('is set, sealed as what is theirs, and cleared again', () => {
    given(order, id, placed()).when(set('PO-17')).then(known)
    given(order, id, placed(), known).when(set(null)).then({ type: 'CustomReferenceCleared', data: {} })
  })

  test('of a guest is sealed as what is the guest’s', () => {
    given(order, id, placed({ customer: null }))
      .when(set('PO-17'))
      .then(of('order-536365', { reference: 'PO-17' }))
  })

  test('does nothing the second time', () => {
    given(order, id, placed(), known).when(set('PO-17')).thenNothing()
    given(order, id, placed()).when(set(null)).thenNothing()
  })

  test('that an earlier release kept in clear is the same', () => {
    const clear = { type: 'CustomReferenceSet' as const, data: { reference: 'PO-17' } }
    given(order, id, placed(), clear).when(set('PO-17')).thenNothing()
    given(order, id, placed(), clear).when(set(null)).then({ type: 'CustomReferenceCleared', data: {} })
  })

  test('is unknown once it is erased', () => {
    given(order, id, placed(), of('customer-17850', null)).when(set(null)).thenNothing()
  })

  test('needs an order', () => given(order, id).when(set('PO-17')).thenRejected('OrderUnknown'))
})

describe('commenting on an order', () => {
  const comment = { type: 'CommentOnOrder' as const, data: { text: 'Ring twice' } }
  const commented = {
    type: 'OrderCommented' as const,
    data: { personal: { subject: 'customer-17850', value: { text: 'Ring twice' } } },
  }

  test('seals the text under the customer, and of a guest under the order itself', () => {
    given(order, id, placed()).when(comment).then(commented)
    const ofGuest = { ...commented, data: { personal: { subject: 'order-536365', value: { text: 'Ring twice' } } } }
    given(order, id, placed({ customer: null }))
      .when(comment)
      .then(ofGuest)
  })

  test('says it again when asked again', () => {
    given(order, id, placed(), commented).when(comment).then(commented)
  })

  test('is refused for an order that is not there', () => {
    given(order, id).when(comment).thenRejected('OrderUnknown')
  })
})

describe('cancelling lines', () => {
  test('takes the units and what they are worth, on the day at the store', () => {
    given(order, id, placed()).when(cancel(2)).then(cancelled(2, 800))
  })

  test('cancels further units when asked again, down to the last', () => {
    given(order, id, placed(), cancelled(2, 800)).when(cancel(1)).then(cancelled(1, 400))
  })

  test('gives back no cent that was not paid when a price has more than two decimals', () => {
    const lines = [line({ unitPrice: '0.425', total: 128 })]
    given(order, id, placed({ lines, total: 128 }))
      .when(cancel(1))
      .then(cancelled(1, 43))
    given(order, id, placed({ lines, total: 128 }), cancelled(1, 43))
      .when(cancel(1))
      .then(cancelled(1, 42))
  })

  test('counts what an earlier release wrote with its reason in clear, or what is erased', () => {
    const { personal: _sealed, ...rest } = cancelled(1, 400).data
    for (const said of [{ reason: 'Lost' }, { personal: { subject: 'customer-17850', value: null } }, {}])
      given(order, id, placed(), { type: 'OrderLinesCancelled', data: { ...rest, ...said } })
        .when(cancel(3))
        .thenRejected('TooFewUnitsLeft', 'lines.0.quantity')
  })

  test('is refused beyond what is neither cancelled nor returned', () => {
    given(order, id, placed(), cancelled(1, 400), returned(1))
      .when(cancel(2))
      .thenRejected('TooFewUnitsLeft', 'lines.0.quantity')
  })

  test('counts a line that is named twice as one', () => {
    const twice = [
      { line: 1, quantity: 2 },
      { line: 1, quantity: 2 },
    ]
    given(order, id, placed())
      .when({ type: 'CancelOrderLines', data: { lines: twice, reason: 'Out of stock' } })
      .thenRejected('TooFewUnitsLeft')
  })

  test('names every line that has not what is asked of it', () => {
    const lines = [3, 1, 2].map(line => ({ line, quantity: 4 }))
    given(order, id, placed({ lines: [line(), line({ line: 2 })], total: 2400 }))
      .when({ type: 'CancelOrderLines', data: { lines, reason: 'Out of stock' } })
      .thenAllRejected(
        ['OrderLineUnknown', 'lines.0.line'],
        ['TooFewUnitsLeft', 'lines.1.quantity'],
        ['TooFewUnitsLeft', 'lines.2.quantity'],
      )
  })

  test('is refused for a line the order does not have', () => {
    given(order, id, placed()).when(cancel(1, 2)).thenRejected('OrderLineUnknown', 'lines.0.line')
  })

  test('is refused for an order that is not there', () => {
    given(order, id).when(cancel(1)).thenRejected('OrderUnknown')
  })
})

describe('booking a return', () => {
  test('takes the units back', () => {
    given(order, id, ended).when(book(2)).then(returned(2))
  })

  test('adds up several lines of the return for one line of the order', () => {
    const lines = [
      { line: 1, quantity: 1 },
      { line: 1, quantity: 1 },
    ]
    given(order, id, ended)
      .when({ type: 'BookReturn', data: { return: 'R1', lines } })
      .then(returned(2))
  })

  test('answers each return once', () => {
    given(order, id, ended, returned(1)).when(book(1)).thenNothing()
    given(order, id, ended, returned(1))
      .when(book(1, 1, 'R2'))
      .then(returned(1, 'R2'))
  })

  const refused = (of: number, quantity: number, reason: 'lineUnknown' | 'tooFewLeft') => ({
    type: 'OrderReturnRefused' as const,
    data: { return: 'R1', lines: [{ line: of, quantity }], reason },
  })

  test('answers with an event when units are missing, so that the return learns of it', () => {
    given(order, id, placed(), cancelled(1, 400))
      .when(book(3))
      .then(refused(1, 3, 'tooFewLeft'))
    given(order, id, placed())
      .when(book(1, 2))
      .then(refused(2, 1, 'lineUnknown'))
  })

  test('does not change its mind about a return it refused', () => {
    given(order, id, placed(), refused(2, 1, 'lineUnknown'))
      .when(book(1))
      .thenNothing()
  })

  test('is refused for an order that is not there', () => {
    given(order, id).when(book(1)).thenRejected('OrderUnknown')
  })
})
