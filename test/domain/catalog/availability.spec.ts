import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { availableAt, type Lying } from '../../../domain/catalog/availability.ts'

const stores = ['DE', 'UK', 'CH']
const lying: fc.Arbitrary<Lying> = fc.record({
  onHand: fc.integer({ min: -50, max: 50 }),
  reserved: fc.nat(50),
  neverOutOfStock: fc.boolean(),
  isOpen: fc.boolean(),
  stores: fc.option(fc.subarray(stores)),
})
const anyStore = fc.constantFrom(...stores)
const holds = (predicate: (places: readonly Lying[], place: Lying, store: string) => void) =>
  fc.assert(fc.property(fc.array(lying, { maxLength: 6 }), lying, anyStore, predicate))

describe('what a store can promise', () => {
  it('is what is free in the open warehouses that serve it', () => {
    const place = { onHand: 5, reserved: 2, neverOutOfStock: false, isOpen: true, stores: null }
    const places = [
      place,
      { ...place, onHand: 10, stores: ['UK'] },
      { ...place, onHand: 100, stores: ['DE'] },
      { ...place, onHand: 1000, isOpen: false },
    ]
    expect(availableAt('UK', places)).toEqual({ available: 11, neverOutOfStock: false })
    expect(availableAt('CH', [])).toEqual({ available: 0, neverOutOfStock: false })
  })

  it('is the sum over its warehouses, each of which promises no less than nothing', () => {
    holds((places, _, store) => {
      const { available } = availableAt(store, places)
      const each = places.map(place => availableAt(store, [place]).available)
      expect(available).toBe(each.reduce((sum, one) => sum + one, 0))
      for (const one of each) expect(one).toBeGreaterThanOrEqual(0)
    })
  })

  it('is not changed by what is closed, or serves others', () => {
    holds((places, place, store) => {
      const others = stores.filter(other => other !== store)
      const before = availableAt(store, places)
      expect(availableAt(store, [...places, { ...place, isOpen: false }])).toEqual(before)
      expect(availableAt(store, [...places, { ...place, stores: others }])).toEqual(before)
    })
  })

  it('is as much as anybody asks for where one of its warehouses is never out of stock', () => {
    holds((places, place, store) => {
      const endless = { ...place, isOpen: true, stores: [store], neverOutOfStock: true }
      expect(availableAt(store, [...places, endless]).neverOutOfStock).toBe(true)
      const finite = places.map(it => ({ ...it, neverOutOfStock: false }))
      expect(availableAt(store, finite).neverOutOfStock).toBe(false)
    })
  })

  it('does not depend on the order of the warehouses, and never falls when more is put in', () => {
    holds((places, place, store) => {
      expect(availableAt(store, [...places].reverse())).toEqual(availableAt(store, places))
      const more = { ...place, onHand: place.onHand + 1 }
      expect(availableAt(store, [...places, more]).available).toBeGreaterThanOrEqual(
        availableAt(store, [...places, place]).available,
      )
    })
  })
})
