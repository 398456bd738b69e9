import { describe, expect, it } from 'vitest'
import { customer } from '../../../domain/customers/customer.ts'
import { type AnyDecider, fold } from '../../../domain/decider.ts'
import { numberedDocument } from '../../../domain/facts/numbered-document.ts'
import { order } from '../../../domain/orders/order.ts'
import { orderReturn } from '../../../domain/orders/return.ts'
import type { NumberedKind } from '../../../domain/shop/numbering.ts'
import { given } from '../../support/given.ts'
import { placed, recorded } from '../../support/orders.ts'

const number = { number: 'UK-7', range: 'UK-it' }
const another = { number: 'UK-8', range: 'UK-it' }
const registered = {
  type: 'CustomerRegistered' as const,
  data: { locale: 'en' as const, store: 'UK', emailClaim: 'c.1', personal: { subject: 'customer-1', value: null } },
}
const erased = { type: 'CustomerErased' as const, data: {} }

describe('the number that an order is given', () => {
  const noted = { type: 'OrderNumbered' as const, data: number }
  it('is kept, once and for all', () => {
    given(order, '1', placed()).when({ type: 'NumberOrder', data: number }).then(noted)
    given(order, '1', placed(), noted).when({ type: 'NumberOrder', data: number }).thenNothing()
    given(order, '1', placed(), noted).when({ type: 'NumberOrder', data: another }).thenNothing()
  })
  it('needs the order', () =>
    given(order, '1').when({ type: 'NumberOrder', data: number }).thenRejected('OrderUnknown'))
})

describe('the number that a return is given', () => {
  const noted = { type: 'ReturnNumbered' as const, data: number }
  it('is kept, once and for all', () => {
    given(orderReturn, '1', recorded()).when({ type: 'NumberReturn', data: number }).then(noted)
    given(orderReturn, '1', recorded(), noted).when({ type: 'NumberReturn', data: another }).thenNothing()
  })
  it('needs the return', () =>
    given(orderReturn, '1').when({ type: 'NumberReturn', data: number }).thenRejected('ReturnUnknown'))
})

describe('the number that a customer is given', () => {
  const noted = { type: 'CustomerNumbered' as const, data: number }
  it('is kept, once and for all', () => {
    given(customer, '1', registered).when({ type: 'NumberCustomer', data: number }).then(noted)
    given(customer, '1', registered, noted).when({ type: 'NumberCustomer', data: another }).thenNothing()
  })
  it('is nothing to whoever was erased meanwhile', () =>
    given(customer, '1', registered, erased).when({ type: 'NumberCustomer', data: number }).thenNothing())
  it('needs the customer', () =>
    given(customer, '1').when({ type: 'NumberCustomer', data: number }).thenRejected('CustomerUnknown'))
})

describe('what a book knows of a document', () => {
  const seen = (kind: NumberedKind, decider: AnyDecider, ...events: readonly { type: string; data: object }[]) =>
    numberedDocument[kind].view(
      fold(
        decider.evolve,
        decider.initial,
        events.map(event => ({ ...event, at: new Date(0), commandId: 'c' })),
      ) as never,
    )
  it.each([
    ['orders', order, placed(), { type: 'OrderNumbered', data: number }],
    ['returns', orderReturn, recorded(), { type: 'ReturnNumbered', data: number }],
    ['customers', customer, registered, { type: 'CustomerNumbered', data: number }],
  ] as const)('of %s is whether it is there, and waits for a number', (kind, decider, made, noted) => {
    expect([[], [made], [made, noted]].map(events => seen(kind, decider, ...events))).toEqual([
      'absent',
      'waiting',
      'settled',
    ])
  })
  it('is that the erased wait for none, whether they had one or not', () => {
    expect(seen('customers', customer, registered, erased)).toBe('settled')
    expect(seen('customers', customer, registered, { type: 'CustomerNumbered', data: number }, erased)).toBe('settled')
  })
})
