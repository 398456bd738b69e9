import { describe, expect, it } from 'vitest'
import { copyLog, NotACopy } from '../../eventstore/copy-log.ts'
import { type EventStore, LOG_STREAM, UnknownOutcome } from '../../eventstore/event-store.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { createDatabase } from '../support/database.ts'
import { newAppend, newEvent } from './events.ts'

/** A log with streams that grow in turn, and appends of several events. */
const filled = async (appends: number): Promise<EventStore> => {
  const store = memoryEventStore()
  for (let index = 0; index < appends; index += 1) {
    const stream = `product-${index % 7}`
    const revision = (await store.readStream(stream)).length - 1
    const commandId = `command-${index}`
    const events = Array.from({ length: 1 + (index % 3) }, (_, n) => {
      const event = newEvent({ data: { index, n } })
      return { ...event, metadata: { ...event.metadata, commandId } }
    })
    await store.append([{ stream, expected: revision < 0 ? 'no_stream' : revision, events }])
  }
  return store
}

const contentOf = async (store: EventStore) => {
  const { events } = await store.readAll({ limit: 100_000 })
  return events
    .filter(({ stream }) => stream !== LOG_STREAM)
    .map(({ id, stream, revision, type, data, metadata }) => ({ id, stream, revision, type, data, metadata }))
}

/** Breaks off after some appends, as a lost connection does: what was sent may or may not be stored. */
const breaking = (store: EventStore, after: number, isStored: boolean): EventStore => {
  let left = after
  return {
    ...store,
    append: async appends => {
      if (left < appends.length) {
        if (isStored) await store.append(appends.slice(0, left))
        left = 0
        throw new UnknownOutcome('gone')
      }
      left -= appends.length
      return store.append(appends)
    },
  }
}

describe('copying a log', () => {
  it('gives a log with the same events in the same order, and an identity of its own', async () => {
    const [from, to] = [await filled(300), memoryEventStore()]
    const copied = await copyLog({ from, to })
    const events = await contentOf(from)
    expect(await contentOf(to)).toEqual(events)
    expect(copied).toMatchObject({ events: events.length, written: events.length, isComplete: true })
    expect(await to.identity()).not.toEqual(await from.identity())
  })

  it('goes to Postgres and back', async () => {
    const database = await createDatabase()
    const postgres = await openPostgresEventStore({ url: database.url })
    const [from, back] = [await filled(700), memoryEventStore()]
    const there = await copyLog({ from, to: postgres })
    const again = await copyLog({ from: postgres, to: back })
    expect(again).toEqual(there)
    expect(await contentOf(back)).toEqual(await contentOf(from))
    await postgres.close()
    await database.close()
  })

  it('twice writes nothing the second time', async () => {
    const [from, to] = [await filled(50), memoryEventStore()]
    const first = await copyLog({ from, to })
    expect(await copyLog({ from, to })).toEqual({ ...first, written: 0 })
    expect(await contentOf(to)).toHaveLength(first.events)
  })

  it.each([true, false])('goes on where it was interrupted (last call stored: %s)', async isStored => {
    const [from, to] = [await filled(500), memoryEventStore()]
    await expect(copyLog({ from, to: breaking(to, 270, isStored) })).rejects.toThrow(UnknownOutcome)
    const before = (await contentOf(to)).length
    expect(before).toBeGreaterThan(100)
    const copied = await copyLog({ from, to })
    expect(copied.written).toBe(copied.events - before)
    expect(await contentOf(to)).toEqual(await contentOf(from))
  })

  it('says when the source has grown meanwhile, and takes the rest the next time', async () => {
    const [from, to] = [await filled(20), memoryEventStore()]
    let isGrown = false
    const growing: EventStore = {
      ...to,
      append: async appends => {
        if (!isGrown) await from.append([newAppend()])
        isGrown = true
        return to.append(appends)
      },
    }
    expect(await copyLog({ from, to: growing })).toMatchObject({ isComplete: false })
    expect(await copyLog({ from, to })).toMatchObject({ isComplete: true, written: 1 })
  })

  it('stops when it is asked to and can be finished later', async () => {
    const [from, to] = [await filled(500), memoryEventStore()]
    const stop = new AbortController()
    let count = 0
    const onProgress = () => {
      count += 1
      if (count === 600) stop.abort(new Error('asked'))
    }
    await expect(copyLog({ from, to, onProgress, signal: stop.signal })).rejects.toThrow('asked')
    await copyLog({ from, to })
    expect(await contentOf(to)).toEqual(await contentOf(from))
  })

  it('refuses a target that holds something else, and one that is ahead', async () => {
    const from = await filled(20)
    const other = memoryEventStore()
    await other.append([newAppend()])
    await expect(copyLog({ from, to: other })).rejects.toThrow(NotACopy)
    const ahead = memoryEventStore()
    await copyLog({ from, to: ahead })
    await ahead.append([newAppend()])
    await expect(copyLog({ from, to: ahead })).rejects.toThrow('behind the end of the source')
  })

  it('finds an event whose data is another in the target', async () => {
    const from = await filled(20)
    const to = memoryEventStore()
    const { events } = await from.readAll({ limit: 2 })
    const [, first] = events
    if (first === undefined) throw new Error('no events')
    const { id, type, metadata } = first
    await to.append([
      { stream: first.stream, expected: 'no_stream', events: [{ id, type, metadata, data: { other: 1 } }] },
    ])
    await expect(copyLog({ from, to })).rejects.toThrow(`another event than the source (${first.type}, revision 0`)
  })
})
