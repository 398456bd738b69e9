import { describe, expect, it } from 'vitest'
import { emptyMap } from '../../domain/shared/persistent-map.ts'
import { type CachedState, stateCache } from '../../eventstore/state-cache.ts'

const state = (bytes: number): CachedState => ({
  revision: 99,
  state: {},
  at: new Date(0),
  commands: emptyMap<number>(),
  earlier: [],
  evolve: {},
  first: 'first',
  last: 'last',
  bytes,
})

const kept = (cache: ReturnType<typeof stateCache>) => ['a', 'b', 'c'].filter(stream => cache.get(stream) !== undefined)

describe('the cache of states', () => {
  it('is bounded: what was not asked for for the longest time goes first', () => {
    const cache = stateCache(100)
    cache.set('a', state(40))
    cache.set('b', state(40))
    cache.get('a')
    cache.set('c', state(40))
    expect(kept(cache)).toEqual(['a', 'c'])
  })

  it('counts a stream once, as large as it is now', () => {
    const cache = stateCache(100)
    cache.set('a', state(60))
    cache.set('a', state(40))
    cache.set('b', state(60))
    expect(kept(cache)).toEqual(['a', 'b'])
    cache.set('a', state(41))
    expect(kept(cache)).toEqual(['a'])
  })

  it('does not push out all others for one that is too large by itself', () => {
    const cache = stateCache(100)
    cache.set('a', state(40))
    cache.set('b', state(101))
    expect(kept(cache)).toEqual(['a'])
  })

  it('has room again for what was forgotten', () => {
    const cache = stateCache(100)
    cache.set('a', state(100))
    cache.drop('a')
    cache.set('b', state(100))
    expect(kept(cache)).toEqual(['b'])
  })
})
