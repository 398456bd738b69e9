import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePrices, UnitPrice } from '../../../domain/shared/money.ts'
import { AskedChange, repriced, roundings } from '../../../domain/shared/repricing.ts'

const decimal = (most: number) =>
  fc.integer({ min: 0, max: most }).map(tenThousandths => {
    const [whole, fraction] = [Math.floor(tenThousandths / 10_000), tenThousandths % 10_000]
    return fraction === 0 ? `${whole}` : `${whole}.${String(fraction).padStart(4, '0')}`
  })
const price = decimal(5_000_000_000)
const change = fc.tuple(fc.boolean(), decimal(2_000_000)).map(([isMinus, amount]) => (isMinus ? `-${amount}` : amount))
const asked = fc.record({
  by: fc.constantFrom('percent' as const, 'amount' as const),
  change,
  rounding: fc.constantFrom(...roundings),
})

const by = (by: AskedChange['by'], change: string, rounding: AskedChange['rounding'] = 'cents') =>
  AskedChange.parse({ by, change, rounding })

describe('a changed price', () => {
  it('is exact before it is rounded', () => {
    expect(repriced('19.99', by('percent', '10'), 'EUR')).toBe('21.99')
    expect(repriced('0.0425', by('percent', '100'), 'EUR')).toBe('0.09')
    expect(repriced('1.005', by('amount', '0'), 'EUR')).toBe('1.01')
    expect(repriced('12.50', by('percent', '-12.5'), 'EUR')).toBe('10.94')
    expect(repriced('999999999', by('amount', '0.01'), 'EUR')).toBe('999999999.01')
  })

  it('ends as is asked, the nearest way', () => {
    expect(repriced('10', by('percent', '5', 'x.99'), 'EUR')).toBe('10.99')
    expect(repriced('10', by('amount', '0.4', 'x.99'), 'EUR')).toBe('9.99')
    expect(repriced('10', by('amount', '0.49', 'x.99'), 'EUR')).toBe('10.99')
    expect(repriced('10', by('percent', '0', 'x.95'), 'EUR')).toBe('9.95')
    expect(repriced('10.50', by('amount', '0', 'whole'), 'EUR')).toBe('11.00')
    expect(repriced('0.10', by('amount', '0', 'x.99'), 'EUR')).toBe('0.99')
  })

  it('is written as its currency is', () => {
    expect(repriced('250', by('percent', '10.2'), 'JPY')).toBe('276')
    expect(repriced('250', by('percent', '10.2', 'x.99'), 'JPY')).toBe('276')
    expect(repriced('1.2505', by('amount', '0'), 'KWD')).toBe('1.251')
    expect(repriced('1.25', by('amount', '0', 'x.95'), 'KWD')).toBe('0.950')
  })

  it('is never below zero', () => {
    expect(repriced('5', by('amount', '-5'), 'EUR')).toBe('0.00')
    expect(repriced('5', by('amount', '-5.01'), 'EUR')).toBeUndefined()
    expect(repriced('5', by('percent', '-100', 'whole'), 'EUR')).toBe('0.00')
    expect(repriced('5', by('percent', '-101'), 'EUR')).toBeUndefined()
  })

  it('is a price, in its place, and no further from the exact one than half a step', () => {
    const ends = { cents: /\.\d\d$/, whole: /\.00$/, 'x.99': /\.99$/, 'x.95': /\.95$/ }
    const half = { cents: 0.005, whole: 0.5, 'x.99': 0.5, 'x.95': 0.5 }
    fc.assert(
      fc.property(price, asked, (was, how) => {
        const now = repriced(was, how, 'EUR')
        const exact =
          how.by === 'percent' ? Number(was) * (1 + Number(how.change) / 100) : Number(was) + Number(how.change)
        if (now === undefined) return exact < 1e-6
        const isLowest = /^0\.9[59]$/.test(now)
        return (
          UnitPrice.safeParse(now).success &&
          ends[how.rounding].test(now) &&
          (isLowest || Math.abs(Number(now) - exact) <= half[how.rounding] + 1e-6)
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('keeps the order of prices', () => {
    fc.assert(
      fc.property(price, price, asked, (one, other, how) => {
        const [a, b] = [repriced(one, how, 'EUR'), repriced(other, how, 'EUR')]
        if (a === undefined || b === undefined || how.change.startsWith('-')) return true
        return comparePrices(one, other) <= 0 ? comparePrices(a, b) <= 0 : comparePrices(a, b) >= 0
      }),
    )
  })

  it('is asked for as a number', () => {
    for (const change of ['', 'ten', '1e3', '+5', '1.23456', '--1', '10000000000', 'NaN'])
      expect(AskedChange.safeParse({ by: 'percent', change, rounding: 'cents' }).success, change).toBe(false)
  })
})
