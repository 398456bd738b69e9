import { describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { type AnyDecider, type Touches } from '../../domain/decider.ts'
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

  it('touch paths that begin with a field of their state or of a command', () => {
    type State = { readonly status: 'absent' } | { readonly status: 'there'; readonly prices: object }
    type Rename = { readonly Rename: z.ZodObject<{ names: z.ZodString }> }
    type Path = ReturnType<Touches<State, Rename, { readonly Renamed: z.ZodObject }>['Renamed']>[number]
    expectTypeOf<'status' | 'prices.UK/EUR' | 'names' | 'names.en'>().toExtend<Path>()
    expectTypeOf<'nmaes'>().not.toExtend<Path>()
    expectTypeOf<'statuses'>().not.toExtend<Path>()
    expectTypeOf<string>().not.toExtend<Path>()
  })
})
