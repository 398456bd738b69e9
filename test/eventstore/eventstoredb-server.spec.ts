import { randomUUID } from 'node:crypto'
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  excludeSystemEvents,
  FORWARDS,
  jsonEvent,
  type Position,
  START,
} from '@eventstore/db-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EventStoreDbServer, startEventStoreDb } from '../support/eventstoredb/server.ts'

let server: EventStoreDbServer
let client: EventStoreDBClient
beforeEach(async () => {
  server = await startEventStoreDb()
  client = EventStoreDBClient.connectionString(server.url)
})
afterEach(async () => {
  await client.dispose()
  server.stop()
})

const event = (type = 'Happened', id: string = randomUUID()) =>
  jsonEvent({ id, type, data: { n: 1 }, metadata: { m: 'ü' } })
const plainly = (one: EventStoreDBClient) => Object.assign(one, { supports: async () => false })
const all = async <Item>(read: AsyncIterable<Item>): Promise<Item[]> => {
  const items: Item[] = []
  for await (const item of read) items.push(item)
  return items
}

// What the client makes of the server: both of its ways to append have to meet the same semantics.
describe.each([
  ['the batch stream', (one: EventStoreDBClient) => one],
  ['the plain call', plainly],
])('an append by %s', (_, by) => {
  const append = (
    stream: string,
    events: ReturnType<typeof event>[],
    expectedRevision: bigint | 'no_stream' | 'any' | 'stream_exists',
  ) => by(client).appendToStream(stream, events, { expectedRevision })

  it('is stored at the expected revision and refused at any other', async () => {
    expect(await append('a', [event(), event()], 'no_stream')).toMatchObject({
      success: true,
      nextExpectedRevision: 1n,
    })
    await expect(append('a', [event()], 'no_stream')).rejects.toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 1n,
    })
    await expect(append('a', [event()], 0n)).rejects.toMatchObject({ type: 'wrong-expected-version' })
    await expect(append('a', [event()], 7n)).rejects.toMatchObject({ type: 'wrong-expected-version' })
    await expect(append('b', [event()], 'stream_exists')).rejects.toMatchObject({ actualVersion: 'no_stream' })
    expect(await append('a', [event()], 1n)).toMatchObject({ nextExpectedRevision: 2n })
  })

  it('that is repeated behind its revision has its first place; on the present one it is stored again', async () => {
    const events = [event(), event()]
    const first = await append('a', events, 'no_stream')
    await append('a', [event()], 1n)
    expect(await append('a', events, 'no_stream')).toEqual(first)
    await expect(append('a', [events[0] ?? event(), event()], 'no_stream')).rejects.toMatchObject({
      type: 'wrong-expected-version',
    })
    // Ids are not looked at when the revision fits: why a repeat must never load first.
    expect(await append('a', events, 2n)).toMatchObject({ nextExpectedRevision: 4n })
    expect(await append('a', [event('Happened', events[0]?.id)], 'any')).toMatchObject({ nextExpectedRevision: 0n })
  })

  it('is refused for a tombstoned stream, and goes on after a soft delete', async () => {
    await append('a', [event()], 'no_stream')
    await client.deleteStream('a')
    await expect(all(client.readStream('a'))).rejects.toMatchObject({ type: 'stream-not-found' })
    expect(await append('a', [event()], 'no_stream')).toMatchObject({ nextExpectedRevision: 1n })
    await client.tombstoneStream('a')
    await expect(append('a', [event()], 1n)).rejects.toMatchObject({ type: 'stream-deleted' })
    await expect(all(client.readStream('a'))).rejects.toMatchObject({ type: 'stream-deleted' })
  })

  it('of more than a mebibyte is refused', async () => {
    const large = jsonEvent({ type: 'Large', data: { text: 'x'.repeat(1024 * 1024) } })
    await expect(by(client).appendToStream('a', large)).rejects.toMatchObject({ type: 'maximum-append-size-exceeded' })
  })
})

describe('reading', () => {
  it('gives what was written, at offsets that leave gaps, with the engine’s own events in between', async () => {
    for (let index = 0; index < 20; index += 1) await client.appendToStream(`s-${index}`, [event(), event()])
    const records = await all(client.readAll({ maxCount: 1_000 }))
    const positions = records.map(({ event: record }) => record?.position.commit ?? 0n)
    for (const [index, position] of positions.entries())
      if (index > 0) expect(position - (positions[index - 1] ?? 0n)).toBeGreaterThan(50n)
    expect(records.filter(({ event: record }) => record?.type.startsWith('$')).length).toBeGreaterThan(4)
    expect(records.at(-1)?.event).toMatchObject({ data: { n: 1 }, metadata: { m: 'ü' }, isJson: true })
    expect(Math.abs((records.at(-1)?.event?.created.getTime() ?? 0) - Date.now())).toBeLessThan(10_000)
  })

  it('of everything is inclusive forwards and exclusive backwards', async () => {
    await client.appendToStream('a', [event(), event(), event()])
    const records = await all(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 3 }))
    const middle = records[1]?.event?.position as Position
    const ids = records.map(({ event: record }) => record?.id)
    const forwards = await all(client.readAll({ direction: FORWARDS, fromPosition: middle, maxCount: 5 }))
    expect(forwards.map(({ event: record }) => record?.id)).toEqual([ids[1], ids[0]])
    const backwards = await all(client.readAll({ direction: BACKWARDS, fromPosition: middle, maxCount: 1 }))
    expect(backwards[0]?.event?.id).toBe(ids[2])
  })

  it('of a stream gives its revisions both ways, with their places', async () => {
    await client.appendToStream('a', [event(), event(), event()])
    const forwards = await all(client.readStream('a', { fromRevision: 1n }))
    expect(forwards.map(({ event: record }) => record?.revision)).toEqual([1n, 2n])
    const backwards = await all(client.readStream('a', { direction: BACKWARDS, fromRevision: END, maxCount: 2 }))
    expect(backwards.map(({ event: record }) => record?.revision)).toEqual([2n, 1n])
    expect(forwards[0]?.event?.position).toEqual(backwards[1]?.event?.position)
  })
})

describe('a subscription', () => {
  it('catches up, says so, and goes on; a filter has checkpoints of what it passes over', async () => {
    await client.appendToStream(
      'a',
      Array.from({ length: 40 }, () => event()),
    )
    const [places, signs]: [Position[], string[]] = [[], []]
    const subscription = client.subscribeToAll({
      fromPosition: START,
      filter: excludeSystemEvents({
        maxSearchWindow: 5,
        checkpointInterval: 2,
        checkpointReached: async (_, position) => {
          places.push(position)
        },
      }),
    })
    subscription.on('caughtUp', () => signs.push('caughtUp'))
    let count = 0
    let late: Promise<unknown> | undefined
    for await (const { event: record } of subscription) {
      expect(record?.type).toBe('Happened')
      count += 1
      if (count === 40) late = client.appendToStream('a', event())
      if (count === 41) break
    }
    await late
    await subscription.unsubscribe()
    expect(places.length).toBeGreaterThanOrEqual(4)
    expect(signs).toEqual(['caughtUp'])
  })
})
