import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { product } from '../../domain/catalog/product.ts'
import { customer } from '../../domain/customers/customer.ts'
import { reject } from '../../domain/decider.ts'
import type { Process } from '../../domain/processes/process.ts'
import { claim } from '../../domain/shared/claim.ts'
import type { Execute } from '../../eventstore/command.ts'
import { copyLog } from '../../eventstore/copy-log.ts'
import { type EventStore, START } from '../../eventstore/event-store.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { beginProcess, runProcess } from '../../eventstore/react.ts'
import { fireTimers } from '../../eventstore/timers.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { somebody } from '../support/write-side.ts'

const ada = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', locale: 'en', store: 'UK' }

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const send = (over: Partial<Parameters<TestServer['shop']['execute']>[0]>) =>
  server.shop.execute({
    decider: customer,
    id: randomUUID(),
    type: 'RegisterCustomer',
    data: ada,
    commandId: randomUUID(),
    actor: somebody,
    origin: 'live',
    ...over,
  })

/** Asks again until it is so; fails with the last answer after five seconds. */
const eventually = (check: () => Promise<unknown>, expected: unknown) =>
  expect.poll(check, { timeout: 5000, interval: 20 }).toEqual(expected)

describe('erasing a customer', () => {
  it('destroys the key, gives the e-mail address back, and empties the personal columns', async () => {
    const id = randomUUID()
    expect(await send({ id })).toMatchObject({ kind: 'done' })
    const isShown = async () => (await server.get(`/customers/${id}`)).body.includes('ada@example.com')
    await eventually(isShown, true)
    expect(await send({ id, type: 'EraseCustomer', data: {} })).toMatchObject({ kind: 'done' })
    await eventually(async () => (await server.shop.vault.keys([`customer-${id}`])).get(`customer-${id}`), null)
    await eventually(isShown, false)
    await eventually(async () => (await send({ id: randomUUID() })).kind, 'done')
  })
})

describe('a process', () => {
  const shutOut = async () => undefined
  const resetFactor = async () => undefined
  const lookForStock = async () => []
  /** Takes every product that is put on sale off sale again. */
  const contrary: Process = {
    name: 'contrary',
    on: {
      ProductActivated: ({ id }) => [
        { send: { decider: 'product', id, type: 'DeactivateProduct', data: {} } },
        // What no schema takes does not stop it either.
        { send: { decider: 'stock', id: 'main.LAMP', type: 'SetStock', data: { quantity: 1e12 } } },
        { send: { decider: 'product', id: 'NOT-THERE', type: 'DeactivateProduct', data: {} } },
      ],
    },
  }
  const act = (type: string, data: object, over = {}) => send({ decider: product, id: 'LAMP', type, data, ...over })
  const types = async () => (await server.shop.store.readStream('product-LAMP')).map(({ type }) => type)

  it('reacts to live events from where it was started, once, also when it is run again from before', async () => {
    const stop = new AbortController()
    await act('CreateProduct', { names: { en: 'Lamp' } })
    const running = runProcess({ ...server.shop, shutOut, resetFactor, lookForStock }, contrary, stop.signal)
    await eventually(async () => (await server.shop.state.placeOf('contrary')) !== undefined, true)
    await act('ActivateProduct', {})
    await eventually(types, ['ProductCreated', 'ProductActivated', 'ProductDeactivated'])
    stop.abort()
    await running
    // As if the checkpoint had been lost with a crash: the same event is seen again.
    await server.shop.pool.query(
      "update app.process set position = '' || lpad('0', 20, '0') || '-' || lpad('0', 20, '0'), last_event = null where name = 'contrary'",
    )
    const again = new AbortController()
    const rerunning = runProcess({ ...server.shop, shutOut, resetFactor, lookForStock }, contrary, again.signal)
    const head = await server.shop.store.head()
    await eventually(async () => (await server.shop.state.placeOf('contrary'))?.position.commit === head.commit, true)
    again.abort()
    await rerunning
    expect(await types()).toEqual(['ProductCreated', 'ProductActivated', 'ProductDeactivated'])
  })

  it('parks a refusal for people to look at and goes on', async () => {
    const { rows } = await server.shop.pool.query("select rejection->>'code' as code from app.process_parked")
    expect(rows).toEqual([{ code: 'ReactionRefused' }, { code: 'ProductUnknown' }])
  })

  it('sends again what could not be decided because too many wanted the same', async () => {
    const stop = new AbortController()
    const busy = ['TooBusy', 'QueueFull'].map(code => ({
      kind: 'rejected' as const,
      rejection: reject('conflict', code),
    }))
    const { execute } = server.shop
    const crowded: Execute = async command => (command.id === 'LAMP' ? busy.shift() : undefined) ?? execute(command)
    const running = runProcess(
      { ...server.shop, execute: crowded, shutOut, resetFactor, lookForStock },
      contrary,
      stop.signal,
    )
    await act('ActivateProduct', {})
    await eventually(async () => (await types()).at(-1), 'ProductDeactivated')
    stop.abort()
    await running
    expect(busy).toEqual([])
    const { rows } = await server.shop.pool.query(
      "select from app.process_parked where rejection->>'code' not in ('ProductUnknown', 'ReactionRefused')",
    )
    expect(rows).toEqual([])
  })

  it('leaves events of imports and the demo alone', async () => {
    const stop = new AbortController()
    const running = runProcess({ ...server.shop, shutOut, resetFactor, lookForStock }, contrary, stop.signal)
    await act('ActivateProduct', {}, { origin: 'import' })
    const head = await server.shop.store.head()
    await eventually(
      async () => ((await server.shop.state.placeOf('contrary'))?.position.commit ?? 0n) >= head.commit,
      true,
    )
    stop.abort()
    await running
    expect((await types()).at(-1)).toBe('ProductActivated')
  })
})

describe('the place of a process', () => {
  const idle: Process = { name: 'idle', on: {} }
  const begin = (store: EventStore) => beginProcess({ ...server.shop, store }, idle)

  it('is found again in a copy of the log, behind the same event, and when the shop moves back', async () => {
    const { store } = server.shop
    const place = await begin(store)
    const copy = memoryEventStore()
    await copyLog({ from: store, to: copy })
    const there = await begin(copy)
    expect(there.position).not.toEqual(place.position)
    expect((await copy.eventAt(there.position))?.id).toBe((await store.eventAt(place.position))?.id)
    expect(await begin(store)).toEqual(place)
  })

  it('is the start of a log that has lost the event: all is reacted to once more', async () => {
    const other = memoryEventStore()
    await begin(server.shop.store)
    expect((await begin(other)).position).toEqual(START)
  })

  it('noted by an earlier release is trusted', async () => {
    const { pool, store } = server.shop
    const { position } = await begin(store)
    await pool.query("update app.process set log_id = null, last_event = null where name = 'idle'")
    expect((await begin(store)).position).toEqual(position)
  })
})

describe('a claim that its owner never used', () => {
  it('is given up by its timer after ten minutes, not before, and only once', async () => {
    const id = `customer-email.${'0'.repeat(40)}`
    const at = new Date(Date.now() - 11 * 60_000)
    const owner = 'customer-nobody'
    await send({ decider: claim, id, type: 'MakeClaim', data: { owner }, at })
    await eventually(
      async () => (await server.shop.store.readStream(`claim-${id}`)).map(({ type }) => type),
      ['ClaimMade', 'ClaimExpired'],
    )
    const timer = {
      eventId: randomUUID(),
      correlationId: randomUUID(),
      dueAt: at,
      category: 'claim',
      id,
      command: 'ExpireClaim',
      data: { owner, heldSince: at.toISOString() },
    }
    expect(await fireTimers(server.shop.execute, server.shop.state, [timer])).toBe(1)
    expect(await server.shop.store.readStream(`claim-${id}`)).toHaveLength(2)
    expect((await server.shop.state.firedTimers([timer.eventId])).has(timer.eventId)).toBe(true)
  })
})
