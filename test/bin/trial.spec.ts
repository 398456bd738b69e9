import { expect, it } from 'vitest'
import { trialOf } from '../../bin/setup/trial.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { newEvent } from '../eventstore/events.ts'

const append = (stream: string, expected: 'no_stream' | number) => ({ stream, expected, events: [newEvent()] })

it('shows what was there and what was tried, and writes nothing', async () => {
  const store = memoryEventStore()
  await store.append([append('mug-1', 'no_stream'), append('mug-1', 0)])
  const there = await store.readStream('mug-1')
  const head = await store.head()

  const trial = trialOf(store)
  expect(await trial.append([append('mug-1', 0)])).toMatchObject([{ kind: 'conflict', actual: 1 }])
  expect(await trial.append([append('mug-1', 1), append('mug-2', 'no_stream')])).toMatchObject([
    { kind: 'stored', revision: 2 },
    { kind: 'stored', revision: 0 },
  ])
  const tried = await trial.readStream('mug-1')
  expect(tried.slice(0, 2).map(({ id }) => id)).toEqual(there.map(({ id }) => id))
  expect(tried).toHaveLength(3)
  expect(await trial.readStream('mug-2')).toHaveLength(1)

  expect(await store.readStream('mug-1')).toEqual(there)
  expect(await store.head()).toEqual(head)
})

it('reads a stream once, however many ask for it at once', async () => {
  const store = memoryEventStore()
  await store.append([append('mug-1', 'no_stream')])
  const trial = trialOf(store)
  const reads = await Promise.all([1, 2, 3].map(() => trial.readStream('mug-1')))
  expect(reads.map(({ length }) => length)).toEqual([1, 1, 1])
})
