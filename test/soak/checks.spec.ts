import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { type EventStore, type JsonObject, positionToken, type RecordedEvent } from '../../eventstore/event-store.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { checkCommands, checkOrder, readLog } from './check-log.ts'
import { checkRules } from './check-rules.ts'
import { type Entry, type Ledger, openLedger } from './ledger.ts'

let store: EventStore
let ledger: Ledger
beforeEach(() => {
  store = memoryEventStore()
  ledger = openLedger()
})

const append = async (stream: string, commandId: string, events: readonly [string, JsonObject][]) => {
  const before = await store.readStream(stream)
  const metadata = { at: new Date().toISOString(), origin: 'live', actor: { id: 'local', kind: 'user' } } as const
  const rest = { command: 'X', commandId, commandDigest: '', $correlationId: '', $causationId: '', schema: 1 }
  const [outcome] = await store.append([
    {
      stream,
      expected: before.length === 0 ? 'no_stream' : before.length - 1,
      events: events.map(([type, data]) => ({ id: randomUUID(), type, data, metadata: { ...metadata, ...rest } })),
    },
  ])
  if (outcome?.kind !== 'stored') throw new Error('not stored')
  return { revision: outcome.revision, position: positionToken(outcome.position), stale: false }
}

const entry = (commandId: string, over: Partial<Entry>): Entry => ({
  commandId,
  command: 'SetStock',
  path: '/stock/MAIN.A/quantity',
  done: [],
  refused: [],
  unanswered: 0,
  ...over,
})

const checked = async (change: (log: RecordedEvent[]) => readonly RecordedEvent[] = log => log) => {
  const log = change(await readLog(store))
  checkOrder(ledger, log)
  checkCommands(ledger, log)
  checkRules(ledger, log)
  return ledger.violations
}

it('finds nothing to say of a log that has what was acknowledged', async () => {
  const done = await append('stock-MAIN.A', 'one', [['StockSet', { quantity: 3 }]])
  await append('stock-MAIN.A', 'unheard of', [['StockAdjusted', { by: -3 }]])
  ledger.entries.push(entry('one', { done: [done, done] }), entry('two', { refused: ['409 StockWouldBeNegative'] }))
  expect(await checked()).toEqual([])
})

it('notices what was acknowledged and is lost, and what was stored elsewhere than it was said', async () => {
  const done = await append('stock-MAIN.A', 'one', [['StockSet', { quantity: 3 }]])
  ledger.entries.push(entry('gone', { done: [done] }), entry('one', { done: [{ ...done, revision: 7 }] }))
  expect(await checked()).toEqual([
    expect.stringContaining('gone: acknowledged, and not in the log'),
    expect.stringMatching(/one: answered 7 at .*, stored 0 at/),
  ])
})

it('notices a command that was stored twice, and one that was refused and stored', async () => {
  await append('stock-MAIN.A', 'twice', [['StockSet', { quantity: 3 }]])
  await append('stock-MAIN.A', 'between', [['StockSet', { quantity: 4 }]])
  await append('stock-MAIN.A', 'twice', [['StockSet', { quantity: 3 }]])
  await append('stock-MAIN.B', 'refused', [['StockSet', { quantity: 3 }]])
  ledger.entries.push(entry('refused', { refused: ['409 TooBusy'] }))
  expect(await checked()).toEqual([
    'command twice was stored more than once: stock-MAIN.A@0, stock-MAIN.A@2',
    expect.stringContaining('only ever refused (409 TooBusy), and in the log as revision 0'),
  ])
})

it('notices an event that is not there any more', async () => {
  await append('stock-MAIN.A', 'one', [['StockSet', { quantity: 3 }]])
  await append('stock-MAIN.A', 'two', [['StockSet', { quantity: 4 }]])
  expect(await checked(log => log.filter(({ revision, type }) => revision !== 0 || type !== 'StockSet'))).toEqual([
    'stock-MAIN.A: revision 1 behind undefined',
  ])
})

it('notices what was oversold, given back twice, or registered twice', async () => {
  await append('stock-MAIN.A', 'one', [
    ['StockSet', { quantity: 3 }],
    ['StockAdjusted', { by: -4 }],
  ])
  const lines = [{ line: 1, quantity: 2 }]
  await append('order-1', 'two', [
    ['OrderPlaced', { lines }],
    ['OrderLinesCancelled', { lines }],
    ['OrderLinesReturned', { lines: [{ line: 1, quantity: 1 }] }],
  ])
  await append('customer-1', 'three', [['CustomerRegistered', { emailClaim: 'e' }]])
  await append('customer-2', 'four', [['CustomerRegistered', { emailClaim: 'e' }]])
  expect(await checked()).toEqual([
    'stock-MAIN.A: -1 on hand after revision 1',
    'order-1: line 1 has given back 1 too many at 2',
    'customer-2 and customer-1 have one e-mail',
  ])
})

it('notices a product that has not followed its category', async () => {
  await append('product-A', 'one', [['ProductCreated', { category: 'trees' }]])
  await append('product-B', 'two', [['ProductCreated', { category: 'trees' }]])
  await append('categoryTree-main', 'three', [['CategoryRemoved', { category: 'trees', parent: null }]])
  await append('product-B', 'four', [['ProductMovedToCategory', { category: null, from: 'trees' }]])
  expect(await checked()).toEqual(['product-A is left in trees'])
})
