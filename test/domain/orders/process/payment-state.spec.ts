import { describe, expect, test } from 'vitest'
import {
  type PaymentFigures,
  type PaymentState,
  paymentStateOf,
} from '../../../../domain/orders/process/payment-state.ts'

const nothing: PaymentFigures = { due: 0, paid: 0, authorised: 0, isRefused: false, toRefund: 0 }

const cases: readonly (readonly [string, Partial<PaymentFigures>, PaymentState])[] = [
  ['nothing is owed and nothing came', {}, 'none'],
  ['what was granted is not needed any more', { authorised: 100 }, 'none'],
  ['money is owed', { due: 100 }, 'open'],
  ['its provider has granted it', { due: 100, authorised: 100 }, 'authorised'],
  ['its provider said no', { due: 100, isRefused: true }, 'refused'],
  ['its provider said no, and it was cancelled', { isRefused: true }, 'refused'],
  ['some of it came', { due: 100, paid: 99, authorised: 100 }, 'partly_paid'],
  ['some of it came another way after a no', { due: 100, paid: 1, isRefused: true }, 'partly_paid'],
  ['all of it came', { due: 100, paid: 100 }, 'paid'],
  ['more came than was asked for', { due: 100, paid: 101 }, 'overpaid'],
  ['what was paid was cancelled', { due: 60, paid: 100, toRefund: 40 }, 'refund_due'],
  ['all that was paid was cancelled', { paid: 100, toRefund: 100 }, 'refund_due'],
]

describe('the payment state of an order', () => {
  test.each(cases)('%s', (_, figures, state) => {
    expect(paymentStateOf({ ...nothing, ...figures })).toBe(state)
  })
})
