import { randomUUID } from 'node:crypto'
import { v5 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stock } from '../../domain/catalog/stock.ts'
import { customer } from '../../domain/customers/customer.ts'
import { warehouse } from '../../domain/shipping/warehouse.ts'
import { canonicalJson } from '../../eventstore/canonical-json.ts'
import { type Engine, engines } from '../support/engines.ts'
import { withLamp, writeSide } from '../support/write-side.ts'

const PAIRS = 200

describe.each(engines)('a command id on %s', (_, start) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await start()
  })
  afterAll(() => engine.close())

  /** Two servers of one shop: nothing is common to them but the log and the keys. */
  const twoServers = async () => {
    const one = await withLamp({ store: await engine.newStore() })
    return { one, two: writeSide(one) }
  }

  const pairsOf = async (quantities: readonly [number, number]) => {
    const { one, two } = await twoServers()
    for (let index = 0; index < PAIRS; index += 1)
      await one.send(warehouse, `lon${index}`, 'OpenWarehouse', { name: `London ${index}` })
    const pair = async (index: number) => {
      const [id, commandId] = [`lon${index}.LAMP`, randomUUID()]
      const [mine, theirs] = quantities.map(quantity => ({ quantity }))
      const outcomes = await Promise.all([
        one.send(stock, id, 'SetStock', mine ?? {}, { commandId }),
        two.send(stock, id, 'SetStock', theirs ?? {}, { commandId }),
      ])
      return { outcomes, events: await one.store.readStream(`stock-${id}`) }
    }
    return Promise.all(Array.from({ length: PAIRS }, (_, index) => pair(index)))
  }

  it('with two bodies at two servers is acknowledged exactly once, and that one is kept', async () => {
    for (const { outcomes, events } of await pairsOf([5, 7])) {
      expect(events).toHaveLength(1)
      const refused = outcomes.filter(({ kind }) => kind === 'rejected')
      expect(refused).toMatchObject([{ rejection: { code: 'CommandIdReused', rejected: 'invalid' } }])
      const acknowledged = outcomes.findIndex(({ kind }) => kind === 'done')
      expect(events[0]?.data).toEqual({ quantity: [5, 7][acknowledged] })
    }
  })

  it('with one body at two servers is done once, and both are told of it', async () => {
    for (const { outcomes, events } of await pairsOf([5, 5])) {
      expect(events).toHaveLength(1)
      const places = outcomes.map(outcome => (outcome.kind === 'done' ? outcome.position : outcome.kind))
      expect(new Set(places).size).toBe(1)
    }
  })

  it('does not let two owners hold one claim', async () => {
    const { one, two } = await twoServers()
    const ada = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', locale: 'en', store: 'UK' }
    const commandId = randomUUID()
    const outcomes = await Promise.all(
      [one, two].map(({ send }) => send(customer, randomUUID(), 'RegisterCustomer', ada, { commandId })),
    )
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'rejected'])
    expect(outcomes.find(({ kind }) => kind === 'rejected')).toMatchObject({ rejection: { code: 'EmailTaken' } })
  })

  it('belongs to one thing: for another it is a command of its own', async () => {
    const { one, two } = await twoServers()
    const commandId = randomUUID()
    const first = await one.send(stock, 'lon.LAMP', 'SetStock', { quantity: 5 }, { commandId })
    const other = await two.send(stock, 'lon.CHAIR', 'SetStock', { quantity: 7 }, { commandId })
    expect([first, other]).toMatchObject([
      { kind: 'done', repeated: false },
      { kind: 'done', repeated: false },
    ])
    expect(await one.store.readStream('stock-lon.CHAIR')).toMatchObject([{ data: { quantity: 7 } }])
  })

  it('is found in events whose own ids were made in another way', async () => {
    const { one, two } = await twoServers()
    const commandId = randomUUID()
    const id = 'lon.LAMP'
    const place = { stream: `stock-${id}`, expected: 'no_stream' } as const
    await one.send(stock, 'lon.CHAIR', 'SetStock', { quantity: 5 }, { commandId })
    const [model] = await one.store.readStream('stock-lon.CHAIR')
    if (model === undefined) throw new Error('nothing to copy')
    const commandDigest = one.vault.hash(canonicalJson({ type: 'SetStock', id, data: { quantity: 5 } }))
    const metadata = { ...model.metadata, commandDigest }
    const old = { id: v5(`${place.stream}/0`, commandId), type: model.type, data: model.data, metadata }
    await one.store.append([{ ...place, events: [old] }])
    const again = await two.send(stock, id, 'SetStock', { quantity: 5 }, { commandId })
    expect(again).toMatchObject({ kind: 'done', revision: 0, repeated: true })
    const changed = await two.send(stock, id, 'SetStock', { quantity: 7 }, { commandId })
    expect(changed).toMatchObject({ kind: 'rejected', rejection: { code: 'CommandIdReused' } })
  })
})
