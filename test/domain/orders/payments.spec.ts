import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, isRejection } from '../../../domain/decider.ts'
import { order } from '../../../domain/orders/order.ts'
import { dueOf, paidOf, toRefundOf } from '../../../domain/orders/process/money.ts'
import { given } from '../../support/given.ts'
import { line, placed } from '../../support/orders.ts'

const id = '536365'
const pay = 'pay-1'
const prepaid = placed({ process: 'prepayment-1', state: 'payment_pending' })
const sold = placed()
const byCard = placed({ process: 'card-1', state: 'payment_pending' })
const of = { payment: pay, method: 'card' }
const money = { amount: 1200, currency: 'GBP' as const }
const authorise = (more: object = {}) => ({ type: 'AuthorizePayment' as const, data: { ...of, ...money, ...more } })
const authorised = (more: object = {}) => ({
  type: 'PaymentAuthorized' as const,
  data: { ...of, ...money, store: 'UK', ...more },
})
const fail = (payment = pay) => ({
  type: 'FailPayment' as const,
  data: { payment, method: 'card', reason: 'declined' },
})
const failed = { type: 'PaymentFailed' as const, data: { ...of, reason: 'declined', store: 'UK' } }
const capture = (amount: number, capture = 'c-1') => ({
  type: 'CapturePayment' as const,
  data: { ...of, ...money, amount, capture },
})
const captured = (amount: number, capture = 'c-1', more: object = {}) => ({
  type: 'PaymentCaptured' as const,
  data: { ...of, ...money, amount, capture, way: 'provider' as const, store: 'UK', valueDate: '2026-01-15', ...more },
})
const typed = { amount: '12.00', valueDate: '2026-01-14', bankReference: 'Order 536365' }
const book = (more: object = {}) => ({ type: 'BookPayment' as const, data: { ...typed, ...more } })
const sealed = { subject: 'customer-17850', value: { reference: 'Order 536365' } }
const booked = (amount: number, more: object = {}) => ({
  type: 'PaymentCaptured' as const,
  data: {
    capture: 'hand-1',
    way: 'hand' as const,
    amount,
    currency: 'GBP' as const,
    store: 'UK',
    valueDate: '2026-01-14',
    personal: sealed,
    ...more,
  },
})
const settle = (amount: string, more: object = {}) => ({
  type: 'SettleRefund' as const,
  data: { ...typed, amount, ...more },
})
const settled = (amount: number, refund = 'refund-1') => ({
  type: 'RefundSettled' as const,
  data: { refund, amount, currency: 'GBP' as const, store: 'UK', valueDate: '2026-01-14', personal: sealed },
})
const moves = (quantity: number, from: string, to: string) => ({ moves: [{ line: 1, quantity, from, to }] })
/** Paid, and on until the time to change one's mind is over. */
const going = (quantity: number) => {
  const dueAt = '2026-01-15T10:30:00.000Z'
  return { moves: [{ line: 1, quantity, from: 'payment_pending', to: 'confirmed', dueAt }], wakesAt: dueAt }
}
const cancelled = (quantity: number, from = 'confirmed') => ({
  type: 'OrderLinesCancelled' as const,
  data: {
    lines: [{ line: 1, quantity, amount: 400 * quantity }],
    amount: 400 * quantity,
    currency: 'GBP' as const,
    store: 'UK',
    on: '2026-01-15',
    ...moves(quantity, from, 'cancelled'),
  },
})

describe('what a provider grants', () => {
  it('is known of the order, once', () => {
    given(order, id, byCard).when(authorise()).then(authorised())
    given(order, id, byCard, authorised()).when(authorise()).thenNothing()
  })
  it('needs the order, and its currency', () => {
    given(order, id).when(authorise()).thenRejected('OrderUnknown')
    given(order, id, byCard)
      .when(authorise({ currency: 'EUR' }))
      .thenRejected('PaymentInOtherCurrency', 'currency')
  })
})

describe('a refusal of a provider', () => {
  it('ends the order with the reason that it was not paid', () => {
    const gone = moves(3, 'payment_pending', 'invalid')
    const { moves: _other, ...cancellation } = cancelled(3).data
    given(order, id, byCard)
      .when(fail())
      .then(failed, {
        type: 'OrderLinesCancelled',
        data: { ...cancellation, cause: 'paymentRefused', ...gone },
      })
  })
  it('is noted once', () => given(order, id, byCard, failed).when(fail()).thenNothing())
  it('ends nothing that was granted otherwise', () => {
    given(order, id, byCard, authorised({ payment: 'pay-2' }))
      .when(fail())
      .then(failed)
  })
  it('ends nothing that was paid otherwise', () => {
    given(order, id, byCard, booked(400)).when(fail()).then(failed)
  })
  it('may be followed by a yes', () => {
    given(order, id, byCard, failed).when(authorise()).then(authorised())
    given(order, id, byCard, failed, authorised())
      .when(capture(1200))
      .then(captured(1200, 'c-1', going(3)))
  })
})

describe('what a provider takes', () => {
  it('lets the order go on once all of it has come', () => {
    given(order, id, byCard, authorised()).when(capture(500)).then(captured(500))
    given(order, id, byCard, authorised(), captured(500))
      .when(capture(700, 'c-2'))
      .then(captured(700, 'c-2', going(3)))
  })
  it('counts once under one id', () => {
    given(order, id, byCard, authorised(), captured(500)).when(capture(500)).thenNothing()
    given(order, id, byCard, authorised(), captured(500)).when(capture(400)).thenRejected('BookedOtherwise')
  })
  it('is never more than was granted', () => {
    given(order, id, byCard).when(capture(1)).thenRejected('CapturedTooMuch')
    given(order, id, byCard, authorised()).when(capture(1201)).thenRejected('CapturedTooMuch')
    given(order, id, byCard, authorised(), captured(500)).when(capture(701, 'c-2')).thenRejected('CapturedTooMuch')
  })
  it('is known of a held order, which stands still', () => {
    const held = {
      type: 'OrderHeld' as const,
      data: { store: 'UK', personal: { ...sealed, value: { reason: 'Fraud?' } } },
    }
    given(order, id, byCard, authorised(), held).when(capture(1200)).then(captured(1200))
  })
})

describe('booking money that came', () => {
  it('lets the order go on once it is paid', () => {
    given(order, id, prepaid)
      .when(book())
      .then(booked(1200, going(3)))
    given(order, id, prepaid)
      .when(book({ amount: '11.99' }))
      .then(booked(1199))
    given(order, id, prepaid, booked(1199))
      .when(book({ amount: '0.01' }))
      .then(booked(1, { capture: 'hand-2', ...going(3) }))
  })
  it('may be more than is owed', () =>
    given(order, id, prepaid)
      .when(book({ amount: '20.00' }))
      .then(booked(2000, going(3))))
  it('lets only those units go on that it is for', () => {
    const lines = [{ line: 1, quantity: 2 }]
    given(order, id, prepaid)
      .when(book({ amount: '8', lines }))
      .then(booked(800, { lines, ...going(2) }))
  })
  it('is not for units that do not wait for it', () => {
    const started = placed({ process: 'prepayment-1' })
    const lines = [{ line: 1, quantity: 1 }]
    given(order, id, started).when(book({ lines })).thenRejected('StepImpossible', 'lines.0.quantity')
    given(order, id, prepaid)
      .when(book({ lines: [{ line: 9, quantity: 1 }] }))
      .thenRejected('OrderLineUnknown', 'lines.0.line')
  })
  it('lets no units of a held order go on', () => {
    const held = {
      type: 'OrderHeld' as const,
      data: { store: 'UK', personal: { ...sealed, value: { reason: 'Fraud?' } } },
    }
    given(order, id, prepaid, held)
      .when(book({ lines: [{ line: 1, quantity: 1 }] }))
      .thenRejected('OrderIsHeld')
    given(order, id, prepaid, held).when(book()).then(booked(1200))
  })
  it('of a line of a statement says that the line is booked here, once, whatever else is booked', () => {
    const capture = 'statement-1'
    const captureClaim = 'statement-line.1'
    const once = booked(500, { capture, captureClaim, way: 'statement' })
    given(order, id, prepaid)
      .when(book({ amount: '5', way: 'statement', capture }), { claimed: { 'statement-line': captureClaim } })
      .then(once)
    given(order, id, prepaid, once)
      .when(book({ amount: '5', way: 'statement', capture }))
      .thenNothing()
    given(order, id, prepaid, once)
      .when(book({ amount: '6', way: 'statement', capture }))
      .thenRejected('BookedOtherwise', 'amount')
    given(order, id, prepaid, booked(500, { capture: 'hand-2' }))
      .when(book({ amount: '1' }))
      .then(booked(100, { capture: 'hand-3' }))
  })
  it.each([
    ['2026-01-16', 'ValueDateInFuture'],
    ['2025-01-14', 'ValueDateLongAgo'],
    ['0001-01-01', 'ValueDateLongAgo'],
  ])('is refused with the value date %s', (valueDate, code) =>
    given(order, id, prepaid).when(book({ valueDate })).thenRejected(code, 'valueDate'),
  )
  it('may be of the same day a year before, and of today at the store', () => {
    given(order, id, prepaid)
      .when(book({ amount: '1', valueDate: '2025-01-15' }))
      .then(booked(100, { valueDate: '2025-01-15' }))
    given(order, id, placed({ process: 'prepayment-1', timeZone: 'Pacific/Auckland' }))
      .when(book({ amount: '1', valueDate: '2026-01-15' }), { now: new Date('2026-01-14T20:00:00Z') })
      .then(booked(100, { valueDate: '2026-01-15' }))
  })
  it('is refused without an amount, with a finer one than there are coins, and beyond reach', () => {
    given(order, id, prepaid)
      .when(book({ amount: '0' }))
      .thenRejected('NoAmount', 'amount')
    given(order, id, prepaid)
      .when(book({ amount: '1.005' }))
      .thenRejected('PaymentAmountTooFine', 'amount')
    given(order, id, prepaid, booked(99_999_999_999))
      .when(book({ amount: '0.02' }))
      .thenRejected('BookedBeyondReach', 'amount')
  })
})

describe('settling a refund', () => {
  it('is for what was paid and is not owed any more', () => {
    given(order, id, sold, booked(1200), cancelled(1)).when(settle('4.00')).then(settled(400))
    given(order, id, sold, booked(1200), cancelled(2)).when(settle('4.00')).then(settled(400))
    given(order, id, sold, booked(1250)).when(settle('0.50')).then(settled(50))
  })
  it('is never more', () => {
    given(order, id, sold, booked(1200)).when(settle('0.01')).thenRejected('NothingToRefund', 'amount')
    given(order, id, sold, booked(1200), cancelled(1)).when(settle('4.01')).thenRejected('RefundTooLarge', 'amount')
    given(order, id, sold, booked(1200), cancelled(2), settled(400))
      .when(settle('4.01'))
      .thenRejected('RefundTooLarge', 'amount')
  })
  it('is done once under one id', () => {
    const past = [sold, booked(1200), cancelled(2), settled(400, 'R')] as const
    given(order, id, ...past)
      .when(settle('4.00', { refund: 'R' }))
      .thenNothing()
    given(order, id, ...past)
      .when(settle('3.00', { refund: 'R' }))
      .thenRejected('BookedOtherwise', 'amount')
    given(order, id, ...past)
      .when(settle('4.00'))
      .then(settled(400, 'refund-2'))
  })
})

type Asked = { readonly type: string; readonly data: object }
const amounts = fc.integer({ min: 1, max: 1500 })
const decimal = (minor: number) => (minor / 100).toFixed(2)
const someId = fc.constantFrom('a', 'b', 'c', 'd')
const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.record({ amount: amounts, payment: someId }).map(more => authorise(more)),
  someId.map(fail),
  fc.record({ amount: amounts, capture: someId, payment: someId }).map(more => ({
    type: 'CapturePayment',
    data: { ...capture(1).data, ...more },
  })),
  amounts.map(amount => book({ amount: decimal(amount) })),
  fc
    .record({ amount: amounts, capture: someId })
    .map(({ amount, capture }) => book({ amount: decimal(amount), way: 'statement', capture })),
  amounts.map(amount => settle(decimal(amount))),
  fc.record({ amount: amounts, refund: someId }).map(({ amount, refund }) => settle(decimal(amount), { refund })),
  fc.integer({ min: 1, max: 3 }).map(quantity => ({
    type: 'CancelOrderLines',
    data: { lines: [{ line: 1, quantity }], reason: 'Broken' },
  })),
  fc.constantFrom('AdvanceOrder', 'HoldOrder', 'ReleaseOrder').map(type => ({
    type,
    data: { AdvanceOrder: { step: 'skip_grace' }, HoldOrder: { reason: 'Hm' }, ReleaseOrder: {} }[type] ?? {},
  })),
)

const started = (process: string) => ({
  ...placed({ process, lines: [line()] }),
  at: new Date('2026-01-15T10:00:00Z'),
  commandId: 'given',
})

/** The states that an order passes through, each with the events that led there from the one before. */
const lived = (process: string, commands: readonly Asked[]) => {
  let state = fold(order.evolve, order.initial, [started(process)])
  return commands.flatMap(({ type, data }) => {
    const decide = order.decide[type as 'BookPayment']
    const parsed = order.commands[type as 'BookPayment'].parse(data)
    const decision = decide(state, parsed, {
      now: new Date('2026-01-15T10:00:00Z'),
      actor: { id: 'ada', kind: 'user' },
      id,
      claimed: { 'statement-line': 'statement-line.1' },
      facts: { of: () => ({}) as never },
    })
    if (isRejection(decision)) return []
    for (const { type, data } of decision) order.events[type].parse(data)
    state = fold(
      order.evolve,
      state,
      decision.map(event => ({ ...event, at: new Date('2026-01-15T10:00:00Z'), commandId: 'x' })),
    )
    return state.status === 'absent' ? [] : [{ state, events: decision }]
  })
}

describe('whatever is asked in whatever order', () => {
  const processes = fc.constantFrom('card-1', 'prepayment-1', 'invoice-1', 'no-payment-1')
  const lives = fc.tuple(processes, fc.array(asked, { maxLength: 40 }))

  it('no more goes back than came, no sum falls below zero, and no provider takes more than it granted', () => {
    fc.assert(
      fc.property(lives, ([process, commands]) => {
        for (const { state } of lived(process, commands)) {
          const { payments } = state
          expect(payments.refunded).toBeLessThanOrEqual(payments.captured)
          expect(
            Math.min(payments.authorised, payments.captured, payments.refunded, dueOf(state)),
          ).toBeGreaterThanOrEqual(0)
          expect(paidOf(state) - toRefundOf(state)).toBeLessThanOrEqual(dueOf(state))
          for (const [, { granted, captured: taken }] of payments.atProvider) expect(taken).toBeLessThanOrEqual(granted)
          // All units are in some state, whatever was paid for.
          const units = Object.values(state.lines[0]?.units ?? {}).reduce((sum, { quantity }) => sum + quantity, 0)
          expect(units).toBe(3)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('each id is booked once', () => {
    fc.assert(
      fc.property(lives, ([process, commands]) => {
        const events = lived(process, commands).flatMap(({ events }) => events)
        const captures = events.flatMap(({ type, data }) => (type === 'PaymentCaptured' ? [data.capture] : []))
        const refunds = events.flatMap(({ type, data }) => (type === 'RefundSettled' ? [data.refund] : []))
        expect(new Set(captures).size).toBe(captures.length)
        expect(new Set(refunds).size).toBe(refunds.length)
      }),
    )
  })
})
