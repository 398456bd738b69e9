import { describe, expect, it } from 'vitest'
import { emptyMap } from '../../domain/shared/persistent-map.ts'
import { type Remembered, stateMemory } from '../../eventstore/state-memory.ts'

const state = (bytes: number): Remembered => ({
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

const kept = (memory: ReturnType<typeof stateMemory>) =>
  ['a', 'b', 'c'].filter(stream => memory.recall(stream) !== undefined)

describe('the memory of states', () => {
  it('is bounded: what was not asked for for the longest time goes first', () => {
    const memory = stateMemory(100)
    memory.keep('a', state(40))
    memory.keep('b', state(40))
    memory.recall('a')
    memory.keep('c', state(40))
    expect(kept(memory)).toEqual(['a', 'c'])
  })

  it('counts a stream once, as large as it is now', () => {
    const memory = stateMemory(100)
    memory.keep('a', state(60))
    memory.keep('a', state(40))
    memory.keep('b', state(60))
    expect(kept(memory)).toEqual(['a', 'b'])
    memory.keep('a', state(41))
    expect(kept(memory)).toEqual(['a'])
  })

  it('does not push out all others for one that is too large by itself', () => {
    const memory = stateMemory(100)
    memory.keep('a', state(40))
    memory.keep('b', state(101))
    expect(kept(memory)).toEqual(['a'])
  })

  it('has room again for what was forgotten', () => {
    const memory = stateMemory(100)
    memory.keep('a', state(100))
    memory.forget('a')
    memory.keep('b', state(100))
    expect(kept(memory)).toEqual(['b'])
  })
})
