import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { product } from '../../domain/catalog/product.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { customer } from '../../domain/customers/customer.ts'
import type { EventStore } from '../../eventstore/event-store.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { type Engine, engines } from '../support/engines.ts'
import { knowLamp, type WriteSide, withLamp, writeSide } from '../support/write-side.ts'

const LENGTH = 100
const [ID, STREAM] = ['lon.LAMP', 'stock-lon.LAMP']

/** Counts the events that are read of streams. */
const counting = (store: EventStore) => {
  let read = 0
  const readStream: EventStore['readStream'] = async (...asked) => {
    const events = await store.readStream(...asked)
    read += events.length
    return events
  }
  const readBy = async (work: () => Promise<unknown>) => {
    read = 0
    await work()
    return read
  }
  return { store: { ...store, readStream }, readBy }
}

const adjust = ({ send }: WriteSide, by: number, over = {}) =>
  send(stock, ID, 'AdjustStock', { by, reason: 'correction' }, over)

const counted = async (side: WriteSide, times = LENGTH) => {
  for (let count = 0; count < times; count += 1) await adjust(side, 1)
}

describe.each(engines)('a long stream on %s', (_, start) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await start()
  })
  afterAll(() => engine.close())

  it('is read on from where it was read last', async () => {
    const { store, readBy } = counting(await engine.newStore())
    const side = await withLamp({ store })
    await counted(side)
    // One of them tells of the product, one of the warehouse.
    expect(await readBy(() => adjust(side, 1))).toBeLessThan(6)
  })

  it('is never decided on as it was: of what two servers take away, there is enough', async () => {
    const one = await withLamp({ store: await engine.newStore() })
    const two = writeSide(one)
    await counted(one)
    await adjust(two, 1)
    const left = LENGTH + 1
    const outcomes = []
    for (let taken = 0; taken < left; taken += 1)
      outcomes.push(...(await Promise.all([one, two].map(side => adjust(side, -1)))))
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(left)
    expect(outcomes.filter(({ kind }) => kind !== 'done')).toMatchObject(
      Array.from({ length: left }, () => ({ rejection: { code: 'StockWouldBeNegative' } })),
    )
  })

  it('still knows the commands of its past, of whichever server', async () => {
    const one = await withLamp({ store: await engine.newStore() })
    const two = writeSide(one)
    await counted(one)
    const commandId = randomUUID()
    const first = await adjust(two, 7, { commandId })
    await counted(one, 3)
    expect(await adjust(one, 7, { commandId })).toEqual({ ...first, repeated: true })
    expect(await adjust(one, 8, { commandId })).toMatchObject({ rejection: { code: 'CommandIdReused' } })
  })

  it('still merges what was meant for an earlier revision', async () => {
    const { send } = writeSide({ store: await engine.newStore() })
    const edit = (description: string, en: string, over = {}) =>
      send(product, 'LAMP', 'EditProduct', { names: { en }, descriptions: { en: description }, category: null }, over)
    await send(product, 'LAMP', 'CreateProduct', { names: { en: 'Lamp' } })
    for (let count = 1; count <= LENGTH; count += 1) await edit(`Text ${count}`, 'Lamp')
    const merged = await edit(`Text ${LENGTH}`, 'Desk lamp', { expected: LENGTH })
    expect(merged).toMatchObject({ kind: 'done', revision: LENGTH + 1 })
    const stale = { expected: LENGTH }
    expect(await edit('Other', 'Lamp', stale)).toMatchObject({ kind: 'done', revision: LENGTH + 2 })
    expect(await edit('Third', 'Lamp', stale)).toMatchObject({ kind: 'conflict', paths: ['descriptions'] })
    expect(await edit('Fourth', 'Lamp', { expected: LENGTH + 9 })).toMatchObject({ kind: 'rejected' })
  })

  it('is read back no further than to a state before the one that was meant', async () => {
    const { store, readBy } = counting(await engine.newStore())
    const side = await withLamp({ store })
    await counted(side, 4 * LENGTH)
    for (const expected of [4 * LENGTH - 2, 3 * LENGTH]) {
      const read = await readBy(async () => {
        const meant = await adjust(side, 0, { expected })
        expect(meant).toMatchObject({ kind: 'done', position: undefined })
        const conflict = await adjust(side, 1, { expected })
        expect(conflict.kind === 'conflict' && conflict.since).toHaveLength(4 * LENGTH - 1 - expected)
      })
      expect(read).toBeLessThan(2 * (4 * LENGTH - expected + 64) + 10)
    }
  })

  it('with personal data is kept nowhere but in the log: it is read whole each time', async () => {
    const { store, readBy } = counting(await engine.newStore())
    const { send } = await withLamp({ store })
    const ada = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', locale: 'en', store: 'UK' }
    const id = randomUUID()
    await send(customer, id, 'RegisterCustomer', ada)
    const note = () => send(customer, id, 'AddNote', { text: 'Called' })
    for (let count = 0; count < LENGTH; count += 1) await note()
    expect(await readBy(note)).toBeGreaterThan(LENGTH)
  })
})

describe('a long stream that is not the one that was read', () => {
  /** A write side whose log can be exchanged under it, as a restore does. */
  const exchangeable = async () => {
    let log = memoryEventStore()
    const store: EventStore = {
      ...log,
      append: appends => log.append(appends),
      readStream: (...asked) => log.readStream(...asked),
    }
    const exchange = async (onHand: number, length: number, unlike?: (revision: number) => boolean) => {
      const old = await log.readStream(STREAM)
      log = memoryEventStore()
      const [first, ...rest] = old.slice(0, length).map(event => ({
        ...event,
        id: unlike?.(event.revision) === true ? randomUUID() : event.id,
        ...(event.revision === 0 ? { type: 'StockSet', data: { quantity: onHand } } : { data: { by: 0, reason: '' } }),
      }))
      if (first === undefined) return
      await log.append([{ stream: STREAM, expected: 'no_stream', events: [first, ...rest] }])
    }
    return { side: await withLamp({ store }), exchange }
  }

  const everywhere = () => true
  it.each([
    ['is shorter', LENGTH - 5, undefined],
    ['is as long and has another end', LENGTH, (revision: number) => revision > LENGTH - 5],
    ['has another beginning', LENGTH, (revision: number) => revision === 0],
    ['is another one altogether', LENGTH, everywhere],
  ])('and %s, is read anew', async (_, length, unlike) => {
    const { side, exchange } = await exchangeable()
    await counted(side)
    await exchange(3, length, unlike)
    expect(await adjust(side, -4)).toMatchObject({
      rejection: { code: 'StockWouldBeNegative', parameters: { onHand: 3 } },
    })
    expect(await adjust(side, -3)).toMatchObject({ kind: 'done', revision: length })
  })

  it('and is gone, is begun anew', async () => {
    const { side, exchange } = await exchangeable()
    await counted(side)
    await exchange(0, 0)
    await knowLamp(side)
    expect(await adjust(side, 1)).toMatchObject({ kind: 'done', revision: 0 })
  })
})
