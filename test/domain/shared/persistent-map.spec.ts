import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyMap, type PersistentMap } from '../../../domain/shared/persistent-map.ts'

// Every way through these halves has one and the same hash (FNV-1a, 32 bits): sixteen keys in one node of the last level.
const HALVES = [
  ['costarring', 'liquid'],
  ['15zx', 'cpcd'],
  ['55zx', 'gpcd'],
  ['55zx', 'gpcd'],
]
const COLLIDING = HALVES.reduce<string[]>((keys, halves) => keys.flatMap(key => halves.map(half => key + half)), [''])
const Key = fc.oneof(fc.constantFrom('', 'a', 'b', '__proto__', ...COLLIDING), fc.string())
const Step = fc.record({ key: Key, value: fc.option(fc.integer(), { nil: undefined }) })

const sorted = (map: Iterable<readonly [string, number]>): (readonly [string, number])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1))

describe('a persistent map', () => {
  it('holds what a Map holds after the same changes, and every version keeps what it held', () => {
    fc.assert(
      fc.property(fc.array(Step, { maxLength: 300 }), steps => {
        const [model, versions] = [
          new Map<string, number>(),
          [] as (readonly [PersistentMap<number>, ReturnType<typeof sorted>])[],
        ]
        let map = emptyMap<number>()
        for (const { key, value } of steps) {
          map = value === undefined ? map.without(key) : map.with(key, value)
          if (value === undefined) model.delete(key)
          else model.set(key, value)
          expect([map.size, map.get(key), map.has(key)]).toEqual([model.size, value, value !== undefined])
          versions.push([map, sorted(model)])
        }
        for (const [version, held] of versions) expect(sorted(version)).toEqual(held)
        expect([...map.keys()].sort()).toEqual([...model.keys()].sort())
      }),
      { numRuns: 100 },
    )
  })

  it('tells keys of one hash apart', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => `key-${index}`)
    const map = [...COLLIDING, ...many].reduce((all, key) => all.with(key, key.length), emptyMap<number>())
    expect(COLLIDING.map(key => map.get(key))).toEqual(COLLIDING.map(key => key.length))
    const [first = ''] = COLLIDING
    const fewer = map.without(first)
    expect(COLLIDING.map(key => fewer.has(key))).toEqual(COLLIDING.map(key => key !== first))
    expect([map.size, fewer.size]).toEqual([2_016, 2_015])
  })
})
