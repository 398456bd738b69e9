import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventStore } from '../../eventstore/event-store.ts'
import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { type EventStoreDbServer, startEventStoreDb } from '../support/eventstoredb/server.ts'
import { appendOne, idsOf, newAppend, placeOf } from './events.ts'

let server: EventStoreDbServer
/** Those of two servers of one shop. */
let stores: readonly EventStore[]
beforeEach(async () => {
  server = await startEventStoreDb()
  stores = [await openEventStoreDb({ url: server.url }), await openEventStoreDb({ url: server.url })]
})
afterEach(async () => {
  await Promise.all(stores.map(({ close }) => close()))
  server.stop()
})

describe('the same append from two servers at once', () => {
  it('is answered to both with its place, without the wait for the commit time-out of the second', async () => {
    const begun = performance.now()
    for (let round = 0; round < 5; round += 1) {
      const append = newAppend({}, 2)
      const places = await Promise.all(stores.map(async store => placeOf(await appendOne(store, append))))
      expect(places[0]).toEqual(places[1])
      expect(idsOf(server.log.events().filter(({ stream }) => stream === append.stream))).toEqual(idsOf(append.events))
    }
    // Each time-out takes 3 s.
    expect(performance.now() - begun).toBeLessThan(2_500)
  })

  it('is a conflict as soon as others are seen in its place', async () => {
    const [store] = stores
    if (store === undefined) throw new Error('a store is needed')
    const [mine, theirs] = [newAppend(), newAppend()]
    let left = 1
    server.faults.append = () => (left-- > 0 ? 'swallow-before-commit' : 'none')
    const answer = appendOne(store, mine)
    await expect.poll(() => left).toBe(0)
    await appendOne(store, { ...theirs, stream: mine.stream })
    expect(await answer).toEqual({ kind: 'conflict', actual: 0 })
  })
})
