import { describe, test } from 'vitest'
import { ordered } from '../../../domain/facts/ordered.ts'
import { orderReturn } from '../../../domain/orders/return.ts'
import { lineTotal } from '../../../domain/shared/money.ts'
import { settingsOf } from '../../../domain/shop/settings.ts'
import { given } from '../../support/given.ts'
import { line, recorded, returnedLine } from '../../support/orders.ts'

const id = 'C1'
const damaged = (subject = 'customer-17850') => ({ personal: { subject, value: { reason: 'Damaged' } } })

describe('recording a return from elsewhere', () => {
  const { store, currency, customer, recordedOn } = recorded().data
  const { line: _line, total: _total, ...taken } = returnedLine()
  const record = {
    type: 'RecordReturn' as const,
    data: { store, currency, country: 'GB', customer, recordedOn, lines: [taken] },
  }
  const unlinked = { ...taken, order: null, orderLine: null }

  test('keeps its prices and what goes back', () => {
    given(orderReturn, id).when(record).then(recorded())
  })

  test('counts the lines that name no order', () => {
    const lines = [returnedLine(), returnedLine({ line: 2, order: null, orderLine: null })]
    given(orderReturn, id)
      .when({ ...record, data: { ...record.data, reason: 'Damaged', lines: [taken, unlinked] } })
      .then(recorded({ ...damaged(), lines, total: 800, unlinked: 1 }))
  })

  test('seals its reason as what is the guest’s of its order; where nobody is known it stays as it is', () => {
    const ofNobody = { ...record.data, customer: null, reason: 'Damaged' }
    given(orderReturn, id)
      .when({ ...record, data: { ...ofNobody, lines: [unlinked, taken] } })
      .then(
        recorded({
          ...damaged('order-536365'),
          customer: null,
          lines: [returnedLine({ order: null, orderLine: null }), returnedLine({ line: 2 })],
          total: 800,
          unlinked: 1,
        }),
      )
    const lines = [returnedLine({ order: null, orderLine: null })]
    given(orderReturn, id)
      .when({ ...record, data: { ...ofNobody, lines: [unlinked] } })
      .then(recorded({ reason: 'Damaged', customer: null, lines, unlinked: 1 }))
  })

  test.each([{ order: null }, { orderLine: null }])('is refused with half a link: %j', half => {
    given(orderReturn, id)
      .when({ ...record, data: { ...record.data, lines: [taken, { ...taken, ...half }] } })
      .thenRejected('ReturnLinkIncomplete', 'lines.1.orderLine')
  })

  test('is refused at a store that is not there', () => {
    given(orderReturn, id)
      .when({ ...record, data: { ...record.data, store: 'FR' } })
      .thenRejected('StoreUnknown', 'store')
  })

  test('is refused when it comes to more than any return does', () => {
    given(orderReturn, id)
      .when({ ...record, data: { ...record.data, lines: [{ ...taken, quantity: 1_000_000, unitPrice: '1000.01' }] } })
      .thenRejected('AmountTooLarge', 'lines')
  })

  test('is refused the second time', () => {
    given(orderReturn, id, recorded()).when(record).thenRejected('ReturnExists')
  })
})

describe('returning lines of an order', () => {
  const sold = (cancelled = 0, returned = 0, unitPrice = '4.00', given = 0) => {
    const { total: _total, ...bought } = line({ unitPrice })
    const units = { closed: { quantity: bought.quantity - cancelled - returned, dueAt: null } }
    const paid = lineTotal(unitPrice, bought.quantity, 'GBP')
    const lines = [
      {
        ...bought,
        paid,
        priced: bought.quantity,
        discounts: [],
        options: [],
        cancelled,
        returned,
        given,
        units,
        held: [],
        backordered: 0,
      },
    ]
    const view = {
      status: 'placed',
      process: 'no-payment-1',
      store: 'UK',
      placedOn: '2026-01-01',
      timeZone: 'Europe/London',
      currency: 'GBP',
      country: 'GB',
      customer: '17850',
      lines,
    }
    return { facts: [[ordered, '536365', view] as const] }
  }
  const giveBack = (quantity: number, of = 1) => ({
    type: 'ReturnOrderLines' as const,
    data: { order: '536365', lines: [{ line: of, quantity }], reason: 'Damaged' },
  })

  test('takes names, prices and the customer from the order, and the day from the clock of its store', () => {
    given(orderReturn, id)
      .when(giveBack(1), { ...sold(), now: new Date('2026-06-30T23:30:00Z') })
      .then(recorded({ ...damaged(), recordedOn: '2026-07-01' }))
  })

  test('gives back no cent that was not paid when a price has more than two decimals', () => {
    const back = (quantity: number, total: number) =>
      recorded({ ...damaged(), lines: [returnedLine({ quantity, unitPrice: '0.425', total })], total })
    given(orderReturn, id)
      .when(giveBack(1), sold(0, 0, '0.425'))
      .then(back(1, 43))
    given(orderReturn, id)
      .when(giveBack(2), sold(0, 1, '0.425', 43))
      .then(back(2, 85))
  })

  test('is valued anew when the order gives another amount back, and once', () => {
    const value = (amount: number) => ({
      type: 'ValueReturn' as const,
      data: { order: '536365', lines: [{ orderLine: 1, amount }] },
    })
    const { store, currency, recordedOn } = recorded().data
    const changed = {
      type: 'ReturnValued' as const,
      data: { order: '536365', lines: [{ line: 1, total: 399 }], difference: -1, store, currency, recordedOn },
    }
    given(orderReturn, id, recorded()).when(value(400)).thenNothing()
    given(orderReturn, id, recorded()).when(value(399)).then(changed)
    given(orderReturn, id, recorded(), changed).when(value(399)).thenNothing()
    given(orderReturn, id).when(value(399)).thenRejected('ReturnUnknown')
  })

  test('is refused beyond what is neither cancelled nor returned', () => {
    given(orderReturn, id).when(giveBack(2), sold(1, 1)).thenRejected('TooFewUnitsLeft', 'lines.0.quantity')
  })

  test('is refused for a line the order does not have', () => {
    given(orderReturn, id).when(giveBack(1, 2), sold()).thenRejected('OrderLineUnknown', 'lines.0.line')
  })

  test('is taken back as long as its store does, by the days there, and no longer', () => {
    const within = (days: number, hours: string) => ({
      facts: [...sold().facts, [settingsOf, 'UK', { returnDays: days }] as const],
      now: new Date(`2026-01-15T${hours}Z`),
    })
    given(orderReturn, id)
      .when(giveBack(1), within(14, '23:59:00'))
      .then(recorded({ ...damaged(), recordedOn: '2026-01-15' }))
    given(orderReturn, id).when(giveBack(1), within(13, '00:00:00')).thenRejected('ReturnTooLate', 'order')
  })

  test('is refused for an order that is not there', () => {
    given(orderReturn, id)
      .when(giveBack(1), { facts: [[ordered, '536365', { status: 'absent' }]] })
      .thenRejected('OrderUnknown', 'order')
  })

  test('is refused the second time', () => {
    given(orderReturn, id, recorded()).when(giveBack(1), sold()).thenRejected('ReturnExists')
  })
})

describe('being refused by an order', () => {
  const refuse = (order = '536365') => ({ type: 'RefuseReturn' as const, data: { order, reason: 'tooFewLeft' } })
  const refused = {
    type: 'ReturnRefused' as const,
    data: {
      order: '536365',
      reason: 'tooFewLeft',
      lines: [1, 3],
      amount: 600,
      currency: 'GBP' as const,
      store: 'UK',
      recordedOn: '2026-01-15',
    },
  }
  const lines = [
    returnedLine(),
    returnedLine({ line: 2, order: '536366' }),
    returnedLine({ line: 3, orderLine: 2, unitPrice: '2', total: 200 }),
  ]
  const past = recorded({ lines, total: 1000 })

  test('names the lines that do not count and what they were worth', () => {
    given(orderReturn, id, past).when(refuse()).then(refused)
  })

  test('happens once per order', () => {
    given(orderReturn, id, past, refused).when(refuse()).thenNothing()
    given(orderReturn, id, past, refused)
      .when(refuse('536366'))
      .then({ ...refused, data: { ...refused.data, order: '536366', lines: [2], amount: 400 } })
  })

  test('is refused for an order the return does not name', () => {
    given(orderReturn, id, past).when(refuse('1')).thenRejected('ReturnNotOfOrder', 'order')
  })

  test('is refused for a return that is not there', () => {
    given(orderReturn, id).when(refuse()).thenRejected('ReturnUnknown')
  })
})
