import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { categoryTree, MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { type Engine, engines } from '../support/engines.ts'
import { type WriteSide, withLamp, writeSide } from '../support/write-side.ts'

const USERS = 16
const EACH = 10
const ONE_MORE = { by: 1, reason: 'correction' }
const users = Array.from({ length: USERS }, (_, user) => user)

/** Each user sends the next command when the one before is answered. */
const crowd = async (sideOf: (user: number) => WriteSide) => {
  const outcomes = await Promise.all(
    users.map(async user => {
      const answers = []
      for (let sent = 0; sent < EACH; sent += 1)
        answers.push(await sideOf(user).send(stock, 'lon.LAMP', 'AdjustStock', ONE_MORE))
      return answers
    }),
  )
  return outcomes.flat()
}

describe.each(engines)('many at one thing on %s', (_, start) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await start()
  })
  afterAll(() => engine.close())

  it('are all served by one server, one after the other', async () => {
    const side = await withLamp({ store: await engine.newStore() })
    const outcomes = await crowd(() => side)
    expect(outcomes.filter(({ kind }) => kind !== 'done')).toEqual([])
    expect(await side.store.readStream('stock-lon.LAMP')).toHaveLength(USERS * EACH)
  })

  it('are all served by two servers that know nothing of each other', async () => {
    const one = await withLamp({ store: await engine.newStore() })
    const two = writeSide(one)
    const outcomes = await crowd(user => (user % 2 === 0 ? one : two))
    expect(outcomes.filter(({ kind }) => kind !== 'done')).toEqual([])
    expect(await one.store.readStream('stock-lon.LAMP')).toHaveLength(USERS * EACH)
  })

  it('are served in the order they came', async () => {
    const { send, store } = await withLamp({ store: await engine.newStore() })
    await Promise.all(users.map(by => send(stock, 'lon.LAMP', 'AdjustStock', { by: by + 1, reason: 'correction' })))
    const events = await store.readStream('stock-lon.LAMP')
    expect(events.map(({ data }) => data['by'])).toEqual(users.map(user => user + 1))
  })

  it('may move three hundred categories at once', async () => {
    const { send } = await withLamp({ store: await engine.newStore() })
    const place = (category: string) =>
      send(categoryTree, MAIN_TREE, 'PlaceCategory', { category, parent: null, names: { en: category } })
    const keys = Array.from({ length: 30 }, (_, index) => `category-${index}`)
    await Promise.all(['first', 'second', ...keys].map(place))
    const moves = ['first', 'second'].flatMap(parent => keys.map(category => ({ category, parent })))
    const outcomes = await Promise.all(
      [...moves, ...moves, ...moves, ...moves, ...moves].map(move =>
        send(categoryTree, MAIN_TREE, 'MoveCategory', move),
      ),
    )
    expect(outcomes.filter(({ kind }) => kind !== 'done')).toEqual([])
  })

  it('still decide against the revision each of them looked at', async () => {
    const { send } = await withLamp({ store: await engine.newStore() })
    await send(stock, 'lon.LAMP', 'SetStock', { quantity: 5 })
    const outcomes = await Promise.all(
      users.map(user => send(stock, 'lon.LAMP', 'SetStock', { quantity: 10 + user }, { expected: 0 })),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', ...users.slice(1).map(() => 'conflict')])
  })
})

describe('more at one thing than can be served soon', () => {
  it('are told so', async () => {
    const { send, store } = await withLamp({ store: memoryEventStore() })
    const outcomes = await Promise.all(
      Array.from({ length: 1_100 }, () => send(stock, 'lon.LAMP', 'SetStock', { quantity: 5 })),
    )
    const refused = outcomes.filter(({ kind }) => kind === 'rejected')
    expect(refused.length).toBeGreaterThanOrEqual(99)
    expect(new Set(refused.map(outcome => outcome.kind === 'rejected' && outcome.rejection.code))).toEqual(
      new Set(['QueueFull']),
    )
    expect(await store.readStream('stock-lon.LAMP')).toHaveLength(1)
  })
})
