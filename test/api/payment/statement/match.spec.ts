import { describe, expect, it } from 'vitest'
import { type Known, proposalsFor } from '../../../../api/payment/statement/match.ts'
import { namesIn } from '../../../../api/payment/statement/names.ts'
import type { StatementLine } from '../../../../api/payment/statement/read.ts'
import type { OpenOrder } from '../../../../projections/orders/statement-orders.ts'

const order = (id: string, due: number, paid = 0): OpenOrder => ({
  id,
  number: id,
  store: 'UK',
  currency: 'GBP',
  due,
  paid,
  reference: null,
})
const line = (reference: string, amount: number, id = reference): StatementLine => ({
  place: 1,
  id,
  amount,
  reference,
  valueDate: '2026-01-14',
  payer: 'Ada',
})
const known = (more: Partial<Known> = {}): Known => ({
  named: new Map(),
  owing: new Map(),
  booked: new Map(),
  typed: [],
  ...more,
})
const named = (...orders: readonly OpenOrder[]): Known['named'] => Map.groupBy(orders, ({ id }) => id)
const fitsOf = (lines: readonly StatementLine[], all: Known) =>
  proposalsFor(lines, all).map(({ fit, orders }) => [fit, ...orders.map(({ id }) => id)])

describe('what a text may name', () => {
  it.each([
    ['Order 536365, thanks', '536365'],
    ['Bestellung: k7mp-2xqd', 'K7MP-2XQD'],
    ['order K7MP 2XQD', 'K7MP-2XQD'],
    ['ORDERK7MP2XQD K7MP2XQD', 'K7MP-2XQD'],
    ['Order WXYZ-ABCD', 'WXYZ-ABCD'],
    ['RE DE-1001/2', 'DE-1001'],
    ['PO-2026-17', 'PO-2026-17'],
    ['536 365', '536365'],
  ])('%s: %s', (text, name) => expect(namesIn(text)).toContain(name))
  it('is no word without a digit, and ends somewhere', () => {
    expect(namesIn('Many thanks for all of the mugs')).toEqual([])
    expect(namesIn(Array.from({ length: 500 }, (_, n) => `A${n}B`).join(' ')).length).toBeLessThanOrEqual(40)
  })
})

describe('a line', () => {
  it('fits the order that it names and that lacks just this', () =>
    expect(fitsOf([line('Order A11', 700)], known({ named: named(order('A11', 1200, 500)) }))).toEqual([
      ['exact', 'A11'],
    ]))
  it('says so where the amount differs, or the order is paid', () => {
    expect(fitsOf([line('Order A1X', 700)], known({ named: named(order('A1X', 1200)) }))).toEqual([
      ['amountDiffers', 'A1X'],
    ])
    expect(fitsOf([line('Order A1X', 700)], known({ named: named(order('A1X', 700, 700)) }))).toEqual([
      ['amountDiffers', 'A1X'],
    ])
  })
  it('that names several fits the one that lacks just this, as long as that is one', () => {
    const two = (b: number) => known({ named: named(order('A11', 700), order('B11', b)) })
    expect(fitsOf([line('Orders B11, A11', 700)], two(900))).toEqual([['exact', 'A11', 'B11']])
    expect(fitsOf([line('Orders A11, B11', 700)], two(700))).toEqual([['several', 'A11', 'B11']])
    expect(fitsOf([line('Orders A11, B11', 1400)], two(700))).toEqual([['several', 'A11', 'B11']])
  })
  it('that names none is proposed by its amount alone, which is never taken for certain', () => {
    expect(fitsOf([line('Mugs', 700)], known({ owing: new Map([[700, [order('A11', 700)]]]) }))).toEqual([
      ['byAmount', 'A11'],
    ])
    const several = new Map([[700, [order('A11', 700), order('B11', 700)]]])
    expect(fitsOf([line('Mugs', 700)], known({ owing: several }))).toEqual([['several', 'A11', 'B11']])
    expect(fitsOf([line('Mugs', 701)], known({ owing: several }))).toEqual([['none']])
  })
  it('is known where it is booked, or was typed by somebody', () => {
    const a = order('A11', 700, 700)
    expect(fitsOf([line('Order A11', 700, 's-1')], known({ named: named(a), booked: new Map([['s-1', a]]) }))).toEqual([
      ['booked', 'A11'],
    ])
    const typed = [{ order: 'A11', amount: 700, valueDate: '2026-01-14' }]
    expect(fitsOf([line('Order A11', 700)], known({ named: named(a), typed }))).toEqual([['typed', 'A11']])
    expect(
      fitsOf(
        [line('Order A11', 700)],
        known({ named: named(a), typed: [{ order: 'A11', amount: 1, valueDate: '2026-01-14' }] }),
      ),
    ).toEqual([['amountDiffers', 'A11']])
  })
  it('is not certain for an order that another line pays already', () =>
    expect(fitsOf([line('A11', 700, '1'), line('A11', 700, '2')], known({ named: named(order('A11', 700)) }))).toEqual([
      ['exact', 'A11'],
      ['amountDiffers', 'A11'],
    ]))
})
