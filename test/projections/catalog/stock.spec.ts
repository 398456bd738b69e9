import { describe, expect, it } from 'vitest'
import { stocks } from '../../../projections/catalog/stock.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const set = (quantity: number): Happened => ({ type: 'StockSet', data: { quantity } })
const adjusted = (by: number): Happened => ({ type: 'StockAdjusted', data: { by, reason: 'count' } })
const imported = (by: number): Happened => ({ type: 'StockAdjusted', data: { by, reason: 'count', imported: true } })
const reserved: Happened = { type: 'StockReserved', data: { reservation: 'r', order: '536365', quantity: 3 } }
const released: Happened = { type: 'StockReservationReleased', data: { reservation: 'r', quantity: 3 } }
const deducted: Happened = { type: 'StockDeducted', data: { reservation: 'r', quantity: 3 } }
const never: Happened = { type: 'NeverOutOfStockSet', data: {} }
const refused: Happened = {
  type: 'StockReservationRefused',
  data: { reservation: 's', order: '536366', quantity: 9, available: 5 },
}

const other = {
  id: 'spare.A.1',
  warehouse: 'spare',
  sku: 'A.1',
  onHand: 7,
  stocked: true,
  reserved: 3,
  waiting: 0,
  available: 4,
  neverOutOfStock: false,
  status: 'available',
  lowStockThreshold: null,
  low: false,
  imported: false,
  changedAt: new Date('2026-01-15T09:00:02Z'),
  revision: 1,
}

const after = (...events: readonly Happened[]) => {
  const { rows } = folded(stocks, on('stock-spare.A.1', set(7), reserved), on('stock-main.A.1', ...events))
  expect(rows.stock_item.find(({ id }) => id === 'spare.A.1')).toEqual(other)
  expect(rows.stock_reservation.filter(({ id }) => id === 'spare.A.1')).toHaveLength(1)
  return {
    item: rows.stock_item.find(({ id }) => id === 'main.A.1'),
    reservations: rows.stock_reservation.filter(({ id }) => id === 'main.A.1'),
    waiting: rows.stock_waiting.filter(({ id }) => id === 'main.A.1'),
  }
}

describe('the stock read model', () => {
  it('shows what was counted, apart for each warehouse', () => {
    expect(after(set(5)).item).toEqual({
      ...other,
      id: 'main.A.1',
      warehouse: 'main',
      onHand: 5,
      reserved: 0,
      available: 5,
      changedAt: new Date('2026-01-15T09:00:03Z'),
      revision: 0,
    })
  })

  it('is low when no more are available than somebody has said, unless it is never out of stock', () => {
    const low: Happened = { type: 'LowStockThresholdSet', data: { lowStockThreshold: 2 } }
    expect(after(set(5), low).item).toMatchObject({ lowStockThreshold: 2, low: false })
    expect(after(set(5), low, reserved).item).toMatchObject({ available: 2, low: true })
    expect(after(low, set(3)).item).toMatchObject({ low: false })
    expect(after(set(1), low, never).item).toMatchObject({ low: false })
  })

  it('adds what was adjusted', () => {
    expect(after(set(5), adjusted(-5)).item).toMatchObject({ onHand: 0, available: 0, status: 'out_of_stock' })
  })

  it('marks what an import has moved until it is counted', () => {
    expect(after(imported(-2)).item).toMatchObject({ onHand: -2, available: 0, status: 'negative', imported: true })
    expect(after(imported(-2), adjusted(1)).item).toMatchObject({ onHand: -1, imported: true })
    expect(after(imported(-2), set(4)).item).toMatchObject({ onHand: 4, status: 'available', imported: false })
  })

  it('shows what is reserved for which order', () => {
    const { item, reservations } = after(set(5), reserved)
    expect(item).toMatchObject({ onHand: 5, reserved: 3, available: 2 })
    expect(reservations).toEqual([
      {
        id: 'main.A.1',
        reservation: 'r',
        order: '536365',
        quantity: 3,
        reservedAt: new Date('2026-01-15T09:00:04Z'),
      },
    ])
  })

  it('forgets a reservation that was released or deducted', () => {
    expect(after(set(5), reserved, released)).toMatchObject({
      item: { onHand: 5, reserved: 0, available: 5 },
      reservations: [],
    })
    expect(after(set(5), reserved, deducted)).toMatchObject({
      item: { onHand: 2, reserved: 0, available: 2 },
      reservations: [],
    })
  })

  it('keeps what is left of a reservation that was released or deducted in part', () => {
    const part = { reservation: 'r', quantity: 1 }
    expect(
      after(
        set(5),
        reserved,
        { type: 'StockReservationReleased', data: { ...part, release: 'a' } },
        { type: 'StockDeducted', data: { ...part, shipment: 'b' } },
      ),
    ).toMatchObject({ item: { onHand: 4, reserved: 1, available: 3 }, reservations: [{ quantity: 1 }] })
  })

  it('shows that none lie where fewer did than left', () =>
    expect(
      after(set(1), reserved, { type: 'StockDeducted', data: { reservation: 'r', quantity: 3, missing: 2 } }),
    ).toMatchObject({
      item: { onHand: 0, reserved: 0 },
    }))

  it('shows who waits, until it is served or waits no more', () => {
    const since = '2026-01-14T09:00:00.000Z'
    const line = { order: '536365', line: 1 }
    const awaited = (quantity: number, of: object = line): Happened => ({
      type: 'StockAwaited',
      data: { ...line, quantity, since, version: 1, ...of },
    })
    const served: Happened = { type: 'StockReserved', data: { ...line, reservation: 'w', quantity: 2, waited: true } }
    const ended: Happened = { type: 'StockAwaitingEnded', data: { ...line, version: 9 } }
    const waits = { id: 'main.A.1', ...line, quantity: 3, since: new Date(since) }
    expect(after(awaited(3))).toMatchObject({ item: { waiting: 3, onHand: 0 }, waiting: [waits] })
    expect(after(awaited(3), awaited(4, { line: 2 })).item).toMatchObject({ waiting: 7 })
    expect(after(awaited(5), awaited(3))).toMatchObject({ item: { waiting: 3 }, waiting: [waits] })
    expect(after(awaited(5), served)).toMatchObject({ item: { waiting: 3, reserved: 2 }, waiting: [waits] })
    expect(after(awaited(2), served)).toMatchObject({ item: { waiting: 0 }, waiting: [] })
    expect(after(awaited(3), ended, ended)).toMatchObject({ item: { waiting: 0 }, waiting: [] })
  })

  it('knows what never lay there, though somebody waits for it, or it never runs out', () => {
    const waits: Happened = {
      type: 'StockAwaited',
      data: { order: '536365', line: 1, quantity: 2, since: '2026-01-14T09:00:00.000Z', version: 1 },
    }
    expect(after(waits).item).toMatchObject({ onHand: 0, stocked: false })
    expect(after({ type: 'NeverOutOfStockSet', data: {} }).item).toMatchObject({ stocked: false })
    expect(after(waits, set(0)).item).toMatchObject({ onHand: 0, stocked: true })
    expect(after(set(4), waits).item).toMatchObject({ stocked: true })
  })

  it('keeps the quantity when a reservation is refused', () => {
    expect(after(set(5), refused)).toMatchObject({
      item: { onHand: 5, reserved: 0, available: 5, revision: 1 },
      reservations: [],
    })
  })

  it('shows what is never out of stock, also below zero, until that ends', () => {
    expect(after(never, adjusted(-1)).item).toMatchObject({ onHand: -1, status: 'never_out_of_stock' })
    const ended: Happened = { type: 'NeverOutOfStockEnded', data: {} }
    expect(after(never, ended).item).toMatchObject({ neverOutOfStock: false, status: 'out_of_stock' })
  })
})
