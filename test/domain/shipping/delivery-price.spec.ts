import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Delivered,
  type DeliveryOffer,
  type DeliveryPrice,
  deliveryPrice,
  notOfferedReasons,
  type Parcel,
} from '../../../domain/shipping/delivery-price.ts'

const steps: DeliveryPrice = {
  kind: 'weight',
  steps: [
    { upTo: 2000, amount: 490 },
    { upTo: 5000, amount: 690 },
    { upTo: 31_500, amount: 1290 },
  ],
}
const byValue: DeliveryPrice = {
  kind: 'value',
  steps: [
    { from: 1000, amount: 590 },
    { from: 5000, amount: 290 },
    { from: 10_000, amount: 0 },
  ],
}

const method = (price: DeliveryPrice, over: Partial<Delivered> = {}, freeFrom: number | null = null): Delivered => ({
  status: 'active',
  stores: null,
  countries: null,
  prices: [{ store: 'DE', currency: 'EUR', price, freeFrom }],
  ...over,
})
const parcel = (over: Partial<Parcel> = {}): Parcel => ({
  store: { store: 'DE', countries: ['DE', 'AT'] },
  currency: 'EUR',
  country: 'AT',
  grams: 3200,
  value: 4000,
  ...over,
})
const priceOf = (of: Delivered, over: Partial<Parcel> = {}) => deliveryPrice(of, 'active', parcel(over))

/** Worked by hand. */
const examples: readonly (readonly [string, DeliveryOffer, DeliveryOffer])[] = [
  ['a flat price', priceOf(method({ kind: 'flat', amount: 490 })), { price: 490 }],
  ['3.2 kg, which is up to 5 kg', priceOf(method(steps)), { price: 690 }],
  ['2 kg, which is up to 2 kg', priceOf(method(steps), { grams: 2000 }), { price: 490 }],
  ['a gram more', priceOf(method(steps), { grams: 2001 }), { price: 690 }],
  ['nothing that weighs anything', priceOf(method(steps), { grams: 0 }), { price: 490 }],
  ['the heaviest', priceOf(method(steps), { grams: 31_500 }), { price: 1290 }],
  ['a gram more than that', priceOf(method(steps), { grams: 31_501 }), { notOffered: 'tooHeavy' }],
  ['40.00, which is from 10.00', priceOf(method(byValue)), { price: 590 }],
  ['10.00', priceOf(method(byValue), { value: 1000 }), { price: 590 }],
  ['a cent less', priceOf(method(byValue), { value: 999 }), { notOffered: 'valueTooLow' }],
  ['49.99', priceOf(method(byValue), { value: 4999 }), { price: 590 }],
  ['50.00', priceOf(method(byValue), { value: 5000 }), { price: 290 }],
  ['100.00', priceOf(method(byValue), { value: 10_000 }), { price: 0 }],
  ['free from 40.00', priceOf(method(steps, {}, 4000)), { price: 0 }],
  ['not yet free from 40.01', priceOf(method(steps, {}, 4001)), { price: 690 }],
  ['free, but too heavy', priceOf(method(steps, {}, 0), { grams: 40_000 }), { notOffered: 'tooHeavy' }],
  ['only to Austria', priceOf(method(steps, { countries: ['AT'] })), { price: 690 }],
  ['only to Germany', priceOf(method(steps, { countries: ['DE'] })), { notOffered: 'otherCountries' }],
  ['where the store does not sell to', priceOf(method(steps), { country: 'CH' }), { notOffered: 'notSoldTo' }],
  [
    'to anywhere from a store that sells everywhere',
    priceOf(method(steps), { country: 'CH', store: { store: 'DE', countries: [] } }),
    { price: 690 },
  ],
  ['of other stores', priceOf(method(steps, { stores: ['UK'] })), { notOffered: 'otherStores' }],
  ['in a currency without a price', priceOf(method(steps), { currency: 'CHF' }), { notOffered: 'noPrice' }],
  [
    'at a store without a price',
    priceOf(method(steps), { store: { store: 'UK', countries: [] } }),
    { notOffered: 'noPrice' },
  ],
  ['of an inactive method', priceOf(method(steps, { status: 'inactive' })), { notOffered: 'methodInactive' }],
  [
    'by a carrier that brings nothing any more',
    deliveryPrice(method(steps), 'inactive', parcel()),
    { notOffered: 'carrierInactive' },
  ],
]

describe('what delivery costs', () => {
  it.each(examples)('%s', (_, offer, expected) => expect(offer).toEqual(expected))

  it('is not offered for each of these reasons in some example', () => {
    const told = examples.flatMap(([, offer]) => ('notOffered' in offer ? [offer.notOffered] : []))
    expect([...new Set(told)].sort()).toEqual([...notOfferedReasons].sort())
  })
})

const amount = fc.nat(100_000)
const rising = fc
  .uniqueArray(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 50 })
  .map(limits => limits.sort((a, b) => a - b))
const weightSteps = rising.chain(limits => fc.tuple(...limits.map(upTo => amount.map(amount => ({ upTo, amount })))))
const valueSteps = rising.chain(limits => fc.tuple(...limits.map(from => amount.map(amount => ({ from, amount })))))
const quantity = fc.nat(60_000)

describe('steps, whatever they are', () => {
  it('by weight: the one that holds the parcel while the one before is too small for it', () =>
    fc.assert(
      fc.property(weightSteps, quantity, (all, grams) => {
        const offer = priceOf(method({ kind: 'weight', steps: all }), { grams })
        const held = all.filter(({ upTo }, index) => grams <= upTo && grams > (all[index - 1]?.upTo ?? -1))
        expect(offer).toEqual(held[0] === undefined ? { notOffered: 'tooHeavy' } : { price: held[0].amount })
        expect(held.length).toBeLessThanOrEqual(1)
      }),
    ))
  it('by value: the last one that is reached', () =>
    fc.assert(
      fc.property(valueSteps, quantity, (all, value) => {
        const offer = priceOf(method({ kind: 'value', steps: all }), { value })
        const reached = all.filter(({ from }, index) => value >= from && value < (all[index + 1]?.from ?? Infinity))
        expect(offer).toEqual(reached[0] === undefined ? { notOffered: 'valueTooLow' } : { price: reached[0].amount })
      }),
    ))
  it('cost no less for a heavier parcel where they cost no less, and it is not offered again beyond', () =>
    fc.assert(
      fc.property(weightSteps, quantity, quantity, (all, one, other) => {
        const prices = all.map(({ amount }) => amount).sort((a, b) => a - b)
        const dearer = all.map(({ upTo }, index) => ({ upTo, amount: prices[index] ?? 0 }))
        const [light, heavy] = [Math.min(one, other), Math.max(one, other)].map(grams => {
          const offer = priceOf(method({ kind: 'weight', steps: dearer }), { grams })
          return 'price' in offer ? offer.price : Infinity
        })
        expect(light).toBeLessThanOrEqual(heavy ?? 0)
      }),
    ))
  it('are free from a value on exactly where they are offered', () =>
    fc.assert(
      fc.property(weightSteps, quantity, quantity, quantity, (all, grams, value, freeFrom) => {
        const price: DeliveryPrice = { kind: 'weight', steps: all }
        const paid = priceOf(method(price), { grams, value })
        const offer = priceOf(method(price, {}, freeFrom), { grams, value })
        expect(offer).toEqual('price' in paid && value >= freeFrom ? { price: 0 } : paid)
      }),
    ))
})
