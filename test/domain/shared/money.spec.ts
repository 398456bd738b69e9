import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Currency, currencies, decimalsOf } from '../../../domain/shared/currency.ts'
import { lineTotal, samePrice, UnitPrice } from '../../../domain/shared/money.ts'

const price = fc
  .tuple(fc.nat(99_999), fc.nat(9999))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(4, '0')}`)

const currency = fc.constantFrom('EUR', 'JPY', 'KWD')

describe('a currency', () => {
  it('has the decimals of ISO 4217', () => {
    expect(['EUR', 'JPY', 'KWD', 'ISK', 'HUF'].map(decimalsOf)).toEqual([2, 0, 3, 0, 2])
  })
  it('is one that there is, under its code', () => {
    expect(Currency.safeParse('XXX').success).toBe(false)
    expect(Currency.safeParse('eur').success).toBe(false)
    expect(new Set(currencies).size).toBe(currencies.length)
    const known = new Set(Intl.supportedValuesOf('currency'))
    expect(currencies.filter(code => !known.has(code))).toEqual([])
  })
})

describe('a line total', () => {
  it.each([
    ['2.55', 6, 'EUR', 1530],
    ['0.0425', 1, 'EUR', 4],
    ['0.125', 1, 'EUR', 13],
    ['0.005', 1, 'EUR', 1],
    ['0.0049', 1, 'EUR', 0],
    ['12', 0, 'EUR', 0],
    ['0.125', -1, 'EUR', -13],
    ['0.0425', 1, 'JPY', 0],
    ['0.5', 1, 'JPY', 1],
    ['250', 3, 'JPY', 750],
    ['1.2505', 1, 'KWD', 1251],
    ['0.0425', 2, 'KWD', 85],
  ])('of %s × %i in %s is %i minor units, rounded half away from zero', (unitPrice, quantity, currency, total) => {
    expect(lineTotal(unitPrice, quantity, currency)).toBe(total)
  })

  it('is never more than half a minor unit away from the exact product', () => {
    fc.assert(
      fc.property(price, fc.integer({ min: -100_000, max: 100_000 }), currency, (unitPrice, quantity, currency) => {
        const exact = BigInt(unitPrice.replace('.', '')) * BigInt(quantity)
        const unit = 10n ** BigInt(4 - decimalsOf(currency))
        const off = BigInt(lineTotal(unitPrice, quantity, currency)) * unit - exact
        expect(2n * (off < 0n ? -off : off) <= unit).toBe(true)
      }),
    )
  })

  it('goes back by what it came with', () => {
    fc.assert(
      fc.property(price, fc.nat(100_000), currency, (unitPrice, quantity, currency) => {
        expect(lineTotal(unitPrice, -quantity, currency) + lineTotal(unitPrice, quantity, currency)).toBe(0)
      }),
    )
  })

  it('is exact in whole minor units', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.nat(10_000), (cents, quantity) => {
        const unitPrice = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        expect(lineTotal(unitPrice, quantity, 'EUR')).toBe(cents * quantity)
      }),
    )
  })

  it('is refused beyond what can be counted exactly', () => {
    expect(() => lineTotal('9999999999', 1_000_000_000, 'EUR')).toThrow(RangeError)
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
