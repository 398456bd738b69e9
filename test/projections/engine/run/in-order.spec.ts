import { array, assert, boolean, integer, nat, pre, property, tuple } from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type EventStore,
  isMarker,
  type Marker,
  positionToken,
  type RecordedEvent,
  START,
} from '../../../../eventstore/event-store.ts'
import { memoryEventStore } from '../../../../eventstore/memory.ts'
import { products } from '../../../../projections/catalog/product.ts'
import { inOrder, OutOfOrder } from '../../../../projections/engine/run/in-order.ts'
import type { TestDatabase } from '../../../support/cluster.ts'
import { createDatabase } from '../../../support/database.ts'
import type { Happened } from '../../../support/projections.ts'
import { type Started, startTestReadSide, writer } from '../../../support/read-side.ts'

type Delivered = Parameters<ReturnType<typeof inOrder>>[0]

/** A log over few streams: which stream each event belongs to decides it all. */
const logOf = (streams: readonly number[]): Delivered[] => {
  const next = new Map<number, number>()
  return streams.map((stream, index) => {
    const revision = next.get(stream) ?? 0
    next.set(stream, revision + 1)
    const offset = BigInt((index + 1) * 100)
    return { type: 'Happened', stream: `s-${stream}`, revision, position: { commit: offset, prepare: offset } }
  })
}
const logs = array(integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 60 }).map(logOf)

describe('delivered events', () => {
  it('are new once, however often they come again, alone, in batches or from an older place', () => {
    assert(
      property(logs, array(tuple(nat(), nat()), { maxLength: 8 }), (log, repeats) => {
        const isNew = inOrder(START)
        const taken: Delivered[] = []
        const again = (index: number) =>
          repeats.flatMap(([at, back]) =>
            at % log.length === index ? log.slice(Math.max(0, index - (back % 9)), index + 1) : [],
          )
        for (const event of log.flatMap((event, index) => [event, ...again(index)])) if (isNew(event)) taken.push(event)
        expect(taken).toEqual(log)
      }),
    )
  })

  it('are refused when two of one stream are swapped, or one is missing before another of its stream', () => {
    assert(
      property(logs, nat(), boolean(), (log, pick, isSwapped) => {
        const index = pick % log.length
        const chosen = log[index]
        const later = log.findIndex((event, at) => at > index && event.stream === chosen?.stream)
        pre(chosen !== undefined && later > index)
        const spoilt = isSwapped
          ? log.map((event, at) => (at === index ? (log[later] ?? event) : at === later ? chosen : event))
          : log.filter(event => event !== chosen)
        const isNew = inOrder(START)
        expect(() => spoilt.forEach(isNew)).toThrow(OutOfOrder)
      }),
    )
  })

  it('of different streams that change places are refused, because one lies behind the other', () => {
    const [first, second, third] = logOf([0, 1, 2])
    if (first === undefined || second === undefined || third === undefined) throw new Error('three are needed')
    const isNew = inOrder(START)
    expect(isNew(first)).toBe(true)
    expect(isNew(third)).toBe(true)
    expect(() => isNew(second)).toThrow('delivered after events that lie behind it')
  })

  it('from before where the reading began are repeats', () => {
    const log = logOf([0, 0, 1, 0])
    const isNew = inOrder(log[2]?.position ?? START)
    expect(log.map(isNew)).toEqual([false, false, false, true])
  })
})

describe('a read side whose log misbehaves', () => {
  let database: TestDatabase
  let log: EventStore
  let write: ReturnType<typeof writer>
  let spoil: (items: readonly (RecordedEvent | Marker)[]) => readonly (RecordedEvent | Marker)[] = items => items
  let started: Started | undefined
  beforeEach(async () => {
    database = await createDatabase()
    log = memoryEventStore()
    write = writer(log)
  })
  afterEach(async () => {
    await started?.stop()
    await database.close()
  })

  /** Delivers what was appended so far, spoilt, and then follows as it should. */
  const misbehaving = (): EventStore => ({
    ...log,
    follow: async function* ({ from, signal }) {
      const { events } = await log.readAll({ from, limit: 1_000 })
      yield* spoil(events)
      yield* log.follow({ from: events.at(-1)?.position ?? from, signal })
    },
  })
  const start = async () => {
    started = await startTestReadSide({ pool: database.pool, eventStore: misbehaving(), projections: [products] })
    return started
  }
  const created = (sku: string): Happened => ({ type: 'ProductCreated', data: { sku, names: { en: sku } } })
  const renamed = (en: string): Happened => ({ type: 'ProductRenamed', data: { names: { en } } })
  const names = async (readSide: Started) =>
    (await readSide.queries().selectFrom('product').select(['sku', 'names']).orderBy('sku').execute()).map(
      ({ sku, names: { en } }) => `${sku} ${en}`,
    )
  const fill = async () => {
    await write('product-A', created('A'), renamed('First'), renamed('Second'))
    return write('product-B', created('B'), renamed('Other'))
  }

  it('projects once what is delivered twice, in batches and from before', async () => {
    spoil = items => items.flatMap((item, index) => [item, item, ...items.slice(Math.max(0, index - 3), index + 1)])
    const position = await fill()
    const readSide = await start()
    expect(await readSide.waitFor(positionToken(position), { models: ['products'] }, 5_000)).toBe('fresh')
    expect(await names(readSide)).toEqual(['A Second', 'B Other'])
    expect(readSide.errors).toEqual([])
  })

  it.each<[string, (items: readonly (RecordedEvent | Marker)[]) => (RecordedEvent | Marker)[], string]>([
    [
      'leaves out an event',
      items => items.filter((_, index) => index !== 2),
      'revision 2 of product-A, was delivered where revision 1 is due',
    ],
    ['swaps two events', ([a, b, c, ...rest]) => [a, c, b, ...rest].flatMap(item => item ?? []), 'of product-A'],
  ])(
    'stops with a diagnosis when the log %s, writes nothing of it, and goes on once it is mended',
    { timeout: 20_000 },
    async (_, fault, told) => {
      const position = await fill()
      spoil = items => (items.some(item => !isMarker(item) && item.type === 'LogOpened') ? fault(items) : items)
      const readSide = await start()
      const role = async () => (await readSide.status()).process
      await expect
        .poll(role, { timeout: 5_000 })
        .toMatchObject({ role: 'refused', reason: expect.stringContaining(told) })
      const { rows } = await database.pool.query('select commit::int, last_event_id from projections.checkpoint')
      expect(rows).toEqual([{ commit: 0, last_event_id: null }])
      spoil = items => items
      expect(await readSide.waitFor(positionToken(position), { models: ['products'] }, 15_000)).toBe('fresh')
      expect(await names(readSide)).toEqual(['A Second', 'B Other'])
      expect(await role()).toMatchObject({ role: 'leader' })
      expect(readSide.errors.every(error => error instanceof OutOfOrder)).toBe(true)
    },
  )
})
