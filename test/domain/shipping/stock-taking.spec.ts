import { describe, expect, it } from 'vitest'
import type { MessageOf } from '../../../domain/decider.ts'
import { stockLevel } from '../../../domain/facts/stock-level.ts'
import { warehouseStatus } from '../../../domain/facts/warehouse-status.ts'
import { stockTaking } from '../../../domain/shipping/stock-taking.ts'
import { earlier, given as givenOf, now } from '../../support/given.ts'

const id = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e91'
type Event = MessageOf<typeof stockTaking.events> & { readonly at?: Date }
type Command = MessageOf<typeof stockTaking.commands>

const scope = { warehouse: 'main', category: null }
const open: Command = { type: 'OpenStockTaking', data: { ...scope, skus: ['CHAIR', 'LAMP', 'CHAIR'] } }
const opened: Event = {
  type: 'StockTakingOpened',
  data: {
    number: '5WXH-S7MH',
    ...scope,
    lines: [
      { line: 1, sku: 'CHAIR', expected: 9 },
      { line: 2, sku: 'LAMP', expected: 4 },
    ],
  },
}
const count = (...lines: readonly [line: number, counted: number][]): Command => ({
  type: 'CountStock',
  data: { lines: lines.map(([line, counted]) => ({ line, counted })) },
})
const counted = (...lines: readonly [line: number, counted: number, expected: number][]): Event => ({
  type: 'StockTakingCounted',
  data: { lines: lines.map(([line, counted, expected]) => ({ line, counted, expected })) },
})
const approve = (leaveUncounted = false): Command => ({ type: 'ApproveStockTaking', data: { leaveUncounted } })
const approved = (uncounted: number, ...lines: readonly [line: number, sku: string, by: number][]): Event => ({
  type: 'StockTakingApproved',
  data: {
    warehouse: 'main',
    uncounted,
    lines: lines.map(([line, sku, by]) => ({ line, sku, by, countedAt: earlier.toISOString() })),
  },
})
const cancel: Command = { type: 'CancelStockTaking', data: { reason: 'Moved' } }
const cancelled: Event = { type: 'StockTakingCancelled', data: { reason: 'Moved' } }

type Place = {
  readonly warehouse?: 'open' | 'closed' | 'absent'
  readonly chairs?: number | null
  /** When the lamps were last counted otherwise. */
  readonly countedAt?: Date | null
}
const place = ({ warehouse = 'open', chairs = 9, countedAt = null }: Place = {}) => ({
  facts: [
    [warehouseStatus, 'main', warehouse],
    [stockLevel, 'main.CHAIR', { onHand: chairs, free: chairs ?? 0, countedAt: null }],
    [stockLevel, 'main.LAMP', { onHand: 4, free: 4, countedAt }],
  ] as const,
})
const given = (...events: readonly Event[]) => ({
  when: (command: Command, options = place()) => givenOf(stockTaking, id, ...events).when(command, options),
})

describe('opening a stock taking', () => {
  it('writes down what is expected, each product once', () => given().when(open).then(opened))
  it('is done once', () => given(opened).when(open).thenRejected('StockTakingExists', 'id'))
  it('needs an open warehouse, and products that it has or has had', () => {
    given()
      .when(open, place({ warehouse: 'absent' }))
      .thenRejected('WarehouseUnknown', 'warehouse')
    given()
      .when(open, place({ warehouse: 'closed' }))
      .thenRejected('WarehouseIsClosed', 'warehouse')
    given()
      .when(open, place({ chairs: null }))
      .thenRejected('StockNotThere', 'skus.0')
    expect(() => given().when({ type: 'OpenStockTaking', data: { ...scope, skus: [] } })).toThrow()
  })
})

describe('counting', () => {
  it('compares with what is there at that moment', () =>
    given(opened)
      .when(count([1, 8]), place({ chairs: 7 }))
      .then(counted([1, 8, 7])))
  it('says nothing new the second time, unless something has moved or was counted otherwise', () => {
    const once = [opened, counted([2, 3, 4])] as const
    given(...once)
      .when(count([2, 3]))
      .thenNothing()
    given(...once)
      .when(count([1, 9], [2, 3]))
      .then(counted([1, 9, 9]))
    given(...once)
      .when(count([2, 2]))
      .then(counted([2, 2, 4]))
    given(...once)
      .when(count([2, 3]), place({ countedAt: now }))
      .then(counted([2, 3, 4]))
  })
  it('needs lines of the list, each once, of a stock taking that is open', () => {
    given(opened)
      .when(count([3, 1]))
      .thenRejected('StockTakingLineUnknown', 'lines.0.counted')
    given(opened)
      .when(count([1, 1], [1, 2]))
      .thenRejected('StockTakingLineTwice', 'lines.1.counted')
    given()
      .when(count([1, 1]))
      .thenRejected('StockTakingUnknown')
    given(opened, cancelled)
      .when(count([1, 1]))
      .thenRejected('StockTakingIsOver')
  })
})

describe('approving a stock taking', () => {
  const all = [opened, counted([1, 7, 9], [2, 4, 4])] as const
  it('books the differences', () =>
    given(...all)
      .when(approve())
      .then(approved(0, [1, 'CHAIR', -2])))
  it('is done once', () =>
    given(...all, approved(0, [1, 'CHAIR', -2]))
      .when(approve())
      .thenNothing())
  it('needs every line counted, or the word that the others stay', () => {
    const some = [opened, counted([1, 7, 9])] as const
    given(...some)
      .when(approve())
      .thenRejected('StockTakingIncomplete', 'leaveUncounted')
    given(...some)
      .when(approve(true))
      .then(approved(1, [1, 'CHAIR', -2]))
    given(opened).when(approve(true)).thenRejected('StockTakingNotCounted')
  })
  it('is refused for a line that was counted otherwise since', () =>
    given(...all)
      .when(approve(), place({ countedAt: now }))
      .thenRejected('StockTakingOutdated', 'lines'))
  it('needs one that is open', () => {
    given().when(approve()).thenRejected('StockTakingUnknown')
    given(...all, cancelled)
      .when(approve())
      .thenRejected('StockTakingIsOver')
  })
})

describe('cancelling a stock taking', () => {
  it('ends it', () => given(opened).when(cancel).then(cancelled))
  it('is done once', () => given(opened, cancelled).when(cancel).thenNothing())
  it('is too late once it is approved', () => {
    given(opened, counted([1, 7, 9]), approved(1, [1, 'CHAIR', -2]))
      .when(cancel)
      .thenRejected('StockTakingIsOver')
    given().when(cancel).thenRejected('StockTakingUnknown')
  })
})
