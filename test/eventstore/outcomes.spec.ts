import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { product } from '../../domain/catalog/product.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { warehouse } from '../../domain/shipping/warehouse.ts'
import type { Command } from '../../eventstore/command.ts'
import { type EventStore, LogUnavailable } from '../../eventstore/event-store.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { memoryOutcomes, type Outcomes, openOutcomes } from '../../eventstore/outcomes.ts'
import { createDatabase } from '../support/database.ts'
import { writeSide } from '../support/write-side.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
beforeAll(async () => {
  database = await createDatabase()
})
afterAll(() => database.close())

const shopOf = (outcomes: Outcomes, store: EventStore = memoryEventStore()) => {
  const one = writeSide({ store, outcomes })
  const two = writeSide(one)
  let things = 0
  const newThing = async () => {
    things += 1
    const id = `lon${things}.LAMP`
    await one.send(warehouse, `lon${things}`, 'OpenWarehouse', { name: 'London' })
    await one.send(product, 'LAMP', 'CreateProduct', { names: { en: 'Lamp' } })
    const at =
      ({ send }: typeof one) =>
      (type: string, data: object, over: Partial<Command> = {}) =>
        send(stock, id, type, data, { mayComeAgain: true, ...over })
    return { here: at(one), there: at(two), events: () => store.readStream(`stock-${id}`) }
  }
  return { newThing }
}

const set = (quantity: number) => ['SetStock', { quantity }] as const
const adjust = (by: number) => ['AdjustStock', { by, reason: 'correction' }] as const
const reused = { kind: 'rejected', rejection: { code: 'CommandIdReused', rejected: 'invalid' } }
const negative = { kind: 'rejected', rejection: { code: 'StockWouldBeNegative' } }

describe.each<[string, () => Promise<Outcomes>]>([
  ['in memory', async () => memoryOutcomes()],
  ['in Postgres', async () => openOutcomes(database.pool)],
])('a command that comes again, its outcome kept %s', (_, open) => {
  const newShop = async () => shopOf(await open())
  const thing = async () => (await newShop()).newThing()

  it('has nothing to do if it had nothing to do the first time, whatever has happened since', async () => {
    const { here, there, events } = await thing()
    const again = { commandId: randomUUID() }
    await here(...set(5))
    const first = await here(...set(5), again)
    expect(first).toEqual({ kind: 'done', revision: 0, position: undefined, repeated: false })
    await here(...adjust(-3))
    expect(await here(...set(5), again)).toEqual({ ...first, repeated: true })
    expect(await there(...set(5), again)).toEqual({ ...first, repeated: true })
    expect(await events()).toHaveLength(2)
  })

  it('is refused as the first time, also when the rule would allow it by now', async () => {
    const { here, there, events } = await thing()
    const again = { commandId: randomUUID() }
    await here(...set(5))
    const first = await here(...adjust(-9), again)
    expect(first).toMatchObject(negative)
    await here(...adjust(10))
    expect(await there(...adjust(-9), again)).toEqual(first)
    expect(await here(...adjust(-9))).toMatchObject({ kind: 'done' })
    expect(await events()).toHaveLength(3)
  })

  it('is refused when it is another one, after nothing to do as after a refusal', async () => {
    const { here, there } = await thing()
    const [nothing, refused] = [{ commandId: randomUUID() }, { commandId: randomUUID() }]
    await here(...set(5))
    await here(...set(5), nothing)
    await here(...adjust(-9), refused)
    expect(await there(...set(6), nothing)).toMatchObject(reused)
    expect(await there(...adjust(-1), refused)).toMatchObject(reused)
  })

  it('is one of two at the same moment at two servers: the other is refused', async () => {
    const { here, there } = await thing()
    await here(...set(5))
    for (let pair = 0; pair < 20; pair += 1) {
      const again = { commandId: randomUUID() }
      const outcomes = await Promise.all([here(...set(5), again), there(...adjust(-9), again)])
      const codes = outcomes.map(outcome => (outcome.kind === 'rejected' ? outcome.rejection.code : outcome.kind))
      expect(codes.filter(code => code === 'CommandIdReused')).toHaveLength(1)
    }
  })

  it('is decided anew when nobody but the server knew its id', async () => {
    const { here } = await thing()
    const again = { commandId: randomUUID(), mayComeAgain: false }
    await here(...set(5))
    await here(...adjust(-9), again)
    await here(...adjust(10))
    expect(await here(...adjust(-9), again)).toMatchObject({ kind: 'done' })
  })

  it('is decided anew after what was no decision: an unknown revision, a conflict', async () => {
    const { here } = await thing()
    const again = { commandId: randomUUID() }
    await here(...set(5))
    await here(...set(6))
    expect(await here(...set(7), { ...again, expected: 9 })).toMatchObject({ rejection: { code: 'RevisionUnknown' } })
    expect(await here(...set(7), { ...again, expected: 0 })).toMatchObject({ kind: 'conflict' })
    expect(await here(...set(7), { ...again, expected: 1 })).toMatchObject({ kind: 'done', revision: 2 })
  })

  it('is decided anew after an outage', async () => {
    const store = memoryEventStore()
    let isOut = false
    const readStream: EventStore['readStream'] = async (...asked) => {
      if (isOut) throw new LogUnavailable('out')
      return store.readStream(...asked)
    }
    const { here } = await shopOf(await open(), { ...store, readStream }).newThing()
    const again = { commandId: randomUUID() }
    isOut = true
    await expect(here(...set(5), again)).rejects.toThrow(LogUnavailable)
    isOut = false
    expect(await here(...set(5), again)).toMatchObject({ kind: 'done', revision: 0, repeated: false })
  })

  it('is decided anew when the answer of the first time never left, because it could not be kept', async () => {
    const outcomes = await open()
    let isBroken = true
    const keep: Outcomes['keep'] = async (...kept) => {
      if (isBroken) throw new Error('killed')
      return outcomes.keep(...kept)
    }
    const { here } = await shopOf({ ...outcomes, keep }).newThing()
    const again = { commandId: randomUUID() }
    await expect(here(...adjust(-9), again)).rejects.toThrow('killed')
    isBroken = false
    await here(...set(10))
    expect(await here(...adjust(-9), again)).toMatchObject({ kind: 'done' })
  })
})

describe('outcomes in Postgres', () => {
  const later = async (days: number) => {
    await database.pool.query("update app.outcome set decided_at = decided_at - $1 * interval '1 day'", [days])
  }
  const count = async () => (await database.pool.query('select from app.outcome')).rowCount

  it('are kept for a week, and gone after it', async () => {
    const outcomes = await openOutcomes(database.pool)
    await outcomes.prune()
    const { here } = await shopOf(outcomes).newThing()
    const [kept, replaced] = [{ commandId: randomUUID() }, { commandId: randomUUID() }]
    await here(...adjust(-9), kept)
    await here(...adjust(-9), replaced)
    await later(6)
    expect(await here(...adjust(-9), kept)).toMatchObject(negative)
    await later(2)
    await here(...set(5))
    expect(await here(...adjust(-8), replaced)).toMatchObject(negative)
    expect(await here(...adjust(-9), replaced)).toMatchObject(reused)
    await here(...adjust(10))
    expect(await here(...adjust(-9), kept)).toMatchObject({ kind: 'done' })
    const before = await count()
    await outcomes.prune()
    expect([await count(), before]).toEqual([1, before])
  })
})
