import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AskedAmount, amountText, minorOf } from '../../../domain/shared/amount.ts'
import { AskedWeight, gramsOf, kilogramsOf } from '../../../domain/shared/weight.ts'

describe('an amount as decimal text', () => {
  it.each([
    ['4.90', 'EUR', 490],
    ['4.9', 'EUR', 490],
    ['0', 'EUR', 0],
    ['500', 'JPY', 500],
    ['500.00', 'JPY', 500],
    ['1.250', 'KWD', 1250],
    ['99999999.999', 'KWD', 99_999_999_999],
  ])('%s of %s is %i of its minor units', (text, currency, minor) => expect(minorOf(text, currency)).toBe(minor))

  it.each([
    ['4.905', 'EUR'],
    ['0.5', 'JPY'],
  ])('%s is finer than %s can be', (text, currency) => expect(minorOf(text, currency)).toBeUndefined())

  it('is the same after a way there and back, in every currency', () =>
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.constantFrom('EUR', 'JPY', 'KWD'), (minor, currency) => {
        expect(minorOf(amountText(minor, currency), currency)).toBe(minor)
        expect(AskedAmount.safeParse(amountText(minor, currency)).success).toBe(true)
      }),
    ))

  it.each(['-1', '1,50', '100000000', '1.2345', '', '01', '1e3', '١'])('is not %j', text =>
    expect(AskedAmount.safeParse(text).success).toBe(false),
  )
})

describe('a weight in kilograms', () => {
  it.each([
    ['3.2', 3200],
    ['0.001', 1],
    ['99999.999', 99_999_999],
    ['0', 0],
  ])('%s is %i g', (text, grams) => {
    expect(AskedWeight.safeParse(text).success).toBe(true)
    expect(gramsOf(text)).toBe(grams)
  })
  it('is the same after a way there and back', () =>
    fc.assert(
      fc.property(fc.nat(99_999_999), grams => {
        expect(gramsOf(kilogramsOf(grams))).toBe(grams)
      }),
    ))
  it.each(['-1', '1,5', '0.0001', '100000', ''])('is not %j', text =>
    expect(AskedWeight.safeParse(text).success).toBe(false),
  )
})
