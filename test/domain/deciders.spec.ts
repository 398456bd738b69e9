import { describe, expect, it } from 'vitest'
import { type AnyDecider } from '../../domain/decider.ts'
import { deciders, events } from '../../domain/index.ts'

const all = Object.values<AnyDecider>(deciders)

describe('the aggregates of the shop', () => {
  it('have categories without a dash, as the first dash of a stream’s name ends the category', () => {
    for (const { category } of all) expect(category).toMatch(/^[A-Za-z]+$/)
    expect(new Set(all.map(({ category }) => category)).size).toBe(all.length)
  })

  it('share no event type', () => {
    const types = all.flatMap(decider => Object.keys(decider.events))
    expect(new Set(types).size).toBe(types.length)
    expect([...types].sort()).toEqual(Object.keys(events).sort())
  })
})
