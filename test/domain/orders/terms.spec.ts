import { describe, expect, test } from 'vitest'
import { type Fact, isRejection } from '../../../domain/decider.ts'
import { carrierStatus, knownDeliveryMethod } from '../../../domain/facts/known-delivery-method.ts'
import { knownPaymentMethod } from '../../../domain/facts/known-payment-method.ts'
import { knownStore } from '../../../domain/facts/known-store.ts'
import { ratesOfTaxSet } from '../../../domain/facts/rates-of-tax-set.ts'
import { order } from '../../../domain/orders/order.ts'
import { keptTaxRate } from '../../../domain/shop/tax-rate.ts'
import { given } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'
import { line, onSale, placedNow, standardDelivery } from '../../support/orders.ts'

const id = '536365'
const dueAt = '2026-01-15T10:30:00.000Z'
const ada = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 St James’s Square',
  zip: 'SW1Y 4JH',
  city: 'London',
  country: 'GB',
}
const goods = { store: 'UK', currency: 'GBP', customer: null, lines: [{ sku: 'MUG', quantity: 3 }] } as const
const place = (more: object = {}) => ({
  type: 'PlaceOrder' as const,
  data: { ...goods, lines: [...goods.lines], ...more },
})

const invoice = {
  status: 'active',
  provider: 'invoice',
  names: { en: 'Invoice' },
  stores: null,
  process: 'invoice-1',
  fees: [{ currency: 'GBP', amount: 130 }],
  taxSet: 'reduced',
  behaviour: 'accept',
  hasSecret: false,
}
const rate = (percentage: string, more: object = {}) => ({
  name: 'VAT',
  country: 'GB',
  region: null,
  percentage,
  validFrom: null,
  validTo: null,
  ...more,
})

type Known = readonly [fact: Fact<unknown>, id: string, view: unknown]
const mug = (more: object = {}): Known => onSale('MUG', { taxSet: 'standard', ...more })
const of = (...known: readonly Known[]) => ({
  facts: [
    ...known,
    mug(),
    [knownDeliveryMethod, 'standard', standardDelivery],
    [knownPaymentMethod, 'invoice', invoice],
    [carrierStatus, 'post', 'active'],
    [ratesOfTaxSet, 'standard', ['vat']],
    [ratesOfTaxSet, 'reduced', ['low']],
    [keptTaxRate, 'vat', rate('20')],
    [keptTaxRate, 'low', rate('5')],
  ] as readonly Known[],
})
const store = (more: object): Known => [knownStore, 'UK', { ...storeOf('UK'), ...more }]
const delivered = { delivery: 'standard', shipping: ada }

const taxed = [line({ tax: { rate: '20', net: 1000, amount: 200 } })]

describe('placing an order that is delivered and paid', () => {
  test('keeps what it was placed on: taxes of the country, expenses, addresses, the process of how it is paid', () => {
    const expenses = [
      {
        kind: 'delivery' as const,
        key: 'standard',
        name: 'Standard',
        amount: 490,
        taxes: [{ rate: '20', net: 408, amount: 82 }],
      },
      {
        kind: 'payment' as const,
        key: 'invoice',
        name: 'Invoice',
        amount: 130,
        taxes: [{ rate: '5', net: 124, amount: 6 }],
      },
    ]
    const taxes = [
      { rate: '20', net: 1408, tax: 282 },
      { rate: '5', net: 124, tax: 6 },
    ]
    const { data } = placedNow({
      customer: null,
      lines: taxed,
      total: 1820,
      subtotal: 1200,
      expenses,
      taxes,
      country: 'GB',
      process: 'invoice-1',
      dueAt: '2026-01-15T12:00:00.000Z',
      delivery: { method: 'standard', name: 'Standard' },
      payment: { method: 'invoice', name: 'Invoice', process: 'invoice-1' },
      source: 'phone',
      personal: {
        subject: 'order-536365',
        value: { billing: ada, shipping: { ...ada, city: 'Bath', zip: 'BA1 1AA' } },
      },
    })
    const asked = {
      delivery: 'standard',
      payment: 'invoice',
      source: 'phone',
      billing: ada,
      shipping: { ...ada, city: 'Bath', zip: 'BA1 1AA' },
    }
    given(order, id).when(place(asked), of()).then({ type: 'OrderPlaced', data })
  })

  test('goes where the bill goes unless it is to go elsewhere', () => {
    const { data } = placedNow({
      customer: null,
      country: 'GB',
      lines: taxed,
      taxes: [{ rate: '20', net: 1000, tax: 200 }],
      dueAt,
      personal: { subject: 'order-536365', value: { billing: ada } },
    })
    given(order, id)
      .when(place({ billing: ada }), of())
      .then({ type: 'OrderPlaced', data })
  })

  test('takes the prices without tax at a store that has those, and adds the tax', () => {
    const known = of(store({ priceMode: 'net' }), mug({ net: { 'UK/GBP': '3.00' } }))
    const net = [line({ unitPrice: '3.00', total: 900, tax: { rate: '20', net: 900, amount: 180 } })]
    const { data } = placedNow({
      customer: null,
      country: 'GB',
      lines: net,
      taxes: [{ rate: '20', net: 900, tax: 180 }],
      total: 1080,
      subtotal: 900,
      priceMode: 'net',
      dueAt,
      personal: { subject: 'order-536365', value: { shipping: ada } },
    })
    given(order, id)
      .when(place({ shipping: ada }), known)
      .then({ type: 'OrderPlaced', data })
  })

  test.each([
    ['is free from its value on', { freeFrom: 1200 }, []],
    [
      'costs what is said of orders of its value',
      { price: { kind: 'value', steps: [{ from: 1000, amount: 120 }] } },
      [{ rate: '20', net: 100, amount: 20 }],
    ],
  ])('%s', (_, terms, parts) => {
    const amount = parts.reduce((sum, part) => sum + part.net + part.amount, 0)
    const taxes = [{ rate: '20', net: 1000 + (parts[0]?.net ?? 0), tax: 200 + (parts[0]?.amount ?? 0) }]
    const { data } = placedNow({
      customer: null,
      country: 'GB',
      lines: taxed,
      taxes,
      dueAt,
      total: 1200 + amount,
      subtotal: 1200,
      expenses: [{ kind: 'delivery', key: 'standard', name: 'Standard', amount, taxes: parts }],
      delivery: { method: 'standard', name: 'Standard' },
      personal: { subject: 'order-536365', value: { shipping: ada } },
    })
    const prices = [{ ...standardDelivery.prices[0], ...terms }]
    given(order, id)
      .when(place(delivered), of([knownDeliveryMethod, 'standard', { ...standardDelivery, prices }]))
      .then({ type: 'OrderPlaced', data })
  })
})

describe('an order is refused', () => {
  const refusals: readonly (readonly [what: string, asked: object, known: Known[], code: string, field: string])[] = [
    ['that is delivered nowhere', { delivery: 'standard' }, [], 'OrderAddressMissing', 'shipping.street'],
    [
      'where the store does not sell',
      { shipping: ada },
      [store({ countries: ['DE'] })],
      'OrderNotSoldThere',
      'shipping.country',
    ],
    [
      'of prices without tax that goes nobody knows where',
      {},
      [store({ priceMode: 'net' }), mug({ net: { 'UK/GBP': '3' } })],
      'OrderCountryMissing',
      'shipping.country',
    ],
    [
      'without a price of the kind that its store has',
      { shipping: ada },
      [store({ priceMode: 'net' })],
      'ProductWithoutNetPrice',
      'lines.0.sku',
    ],
    [
      'with a postcode of another country',
      { billing: { ...ada, zip: '10115' } },
      [],
      'PostcodeMalformed',
      'billing.zip',
    ],
    [
      'with a delivery method that there is not',
      delivered,
      [[knownDeliveryMethod, 'standard', undefined]],
      'OrderDeliveryUnknown',
      'delivery',
    ],
    [
      'whose delivery method is not offered',
      delivered,
      [[knownDeliveryMethod, 'standard', { ...standardDelivery, status: 'inactive' }]],
      'OrderDeliveryNotOffered',
      'delivery',
    ],
    [
      'whose carrier takes nothing',
      delivered,
      [[carrierStatus, 'post', 'inactive']],
      'OrderDeliveryNotOffered',
      'delivery',
    ],
    [
      'with a payment method that is not offered',
      { payment: 'invoice' },
      [[knownPaymentMethod, 'invoice', { ...invoice, stores: ['DE'] }]],
      'OrderPaymentNotOffered',
      'payment',
    ],
    [
      'with a payment method that there is not',
      { payment: 'invoice' },
      [[knownPaymentMethod, 'invoice', { status: 'absent' }]],
      'OrderPaymentNotOffered',
      'payment',
    ],
    [
      'of goods that are not taxed there',
      { shipping: { ...ada, country: 'IE', zip: 'D02 AF30' } },
      [],
      'ProductNotTaxed',
      'lines.0.sku',
    ],
    [
      'of goods that are not taxed any more',
      { shipping: ada },
      [[keptTaxRate, 'vat', rate('20', { validTo: '2026-01-14' })]],
      'ProductNotTaxed',
      'lines.0.sku',
    ],
    ['whose tax set is gone', { shipping: ada }, [[ratesOfTaxSet, 'standard', []]], 'ProductNotTaxed', 'lines.0.sku'],
    [
      'whose delivery is not taxed there',
      delivered,
      [
        [knownDeliveryMethod, 'standard', { ...standardDelivery, taxSet: 'gone' }],
        [ratesOfTaxSet, 'gone', []],
      ],
      'OrderDeliveryNotTaxed',
      'delivery',
    ],
    [
      'whose fee is not taxed there',
      { payment: 'invoice', shipping: ada },
      [[ratesOfTaxSet, 'reduced', []]],
      'OrderPaymentNotTaxed',
      'payment',
    ],
  ]
  test.each(refusals)('%s', (_, asked, known, code, field) => {
    given(order, id)
      .when(place(asked), of(...known))
      .thenRejected(code, field)
  })

  test('for its delivery and its payment at once', () => {
    const known = of([carrierStatus, 'post', 'inactive'], [knownPaymentMethod, 'invoice', { status: 'absent' }])
    given(order, id)
      .when(place({ ...delivered, payment: 'invoice' }), known)
      .thenAllRejected(['OrderDeliveryNotOffered', 'delivery'], ['OrderPaymentNotOffered', 'payment'])
  })

  test('where delivery makes it more than any order comes to', () => {
    const prices = [{ store: 'UK', currency: 'GBP', price: { kind: 'flat', amount: 100_000_000_000 }, freeFrom: null }]
    given(order, id)
      .when(place(delivered), of([knownDeliveryMethod, 'standard', { ...standardDelivery, prices }]))
      .thenRejected('AmountTooLarge', 'lines')
  })
})

test('what an order asks of others is named step by step: products, their tax sets, the rates of these', () => {
  const asked = order.commands.PlaceOrder.parse(place({ ...delivered, payment: 'invoice' }).data)
  const { facts: known } = of()
  const facts = {
    of: ({ category }: Fact<unknown>, key: string) =>
      known.find(([fact, one]) => fact.category === category && one === key)?.[2] as never,
  }
  const named = (refs: readonly { readonly fact: Fact<unknown>; readonly id: string }[]) =>
    refs.map(({ fact, id: of }) => `${fact.category}-${of}`)
  const [second, third] = [order.further?.PlaceOrder ?? []].flat()
  expect(named(order.facts?.PlaceOrder?.(asked, id, order.initial) ?? [])).toEqual(
    expect.arrayContaining(['store-UK', 'product-MUG', 'deliveryMethod-standard', 'paymentMethod-invoice']),
  )
  expect(named(second?.(asked, facts, order.initial) ?? [])).toEqual([
    'carrier-post',
    'taxSet-standard',
    'taxSet-reduced',
  ])
  expect(named(third?.(asked, facts, order.initial) ?? [])).toEqual(['taxRate-vat', 'taxRate-low'])
  expect(isRejection(facts.of(carrierStatus, 'post'))).toBe(false)
})
