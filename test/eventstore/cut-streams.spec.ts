import { EventStoreDBClient } from '@eventstore/db-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EventStore, HistoryCut } from '../../eventstore/event-store.ts'
import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { verifyLog } from '../../eventstore/proof/verify-log.ts'
import { createDatabase } from '../support/database.ts'
import { type EventStoreDbServer, startEventStoreDb } from '../support/eventstoredb/server.ts'
import { appendOne, idsOf, newAppend } from './events.ts'

describe('a stream of an EventStoreDB that was cut', () => {
  let server: EventStoreDbServer
  let store: EventStore
  let admin: EventStoreDBClient
  beforeEach(async () => {
    server = await startEventStoreDb()
    store = await openEventStoreDb({ url: server.url, isOurs: stream => stream.startsWith('product-') })
    admin = EventStoreDBClient.connectionString(server.url)
  })
  afterEach(async () => {
    await Promise.all([store.close(), admin.dispose()])
    server.stop()
  })

  const present = async (count = 5) => {
    const append = newAppend({}, count)
    await appendOne(store, append)
    return append
  }
  const heard = (stream: string) => expect.poll(() => store.cuts().map(cut => cut.stream)).toContain(stream)
  const stored = (stream: string) => server.log.events().filter(event => event.stream === stream)

  const ways: [string, (stream: string) => Promise<unknown>][] = [
    ['deleted', stream => admin.deleteStream(stream)],
    ['tombstoned', stream => admin.tombstoneStream(stream)],
    ['truncated', stream => admin.setStreamMetadata(stream, { truncateBefore: 3 })],
    ['told to keep two events', stream => admin.setStreamMetadata(stream, { maxCount: 2 })],
    ['told to keep a second', stream => admin.setStreamMetadata(stream, { maxAge: 1 })],
  ]
  it.each(ways)('is neither read nor written any more once it is %s', async (_, cut) => {
    const { stream } = await present()
    await cut(stream)
    await heard(stream)
    await expect(store.readStream(stream)).rejects.toThrow(HistoryCut)
    await expect(store.readStream(stream, { from: 4, limit: 1 })).rejects.toThrow(HistoryCut)
    for (const expected of ['no_stream', 4] as const)
      await expect(appendOne(store, newAppend({ stream, expected }))).rejects.toThrow(HistoryCut)
    expect(stored(stream).filter(({ type }) => !type.startsWith('$'))).toHaveLength(5)
  })

  it.each(ways)('is met by a process that has only just begun, when it is %s', async (_, cut) => {
    const { stream } = await present()
    await cut(stream)
    const late = await openEventStoreDb({ url: server.url })
    await expect(late.readStream(stream)).rejects.toThrow(HistoryCut)
    await late.close()
  })

  it('is asked about, when it is not found before all that the engine has noted was heard', async () => {
    const { stream } = await present()
    server.faults.subscriptions = 'none'
    await admin.deleteStream(stream)
    const late = await openEventStoreDb({ url: server.url })
    await expect(late.readStream(stream)).rejects.toThrow(HistoryCut)
    expect(await late.readStream(`${stream}-x`)).toEqual([])
    await late.close()
  })

  it('that was written on top of all the same is told of at once', async () => {
    const { stream } = await present()
    server.muteSubscriptions()
    await admin.deleteStream(stream)
    // Nobody has read the stream before: the server goes on where it had ended.
    await expect(appendOne(store, newAppend({ stream }))).rejects.toThrow(HistoryCut)
    expect(store.cuts()).toEqual([{ stream, why: 'incomplete' }])
    await expect(appendOne(store, newAppend({ stream, expected: 5 }))).rejects.toThrow(HistoryCut)
    expect(stored(stream)).toHaveLength(6)
  })

  it('that began to lose events unheard is met where the first one is missing, from both sides', async () => {
    const { stream, events } = await present()
    server.muteSubscriptions()
    await admin.setStreamMetadata(stream, { truncateBefore: 2 })
    await expect(store.readStream(stream)).rejects.toThrow(HistoryCut)
    const late = await openEventStoreDb({ url: server.url })
    server.muteSubscriptions()
    await expect(late.readStream(stream, { direction: 'backwards' })).rejects.toThrow(HistoryCut)
    await late.close()
    expect(idsOf(stored(stream))).toEqual(idsOf(events))
  })

  it('is known with its reason and its place', async () => {
    const { stream } = await present()
    await admin.setStreamMetadata(stream, { truncateBefore: 3 })
    await heard(stream)
    const { position } = stored(`$$${stream}`)[0] ?? {}
    expect(store.cuts()).toEqual([{ stream, why: 'truncated', position: { commit: position, prepare: position } }])
  })

  it('is whole again when it was told to keep everything before anything was scavenged', async () => {
    const { stream, events } = await present()
    await admin.setStreamMetadata(stream, { truncateBefore: 3 })
    await heard(stream)
    await admin.setStreamMetadata(stream, {})
    await expect.poll(store.cuts).toEqual([])
    expect(idsOf(await store.readStream(stream))).toEqual(idsOf(events))
  })

  it('is heard of by whoever reads through the log, and of other applications nothing is said', async () => {
    const { stream } = await present()
    await admin.setStreamMetadata('somebody-else', { maxCount: 1 })
    await admin.deleteStream(stream)
    server.faults.subscriptions = 'none'
    const late = await openEventStoreDb({ url: server.url, isOurs: name => name.startsWith('product-') })
    await late.readAll({ limit: 1_000 })
    expect(late.cuts().map(cut => [cut.stream, cut.why])).toEqual([[stream, 'deleted']])
    await late.close()
  })
})

describe('verifying a log of which streams were cut', () => {
  const seals = { all: async function* () {}, holding: async () => undefined }
  const verified = async (server: EventStoreDbServer) => {
    const store = await openEventStoreDb({ url: server.url })
    const { mismatch } = await verifyLog({ store, seals, trusted: [] })
    await store.close()
    return mismatch
  }

  it('names them, as long as the log has their events and when it has not any more', async () => {
    const server = await startEventStoreDb()
    const store = await openEventStoreDb({ url: server.url })
    const [whole, cut] = [newAppend({}, 3), newAppend({}, 3)]
    await store.append([whole, cut])
    await store.close()
    expect(await verified(server)).toBeUndefined()
    const admin = EventStoreDBClient.connectionString(server.url)
    await admin.setStreamMetadata(cut.stream, { truncateBefore: 2 })
    const named = { kind: 'cut', stream: cut.stream, count: 1 }
    expect(await verified(server)).toEqual({ ...named, why: 'truncated' })
    server.log.scavenge()
    await admin.setStreamMetadata(cut.stream, {})
    expect(await verified(server)).toEqual({ ...named, why: 'incomplete' })
    await admin.dispose()
    server.stop()
  })
})

describe('a stream in Postgres whose rows somebody has deleted', () => {
  it.each([
    ['the first', 0],
    ['one between', 1],
  ])('is not read without %s of them', async (_, revision) => {
    const { pool, close } = await createDatabase()
    const store = await openPostgresEventStore({ pool })
    const [cut, whole] = [newAppend({}, 3), newAppend({}, 3)]
    await store.append([cut, whole])
    await pool.query('alter table log.events disable trigger append_only')
    await pool.query('delete from log.events where stream = $1 and revision = $2', [cut.stream, revision])
    await expect(store.readStream(cut.stream)).rejects.toThrow(HistoryCut)
    await expect(store.readStream(cut.stream, { direction: 'backwards' })).rejects.toThrow(HistoryCut)
    expect(idsOf(await store.readStream(whole.stream))).toEqual(idsOf(whole.events))
    expect(store.cuts()).toEqual([{ stream: cut.stream, why: 'incomplete' }])
    await store.close()
    await close()
  })
})
