import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordFoundingStores } from '../../bin/ensure-stores.ts'
import { product } from '../../domain/catalog/product.ts'
import { order } from '../../domain/orders/order.ts'
import { ensureAppSchema } from '../../eventstore/app-schema.ts'
import { type BulkRuns, openBulkRuns } from '../../eventstore/bulk/runs.ts'
import { workAtRuns } from '../../eventstore/bulk/work.ts'
import type { Execute } from '../../eventstore/command.ts'
import type { EventStore } from '../../eventstore/event-store.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { memoryVault } from '../../eventstore/vault/vault.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { type WriteSide, writeSide } from '../support/write-side.ts'

// All servers of a shop have the same.
const KEY = randomBytes(32).toString('hex')
const sideOf = (store: EventStore) => {
  const vault = memoryVault(masterKey(Buffer.from(KEY, 'hex')))
  return writeSide({ store, vault, clock: () => new Date() })
}

let database: TestDatabase
let store: EventStore
let side: WriteSide
let runs: BulkRuns
beforeAll(async () => {
  database = await createDatabase()
  store = await openPostgresEventStore({ pool: database.pool })
  await ensureAppSchema(database.pool)
  side = sideOf(store)
  await recordFoundingStores(side.execute)
  runs = openBulkRuns(database.pool, side.vault)
})
afterAll(async () => {
  await store.close()
  await database.close()
})

let count = 0
const newProducts = async (many: number): Promise<string[]> => {
  count += 1
  const skus = Array.from({ length: many }, (_, index) => `P${count}-${String(index).padStart(4, '0')}`)
  await Promise.all(skus.map(sku => side.send(product, sku, 'CreateProduct', { names: { en: sku } })))
  return skus
}

/** Servers of the shop that work until what is waited for has come. */
const working = async <Result>(
  until: () => Promise<Result>,
  executes: readonly Execute[] = [side.execute],
): Promise<Result> => {
  const stopping = new AbortController()
  const work = { pool: database.pool, store, vault: side.vault, clock: () => new Date(), signal: stopping.signal }
  const servers = executes.map(execute => workAtRuns({ ...work, execute }))
  try {
    return await until()
  } finally {
    stopping.abort()
    await Promise.all(servers)
  }
}

const reached = (id: string, state: string) => () =>
  expect.poll(async () => (await runs.find(id))?.state, { timeout: 30_000, interval: 20 }).toBe(state)

const onSale = (ids: readonly string[], action = 'ActivateProducts') =>
  runs.make({ by: 'ada', category: 'product', action, asked: {} }, ids)
const previewed = async (id: string, executes?: readonly Execute[]) => {
  await working(reached(id, 'previewed'), executes)
  return id
}
const carriedOut = async (id: string, executes?: readonly Execute[]) => {
  await runs.start(id)
  await working(reached(id, 'done'), executes)
}
const itemsOf = (id: string) => runs.items(id, { after: 0, limit: 1_000 })
const typesOf = async (sku: string) => (await store.readStream(`product-${sku}`)).map(({ type }) => type)

describe('a preview', () => {
  it('says of each thing what would become of it, and changes nothing', async () => {
    const [first = '', on = '', gone = ''] = await newProducts(3)
    await side.send(product, on, 'ActivateProduct', {})
    await side.send(product, gone, 'DiscontinueProduct', { reason: 'Old' })
    const id = await previewed(await onSale([first, on, gone, 'NOBODY']))
    expect(await itemsOf(id)).toEqual([
      { place: 1, id: first, revision: 0, outcome: 'changes', why: null },
      { place: 2, id: on, revision: 1, outcome: 'nothing', why: null },
      {
        place: 3,
        id: gone,
        revision: 1,
        outcome: 'refused',
        why: expect.objectContaining({ rejected: 'conflict', code: 'ProductIsDiscontinued' }),
      },
      {
        place: 4,
        id: 'NOBODY',
        revision: -1,
        outcome: 'refused',
        why: expect.objectContaining({ rejected: 'unknown', code: 'ProductUnknown' }),
      },
    ])
    expect(await runs.counts(id)).toEqual({ open: 0, changes: 1, nothing: 1, refused: 2, done: 0 })
    expect(await typesOf(first)).toEqual(['ProductCreated'])
  })

  it('is what then happens, under one correlation id', async () => {
    const skus = await newProducts(40)
    const id = await previewed(await onSale(skus))
    const seen = (await itemsOf(id)).map(({ outcome }) => outcome)
    await carriedOut(id)
    const items = await itemsOf(id)
    expect(items.map(({ outcome }) => outcome)).toEqual(seen.map(outcome => (outcome === 'changes' ? 'done' : outcome)))
    expect(items.every(({ revision }) => revision === 1)).toBe(true)
    for (const sku of skus) {
      const [, event] = await store.readStream(`product-${sku}`)
      expect(event).toMatchObject({
        type: 'ProductActivated',
        metadata: { $correlationId: id, actor: { id: 'ada', kind: 'user' } },
      })
    }
  })
})

describe('a run', () => {
  it('tells of each thing that has changed since the preview', async () => {
    const [same = '', others = '', gone = ''] = await newProducts(3)
    const id = await previewed(await onSale([same, others, gone]))
    await side.send(product, same, 'ActivateProduct', {})
    await side.send(product, others, 'EditProduct', { names: { en: 'Light' }, descriptions: {}, category: null })
    await side.send(product, gone, 'DiscontinueProduct', { reason: 'Old' })
    await carriedOut(id)
    expect((await itemsOf(id)).map(({ outcome, why }) => [outcome, why?.code])).toEqual([
      ['nothing', undefined],
      ['done', undefined],
      ['refused', 'ProductIsDiscontinued'],
    ])
  })

  it('begins once, and not before the preview is there', async () => {
    const id = await onSale(await newProducts(1))
    expect(await runs.start(id)).toBe(false)
    await previewed(id)
    expect(await Promise.all([runs.start(id), runs.start(id)])).toContain(false)
    await working(reached(id, 'done'))
    expect(await runs.start(id)).toBe(false)
  })

  it('is done once by several servers', async () => {
    const ids = await Promise.all([1, 2, 3].map(async () => onSale(await newProducts(30))))
    const other = sideOf(store)
    const servers = [side.execute, other.execute, side.execute]
    for (const id of ids) await previewed(id, servers)
    await Promise.all(ids.map(id => carriedOut(id, servers)))
    for (const { id, outcome } of (await Promise.all(ids.map(itemsOf))).flat()) {
      expect(outcome, id).toBe('done')
      expect(await typesOf(id), id).toEqual(['ProductCreated', 'ProductActivated'])
    }
  })

  it('goes on where a process that was killed had come to, and does nothing twice', async () => {
    const skus = await newProducts(120)
    const id = await previewed(await onSale(skus))
    await runs.start(id)
    const process = fork(join(import.meta.dirname, '../support/bulk-until-killed.ts'), [database.url, '50', KEY])
    expect(await once(process, 'exit')).toEqual([null, 'SIGKILL'])
    const done = await Promise.all(skus.map(typesOf))
    const before = done.filter(types => types.length === 2).length
    expect(before).toBeGreaterThanOrEqual(50)
    expect(before).toBeLessThan(120)
    await database.pool.query(
      `update app.bulk_run set seen_at = clock_timestamp() - interval '20 seconds' where id = $1`,
      [id],
    )
    await working(reached(id, 'done'))
    expect(await runs.counts(id)).toMatchObject({ done: 120, changes: 0, refused: 0, nothing: 0 })
    for (const sku of skus) expect(await typesOf(sku), sku).toEqual(['ProductCreated', 'ProductActivated'])
  }, 60_000)

  it('stops for good, and what is done stays', async () => {
    const id = await previewed(await onSale(await newProducts(60)))
    await runs.start(id)
    let sent = 0
    const stopping: Execute = async command => {
      sent += 1
      if (sent === 20) await runs.stop(id)
      return side.execute(command)
    }
    await working(async () => {
      await reached(id, 'stopped')()
      await expect.poll(async () => (await runs.counts(id)).done, { timeout: 10_000 }).toBe(32)
    }, [stopping])
    expect(await runs.counts(id)).toMatchObject({ done: 32, changes: 28 })
    expect(await runs.start(id)).toBe(false)
    expect(await runs.stop(id)).toBe(false)
  })

  it('is kept for three months, and ten of a person wait to be begun', async () => {
    const [sku = ''] = await newProducts(1)
    const make = () => runs.make({ by: 'eve', category: 'product', action: 'ActivateProducts', asked: null }, [sku])
    const first = await make()
    for (let more = 0; more < 9; more += 1) await make()
    expect(await runs.find(first)).toBeDefined()
    const last = await make()
    expect([await runs.find(first), await itemsOf(first)]).toEqual([undefined, []])
    await database.pool.query(`update app.bulk_run set made_at = made_at - interval '91 days' where id = $1`, [last])
    await runs.prune()
    expect([await runs.find(last), await itemsOf(last)]).toEqual([undefined, []])
  })
})

describe('undoing a run', () => {
  it('takes back what it did and nothing else, and tells what others have changed since', async () => {
    const [first = '', on = '', since = ''] = await newProducts(3)
    await side.send(product, on, 'ActivateProduct', {})
    const id = await previewed(await onSale([first, on, since]))
    expect(await runs.undo(id)).toBeUndefined()
    await carriedOut(id)
    await side.send(product, since, 'DeactivateProduct', {})
    await side.send(product, since, 'ActivateProduct', {})
    const undo = (await runs.undo(id)) ?? ''
    expect(await runs.undo(id)).toBe(undo)
    await previewed(undo)
    expect((await itemsOf(undo)).map(({ id, outcome, why }) => [id, outcome, why?.code])).toEqual([
      [first, 'changes', undefined],
      [since, 'refused', 'ChangedSince'],
    ])
    await carriedOut(undo)
    expect(await typesOf(first)).toEqual(['ProductCreated', 'ProductActivated', 'ProductDeactivated'])
    expect(await typesOf(on)).toEqual(['ProductCreated', 'ProductActivated'])
    const [, , back] = await store.readStream(`product-${first}`)
    expect(back?.metadata.$correlationId).toBe(id)
  })

  it('can itself be undone, and twice is once', async () => {
    const [sku = ''] = await newProducts(1)
    const id = await previewed(await onSale([sku]))
    await carriedOut(id)
    const undo = (await runs.undo(id)) ?? ''
    await carriedOut(await previewed(undo))
    const again = (await runs.undo(undo)) ?? ''
    await carriedOut(await previewed(again))
    expect(await typesOf(sku)).toEqual(['ProductCreated', 'ProductActivated', 'ProductDeactivated', 'ProductActivated'])
    const second = await database.pool.query(`select count(*)::int as count from app.bulk_run where undoes = $1`, [id])
    expect(second.rows[0]).toEqual({ count: 1 })
  })
})

describe('what is asked', () => {
  const asks = (action: string, category = 'product') => ({ by: 'ada', category, action, asked: null })

  it('may be said anew until it begins', async () => {
    const [sku = ''] = await newProducts(1)
    const price = { store: 'UK', currency: 'GBP' }
    await side.send(product, sku, 'SetPrices', { prices: [{ ...price, gross: '10' }] })
    const id = await runs.make(asks('RepriceProducts'), [sku])
    expect(await runs.start(id)).toBe(false)
    const change = { ...price, amounts: 'gross', by: 'percent', change: '10', rounding: 'cents' }
    expect(await runs.ask(id, { ...change, amounts: 'net' })).toBe(true)
    await previewed(id)
    expect(await itemsOf(id)).toMatchObject([{ outcome: 'refused', why: { code: 'PriceMissing' } }])
    expect(await runs.ask(id, change)).toBe(true)
    await previewed(id)
    expect(await itemsOf(id)).toMatchObject([{ outcome: 'changes', why: null }])
    await carriedOut(id)
    expect(await runs.ask(id, change)).toBe(false)
    const events = await store.readStream(`product-${sku}`)
    expect(events.at(-1)?.data).toEqual({ ...price, price: { gross: '11.00' } })
  })

  it('does not overwrite a price that somebody has set since', async () => {
    const [sku = ''] = await newProducts(1)
    const price = { store: 'UK', currency: 'GBP' }
    await side.send(product, sku, 'SetPrices', { prices: [{ ...price, gross: '10' }] })
    const id = await runs.make(asks('RepriceProducts'), [sku])
    await runs.ask(id, { ...price, amounts: 'gross', by: 'amount', change: '1', rounding: 'cents' })
    await previewed(id)
    await side.send(product, sku, 'SetPrices', { prices: [{ ...price, gross: '20' }] })
    await carriedOut(id)
    expect(await itemsOf(id)).toMatchObject([{ outcome: 'refused', why: { code: 'ChangedSince' } }])
    expect((await store.readStream(`product-${sku}`)).at(-1)?.data).toMatchObject({ price: { gross: '20' } })
  })

  it('is sealed where it may be about a person, and gone when it has ended', async () => {
    const comment = { text: 'Ada Lovelace called' }
    const placed = async () => {
      const id = `O-${randomBytes(4).toString('hex')}`
      const line = { kind: 'product', sku: 'LAMP', name: 'Lamp', quantity: 1, unitPrice: '2.00' }
      const sale = {
        store: 'UK',
        currency: 'GBP',
        country: 'GB',
        customer: null,
        placedOn: '2026-01-05',
        lines: [line],
      }
      expect(await side.send(order, id, 'RecordOrder', sale)).toMatchObject({ kind: 'done' })
      return id
    }
    const kept = async () => JSON.stringify((await database.pool.query('select * from app.bulk_run')).rows)
    const id = await runs.make(asks('CommentOnOrders', 'order'), [await placed(), await placed()])
    await runs.ask(id, comment)
    expect((await runs.find(id))?.asked).toEqual(comment)
    expect(await kept()).not.toContain('Lovelace')
    await previewed(id)
    await carriedOut(id)
    expect(await runs.counts(id)).toMatchObject({ done: 2 })
    expect((await runs.find(id))?.asked).toBeNull()
    const other = await runs.make(asks('CommentOnOrders', 'order'), [await placed()])
    await runs.ask(other, comment)
    await runs.stop(other)
    expect((await runs.find(other))?.asked).toBeNull()
  })
})
