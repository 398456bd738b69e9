import { describe, test } from 'vitest'
import { order } from '../../../domain/orders/order.ts'
import { settingsOf } from '../../../domain/shop/settings.ts'
import { earlier, given, now } from '../../support/given.ts'
import { line, placed } from '../../support/orders.ts'

const id = '536365'
const store = 'UK'
const at = (iso: string) => `2026-01-15T${iso}:00.000Z`
const units = (quantity: number, of = 1) => ({ line: of, quantity })
const moved = (quantity: number, from: string, to: string, more: object = {}) => ({
  ...units(quantity),
  from,
  to,
  ...more,
})
const held = (quantity: number, warehouse = 'lon') => ({
  ...units(quantity),
  sku: 'MUG',
  warehouse,
  reservation: `${id}.1.1`,
})
const reserved = (quantity: number, warehouse?: string) => ({
  type: 'UnitsReserved' as const,
  data: { lines: [held(quantity, warehouse)], store },
})
const released = (quantity: number) => ({
  type: 'UnitsReleased' as const,
  data: { lines: [held(quantity)], store },
})
const advance = (step: 'skip_grace' | 'skip_wait' | 'close', quantity?: number) => ({
  type: 'AdvanceOrder' as const,
  data: { step, ...(quantity === undefined ? {} : { lines: [units(quantity)] }) },
})
const advanced = (step: 'skip_grace' | 'skip_wait' | 'close' | null, ...moves: ReturnType<typeof moved>[]) => ({
  type: 'OrderAdvanced' as const,
  data: { step, store, moves },
})
const ship = (quantity?: number) => ({
  type: 'ShipUnits' as const,
  data: quantity === undefined ? {} : { lines: [units(quantity)] },
})
const deliver = { type: 'DeliverUnits' as const, data: {} }
const timeOut = { type: 'TimeOut' as const, data: {} }
const hold = { type: 'HoldOrder' as const, data: { reason: 'Wrong address' } }
const isHeld = {
  type: 'OrderHeld' as const,
  data: { store, personal: { subject: 'customer-17850', value: { reason: 'Wrong address' } } },
}
/** Mugs of £4 each, which somebody cancelled. */
const isCancelled = (quantity: number, moves: ReturnType<typeof moved>[], more: object = {}) => ({
  type: 'OrderLinesCancelled' as const,
  data: {
    lines: [{ ...units(quantity), amount: 400 * quantity }],
    amount: 400 * quantity,
    currency: 'GBP' as const,
    store,
    on: '2026-01-15',
    personal: { subject: 'customer-17850', value: { reason: 'Too late' } },
    moves,
    ...more,
  },
})
const captured = (amount: number) => ({
  type: 'PaymentCaptured' as const,
  data: { capture: 'c', way: 'hand' as const, amount, currency: 'GBP' as const, store, valueDate: '2026-01-15' },
})
/** Three mugs in a state of a process. */
const inState = (state: string, process = 'no-payment-1', more: object = {}) => placed({ process, state, ...more })

describe('a step of an admin', () => {
  test('moves the units that it names, and those that go on by themselves at once, in one event', () => {
    given(order, id, inState('confirmed'), reserved(3))
      .when(advance('skip_wait', 2))
      .then(advanced('skip_wait', moved(2, 'confirmed', 'to_pack')))
  })

  test('names none: then it moves all that can', () => {
    given(order, id, inState('confirmed'), reserved(2))
      .when(advance('skip_wait'))
      .then(advanced('skip_wait', moved(1, 'confirmed', 'backordered'), moved(2, 'confirmed', 'to_pack')))
  })

  test('says when time moves the units on from where they come', () => {
    given(order, id, inState('grace_period', 'card-1', { dueAt: at('11:00') }))
      .when(advance('skip_grace'))
      .then({
        type: 'OrderAdvanced',
        data: {
          step: 'skip_grace',
          store,
          moves: [moved(3, 'grace_period', 'payment_pending', { dueAt: at('11:00') })],
        },
      })
  })

  test('is refused where units are elsewhere, or not there', () => {
    given(order, id, inState('confirmed')).when(advance('close', 1)).thenRejected('StepImpossible', 'lines.0.quantity')
    given(order, id, inState('confirmed')).when(advance('close')).thenRejected('NoUnitCan')
    given(order, id, inState('confirmed')).when(advance('skip_wait', 4)).thenRejected('TooFewUnitsLeft')
    given(order, id).when(advance('skip_wait')).thenRejected('OrderUnknown')
  })

  test('is refused the second time', () => {
    given(order, id, inState('confirmed'), advanced('skip_wait', moved(3, 'confirmed', 'backordered')))
      .when(advance('skip_wait'))
      .thenRejected('NoUnitCan')
  })
})

describe('shipping', () => {
  test('takes units from what is reserved for them', () => {
    given(order, id, inState('to_pack'), reserved(3))
      .when(ship(2))
      .then({
        type: 'UnitsShipped',
        data: {
          lines: [units(2)],
          from: [held(2)],
          store,
          on: '2026-01-15',
          moves: [moved(2, 'to_pack', 'shipped')],
        },
      })
  })

  test('takes from several warehouses where one had too few', () => {
    given(order, id, inState('to_pack'), reserved(1, 'ber'), reserved(2))
      .when(ship())
      .then({
        type: 'UnitsShipped',
        data: {
          lines: [units(3)],
          from: [held(1, 'ber'), held(2)],
          store,
          on: '2026-01-15',
          moves: [moved(3, 'to_pack', 'shipped')],
        },
      })
  })

  test('is refused for what waits for stock', () => {
    given(order, id, inState('backordered')).when(ship(1)).thenRejected('StepImpossible')
  })
})

describe('a delivery', () => {
  const delivered = {
    type: 'UnitsDelivered' as const,
    data: {
      lines: [units(3)],
      store,
      on: '2026-01-15',
      moves: [moved(3, 'shipped', 'delivered', { dueAt: at('11:00') })],
      wakesAt: at('11:00'),
    },
  }

  test('is recorded of what was shipped, and ends after a while', () => {
    given(order, id, inState('shipped')).when(deliver).then(delivered)
    given(order, id, inState('shipped'), delivered)
      .when(timeOut, { now: new Date(at('11:00')) })
      .then({
        type: 'OrderAdvanced',
        data: { step: null, store, moves: [moved(3, 'delivered', 'closed')], wakesAt: null },
      })
  })

  test('of an invoice that is not paid leaves the order open until it is', () => {
    given(order, id, inState('delivered', 'invoice-1'))
      .when(advance('close'))
      .then(advanced('close', moved(3, 'delivered', 'payment_due')))
    given(order, id, inState('delivered', 'invoice-1'), captured(1200))
      .when(advance('close'))
      .then(advanced('close', moved(3, 'delivered', 'closed')))
  })
})

describe('a return', () => {
  test('ends an invoice of which the rest is paid', () => {
    given(order, id, inState('payment_due', 'invoice-1'), captured(800))
      .when({ type: 'BookReturn', data: { return: 'r', lines: [units(1)] } })
      .then({
        type: 'OrderLinesReturned',
        data: {
          return: 'r',
          lines: [{ ...units(1), amount: 400 }],
          moves: [moved(1, 'payment_due', 'returned'), moved(2, 'payment_due', 'closed')],
        },
      })
  })
})

describe('cancelling', () => {
  test('lets the stock go that is not needed any more', () => {
    given(order, id, inState('to_pack'), reserved(3))
      .when({ type: 'CancelOrderLines', data: { lines: [units(2)], reason: 'Too late' } })
      .then(isCancelled(2, [moved(2, 'to_pack', 'cancelled')]), released(2))
  })

  test('keeps stock for the units that are left', () => {
    given(order, id, inState('confirmed'), reserved(2))
      .when({ type: 'CancelOrderLines', data: { lines: [units(1)], reason: 'Too late' } })
      .then(isCancelled(1, [moved(1, 'confirmed', 'cancelled')]))
  })

  test('lets the rest go on where that is paid by now', () => {
    given(order, id, inState('payment_pending', 'prepayment-1', { dueAt: at('11:00') }), captured(400))
      .when({ type: 'CancelOrderLines', data: { lines: [units(2)], reason: 'Too late' } })
      .then(
        isCancelled(
          2,
          [moved(2, 'payment_pending', 'cancelled'), moved(1, 'payment_pending', 'confirmed', { dueAt: at('10:30') })],
          { wakesAt: at('10:30') },
        ),
      )
  })

  test('is refused for what was shipped', () => {
    given(order, id, inState('shipped'))
      .when({ type: 'CancelOrderLines', data: { lines: [units(1)], reason: 'Too late' } })
      .thenRejected('StepImpossible', 'lines.0.quantity')
  })
})

describe('time', () => {
  const unpaid = inState('payment_pending', 'card-1', { dueAt: at('10:00') })
  const cancelled = {
    type: 'OrderLinesCancelled' as const,
    data: {
      lines: [{ ...units(3), amount: 1200 }],
      amount: 1200,
      cause: 'unpaid' as const,
      currency: 'GBP' as const,
      store,
      on: '2026-01-15',
      moves: [moved(3, 'payment_pending', 'cancelled')],
      wakesAt: null,
    },
  }

  test('cancels what is not paid, and lets its stock go', () => {
    given(order, id, unpaid).when(timeOut).then(cancelled)
    given(order, id, unpaid, reserved(3)).when(timeOut).then(cancelled, released(3))
  })

  test('is overtaken by a payment', () => {
    const paid = {
      ...captured(1200),
      data: { ...captured(1200).data, moves: [moved(3, 'payment_pending', 'confirmed')] },
    }
    given(order, id, unpaid, paid).when(timeOut).thenNothing()
  })

  test('does nothing before it is due, nor twice', () => {
    given(order, id, unpaid).when(timeOut, { now: earlier }).thenNothing()
    given(order, id, unpaid, cancelled).when(timeOut).thenNothing()
  })

  test('counts as the store has set it', () => {
    given(order, id, inState('grace_period', 'card-1'))
      .when(advance('skip_grace'), { facts: [[settingsOf, 'UK', { cardPaymentMinutes: 5 }]] })
      .then({
        type: 'OrderAdvanced',
        data: {
          step: 'skip_grace',
          store,
          moves: [moved(3, 'grace_period', 'payment_pending', { dueAt: at('10:05') })],
          wakesAt: at('10:05'),
        },
      })
  })
})

describe('holding an order', () => {
  const waiting = inState('grace_period', 'card-1', { dueAt: at('11:00') })
  const isHeldMeanwhile = { ...isHeld, data: { ...isHeld.data, wakesAt: null } }

  test('lets time stand still for it', () => {
    given(order, id, waiting).when(hold).then(isHeldMeanwhile)
    given(order, id, inState('confirmed')).when(hold).then(isHeld)
    given(order, id, waiting, isHeldMeanwhile)
      .when(timeOut, { now: new Date('2026-02-01T00:00:00Z') })
      .thenNothing()
  })

  test('refuses steps until it is released, but not that it is cancelled', () => {
    given(order, id, waiting, isHeldMeanwhile).when(advance('skip_grace')).thenRejected('OrderIsHeld')
    given(order, id, inState('to_pack'), isHeld).when(ship()).thenRejected('OrderIsHeld')
    given(order, id, inState('shipped'), isHeld).when(deliver).thenRejected('OrderIsHeld')
  })

  test('is done once', () => given(order, id, waiting, isHeldMeanwhile).when(hold).thenNothing())

  test('and releasing it goes on where it stood: what was left of the time is left', () => {
    given(order, id, waiting, { ...isHeldMeanwhile, at: earlier })
      .when({ type: 'ReleaseOrder', data: {} }, { now })
      .then({ type: 'OrderReleased', data: { store, by: 3_600_000, wakesAt: at('12:00') } })
    given(order, id, waiting).when({ type: 'ReleaseOrder', data: {} }).thenNothing()
  })

  test('and releasing it lets everything go on that could not meanwhile', () => {
    given(order, id, inState('backordered'), isHeld, reserved(3))
      .when({ type: 'ReleaseOrder', data: {} })
      .then({
        type: 'OrderReleased',
        data: { store, by: 3_600_000, moves: [moved(3, 'backordered', 'to_pack')] },
      })
  })
})

describe('an order of several lines', () => {
  test('moves each line by what it has', () => {
    const two = inState('confirmed', 'no-payment-1', {
      lines: [line(), line({ line: 2, kind: 'shipping' })],
      total: 2400,
    })
    given(order, id, two)
      .when(advance('skip_wait'))
      .then(
        advanced('skip_wait', moved(3, 'confirmed', 'backordered'), {
          ...moved(3, 'confirmed', 'to_pack'),
          line: 2,
        }),
      )
  })
})
