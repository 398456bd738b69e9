import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { product } from '../../domain/catalog/product.ts'
import { customer } from '../../domain/customers/customer.ts'
import { canonicalJson } from '../../eventstore/canonical-json.ts'
import { type Append, type EventStore, UnknownOutcome } from '../../eventstore/event-store.ts'
import { type Engine, engines } from '../support/engines.ts'
import { somebody, withStores, writeSide } from '../support/write-side.ts'

const lamp = { names: { en: 'Lamp' } }
const edit = (over: object) => ({ names: { en: 'Lamp' }, descriptions: {}, category: null, ...over })

describe.each(engines)('on %s', (_, start) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await start()
  })
  afterAll(() => engine.close())
  const newWriteSide = async (over: { clock?: () => Date } = {}) =>
    withStores({ store: await engine.newStore(), ...over })

  describe('executing a command', () => {
    it('appends what the decider decides, in an envelope that says who, when and why', async () => {
      const { send, store } = await newWriteSide()
      const commandId = randomUUID()
      const outcome = await send(product, 'LAMP', 'CreateProduct', lamp, { commandId })
      expect(outcome).toMatchObject({ kind: 'done', revision: 0 })
      const [event] = await store.readStream('product-LAMP')
      expect(event).toMatchObject({ type: 'ProductCreated', revision: 0, data: { sku: 'LAMP', names: { en: 'Lamp' } } })
      expect(event?.metadata).toMatchObject({
        at: '2026-03-01T10:00:00.000Z',
        actor: somebody,
        command: 'CreateProduct',
        commandId,
        $correlationId: commandId,
        $causationId: commandId,
        schema: 1,
      })
    })

    it('gives the first outcome when the same command comes again', async () => {
      const { send, store } = await newWriteSide()
      const commandId = randomUUID()
      const first = await send(product, 'LAMP', 'CreateProduct', lamp, { commandId })
      await send(product, 'LAMP', 'ActivateProduct', {})
      expect(await send(product, 'LAMP', 'CreateProduct', lamp, { commandId })).toEqual({ ...first, repeated: true })
      expect(await store.readStream('product-LAMP')).toHaveLength(2)
    })

    it('refuses a command id that was used for something else', async () => {
      const { send } = await newWriteSide()
      const commandId = randomUUID()
      await send(product, 'LAMP', 'CreateProduct', lamp, { commandId })
      const outcome = await send(product, 'LAMP', 'CreateProduct', { names: { en: 'Table' } }, { commandId })
      expect(outcome).toMatchObject({ kind: 'rejected', rejection: { code: 'CommandIdReused', rejected: 'invalid' } })
    })

    it('never acknowledges two different commands that share an id, also at the same moment', async () => {
      const { send, store } = await newWriteSide()
      await send(product, 'LAMP', 'CreateProduct', lamp)
      const commandId = randomUUID()
      const price = (gross: string) => ({ prices: [{ store: 'UK', currency: 'GBP', gross }] })
      const outcomes = await Promise.all(
        ['2', '3'].map(gross => send(product, 'LAMP', 'SetPrices', price(gross), { commandId })),
      )
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'rejected'])
      expect(await store.readStream('product-LAMP')).toHaveLength(2)
    })

    it('keeps nothing in the log by which personal data could be guessed', async () => {
      const { send, store } = await newWriteSide()
      const data = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', locale: 'en', store: 'UK' }
      const id = randomUUID()
      await send(customer, id, 'RegisterCustomer', data)
      const [event] = await store.readStream(`customer-${id}`)
      const guess = createHash('sha256')
        .update(canonicalJson({ type: 'RegisterCustomer', id, data }))
        .digest('hex')
      expect(event?.metadata.commandDigest).toMatch(/^[0-9a-f]{40}$/)
      expect(guess.startsWith(event?.metadata.commandDigest ?? '-')).toBe(false)
    })

    it('appends nothing when there is nothing to do or the decider refuses', async () => {
      const { send, store } = await newWriteSide()
      expect(await send(product, 'LAMP', 'ActivateProduct', {})).toMatchObject({ kind: 'rejected' })
      await send(product, 'LAMP', 'CreateProduct', lamp)
      const again = await send(product, 'LAMP', 'DeactivateProduct', {})
      expect(again).toEqual({ kind: 'done', revision: 0, position: undefined, repeated: false })
      expect(await store.readStream('product-LAMP')).toHaveLength(1)
    })

    it('keeps both of two concurrent creations apart: one is done, the other refused', async () => {
      const { send, store } = await newWriteSide()
      const outcomes = await Promise.all([1, 2].map(() => send(product, 'LAMP', 'CreateProduct', lamp)))
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'rejected'])
      expect(await store.readStream('product-LAMP')).toHaveLength(1)
    })

    it('never lets the time of a stream go back', async () => {
      let now = new Date('2026-03-01T10:00:00Z')
      const { send, store } = await newWriteSide({ clock: () => now })
      await send(product, 'LAMP', 'CreateProduct', lamp)
      now = new Date('2026-03-01T09:00:00Z')
      await send(product, 'LAMP', 'ActivateProduct', {})
      const events = await store.readStream('product-LAMP')
      expect(events.map(({ metadata }) => metadata.at)).toEqual([
        '2026-03-01T10:00:00.000Z',
        '2026-03-01T10:00:00.000Z',
      ])
      const past = await send(product, 'LAMP', 'DeactivateProduct', {}, { at: now, origin: 'import' })
      expect(past).toMatchObject({ kind: 'rejected', rejection: { code: 'TimeGoesBack' } })
    })
  })

  describe('two people editing one thing', () => {
    const opened = async () => {
      const side = await newWriteSide()
      await side.send(product, 'LAMP', 'CreateProduct', lamp)
      return side
    }

    it('keeps both edits when they changed different fields', async () => {
      const { send, store } = await opened()
      await send(product, 'LAMP', 'EditProduct', edit({ descriptions: { en: 'Warm light' } }), { expected: 0 })
      const second = await send(product, 'LAMP', 'EditProduct', edit({ names: { en: 'Desk lamp' } }), { expected: 0 })
      expect(second).toMatchObject({ kind: 'done', revision: 2 })
      const events = await store.readStream('product-LAMP')
      expect(events.map(({ type }) => type)).toEqual(['ProductCreated', 'ProductDescribed', 'ProductRenamed'])
    })

    it('asks when both changed the same field, and names what the other did', async () => {
      const { send } = await opened()
      await send(product, 'LAMP', 'EditProduct', edit({ names: { en: 'Desk lamp' } }), { expected: 0 })
      const second = await send(product, 'LAMP', 'EditProduct', edit({ names: { en: 'Floor lamp' } }), { expected: 0 })
      expect(second).toMatchObject({ kind: 'conflict', revision: 1, paths: ['names'] })
      expect(second.kind === 'conflict' && second.since.map(({ type }) => type)).toEqual(['ProductRenamed'])
    })

    it('asks when what was meant is already undone by the other', async () => {
      const { send } = await opened()
      await send(product, 'LAMP', 'ActivateProduct', {})
      await send(product, 'LAMP', 'DeactivateProduct', {})
      const late = await send(product, 'LAMP', 'ActivateProduct', {}, { expected: 1 })
      expect(late).toMatchObject({ kind: 'conflict', paths: ['status'] })
    })

    it('has nothing to ask when both meant the same', async () => {
      const { send } = await opened()
      await send(product, 'LAMP', 'ActivateProduct', {})
      expect(await send(product, 'LAMP', 'ActivateProduct', {}, { expected: 0 })).toMatchObject({
        kind: 'done',
        revision: 1,
      })
    })

    it('refuses a revision that was never recorded', async () => {
      const { send } = await opened()
      const ahead = await send(product, 'LAMP', 'ActivateProduct', {}, { expected: 99 })
      expect(ahead).toMatchObject({ kind: 'rejected', rejection: { code: 'RevisionUnknown' } })
    })

    it('still refuses what a rule forbids by now', async () => {
      const { send } = await opened()
      await send(product, 'LAMP', 'DiscontinueProduct', { reason: 'gone' })
      const late = await send(product, 'LAMP', 'EditProduct', edit({ descriptions: { en: 'Warm' } }), { expected: 0 })
      expect(late).toMatchObject({ kind: 'rejected', rejection: { code: 'ProductIsDiscontinued' } })
    })
  })

  describe('an event store that answers late or not at all', () => {
    /** Stores, then loses the answer of the first `losses` appends. */
    const forgetful = async (losses: number): Promise<EventStore> => {
      const store = await engine.newStore()
      let lost = 0
      const append = async (appends: readonly Append[]) => {
        const outcomes = await store.append(appends)
        lost += 1
        if (lost <= losses) throw new UnknownOutcome('answer lost')
        return outcomes
      }
      return { ...store, append }
    }

    it('is asked again with the same ids, and the command is done once', async () => {
      const { send, store } = writeSide({ store: await forgetful(2) })
      expect(await send(product, 'LAMP', 'CreateProduct', lamp)).toMatchObject({ kind: 'done', revision: 0 })
      expect(await store.readStream('product-LAMP')).toHaveLength(1)
    })

    it('is asked for the stream before it is given up on: what is stored is done', async () => {
      const { send } = writeSide({ store: await forgetful(4) })
      expect(await send(product, 'LAMP', 'CreateProduct', lamp)).toMatchObject({ kind: 'done', revision: 0 })
    })

    it('is given up on in the end, and the same command id finds what was stored', async () => {
      const store = await forgetful(4)
      let reads = 0
      // Reads fail too, from after the load until the command is sent again.
      const readStream: EventStore['readStream'] = async (...asked) => {
        if (asked[0] === 'product-LAMP') reads += 1
        if (reads === 2) throw new Error('out of reach')
        return store.readStream(...asked)
      }
      const { send } = writeSide({ store: { ...store, readStream } })
      const commandId = randomUUID()
      await expect(send(product, 'LAMP', 'CreateProduct', lamp, { commandId })).rejects.toThrow(UnknownOutcome)
      expect(await send(product, 'LAMP', 'CreateProduct', lamp, { commandId })).toMatchObject({
        kind: 'done',
        revision: 0,
      })
    })
  })

  describe('what has to be unique', () => {
    const ada = { email: 'Ada@example.com', firstName: 'Ada', lastName: 'Lovelace', locale: 'en', store: 'UK' }

    it('is claimed before it is used, so that only one of two customers gets an e-mail address', async () => {
      const { send } = await newWriteSide()
      const [one, two] = [randomUUID(), randomUUID()]
      const outcomes = await Promise.all([one, two].map(id => send(customer, id, 'RegisterCustomer', ada)))
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'rejected'])
      const refused = outcomes.find(({ kind }) => kind === 'rejected')
      expect(refused).toMatchObject({ rejection: { code: 'EmailTaken', field: 'email' } })
    })

    it('leaves no trace of the value itself in the log', async () => {
      const { send, store } = await newWriteSide()
      await send(customer, randomUUID(), 'RegisterCustomer', ada)
      const { events } = await store.readAll({ limit: 100 })
      const log = JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
      expect(log.toLowerCase()).not.toContain('ada@example.com')
      expect(log).not.toContain('Lovelace')
      expect(log).toContain('sealed')
    })

    it('survives a crash between claim and event: the retry gets it, and after ten minutes another may', async () => {
      let now = new Date('2026-03-01T10:00:00Z')
      const base = await engine.newStore()
      let isBroken = true
      const append = async (appends: readonly Append[]) => {
        if (isBroken && appends.some(({ stream }) => stream.startsWith('customer-'))) throw new Error('killed')
        return base.append(appends)
      }
      const { send } = await withStores({ store: { ...base, append }, clock: () => now })
      const id = randomUUID()
      await expect(send(customer, id, 'RegisterCustomer', ada)).rejects.toThrow('killed')
      const other = randomUUID()
      expect(await send(customer, other, 'RegisterCustomer', ada)).toMatchObject({ kind: 'rejected' })
      isBroken = false
      now = new Date('2026-03-01T10:06:00Z')
      expect(await send(customer, id, 'RegisterCustomer', ada)).toMatchObject({ kind: 'done' })
    })
  })
})
