import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buckets } from '../../../api/people/token-bucket.ts'

const rate = { most: 3, perSecond: 2 }

describe('a bucket', () => {
  it('gives so many at once, then one whenever there is one again', () => {
    const { take } = buckets(rate)
    expect([0, 0, 0, 0].map(at => take('key', at))).toEqual([0, 0, 0, 500])
    expect(take('key', 250)).toBe(250)
    expect(take('key', 500)).toBe(0)
    expect(take('key', 500)).toBe(500)
  })

  it('never holds more than it can', () => {
    const { take } = buckets(rate)
    take('key', 0)
    expect([1, 1, 1, 1].map(() => take('key', 1_000_000))).toEqual([0, 0, 0, 500])
  })

  it('is one for each name', () => {
    const { take } = buckets({ most: 1, perSecond: 1 })
    expect([take('a', 0), take('b', 0), take('a', 0)]).toEqual([0, 0, 1000])
  })

  it('gives no more than its rate, whenever somebody asks', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -200, max: 900 }), { maxLength: 60 }), steps => {
        const { take } = buckets(rate)
        let [now, latest, given] = [0, 0, 0]
        for (const step of steps) {
          now = Math.max(0, now + step)
          latest = Math.max(latest, now)
          if (take('key', now) === 0) given += 1
        }
        const set = steps.filter(step => step < 0).reduce((all, step) => all - step, 0)
        expect(given).toBeLessThanOrEqual(rate.most + ((latest + set) * rate.perSecond) / 1_000)
      }),
    ))

  it('is forgotten when there are too many, first the one that rested longest', () => {
    const { take, has } = buckets(rate, 2)
    for (const name of ['a', 'b', 'a', 'c']) take(name, 0)
    expect(['a', 'b', 'c'].map(has)).toEqual([true, false, true])
    expect([take('c', 0), take('c', 0), take('c', 0)]).toEqual([0, 0, 500])
  })

  it('is never one of more than there may be, whoever asks', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 200 }), names => {
        const { take, has } = buckets(rate, 5)
        for (const name of names) {
          take(name, 0)
          expect(has(name)).toBe(true)
        }
        expect([...new Set(names)].filter(has).length).toBeLessThanOrEqual(5)
      }),
    ))
})
