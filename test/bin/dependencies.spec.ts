import type { Pool } from 'pg'
import { describe, expect, it } from 'vitest'
import { checkEventStore, checkOf, watchDependencies } from '../../api/dependencies.ts'
import { questionsOf } from '../../bin/dependencies.ts'
import { outsideDatabase } from '../../bin/shop-database.ts'
import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { newServerLog } from '../support/eventstoredb/log.ts'
import { type EventStoreDbServer, FOLLOWER, LEADER, startEventStoreDb } from '../support/eventstoredb/server.ts'

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
    const { lost, watching } = watchDependencies(questionsOf(shop), stop.signal)
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

describe('an event store of several nodes', () => {
  it('that has lost its leader is read, and said to take no commands', { timeout: 30_000 }, async () => {
    const log = newServerLog()
    const nodes: EventStoreDbServer[] = []
    let isLed = true
    const members = () =>
      nodes.map(({ port }, index) => {
        const isLeader = index === 0
        return { host: '127.0.0.1', port, state: isLeader ? LEADER : FOLLOWER, isAlive: !isLeader || isLed }
      })
    for (let index = 0; index < 2; index += 1) nodes.push(await startEventStoreDb({ log, members }))
    const [leader, follower] = nodes
    if (leader === undefined || follower === undefined) throw new Error('two nodes are needed')
    follower.faults.notLeader = { host: '127.0.0.1', port: leader.port }
    const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join()
    const options = 'tls=false&nodePreference=follower&maxDiscoverAttempts=2&discoveryInterval=50'
    const store = await openEventStoreDb({ url: `esdb://${hosts}?${options}` })
    const name = 'event store'
    expect(await checkEventStore(store)).toEqual({ name, ok: true })
    isLed = false
    leader.stop()
    const stop = new AbortController()
    const pool = { query: async () => undefined } as unknown as Pool
    const shop = { store, pool, clock: { check: async () => {} }, database: outsideDatabase('') }
    const { lost, watching } = watchDependencies(questionsOf(shop), stop.signal)
    await expect.poll(lost, { timeout: 10_000 }).toEqual(['leader'])
    const check = await checkEventStore(store)
    expect(check).toMatchObject({ name, ok: false, detail: expect.stringMatching(/^no leader for commands: [^;]*$/) })
    follower.stop()
    await expect.poll(lost, { timeout: 10_000 }).toEqual(['eventStore'])
    expect((await checkEventStore(store)).detail).toContain('no node for reading')
    stop.abort()
    await watching
    await store.close()
  })
})
