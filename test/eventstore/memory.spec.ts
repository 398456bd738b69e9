import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { eventStoreContract } from './contract.ts'
import { appendOne, newAppend, placeOf } from './events.ts'

eventStoreContract('the memory event store', async () => {
  const store = memoryEventStore()
  return { store, close: store.close }
})

it('leaves gaps between positions, so that nobody counts on the next number', async () => {
  const store = memoryEventStore()
  const first = placeOf(await appendOne(store, newAppend()))
  const second = placeOf(await appendOne(store, newAppend()))
  expect(second.commit - first.commit).toBeGreaterThan(1n)
})

it('keeps what was appended, whatever the caller does to its objects later', async () => {
  const store = memoryEventStore()
  const data = { names: { en: 'Mug' } }
  const append = newAppend()
  const [event] = append.events
  if (event === undefined) throw new Error('an append without events')
  await store.append([{ ...append, events: [{ ...event, data }] }])
  data.names.en = 'Cup'
  expect((await store.readStream(append.stream))[0]?.data).toEqual({ names: { en: 'Mug' } })
})

it('is the log it is told to be, at the time of the clock it is given', async () => {
  const logId = randomUUID()
  const store = memoryEventStore({ logId, now: () => new Date('2026-01-02T03:04:05Z') })
  expect(await store.identity()).toEqual({ logId })
  expect((await store.readAll({ limit: 1 })).events[0]?.recordedAt).toEqual(new Date('2026-01-02T03:04:05Z'))
})
