import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowsIn, type ShipRow, stepsIn, tableOf } from '../../../api/orders/ship/rows.ts'
import { namesFor, scannedIn, withScanned } from '../../../api/orders/ship/scan.ts'
import type { OrderToShip } from '../../../projections/orders/order-to-ship.ts'

const order = (id: string, number: string): OrderToShip => ({
  id,
  number,
  store: 'UK',
  isHeld: false,
  customerName: null,
  shipments: [],
})
const found = [order('id-1', 'UK-1001'), order('id-2', 'UK-1002'), order('id-3', 'UK-1001-2')]

let ids = 0
const scan = (was: readonly ShipRow[], scanned: ReturnType<typeof scannedIn>, isTracked = false) =>
  withScanned(was, scanned, { found, isTracked, newId: () => `key-${(ids += 1)}` })
const told = ({ rows }: ReturnType<typeof scan>) =>
  rows.map(({ order, shipment, tracking }) => [order, shipment, tracking].join(' '))

describe('what is scanned', () => {
  it('is an order by its number or id, however it is typed, or a shipment of one', () => {
    const { rows } = scan([], scannedIn('uk-1001\nid-2\nUK-1002-3'))
    expect(told({ rows, merged: [] })).toEqual(['UK-1001  ', 'UK-1002  ', 'UK-1002 3 '])
    expect(namesFor('uk-1002-3')).toEqual(['uk-1002-3', 'UK-1002-3', 'uk-1002', 'UK-1002'])
  })

  it('is rather an order than a shipment of another one', () =>
    expect(told(scan([], scannedIn('UK-1001-2')))).toEqual(['UK-1001-2  ']))

  it('counts once, and says so', () => {
    const first = scan([], scannedIn('UK-1001'))
    const again = scan(first.rows, scannedIn('id-1\nUK-1002\nnobody\nnobody'))
    expect(told(again)).toEqual(['UK-1001  ', 'UK-1002  ', 'nobody  '])
    expect(again.merged).toEqual(['id-1', 'nobody'])
    expect(again.rows[0]?.key).toBe(first.rows[0]?.key)
  })

  it('is the number of the parcel of the order before it where that is said, or stands beside it', () => {
    expect(told(scan([], scannedIn('UK-1001\nJD01\nUK-1002\nJD02'), true))).toEqual(['UK-1001  JD01', 'UK-1002  JD02'])
    expect(told(scan([], scannedIn('UK-1001\nJD01')))).toEqual(['UK-1001  ', 'JD01  '])
    expect(told(scan([], scannedIn('UK-1001; JD01\nUK-1002\tJD02\nUK-1002-1,JD03')))).toEqual([
      'UK-1001  JD01',
      'UK-1002  JD02',
      'UK-1002 1 JD03',
    ])
    // Also of one that was there already.
    const { rows } = scan([], scannedIn('UK-1001\nUK-1002'), true)
    expect(told(scan(rows, scannedIn('UK-1001\nJD01'), true))).toEqual(['UK-1002  ', 'UK-1001  JD01'])
    // A second one is none: it is told as an order that is not there.
    expect(told(scan([], scannedIn('UK-1001\nJD01\nJD02'), true))).toEqual(['UK-1001  JD01', 'JD02  '])
    expect(told(scan([], scannedIn('JD01'), true))).toEqual(['JD01  '])
  })
})

describe('the rows of a form', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'aB1;,"\t -é|'.split('')), maxLength: 12 })
  const row = fc.record({ order: cell, shipment: cell, tracking: cell, key: cell })

  it('are kept as they are', () =>
    fc.assert(
      fc.property(fc.array(row, { maxLength: 9 }), rows => {
        expect(rowsIn(tableOf(rows))).toEqual(rows)
      }),
    ))

  it('are steps to ship, one for each', () =>
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), rows => {
        const steps = stepsIn(rows)
        expect(steps).toHaveLength(rows.length)
        expect(steps.every(step => 'fault' in step || step.step === 'ship')).toBe(true)
      }),
    ))

  it('are none where somebody else wrote them, or more than are sent in one go', () => {
    for (const table of ['x', '"', 'order;step\nUK-1;cancel', 'order;tracking'])
      expect(rowsIn(table), table).toBeUndefined()
    const many = (count: number) =>
      tableOf(Array.from({ length: count }, (_, n) => ({ order: `${n}`, shipment: '', tracking: '', key: '' })))
    expect(rowsIn(many(1_000))).toHaveLength(1_000)
    expect(rowsIn(many(1_001))).toBeUndefined()
    expect(rowsIn('')).toEqual([])
  })
})
