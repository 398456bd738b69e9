import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendSurely } from '../../eventstore/append.ts'
import { isTimeUp, timeLeft, withDeadline } from '../../eventstore/deadline.ts'
import { type EventStore, LogUnavailable, UnknownOutcome } from '../../eventstore/event-store.ts'
import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { type EventStoreDbServer, startEventStoreDb } from '../support/eventstoredb/server.ts'
import { newAppend } from './events.ts'

let server: EventStoreDbServer
let store: EventStore
beforeEach(async () => {
  server = await startEventStoreDb()
  store = await openEventStoreDb({ url: server.url })
})
afterEach(async () => {
  await store.close()
  server.stop()
})

describe('a deadline', () => {
  it('ends all waits on a frozen server together', { timeout: 20_000 }, async () => {
    server.faults.silent = true
    const begun = performance.now()
    await withDeadline(2_000, async () => {
      await expect(appendSurely(store, newAppend())).rejects.toThrow(UnknownOutcome)
      await expect(store.readStream('product-1')).rejects.toThrow(LogUnavailable)
      await expect(store.readStream('product-2')).rejects.toThrow(LogUnavailable)
    })
    expect(performance.now() - begun).toBeLessThan(3_500)
  })

  it('that has passed leaves a server that is well the time to answer', async () => {
    const append = newAppend()
    await withDeadline(0, async () => {
      expect(isTimeUp()).toBe(true)
      expect(await appendSurely(store, append)).toMatchObject({ kind: 'stored' })
      expect(await store.readStream(append.stream)).toHaveLength(1)
    })
  })

  it('is that of its work alone', async () => {
    await withDeadline(2_000, async () => expect(timeLeft(60_000)).toBeLessThanOrEqual(2_000))
    expect([timeLeft(60_000), isTimeUp()]).toEqual([60_000, false])
  })
})
