import { setTimeout as delay } from 'node:timers/promises'
import { status } from '@grpc/grpc-js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendSurely } from '../../eventstore/append.ts'
import {
  AppendTooLarge,
  type EventStore,
  HistoryCut,
  isMarker,
  LogUnavailable,
  type Marker,
  NotOfThisLog,
  type RecordedEvent,
  START,
  UnknownOutcome,
} from '../../eventstore/event-store.ts'
import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { newServerLog } from '../support/eventstoredb/log.ts'
import { type EventStoreDbServer, FOLLOWER, LEADER, startEventStoreDb } from '../support/eventstoredb/server.ts'
import { appendOne, eventsOf, followUntil, idsOf, isCaughtUp, newAppend, newEvent, placeOf } from './events.ts'

let server: EventStoreDbServer
let store: EventStore
const stopped: EventStoreDbServer[] = []
beforeEach(async () => {
  server = await startEventStoreDb()
  store = await openEventStoreDb({ url: server.url })
})
afterEach(async () => {
  await store.close()
  for (const node of [server, ...stopped.splice(0)]) node.stop()
})

const once = <Fault>(fault: Fault): (() => Fault | 'none') => {
  let left = 1
  return () => (left-- > 0 ? fault : 'none')
}

const storedIds = (stream: string) => idsOf(server.log.events().filter(event => event.stream === stream))

/** Follows as the read side does: what breaks is begun again behind the last event. */
const followStubbornly = (from = START) => {
  const stop = new AbortController()
  const items: (RecordedEvent | Marker)[] = []
  let breaks = 0
  const follow = async () => {
    while (!stop.signal.aborted) {
      const last = eventsOf(items).at(-1)?.position ?? from
      try {
        for await (const item of store.follow({ from: last, signal: stop.signal })) items.push(item)
      } catch {
        breaks += 1
        await delay(20)
      }
    }
  }
  const following = follow()
  return {
    items,
    breaks: () => breaks,
    events: () => eventsOf(items),
    hasAll: (ids: readonly string[]) =>
      expect.poll(() => idsOf(eventsOf(items)), { timeout: 15_000, interval: 20 }).toEqual(ids),
    stop: async () => {
      stop.abort()
      await following
    },
  }
}

describe('an append', () => {
  it('that gets no answer and is not stored has an unknown outcome within its time, and its repeat is stored', {
    timeout: 20_000,
  }, async () => {
    const append = newAppend({}, 3)
    server.faults.append = once('swallow-before-commit')
    const begun = performance.now()
    await expect(appendOne(store, append)).rejects.toThrow(UnknownOutcome)
    expect(performance.now() - begun).toBeLessThan(6_500)
    expect(storedIds(append.stream)).toEqual([])
    expect(await appendOne(store, append)).toMatchObject({ kind: 'stored', revision: 2 })
    expect(storedIds(append.stream)).toEqual(idsOf(append.events))
  })

  it('that gets no answer although it is stored is found, and its repeat is not stored again', async () => {
    const append = newAppend({}, 3)
    server.faults.append = once('swallow-after-commit')
    const begun = performance.now()
    const outcome = await appendOne(store, append)
    expect(performance.now() - begun).toBeLessThan(1_500)
    expect(outcome).toMatchObject({ kind: 'stored', revision: 2 })
    expect(await appendOne(store, append)).toEqual(outcome)
    expect(storedIds(append.stream)).toEqual(idsOf(append.events))
  })

  it.each(['unavailable-before-commit', 'unavailable-after-commit', 'end-after-commit'] as const)(
    'that breaks off (%s) is repeated with the same ids and stored once',
    async fault => {
      const append = newAppend({}, 2)
      server.faults.append = once(fault)
      const outcome = await appendSurely(store, append)
      const [, last] = await store.readStream(append.stream)
      expect(outcome).toEqual({ kind: 'stored', revision: 1, position: last?.position })
      expect(storedIds(append.stream)).toEqual(idsOf(append.events))
    },
  )

  it('that is answered late is answered rightly', async () => {
    server.faults.append = () => ({ delayMs: 300 })
    const append = newAppend()
    const outcome = await appendOne(store, append)
    expect((await store.readStream(append.stream))[0]?.position).toEqual(placeOf(outcome))
  })

  it('is not disturbed by an answer that would come twice, since it takes no part in the shared batch stream', async () => {
    server.faults.append = () => 'duplicate-ack'
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => appendOne(store, newAppend())))
    expect(outcomes.every(({ kind }) => kind === 'stored')).toBe(true)
    expect(server.faults.calls).toMatchObject({ batchAppend: 0, features: 0 })
  })

  it('does not fail because another one breaks the channel that both share', async () => {
    const [slow, broken] = [newAppend(), newAppend()]
    const slowness = once({ delayMs: 400 })
    server.faults.append = stream => (stream === slow.stream ? slowness() : 'unavailable-before-commit')
    const answers = Promise.allSettled([appendSurely(store, slow), appendOne(store, broken)])
    const [first, second] = await answers
    expect(first).toMatchObject({ status: 'fulfilled', value: { kind: 'stored' } })
    expect(second).toMatchObject({ status: 'rejected' })
    expect(storedIds(slow.stream)).toEqual(idsOf(slow.events))
  })

  it('learns its place from the log when the answer lacks it', async () => {
    server.faults.lacksPositionInAck = true
    const append = newAppend({}, 2)
    const outcome = await appendOne(store, append)
    expect(placeOf(outcome)).toEqual((await store.readStream(append.stream))[1]?.position)
    expect(await appendOne(store, append)).toEqual(outcome)
  })

  it('that is more than the server takes is refused as too large', async () => {
    const small = newEvent()
    const huge = { ...small, data: { text: 'x'.repeat(1024 * 1024) } }
    await expect(appendOne(store, newAppend({ events: [huge] }))).rejects.toThrow(AppendTooLarge)
  })

  it('to a stream that was tombstoned from outside is refused for good', async () => {
    const append = newAppend()
    await appendOne(store, append)
    server.log.tombstone(append.stream)
    const again = appendOne(store, newAppend({ stream: append.stream, expected: 0 }))
    await expect(again).rejects.toThrow(HistoryCut)
    await expect(store.readStream(append.stream)).rejects.toThrow(HistoryCut)
  })
})

describe('a follower', () => {
  it.each([
    ['ends cleanly', () => server.endSubscriptions()],
    ['ends with UNAVAILABLE', () => server.abortSubscriptions(status.UNAVAILABLE)],
    ['is cancelled by the server', () => server.abortSubscriptions(status.CANCELLED)],
    ['ends with INTERNAL', () => server.abortSubscriptions(status.INTERNAL)],
    ['loses its connection', () => server.dropConnections()],
  ])(
    'gets every event once and in order when the subscription %s again and again',
    { timeout: 30_000 },
    async (_, fault) => {
      const follower = followStubbornly(await store.head())
      const appends = Array.from({ length: 40 }, () => newAppend({}, 3))
      let faults = 0
      for (const [index, append] of appends.entries()) {
        expect((await appendSurely(store, append)).kind).toBe('stored')
        if (index % 5 !== 2) continue
        await expect.poll(server.subscriptions, { timeout: 10_000 }).toBeGreaterThan(0)
        fault()
        faults += 1
      }
      await follower.hasAll(idsOf(appends.flatMap(({ events }) => events)))
      await follower.stop()
      expect(faults).toBe(8)
      expect(server.faults.calls.subscribe).toBeGreaterThanOrEqual(faults)
    },
  )

  it('says that it has caught up only behind the events before, though the server says so early', async () => {
    server.faults.earlyCheckpoint = true
    server.faults.dripMs = 1
    const head = await store.head()
    const append = newAppend({}, 20)
    const items = await followUntil(
      store,
      head,
      said => eventsOf(said).length === 20 && isCaughtUp(said),
      async item => {
        if (isMarker(item) && item.caughtUp && (await store.readStream(append.stream)).length === 0)
          await store.append([append])
      },
    )
    for (const [index, item] of items.entries()) {
      const before = eventsOf(items.slice(0, index)).at(-1)?.position ?? head
      if (isMarker(item)) expect(item.position).toEqual(before)
    }
    expect(idsOf(eventsOf(items))).toEqual(idsOf(append.events))
  })

  it('that is slow is not told of anything twice or out of order, and the server waits for it', {
    timeout: 20_000,
  }, async () => {
    const head = await store.head()
    const appends = Array.from({ length: 30 }, () => newAppend({}, 50))
    let count = 0
    const following = followUntil(
      store,
      head,
      items => eventsOf(items).length === 1_500,
      async () => {
        if ((count += 1) % 100 === 0) await delay(20)
      },
    )
    for (const append of appends) await store.append([append])
    expect(idsOf(eventsOf(await following))).toEqual(idsOf(appends.flatMap(({ events }) => events)))
  })

  it('notices a subscription that has become silent although there is more to say', { timeout: 30_000 }, async () => {
    const follower = followStubbornly(await store.head())
    // The follower's, and the one that hears of cut streams.
    await expect.poll(server.subscriptions, { timeout: 5_000 }).toBe(2)
    const heard = newAppend()
    await appendOne(store, heard)
    await follower.hasAll(idsOf(heard.events))
    server.muteSubscriptions()
    const append = newAppend()
    await appendOne(store, append)
    await follower.hasAll(idsOf([...heard.events, ...append.events]))
    await expect.poll(() => server.faults.calls.subscribe, { timeout: 5_000 }).toBe(3)
    await follower.stop()
  })

  it('goes on after the node was killed and started again on the same data', { timeout: 30_000 }, async () => {
    const follower = followStubbornly(await store.head())
    const before = newAppend({}, 5)
    await appendOne(store, before)
    await follower.hasAll(idsOf(before.events))
    const { port, log } = server
    server.stop()
    await expect(store.readAll({ limit: 1 })).rejects.toThrow(LogUnavailable)
    await expect(appendOne(store, newAppend())).rejects.toThrow(UnknownOutcome)
    server = await startEventStoreDb({ log, port })
    const after = newAppend({}, 5)
    await appendSurely(store, after)
    await follower.hasAll(idsOf([...before.events, ...after.events]))
    await follower.stop()
    expect(await store.identity()).toMatchObject({ logId: expect.any(String) })
  })

  it('passes over what the engine and other applications write', async () => {
    const head = await store.head()
    server.log.addSystemEvent()
    const foreign = {
      id: newEvent().id,
      type: 'Foreign',
      isJson: true,
      data: Buffer.from('{}'),
      metadata: Buffer.from(''),
    }
    server.log.append('somebody-else', 'any', [foreign, { ...foreign, id: newEvent().id, isJson: false }])
    expect(await store.head()).toEqual(head)
    expect(await followUntil(store, head, isCaughtUp)).toEqual([{ marker: true, position: head, caughtUp: true }])
    await expect(store.readStream('somebody-else')).rejects.toThrow('not written by Daybook')
    const append = newAppend()
    await store.append([append])
    expect(idsOf(eventsOf(await followUntil(store, head, isCaughtUp)))).toEqual(idsOf(append.events))
  })

  it('has its head at its own last event behind long stretches of the engine’s', async () => {
    const place = placeOf(await appendOne(store, newAppend()))
    for (let index = 0; index < 2_000; index += 1) server.log.addSystemEvent()
    expect(await store.head()).toEqual(place)
    const reads = server.faults.calls.read
    server.log.addSystemEvent()
    expect(await store.head()).toEqual(place)
    // Looked through once, it is not looked through again.
    expect(server.faults.calls.read - reads).toBe(1)
  })
})

describe('a read', () => {
  it('of thousands of streams that are not there does not cost the connection', async () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `nothing-${index}`)
    for (let index = 0; index < names.length; index += 50)
      await Promise.all(
        names.slice(index, index + 50).map(async name => expect(await store.readStream(name)).toEqual([])),
      )
    // No call was broken off and begun again.
    expect(server.faults.calls.read).toBeLessThan(3_010)
  })

  it('that another call breaks off is begun again', async () => {
    const append = newAppend({}, 30)
    await store.append([append])
    server.faults.dripMs = 10
    const reading = store.readStream(append.stream)
    await delay(100)
    server.dropConnections()
    expect(idsOf(await reading)).toEqual(idsOf(append.events))
  })

  it('of a server that is silent ends with an error that says to try again', { timeout: 20_000 }, async () => {
    server.faults.silent = true
    const begun = performance.now()
    await expect(store.readStream('product-1')).rejects.toThrow(LogUnavailable)
    expect(performance.now() - begun).toBeLessThan(8_000)
    server.faults.silent = false
    expect(await store.readStream('product-1')).toEqual([])
  })

  it('at a position that the server refuses finds nothing there, as in a log that was replaced', async () => {
    const place = placeOf(await appendOne(store, newAppend()))
    expect(await store.eventAt({ commit: place.commit - 1n, prepare: place.commit - 1n })).toBeUndefined()
    const within = { commit: place.commit - 1n, prepare: place.commit - 1n }
    await expect(store.readAll({ from: within, limit: 1 })).rejects.toThrow(NotOfThisLog)
    await expect(followUntil(store, within, isCaughtUp)).rejects.toThrow(NotOfThisLog)
    expect(await store.eventAt(place)).toMatchObject({ position: place })
    server.stop()
    await expect(store.eventAt(place)).rejects.toThrow(LogUnavailable)
  })

  it('that drips in slowly is not taken for silence', { timeout: 20_000 }, async () => {
    const append = newAppend({}, 30)
    await store.append([append])
    server.faults.dripMs = 50
    expect(idsOf(await store.readStream(append.stream))).toEqual(idsOf(append.events))
  })

  it('of a server before 22.6, which leaves out positions, is refused when the shop is opened', async () => {
    const old = await startEventStoreDb({ log: server.log })
    stopped.push(old)
    old.faults.positionsInStreamReads = false
    await expect(openEventStoreDb({ url: old.url })).rejects.toThrow('22.10 or newer')
  })
})

describe('a cluster', () => {
  /** Two nodes on one log; the first one leads. */
  const cluster = async () => {
    const log = newServerLog()
    const roles = [LEADER, FOLLOWER]
    let nodes: EventStoreDbServer[] = []
    let isKnown = true
    const members = () =>
      isKnown
        ? nodes.map(({ port }, index) => ({ host: '127.0.0.1', port, state: roles[index] ?? 0, isAlive: true }))
        : []
    nodes = [await startEventStoreDb({ log, members }), await startEventStoreDb({ log, members })]
    stopped.push(...nodes)
    const [first, second] = nodes
    if (first === undefined || second === undefined) throw new Error('two nodes are needed')
    const url = `esdb://127.0.0.1:${first.port},127.0.0.1:${second.port}?tls=false&discoveryInterval=50&maxDiscoverAttempts=3`
    return {
      first,
      second,
      url,
      /** The second leads from now on, and the first sends everybody there. */
      elect: () => {
        roles.reverse()
        first.faults.notLeader = { host: '127.0.0.1', port: second.port }
      },
      know: (known: boolean) => {
        isKnown = known
      },
    }
  }

  it('is discovered by its gossip, and its leader written to', async () => {
    const { first, second, url } = await cluster()
    const one = await openEventStoreDb({ url })
    await one.append([newAppend()])
    expect(first.faults.calls.append + second.faults.calls.append).toBe(first.faults.calls.append)
    expect(first.faults.calls.gossip + second.faults.calls.gossip).toBeGreaterThan(0)
    await one.close()
  })

  it('that elects another leader is followed there: appends are stored once, followers miss nothing', {
    timeout: 30_000,
  }, async () => {
    const { first, second, url, elect } = await cluster()
    const own = store
    store = await openEventStoreDb({ url })
    const follower = followStubbornly(await store.head())
    const appends = Array.from({ length: 30 }, () => newAppend({}, 2))
    for (const [index, append] of appends.entries()) {
      if (index === 10) elect()
      if (index === 20) first.stop()
      expect((await appendSurely(store, append)).kind).toBe('stored')
    }
    await follower.hasAll(idsOf(appends.flatMap(({ events }) => events)))
    await follower.stop()
    expect(second.faults.calls.append).toBeGreaterThanOrEqual(20)
    await store.close()
    store = own
  })

  it('that knows no leader for a while, and is then all down, is waited for', { timeout: 40_000 }, async () => {
    const { first, second, url, know } = await cluster()
    const one = await openEventStoreDb({ url })
    know(false)
    first.dropConnections()
    second.dropConnections()
    const append = newAppend()
    const early = appendSurely(one, append).catch((error: unknown) => error)
    await delay(300)
    know(true)
    const answer = await early
    expect(answer instanceof UnknownOutcome || (answer as { kind: string }).kind === 'stored').toBe(true)
    expect(await appendSurely(one, append)).toMatchObject({ kind: 'stored', revision: 0 })
    const { log, port } = first
    first.stop()
    second.stop()
    await expect(one.readStream(append.stream)).rejects.toThrow(LogUnavailable)
    const back = await startEventStoreDb({ log, port })
    stopped.push(back)
    await expect
      .poll(async () => idsOf(await one.readStream(append.stream).catch(() => [])), { timeout: 15_000 })
      .toEqual(idsOf(append.events))
    await one.close()
  })
})
