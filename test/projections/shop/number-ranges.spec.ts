import { describe, expect, it } from 'vitest'
import { customers } from '../../../projections/customers/customer.ts'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { orders } from '../../../projections/orders/order.ts'
import { returns } from '../../../projections/orders/return.ts'
import { givenNumbers } from '../../../projections/shop/given-number.ts'
import { numberRanges } from '../../../projections/shop/number-range.ts'
import { placed, recorded } from '../../support/orders.ts'
import { happened, on } from '../../support/projections.ts'

const opened = {
  type: 'NumberRangeOpened' as const,
  data: { store: 'DE', kind: 'orders' as const, prefix: 'DE-', width: 5, next: 1, prefixClaim: 'p.1' },
}

describe('a number range', () => {
  it('is as it was changed last; another stays as it was', () => {
    const log = happened(
      on('numberRange-UK-orders', { ...opened, data: { ...opened.data, store: 'UK' } }),
      on(
        'numberRange-DE-orders',
        opened,
        { type: 'NumberRangeChanged', data: { prefix: null, width: 7, prefixClaim: 'p.2' } },
        { type: 'NextNumberSet', data: { next: 100 } },
        { type: 'NumberRangePaused', data: {} },
      ),
    )
    expect(foldStream(numberRanges, log).number_range).toMatchObject([
      { numberRange: 'UK-orders', store: 'UK', kind: 'orders', status: 'active', prefix: 'DE-', width: 5, next: 1 },
      { numberRange: 'DE-orders', store: 'DE', status: 'paused', prefix: null, width: 7, next: 100, revision: 3 },
    ])
  })
  it('goes on when it is resumed', () => {
    const log = happened(
      on(
        'numberRange-DE-orders',
        opened,
        { type: 'NumberRangePaused', data: {} },
        { type: 'NumberRangeResumed', data: {} },
      ),
    )
    expect(foldStream(numberRanges, log).number_range).toMatchObject([{ status: 'active' }])
  })
})

describe('numbers that were given', () => {
  const gave = (number: number, to: string) => ({
    type: 'NumberGiven' as const,
    data: { store: 'DE', number, to, text: `DE-${number}` },
  })
  it('say what has them', () => {
    const carried = { type: 'NumbersCarriedForward' as const, data: { next: 3, waiting: ['b'] } }
    const log = happened(
      on('numberBook-DE-orders', gave(1, 'a'), gave(2, 'b'), carried),
      on('numberBook-UK-orders', gave(1, 'c')),
    )
    expect(foldStream(givenNumbers, log).given_number).toMatchObject([
      { range: 'DE-orders', number: 1, text: 'DE-1', document: 'a' },
      { range: 'DE-orders', number: 2, text: 'DE-2', document: 'b' },
      { range: 'UK-orders', number: 1, text: 'DE-1', document: 'c' },
    ])
  })

  it('stand where that of the id stood', () => {
    const number = { number: 'DE-1', range: 'DE-it' }
    const order = happened(on('order-1', placed(), { type: 'OrderNumbered', data: number }), on('order-2', placed()))
    expect(foldStream(orders, order).sales_order).toMatchObject([
      { id: '1', number: 'DE-1', revision: 1 },
      { id: '2', number: placed().data.number, revision: 0 },
    ])
    const back = happened(on('return-1', recorded(), { type: 'ReturnNumbered', data: number }))
    expect(foldStream(returns, back).order_return).toMatchObject([{ number: 'DE-1', revision: 1 }])
    const registered = {
      type: 'CustomerRegistered' as const,
      data: { locale: 'en' as const, store: 'DE', emailClaim: 'c', personal: { subject: 'customer-1', value: null } },
    }
    const known = happened(on('customer-1', registered, { type: 'CustomerNumbered', data: number }))
    expect(foldStream(customers, known).customer).toMatchObject([{ reference: 'DE-1', revision: 1 }])
  })
})
