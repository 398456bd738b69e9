import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../eventstore/canonical-json.ts'

describe('canonical JSON', () => {
  it('is the one of the example in section 3.2.2 of RFC 8785, with its names sorted as in 3.2.3', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const sorted = Object.keys(JSON.parse(canonicalJson(Object.fromEntries(names.map((name, at) => [`_${name}`, at])))))
    expect(sorted).toEqual(['_\r', '_1', '_\u0080', '_\u00f6', '_\u20ac', '_\ud83d\ude00', '_\ufb33'])
  })

  it('sorts names that are numbers as texts, and leaves out what is undefined', () => {
    expect(canonicalJson({ 10: 'a', 9: 'b', none: undefined, list: [undefined, 1] })).toBe(
      '{"10":"a","9":"b","list":[null,1]}',
    )
  })

  it('means the same as the value, in one form whatever the order of its members', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .map(([name, member]) => [name, turned(member)])
          .reverse(),
      )
    }
    fc.assert(
      fc.property(fc.json(), text => {
        const value: unknown = JSON.parse(text)
        expect(JSON.parse(canonicalJson(value))).toEqual(value)
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value))
      }),
    )
  })
})
