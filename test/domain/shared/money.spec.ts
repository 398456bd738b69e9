import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineTotal, samePrice, UnitPrice } from '../../../domain/shared/money.ts'

const price = fc
  .tuple(fc.nat(99_999), fc.nat(9999))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(4, '0')}`)

describe('a line total', () => {
  it.each([
    ['2.55', 6, 1530],
    ['0.0425', 1, 4],
    ['0.125', 1, 13],
    ['0.005', 1, 1],
    ['0.0049', 1, 0],
    ['12', 0, 0],
    ['0.125', -1, -13],
  ])('of %s × %i is %i minor units, rounded half away from zero', (unitPrice, quantity, total) => {
    expect(lineTotal(unitPrice, quantity)).toBe(total)
  })

  it('is never more than half a minor unit away from the exact product', () => {
    fc.assert(
      fc.property(price, fc.integer({ min: -100_000, max: 100_000 }), (unitPrice, quantity) => {
        const exact = BigInt(unitPrice.replace('.', '')) * BigInt(quantity)
        const off = BigInt(lineTotal(unitPrice, quantity)) * 100n - exact
        expect(off >= -50n && off <= 50n).toBe(true)
      }),
    )
  })

  it('goes back by what it came with', () => {
    fc.assert(
      fc.property(price, fc.nat(100_000), (unitPrice, quantity) => {
        expect(lineTotal(unitPrice, -quantity) + lineTotal(unitPrice, quantity)).toBe(0)
      }),
    )
  })

  it('is exact in whole minor units', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.nat(10_000), (cents, quantity) => {
        const unitPrice = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        expect(lineTotal(unitPrice, quantity)).toBe(cents * quantity)
      }),
    )
  })

  it('is refused beyond what can be counted exactly', () => {
    expect(() => lineTotal('9999999999', 1_000_000_000)).toThrow(RangeError)
  })
})

describe('a unit price', () => {
  it.each(['0', '2.5', '0.0425', '9999999999.9999'])('may be %s', text => {
    expect(UnitPrice.safeParse(text).success).toBe(true)
  })
  it.each(['', '-1', '1.', '.5', '01', '1.23456', '1,5', '1e3', ' 1'])('may not be “%s”', text => {
    expect(UnitPrice.safeParse(text).success).toBe(false)
  })
  it('is compared by value', () => {
    expect(samePrice('2.50', '2.5')).toBe(true)
    expect(samePrice('2.50', '2.51')).toBe(false)
  })
})
