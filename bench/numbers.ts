import { randomBytes, randomUUID } from 'node:crypto'
import { fold } from '../domain/decider.ts'
import { order } from '../domain/orders/order.ts'
import { numberBook } from '../domain/shop/number-book.ts'
import { numberRange } from '../domain/shop/number-range.ts'
import type { EventStore } from '../eventstore/event-store.ts'
import { memoryEventStore } from '../eventstore/memory.ts'
import { openPostgresEventStore } from '../eventstore/postgres/postgres-event-store.ts'
import { createDatabaseIn, startCluster } from '../test/support/cluster.ts'
import { withStores } from '../test/support/write-side.ts'

/** How many numbers a second are given and noted, and what a book of a million would cost that is never carried forward. */

const RANGE = 'DE-orders'
const line = { kind: 'manual', sku: 'X', name: 'X', quantity: 1, unitPrice: '1.00' }
const sale = { store: 'DE', currency: 'EUR', country: 'DE', customer: null, placedOn: '2026-03-01', lines: [line] }
const at = '2026-03-01T10:00:00Z'

const perSecond = async (ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  for (const id of ids) await work(id)
  return Math.round((ids.length * 1_000) / (performance.now() - begun))
}

const measure = async (name: string, store: EventStore, count: number): Promise<void> => {
  const side = await withStores({ store })
  await side.send(numberRange, RANGE, 'OpenNumberRange', { prefix: 'DE-', width: 5, next: 1 })
  const place = (id: string) => side.send(order, id, 'RecordOrder', sale)
  const give = (id: string) => side.send(numberBook, RANGE, 'GiveNumber', { to: id, at })
  const note = (id: string) => side.send(order, id, 'NumberOrder', { number: 'DE-1', range: RANGE })
  const ids = Array.from({ length: 2 * count }, () => randomUUID())
  for (const id of ids) await place(id)
  const behind = await perSecond(ids.slice(0, count), give)
  for (const id of ids.slice(0, count)) await note(id)
  const beside = await perSecond(ids.slice(count), async id => [await give(id), await note(id)])
  console.log(`${name}: ${behind} given/s while none is noted, ${beside} given and noted/s`)
}

await measure('memory', memoryEventStore(), 4_000)
const cluster = await startCluster()
const { pool, close } = await createDatabaseIn(cluster.url)
const store = await openPostgresEventStore({ pool, schema: `log_${randomBytes(4).toString('hex')}` })
await measure('Postgres', store, 1_500)
await store.close()
await close()
await cluster.stop()

const begun = performance.now()
const happened = { at: new Date(at), commandId: 'c' }
let book = numberBook.initial
for (let number = 1; number <= 1_000_000; number += 1) {
  const data = { store: 'DE', number, to: `order-${number}`, text: `DE-${number}` }
  book = fold(numberBook.evolve, book, [{ type: 'NumberGiven', data, ...happened }])
}
const [seconds, megabytes] = [(performance.now() - begun) / 1_000, process.memoryUsage().heapUsed / 1_000_000]
console.log(`a million that is never carried: ${seconds.toFixed(1)} s to fold, ${Math.round(megabytes)} MB`, book.next)
