import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { productStatus } from '../../../domain/catalog/product.ts'
import { stock, stockPlace } from '../../../domain/catalog/stock.ts'
import { available } from '../../../domain/catalog/stock-moves.ts'
import { type Context, fold, isRejection, type MessageOf } from '../../../domain/decider.ts'
import { warehouseStatus } from '../../../domain/facts/warehouse-status.ts'
import { given as givenOf, now } from '../../support/given.ts'

const id = 'main.CHAIR-1'
type Event = MessageOf<typeof stock.events>
type Command = MessageOf<typeof stock.commands>

const five: Event = { type: 'StockSet', data: { quantity: 5 } }
const reserve = (reservation: string, quantity: number): Command => ({
  type: 'ReserveStock',
  data: { reservation, order: '536365', quantity },
})
const reserved = (reservation: string, quantity: number): Event => ({
  type: 'StockReserved',
  data: { reservation, order: '536365', quantity },
})

type Status = 'absent' | 'open' | 'closed'
/** What is known of the warehouse and the product of the stock. */
const place = (warehouse: Status = 'open', sold: 'absent' | 'active' = 'active') => ({
  facts: [
    [warehouseStatus, 'main', warehouse],
    [productStatus, 'CHAIR-1', sold],
  ] as const,
})
const given = (_: typeof stock, of: string, ...events: readonly Event[]) => ({
  when: (command: Command, options = place()) => givenOf(stock, of, ...events).when(command, options),
})

describe('stock', () => {
  it('is not taken into a closed warehouse, nor promised from there, but taken out of it', () => {
    const closed = place('closed')
    const adjust = (by: number): Command => ({ type: 'AdjustStock', data: { by, reason: 'correction' } })
    given(stock, id)
      .when({ type: 'SetStock', data: { quantity: 5 } }, closed)
      .thenRejected('WarehouseIsClosed', 'id')
    given(stock, id, five).when(adjust(1), closed).thenRejected('WarehouseIsClosed')
    given(stock, id, five)
      .when({ type: 'SetNeverOutOfStock', data: { on: true } }, closed)
      .thenRejected('WarehouseIsClosed')
    given(stock, id, five)
      .when(reserve('a', 1), closed)
      .then({
        type: 'StockReservationRefused',
        data: { reservation: 'a', order: '536365', quantity: 1, available: 0 },
      })
    given(stock, id, five)
      .when(adjust(-5), closed)
      .then({ type: 'StockAdjusted', data: { by: -5, reason: 'correction' } })
    given(stock, id, five)
      .when({ type: 'SetStock', data: { quantity: 0 } }, closed)
      .then({ type: 'StockSet', data: { quantity: 0 } })
  })

  it('is not put into a warehouse that was never opened', () => {
    const nowhere = place('absent')
    const refused = (command: Command, ...before: readonly Event[]) =>
      given(stock, id, ...before)
        .when(command, nowhere)
        .thenRejected('WarehouseUnknown', 'id')
    for (const quantity of [0, 5]) refused({ type: 'SetStock', data: { quantity } })
    refused({ type: 'SetStock', data: { quantity: 6 } }, five)
    refused({ type: 'AdjustStock', data: { by: 1, reason: 'found' } }, five)
    refused({ type: 'SetNeverOutOfStock', data: { on: true } }, five)
    for (const by of [1, -1]) refused({ type: 'RecordStockMovement', data: { by, reason: 'Found' } })
    refused({ type: 'RecordStockMovement', data: { by: 1, reason: 'Found' } }, five)
  })

  it('is told the key that is meant by one with capitals', () => {
    const known = [
      [warehouseStatus, 'Main', 'absent'],
      [warehouseStatus, 'main', 'open'],
      [productStatus, 'A-1', 'active'],
    ] as const
    givenOf(stock, 'Main.A-1')
      .when({ type: 'SetStock', data: { quantity: 5 } }, { facts: known })
      .thenRejected('WarehouseSpelledOtherwise', 'id')
  })

  it('that an older log has in one can be lowered, promised and taken out', () => {
    const nowhere = place('absent')
    const isDone = (command: Command, event: Event, ...before: readonly Event[]) =>
      given(stock, id, five, ...before)
        .when(command, nowhere)
        .then(event)
    isDone({ type: 'SetStock', data: { quantity: 4 } }, { type: 'StockSet', data: { quantity: 4 } })
    const lost = { by: -5, reason: 'lost' } as const
    isDone({ type: 'AdjustStock', data: lost }, { type: 'StockAdjusted', data: lost })
    isDone({ type: 'RecordStockMovement', data: lost }, { type: 'StockAdjusted', data: { ...lost, imported: true } })
    isDone(
      { type: 'SetNeverOutOfStock', data: { on: false } },
      { type: 'NeverOutOfStockEnded', data: {} },
      {
        type: 'NeverOutOfStockSet',
        data: {},
      },
    )
    isDone(reserve('a', 2), reserved('a', 2))
    isDone(
      { type: 'DeductReservation', data: { reservation: 'a' } },
      { type: 'StockDeducted', data: { reservation: 'a', quantity: 2 } },
      reserved('a', 2),
    )
  })

  it('is of a product that is there, unless it was recorded before', () => {
    const nothing = place('open', 'absent')
    given(stock, id)
      .when({ type: 'SetStock', data: { quantity: 5 } }, nothing)
      .thenRejected('ProductUnknown', 'id')
    given(stock, id, five)
      .when({ type: 'SetStock', data: { quantity: 6 } }, nothing)
      .then({ type: 'StockSet', data: { quantity: 6 } })
  })

  it('belongs to a warehouse and a SKU', () => {
    expect(stockPlace('main.A.1-B')).toEqual({ warehouse: 'main', sku: 'A.1-B' })
    given(stock, 'CHAIR-1')
      .when({ type: 'SetStock', data: { quantity: 5 } })
      .thenRejected('StockPlaceMalformed', 'id')
  })

  describe('set by hand', () => {
    const set = (quantity: number): Command => ({ type: 'SetStock', data: { quantity } })
    it('is what was counted', () => given(stock, id).when(set(5)).then(five))
    it('is known to be none', () =>
      given(stock, id)
        .when(set(0))
        .then({ type: 'StockSet', data: { quantity: 0 } }))
    it('is set once', () => given(stock, id, five).when(set(5)).thenNothing())
    it('can not be set below zero', () => expect(() => given(stock, id).when(set(-1))).toThrow())
  })

  describe('adjusted', () => {
    const adjust = (by: number): Command => ({ type: 'AdjustStock', data: { by, reason: 'damaged' } })
    const adjusted = (by: number): Event => ({ type: 'StockAdjusted', data: { by, reason: 'damaged' } })
    it('changes with a reason', () => given(stock, id, five).when(adjust(-5)).then(adjusted(-5)))
    it('changes again each time', () => given(stock, id, five, adjusted(-2)).when(adjust(-2)).then(adjusted(-2)))
    it('for another reason needs a note that says which', () => {
      const other = (note?: string): Command => ({
        type: 'AdjustStock',
        data: { by: 2, reason: 'other', ...(note === undefined ? {} : { note }) },
      })
      given(stock, id, five).when(other()).thenRejected('StockNoteMissing', 'note')
      given(stock, id, five)
        .when(other('A gift'))
        .then({ type: 'StockAdjusted', data: { by: 2, reason: 'other', note: 'A gift' } })
    })
    it('does not change by nothing', () => given(stock, id, five).when(adjust(0)).thenNothing())
    it('never falls below zero', () =>
      given(stock, id, five).when(adjust(-6)).thenRejected('StockWouldBeNegative', 'by'))
    it('may fall below zero when it is never out of stock', () =>
      given(stock, id, five, { type: 'NeverOutOfStockSet', data: {} }).when(adjust(-6)).then(adjusted(-6)))
  })

  describe('counted as low', () => {
    const set = (lowStockThreshold: number | null): Command => ({
      type: 'SetLowStockThreshold',
      data: { lowStockThreshold },
    })
    const low: Event = { type: 'LowStockThresholdSet', data: { lowStockThreshold: 2 } }
    it('is so from a quantity on', () => given(stock, id, five).when(set(2)).then(low))
    it('is said once', () => given(stock, id, five, low).when(set(2)).thenNothing())
    it('is never so again', () =>
      given(stock, id, five, low)
        .when(set(null))
        .then({ type: 'LowStockThresholdSet', data: { lowStockThreshold: null } }))
    it('is said of what lies in a closed warehouse, but of nothing that never lay there', () => {
      given(stock, id, five).when(set(2), place('closed')).then(low)
      given(stock, id).when(set(2), place('closed')).thenRejected('WarehouseIsClosed', 'id')
      given(stock, id).when(set(2), place('open', 'absent')).thenRejected('ProductUnknown', 'id')
    })
    it('can not be below zero', () => expect(() => given(stock, id).when(set(-1))).toThrow())
  })

  describe('beyond what a stock can be', () => {
    const adjust = (by: number): Command => ({ type: 'AdjustStock', data: { by, reason: 'found' } })
    const full: Event = { type: 'StockSet', data: { quantity: 1_000_000_000 } }
    it('is refused', () => given(stock, id, full).when(adjust(1)).thenRejected('StockBeyondLimit', 'by'))
    it('is refused of an import below zero, too', () =>
      given(stock, id, { type: 'StockAdjusted', data: { by: -1_000_000_000, reason: 'lost', imported: true } })
        .when({ type: 'RecordStockMovement', data: { by: -1, reason: 'lost' } })
        .thenRejected('StockBeyondLimit'))
    it('can be brought back, however far an older log had taken it', () =>
      given(stock, id, { type: 'StockSet', data: { quantity: Number.MAX_SAFE_INTEGER } })
        .when(adjust(-1))
        .then({ type: 'StockAdjusted', data: { by: -1, reason: 'found' } }))
    it('is not promised, also of what is never out of stock', () =>
      given(stock, id, { type: 'NeverOutOfStockSet', data: {} }, reserved('a', 1_000_000_000))
        .when(reserve('b', 1))
        .then({
          type: 'StockReservationRefused',
          data: { reservation: 'b', order: '536365', quantity: 1, available: 0 },
        }))
  })

  describe('recorded by an import', () => {
    const recorded: Event = { type: 'StockAdjusted', data: { by: -8, reason: 'damages', imported: true } }
    it('may fall below zero and is marked', () =>
      given(stock, id)
        .when({ type: 'RecordStockMovement', data: { by: -8, reason: 'damages' } })
        .then(recorded))
    it('can be brought up by hand, also when it stays below zero', () =>
      given(stock, id, recorded)
        .when({ type: 'AdjustStock', data: { by: 3, reason: 'found' } })
        .then({ type: 'StockAdjusted', data: { by: 3, reason: 'found' } }))
    it('has nothing to reserve below zero', () =>
      given(stock, id, recorded)
        .when(reserve('a', 1))
        .then({
          type: 'StockReservationRefused',
          data: { reservation: 'a', order: '536365', quantity: 1, available: 0 },
        }))
  })

  describe('never out of stock', () => {
    const on: Event = { type: 'NeverOutOfStockSet', data: {} }
    const turn = (on: boolean): Command => ({ type: 'SetNeverOutOfStock', data: { on } })
    it('is turned on', () => given(stock, id).when(turn(true)).then(on))
    it('is turned on once', () => given(stock, id, on).when(turn(true)).thenNothing())
    it('is off at first', () => given(stock, id).when(turn(false)).thenNothing())
    it('is turned off', () => given(stock, id, on).when(turn(false)).then({ type: 'NeverOutOfStockEnded', data: {} }))
    it('reserves any quantity', () => given(stock, id, on).when(reserve('a', 1000)).then(reserved('a', 1000)))
    it('stays on while there is less than none', () =>
      given(stock, id, on, { type: 'StockAdjusted', data: { by: -1, reason: 'Lost' } })
        .when(turn(false))
        .thenRejected('StockIsNegative', 'on'))
  })

  describe('reserved', () => {
    it('is kept for an order', () => given(stock, id, five).when(reserve('a', 3)).then(reserved('a', 3)))
    it('is kept once for a reservation', () =>
      given(stock, id, five, reserved('a', 3)).when(reserve('a', 3)).thenNothing())
    it('refuses what is not available, as an event that the order can hear', () => {
      const data = { reservation: 'b', order: '536365', quantity: 3, available: 2 }
      const refused: Event = { type: 'StockReservationRefused', data }
      given(stock, id, five, reserved('a', 3)).when(reserve('b', 3)).then(refused)
      given(stock, id, five, reserved('a', 3), refused).when(reserve('b', 3)).thenNothing()
    })
    it('can be reserved again after it was released', () =>
      given(stock, id, five, reserved('a', 5), {
        type: 'StockReservationReleased',
        data: { reservation: 'a', quantity: 5 },
      })
        .when(reserve('b', 5))
        .then(reserved('b', 5)))
  })

  describe('released or deducted', () => {
    const release: Command = { type: 'ReleaseReservation', data: { reservation: 'a' } }
    const deduct: Command = { type: 'DeductReservation', data: { reservation: 'a' } }
    const released: Event = { type: 'StockReservationReleased', data: { reservation: 'a', quantity: 3 } }
    const deducted: Event = { type: 'StockDeducted', data: { reservation: 'a', quantity: 3 } }
    const held = [five, reserved('a', 3)] as const

    it('is released', () =>
      given(stock, id, ...held)
        .when(release)
        .then(released))
    it('is released once', () =>
      given(stock, id, ...held, released)
        .when(release)
        .thenNothing())
    it('is deducted', () =>
      given(stock, id, ...held)
        .when(deduct)
        .then(deducted))
    it('is deducted once', () =>
      given(stock, id, ...held, deducted)
        .when(deduct)
        .thenNothing())
    it('is gone once deducted', () => {
      given(stock, id, ...held, deducted)
        .when(release)
        .thenRejected('ReservationIsDeducted')
      given(stock, id, ...held, deducted)
        .when(reserve('b', 2))
        .then(reserved('b', 2))
    })
    it('is not deducted once released', () =>
      given(stock, id, ...held, released)
        .when(deduct)
        .thenRejected('ReservationNotHeld'))
    it('has to be known', () => {
      given(stock, id, five).when(release).thenRejected('ReservationUnknown')
      given(stock, id, five).when(deduct).thenRejected('ReservationUnknown')
    })
    it('has left also where less lies here than did: somebody miscounted, and none lie here now', () => {
      const deductedOf = (missing: number): Event => ({
        type: 'StockDeducted',
        data: { reservation: 'a', quantity: 3, missing },
      })
      const broken: Event = { type: 'StockAdjusted', data: { by: -4, reason: 'Broken' } }
      given(stock, id, ...held, broken)
        .when(deduct)
        .then(deductedOf(2))
      given(stock, id, ...held, broken, deductedOf(2))
        .when({ type: 'SetStock', data: { quantity: 0 } })
        .thenNothing()
      given(stock, id, { type: 'NeverOutOfStockSet', data: {} }, reserved('a', 3)).when(deduct).then(deducted)
    })
  })
})

const reservation = fc.constantFrom('a', 'b', 'c', 'd')
const quantity = fc.integer({ min: 1, max: 12 })
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('SetStock' as const), data: fc.record({ quantity: fc.nat(10) }) }),
  fc.record({
    type: fc.constant('AdjustStock' as const),
    data: fc.record({ by: fc.integer({ min: -9, max: 9 }), reason: fc.constant('correction' as const) }),
  }),
  fc.record({ type: fc.constant('SetNeverOutOfStock' as const), data: fc.record({ on: fc.boolean() }) }),
  fc.record({
    type: fc.constant('ReserveStock' as const),
    data: fc.record({ reservation, order: fc.constant('1'), quantity }),
  }),
  fc.record({ type: fc.constant('ReleaseReservation' as const), data: fc.record({ reservation }) }),
  fc.record({ type: fc.constant('DeductReservation' as const), data: fc.record({ reservation }) }),
)

const context: Context = {
  now,
  id,
  actor: { id: 'ada', kind: 'user' },
  claimed: {},
  facts: { of: () => 'active' as never },
}

describe('whatever commands come', () => {
  it('stock is never below zero unless it is never out of stock, and never promised twice', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), commands => {
        let state = stock.initial
        for (const { type, data } of commands) {
          const before = available(state)
          const decision = stock.decide[type](state, data as never, context)
          if (isRejection(decision)) continue
          const happened = decision.map(event => ({ ...event, at: now, commandId: 'c' }))
          state = fold(stock.evolve, state, happened)
          for (const event of decision)
            if (event.type === 'StockReserved') expect(event.data.quantity <= before).toBe(true)
          expect((state.onHand ?? 0) >= 0 || state.neverOutOfStock).toBe(true)
          expect(available(state)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
