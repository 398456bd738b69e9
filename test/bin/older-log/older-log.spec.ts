import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimWarehouseNames } from '../../../bin/claim-warehouse-names.ts'
import { ensureStores } from '../../../bin/ensure-stores.ts'
import { type Shop, startReading } from '../../../bin/open-shop.ts'
import { order } from '../../../domain/orders/order.ts'
import { warehouse } from '../../../domain/shipping/warehouse.ts'
import { appendSurely } from '../../../eventstore/append.ts'
import type { NewEvent } from '../../../eventstore/event-store.ts'
import { readUnclaimedNames } from '../../../projections/shipping/warehouse.ts'
import { projected } from '../../support/catch-up.ts'
import { createDatabase } from '../../support/database.ts'
import { sendTo } from '../../support/small-shop.ts'
import { fail, openTestShop } from '../../support/test-shop.ts'

/** As a release stored it in which the stores DE and UK were in the code, with the keys of what is sealed in it. */
const textOf = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')
type Line = NewEvent & { readonly stream: string }
const lines = textOf('before-stores.ndjson')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Line)

const keys = JSON.parse(textOf('before-stores.keys.json')) as readonly { subject: string; wrapped: string }[]

let shop: Shop
let close: () => Promise<void>
let readSide: Awaited<ReturnType<typeof startReading>>
beforeAll(async () => {
  ;({ shop, close } = await openTestShop(await createDatabase()))
  for (const { subject, wrapped } of keys) {
    const sql = 'insert into vault.subject_key (subject, wrapped) values ($1, $2)'
    await shop.pool.query(sql, [subject, Buffer.from(wrapped, 'base64')])
  }
  const revisions = new Map<string, number>()
  for (const { stream, ...event } of lines) {
    const revision = revisions.get(stream)
    await appendSurely(shop.store, { stream, expected: revision ?? 'no_stream', events: [event] })
    revisions.set(stream, (revision ?? -1) + 1)
  }
  await ensureStores(shop)
  readSide = await startReading(shop, fail)
  await readSide.ready()
  await projected(shop, readSide)
})
afterAll(async () => {
  await readSide.stop()
  await close()
})

describe('a log from before stores were things of the shop', () => {
  it('is told of the two there were, once', async () => {
    const { events } = await shop.store.readAll({ limit: 1_000 })
    await ensureStores(shop)
    expect((await shop.store.readAll({ limit: 1_000 })).events).toHaveLength(events.length)
    const rows = await readSide.queries().selectFrom('store').selectAll().orderBy('store').execute()
    expect(rows).toMatchObject([
      { store: 'DE', status: 'active', timeZone: 'Europe/Berlin', currency: 'EUR' },
      { store: 'UK', status: 'active', timeZone: 'Europe/London', currency: 'GBP' },
    ])
  })

  it('shows the same orders, returns and prices as before', async () => {
    const db = readSide.queries()
    const orders = db
      .selectFrom('sales_order')
      .select(['id', 'store', 'currency', 'total', 'cancelledAmount', 'states'])
    expect(await orders.orderBy('id').execute()).toMatchObject([
      { id: '536365', store: 'UK', currency: 'GBP', total: 255 },
      { id: 'de-1', store: 'DE', currency: 'EUR', total: 600, states: ['backordered', 'returned'] },
      { id: 'uk-1', store: 'UK', currency: 'GBP', total: 765, cancelledAmount: 255 },
    ])
    expect(await db.selectFrom('order_return').select(['id', 'total', 'store']).execute()).toEqual([
      { id: 'r-1', total: 300, store: 'DE' },
    ])
    const customer = await db.selectFrom('customer').selectAll().executeTakeFirstOrThrow()
    expect(customer).toMatchObject({ store: 'UK', locale: 'en', name: 'Ada Lovelace', email: 'ada@example.com' })
    const product = await db.selectFrom('product').selectAll().executeTakeFirstOrThrow()
    expect(product).toMatchObject({
      sku: 'LAMP',
      names: { en: 'Lamp', de: 'Lampe' },
      descriptions: { en: 'A small lamp.' },
    })
  })

  it('goes on: what is cancelled now counts on the day of the store', async () => {
    await sendTo(shop, order, 'de-1', 'CancelOrderLines', { lines: [{ line: 1, quantity: 1 }], reason: 'Late' })
    const [last] = await shop.store.readStream('order-de-1', { direction: 'backwards', limit: 1 })
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' }).format(new Date())
    expect(last?.data).toMatchObject({ on: today, store: 'DE', amount: 300 })
    await sendTo(shop, order, 'de-2', 'PlaceOrder', {
      store: 'DE',
      customer: null,
      lines: [{ sku: 'LAMP', quantity: 1 }],
    })
  })
})

describe('warehouses from before their names were claimed', () => {
  const claim = async () => {
    await claimWarehouseNames(await readUnclaimedNames(readSide.queries()), shop.execute)
    await projected(shop, readSide)
  }
  const named = async () => {
    const rows = readSide.queries().selectFrom('warehouse').select(['warehouse', 'hasOwnName']).orderBy('warehouse')
    return (await rows.execute()).map(({ warehouse, hasOwnName }) => [warehouse, hasOwnName])
  }

  it('keep theirs; of two with one name the second has none until it is renamed', async () => {
    const { id: _, stream: _main, ...opened } = lines.find(({ type }) => type === 'WarehouseOpened') as Line
    const twin = { ...opened, id: crypto.randomUUID() }
    await appendSurely(shop.store, { stream: 'warehouse-yard', expected: 'no_stream', events: [twin] })
    await projected(shop, readSide)
    expect(await named()).toEqual([
      ['main', false],
      ['yard', false],
    ])
    await claim()
    await claim()
    expect(await named()).toEqual([
      ['main', true],
      ['yard', false],
    ])
    expect((await shop.store.readStream('warehouse-main')).map(({ type }) => type)).toEqual([
      'WarehouseOpened',
      'WarehouseNameClaimed',
    ])
    await expect(sendTo(shop, warehouse, 'attic', 'OpenWarehouse', { name: 'MAIN HALL' })).rejects.toThrow()
    await sendTo(shop, warehouse, 'yard', 'RenameWarehouse', { name: 'Yard' })
    await projected(shop, readSide)
    expect(await named()).toEqual([
      ['main', true],
      ['yard', true],
    ])
  })
})

it('is not taken for such a log when nothing names a store, or one was opened first', async () => {
  const other = await openTestShop(await createDatabase())
  try {
    await ensureStores(other.shop)
    expect((await other.shop.store.readAll({ limit: 10 })).events.filter(({ type }) => type === 'StoreOpened')).toEqual(
      [],
    )
  } finally {
    await other.close()
  }
})
