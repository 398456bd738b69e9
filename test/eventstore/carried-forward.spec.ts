import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Decider, type Fact, fact } from '../../domain/decider.ts'
import type { EventStore } from '../../eventstore/event-store.ts'
import { loadFacts } from '../../eventstore/facts.ts'
import { stateCache } from '../../eventstore/state-cache.ts'
import { type Engine, engines } from '../support/engines.ts'
import { type WriteSide, writeSide } from '../support/write-side.ts'

const EVERY = 300
const AT_ONCE = 20

const events = { Counted: z.strictObject({ by: z.int() }), CountCarried: z.strictObject({ count: z.int() }) }
const commands = { Count: z.strictObject({ by: z.array(z.int()) }) }
type Counter = { readonly count: number; readonly since: number }

/** Counts, and writes down how far it is from time to time. */
const counter: Decider<Counter, typeof commands, typeof events> = {
  category: 'counter',
  initial: { count: 0, since: 0 },
  events,
  evolve: {
    Counted: ({ count, since }, { by }) => ({ count: count + by, since: since + 1 }),
    CountCarried: (_, { count }) => ({ count, since: 0 }),
  },
  commands,
  decide: {
    Count: ({ count, since }, { by }) => {
      const counted = by.map(one => ({ type: 'Counted' as const, data: { by: one } }))
      const sum = by.reduce((all, one) => all + one, count)
      return since + by.length < EVERY ? counted : [...counted, { type: 'CountCarried', data: { count: sum } }]
    },
  },
  touches: { Counted: () => ['count'], CountCarried: () => ['count'] },
  carriedBy: 'CountCarried',
}
const counted: Fact<number> = fact(counter, ({ count }) => count)

/** How many events are read of streams, and the lowest revision of them. */
const watching = (store: EventStore) => {
  const read: number[] = []
  const readStream: EventStore['readStream'] = async (...asked) => {
    const found = await store.readStream(...asked)
    read.push(...found.map(({ revision }) => revision))
    return found
  }
  return { store: { ...store, readStream }, read }
}

const count = ({ send }: WriteSide, by: number, over = {}) =>
  send(counter, 'c', 'Count', { by: Array.from({ length: AT_ONCE }, () => by) }, over)

const countIn = async ({ store, vault }: WriteSide): Promise<number> => {
  const log = { store, vault, cache: stateCache(0) }
  return (await loadFacts(log, [{ fact: counted, id: 'c' }])).of(counted, 'c')
}

describe.each(engines)('a stream that is carried forward on %s', (_, start) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await start()
  })
  afterAll(() => engine.close())

  it('is what all of it says, and read from the last time only', async () => {
    const { store, read } = watching(await engine.newStore())
    const side = writeSide({ store })
    for (let times = 0; times < 2 * EVERY; times += AT_ONCE) await count(side, times)
    await count(side, 7)
    const sum = 2 * EVERY * (EVERY - AT_ONCE / 2) + 7 * AT_ONCE
    read.length = 0
    expect(await countIn(side)).toBe(sum)
    // The second time it was carried, behind twice as many and the first time; the first event tells that it is the same stream.
    expect(Math.min(...read.filter(revision => revision > 0))).toBeGreaterThan(EVERY)
    expect(await countIn(writeSide(side))).toBe(sum)
  })

  it('is read whole before it was carried for the first time, also when that is more than is read at once', async () => {
    const side = writeSide({ store: await engine.newStore() })
    expect(await countIn(side)).toBe(0)
    for (let times = AT_ONCE; times < EVERY; times += AT_ONCE) await count(side, 1)
    expect(await countIn(side)).toBe(EVERY - AT_ONCE)
  })

  it('does the same command once', async () => {
    const side = writeSide({ store: await engine.newStore() })
    const commandId = '0197a3f1-0000-7000-8000-0000000000c0'
    for (let times = 0; times < 3; times += 1) await count(side, 1, { commandId })
    expect(await countIn(side)).toBe(AT_ONCE)
  })

  it('is decided on by several servers as by one', async () => {
    const one = writeSide({ store: await engine.newStore() })
    const sides = [one, writeSide(one), writeSide(one)]
    const all = sides.flatMap(side => Array.from({ length: 20 }, () => count(side, 1)))
    expect((await Promise.all(all)).every(({ kind }) => kind === 'done')).toBe(true)
    expect(await countIn(one)).toBe(60 * AT_ONCE)
  })
})
