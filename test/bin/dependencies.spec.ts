import type { Pool } from 'pg'
import { describe, expect, it } from 'vitest'
import { checkOf, watchDependencies } from '../../bin/dependencies.ts'
import { outsideDatabase } from '../../bin/shop-database.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'

describe('a check', () => {
  it('says that something answers, or why not', async () => {
    expect(await checkOf('log', async () => 1)).toEqual({ name: 'log', ok: true })
    expect(await checkOf('log', () => Promise.reject(new Error('refused')))).toEqual({
      name: 'log',
      ok: false,
      detail: 'refused',
    })
  })

  it('does not wait for ever', async () => {
    const begun = performance.now()
    expect(await checkOf('log', () => new Promise(() => {}))).toMatchObject({
      ok: false,
      detail: 'no answer within 2 s',
    })
    expect(performance.now() - begun).toBeLessThan(4_000)
  })
})

describe('watching the dependencies', () => {
  it('tells what is lost once it has failed twice, and that it is back', async () => {
    const stop = new AbortController()
    let looks = 0
    let isDown = false
    const store = {
      ...memoryEventStore(),
      head: async () => {
        looks += 1
        if (isDown) throw new Error('down')
        return { commit: 1n, prepare: 1n }
      },
    }
    // Only asked whether it answers.
    const pool = { query: async () => undefined } as unknown as Pool
    const clock = { check: async () => {} }
    const shop = { store, pool, clock, database: outsideDatabase('') }
    const { lost, watching } = watchDependencies(shop, stop.signal)
    await expect.poll(() => looks).toBe(1)
    expect(lost()).toEqual([])
    isDown = true
    await expect.poll(lost, { timeout: 5_000 }).toEqual(['eventStore'])
    expect(looks).toBe(3)
    isDown = false
    await expect.poll(lost, { timeout: 5_000 }).toEqual([])
    stop.abort()
    await watching
  })
})
