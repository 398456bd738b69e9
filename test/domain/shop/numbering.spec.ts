import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  NumberPrefix,
  numberPlace,
  numberText,
  prefixKey,
  rangeId,
  rangeSpelled,
} from '../../../domain/shop/numbering.ts'

const prefixes = fc
  .array(fc.constantFrom('A', 'b', '-', '/', '1', '20', '2026', '{year}'), { maxLength: 6 })
  .map(parts => NumberPrefix.safeParse(parts.length === 0 ? null : parts.join('')))
  .filter(({ success }) => success)
  .map(({ data }) => data ?? null)
const formats = fc.record({ prefix: prefixes, width: fc.integer({ min: 1, max: 10 }) })
const numbers = fc.integer({ min: 1, max: 9_999_999_999 })
const years = fc.constantFrom('2025', '2026', '2027')

describe('a number as people read it', () => {
  it('has prefix, year and leading zeros', () => {
    expect(numberText({ prefix: 'DE-{year}-', width: 5 }, 17, '2026')).toBe('DE-2026-00017')
    expect(numberText({ prefix: null, width: 1 }, 17, '2026')).toBe('17')
    expect(numberText({ prefix: 'R/', width: 2 }, 12_345, '2026')).toBe('R/12345')
  })

  it('is that of no other number of its range, whatever prefix, width and year they have', () => {
    fc.assert(
      fc.property(formats, numbers, years, formats, numbers, years, (one, a, year, other, b, later) => {
        expect(numberText(one, a, year) === numberText(other, b, later) && a !== b).toBe(false)
      }),
    )
    // Their numbers differ, and all the rest may make up for it: no prefix that ends in a digit is taken.
    expect(numberText({ prefix: 'A1', width: 1 }, 2, '2026')).toBe(numberText({ prefix: 'A', width: 1 }, 12, '2026'))
  })

  it('is that of no other range whose prefix has another key', () => {
    fc.assert(
      fc.property(formats, years, formats, years, numbers, (one, year, other, later, number) => {
        const isSame = numberText(one, number, year) === numberText({ ...other, width: one.width }, number, later)
        expect(isSame && prefixKey(one.prefix) !== prefixKey(other.prefix)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
    expect(prefixKey('A-{year}-')).toBe(prefixKey('a-2026-'))
    expect(prefixKey('DE1-')).not.toBe(prefixKey('DE2-'))
  })
})

describe('a prefix', () => {
  it.each(['DE-', 'DE-{year}-', 'R/', 'x'])('may be %s', prefix => expect(NumberPrefix.parse(prefix)).toBe(prefix))
  it.each(['DE1', '{year}', 'Ä-', 'a b-', '{month}-', '', 'x'.repeat(21)])('can not be “%s”', prefix =>
    expect(NumberPrefix.safeParse(prefix).success).toBe(false),
  )
})

describe('the id of a range', () => {
  it('names store and kind', () => {
    expect(rangeId({ store: 'UK_OUTLET', kind: 'orders' })).toBe('UK_OUTLET-orders')
    expect(numberPlace('UK_OUTLET-orders')).toEqual({ store: 'UK_OUTLET', kind: 'orders' })
  })
  it.each(['DE', 'DE-invoices', 'DE-orders-x', '-orders', 'de-orders', ''])('is not “%s”', id =>
    expect(numberPlace(id)).toBeUndefined(),
  )
  it('has one spelling', () => expect(rangeSpelled(' de-Orders ')).toBe('DE-orders'))
})
