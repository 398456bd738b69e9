import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AskedTotals, type OrderTotals, orderTotals, paidOf } from '../../../domain/orders/totals.ts'
import { lineTotal } from '../../../domain/shared/money.ts'

const price = fc
  .tuple(fc.nat(500), fc.nat(9999))
  .map(([whole, fraction]) => `${whole}.${fraction.toString().padStart(4, '0')}`)
const rate = fc.constantFrom('19', '7', '8.1', '0', null, undefined)
const named = (key: string) => fc.constant({ key, name: key })
const discount = fc.tuple(named('spring'), fc.nat(20_000)).map(([said, amount]) => ({ ...said, amount }))
const option = fc.tuple(named('wrapped'), price).map(([said, unitPrice]) => ({ ...said, unitPrice }))
const line = fc.record({
  unitPrice: price,
  quantity: fc.integer({ min: 1, max: 40 }),
  discounts: fc.array(discount, { maxLength: 3 }),
  options: fc.array(option, { maxLength: 2 }),
  rate,
})
const expense = fc.record({
  kind: fc.constantFrom('delivery' as const, 'payment' as const),
  key: fc.constant('standard'),
  name: fc.constant('Standard'),
  amount: fc.nat(5000),
  rate,
})
const orders: fc.Arbitrary<AskedTotals> = fc.record({
  currency: fc.constantFrom('EUR', 'JPY'),
  priceMode: fc.constantFrom('gross' as const, 'net' as const),
  taxRounding: fc.constantFrom('line' as const, 'total' as const),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
  expenses: fc.array(expense, { maxLength: 2 }),
})

const always = (holds: (totals: OrderTotals, asked: AskedTotals) => void) =>
  fc.assert(
    fc.property(orders, asked => holds(orderTotals(asked), asked)),
    { numRuns: 400 },
  )

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)
const partsOf = ({ lines, expenses }: OrderTotals) => [
  ...lines.map(({ total, tax }) => ({ total, taxes: tax === undefined ? [] : [tax] })),
  ...expenses.map(({ amount, taxes }) => ({ total: amount, taxes })),
]

describe('the totals of an order', () => {
  it('are what lines and expenses come to, with the tax on top where prices are without', () => {
    always(({ lines, expenses, tax, total }, { priceMode }) => {
      const parts = sum(lines.map(it => it.total)) + sum(expenses.map(({ amount }) => amount))
      expect(total).toBe(priceMode === 'net' ? parts + tax : parts)
    })
  })

  it('are what is paid for each part', () => {
    always(totals => {
      expect(sum(partsOf(totals).map(({ total, taxes }) => paidOf(total, taxes)))).toBe(totals.total)
    })
  })

  it('begin with what was ordered, less discounts', () => {
    always(({ lines, subtotal, discount, expense, expenses }, asked) => {
      expect(subtotal - discount).toBe(sum(lines.map(({ total }) => total)))
      expect(expense).toBe(sum(expenses.map(({ amount }) => amount)))
      const ordered = asked.lines.map(({ unitPrice, quantity }) => lineTotal(unitPrice, quantity, asked.currency))
      const options = lines.flatMap(it => it.options.map(({ total }) => total))
      expect(subtotal).toBe(sum(ordered) + sum(options))
    })
  })

  it('have the tax of every part in the sum of its rate', () => {
    always(totals => {
      const parts = partsOf(totals).flatMap(({ taxes }) => taxes)
      for (const { rate, net, tax } of totals.taxes) {
        const at = parts.filter(part => part.rate === rate)
        expect({ net: sum(at.map(part => part.net)), tax: sum(at.map(part => part.amount)) }).toEqual({ net, tax })
      }
      expect(sum(parts.map(({ amount }) => amount))).toBe(totals.tax)
    })
  })

  it('are never below zero, however large a discount is', () => {
    always(totals => {
      const { subtotal, discount, expense, tax, total } = totals
      const amounts = partsOf(totals).flatMap(part => [part.total, ...part.taxes.flatMap(it => [it.net, it.amount])])
      expect(Math.min(...amounts, subtotal, discount, expense, tax, total)).toBeGreaterThanOrEqual(0)
      expect(discount).toBeLessThanOrEqual(subtotal)
    })
  })

  it('do not depend on the order of lines', () => {
    const property = fc.property(orders, asked => {
      const { lines: _these, expenses: _those, ...sums } = orderTotals(asked)
      const {
        lines: _turned,
        expenses: _charged,
        ...others
      } = orderTotals({
        ...asked,
        lines: asked.lines.toReversed(),
      })
      expect(others).toEqual(sums)
    })
    fc.assert(property, { numRuns: 400 })
  })
})

const sold = { currency: 'EUR', priceMode: 'gross', taxRounding: 'line' } as const
const mug = { unitPrice: '4.00', quantity: 3, rate: '19' }
const delivery = { kind: 'delivery', key: 'standard', name: 'Standard', amount: 490 } as const

describe('an order', () => {
  it('of gross prices has the tax in them, and its delivery at the rates of the goods', () => {
    expect(orderTotals({ ...sold, lines: [mug], expenses: [delivery] })).toEqual({
      lines: [{ total: 1200, discounts: [], options: [], tax: { rate: '19', net: 1008, amount: 192 } }],
      expenses: [{ ...delivery, taxes: [{ rate: '19', net: 412, amount: 78 }] }],
      taxes: [{ rate: '19', net: 1420, tax: 270 }],
      subtotal: 1200,
      discount: 0,
      expense: 490,
      tax: 270,
      total: 1690,
    })
  })

  it('of net prices has the tax on top', () => {
    const found = orderTotals({ ...sold, priceMode: 'net', lines: [mug], expenses: [{ ...delivery, rate: '7' }] })
    expect(found).toMatchObject({
      lines: [{ total: 1200, tax: { rate: '19', net: 1200, amount: 228 } }],
      expenses: [{ amount: 490, taxes: [{ rate: '7', net: 490, amount: 34 }] }],
      subtotal: 1200,
      expense: 490,
      tax: 262,
      total: 1952,
    })
  })

  it('takes discounts from what is left, one after another, and taxes the rest', () => {
    const discounts = [
      { key: 'a', name: 'Spring', amount: 1000 },
      { key: 'b', name: 'Voucher', code: 'LESS', amount: 500 },
    ]
    expect(orderTotals({ ...sold, lines: [{ ...mug, discounts }], expenses: [] })).toMatchObject({
      lines: [{ total: 0, discounts: [{ amount: 1000 }, { amount: 200, code: 'LESS' }], tax: { amount: 0 } }],
      subtotal: 1200,
      discount: 1200,
      total: 0,
    })
  })

  it('charges options for each unit, at the rate of the line', () => {
    const options = [{ key: 'wrapped', name: 'Gift wrapping', unitPrice: '0.505' }]
    expect(orderTotals({ ...sold, lines: [{ ...mug, options }], expenses: [] })).toMatchObject({
      lines: [{ total: 1352, options: [{ total: 152 }], tax: { net: 1136, amount: 216 } }],
      subtotal: 1352,
    })
  })

  it('rounds each line, or all of a rate together, as its store does', () => {
    const three = Array.from({ length: 3 }, () => ({ unitPrice: '0.10', quantity: 1, rate: '19' }))
    const taxed = (taxRounding: 'line' | 'total') =>
      orderTotals({ ...sold, taxRounding, lines: three, expenses: [] }).tax
    expect([taxed('line'), taxed('total')]).toEqual([6, 5])
  })

  it('says nothing of taxes where nobody has said them, not even of its delivery', () => {
    const { rate: _unsaid, ...untaxed } = mug
    expect(orderTotals({ ...sold, lines: [untaxed], expenses: [delivery] })).toEqual({
      lines: [{ total: 1200, discounts: [], options: [] }],
      expenses: [{ ...delivery, taxes: [] }],
      taxes: [],
      subtotal: 1200,
      discount: 0,
      expense: 490,
      tax: 0,
      total: 1690,
    })
  })

  it('of a company elsewhere in the European Union is without the tax that is in its prices', () => {
    const found = orderTotals({ ...sold, lines: [mug], expenses: [delivery], isReverseCharge: true })
    expect(found).toMatchObject({ tax: 0, total: 1420, taxes: [{ rate: '0', net: 1420, tax: 0 }] })
  })
})
