import { describe, expect, it } from 'vitest'
import { calculateTaxes, type Rate, type Taxable, type Taxed } from '../../../../domain/shared/tax/calculate.ts'

type Figures = readonly [net: number, tax: number, gross: number]
type Example = {
  readonly example: string
  readonly sale: Taxable
  /** The tax of each line, then that of each expense. */
  readonly taxes: readonly number[]
  readonly rates: readonly (readonly [rate: Rate, ...Figures])[]
  readonly total: Figures
}

const at = (rate: Rate, ...amounts: readonly number[]) => amounts.map(amount => ({ amount, rate }))
const perLine = { mode: 'gross', rounding: 'line' } as const
const perTotal = { mode: 'gross', rounding: 'total' } as const
const netPerLine = { mode: 'net', rounding: 'line' } as const
const netPerTotal = { mode: 'net', rounding: 'total' } as const

const mixed: Example = {
  example: 'Germany: 19 % and 7 %, shipping of 5.90 by their share',
  sale: { ...perLine, lines: [...at('19', 5950), ...at('7', 1070)], expenses: [{ amount: 590 }] },
  taxes: [950, 70, 86],
  rates: [
    ['19', 5420, 1030, 6450],
    ['7', 1084, 76, 1160],
  ],
  total: [6504, 1106, 7610],
}

const examples: readonly Example[] = [
  {
    example: 'Germany: 119.00 with 19 %',
    sale: { ...perLine, lines: at('19', 11_900) },
    taxes: [1900],
    rates: [['19', 10_000, 1900, 11_900]],
    total: [10_000, 1900, 11_900],
  },
  mixed,
  {
    example: 'Germany: food at 7 %, shipping of 4.90 at its own 19 %',
    sale: { ...perLine, lines: at('7', 2140), expenses: [{ amount: 490, rate: '19' }] },
    taxes: [140, 78],
    rates: [
      ['19', 412, 78, 490],
      ['7', 2000, 140, 2140],
    ],
    total: [2412, 218, 2630],
  },
  {
    example: 'United Kingdom: 12.99 with 20 %, whose half penny goes up',
    sale: { ...perLine, lines: at('20', 1299) },
    taxes: [217],
    rates: [['20', 1082, 217, 1299]],
    total: [1082, 217, 1299],
  },
  {
    example: 'United Kingdom: two of 9.99 in one line, and in two lines rounded each',
    sale: { ...perLine, lines: at('20', 1998, 999, 999) },
    taxes: [333, 167, 167],
    rates: [['20', 3329, 667, 3996]],
    total: [3329, 667, 3996],
  },
  {
    example: 'the same rounded in total, a penny less',
    sale: { ...perTotal, lines: at('20', 1998, 999, 999) },
    taxes: [333, 167, 166],
    rates: [['20', 3330, 666, 3996]],
    total: [3330, 666, 3996],
  },
  {
    example: 'Switzerland: 49.90 with 8.1 %',
    sale: { ...perLine, lines: at('8.1', 4990) },
    taxes: [374],
    rates: [['8.1', 4616, 374, 4990]],
    total: [4616, 374, 4990],
  },
  {
    example: 'Switzerland, net prices: three lines of 1.03, rounded each',
    sale: { ...netPerLine, lines: at('8.1', 103, 103, 103) },
    taxes: [8, 8, 8],
    rates: [['8.1', 309, 24, 333]],
    total: [309, 24, 333],
  },
  {
    example: 'the same rounded in total: the rest goes to the first of those that lost as much',
    sale: { ...netPerTotal, lines: at('8.1', 103, 103, 103) },
    taxes: [9, 8, 8],
    rates: [['8.1', 309, 25, 334]],
    total: [309, 25, 334],
  },
  {
    example: 'Japan, no decimals: ¥1000 with 10 % and ¥540 with 8 %',
    sale: { ...perTotal, lines: [...at('10', 1000), ...at('8', 540)] },
    taxes: [91, 40],
    rates: [
      ['10', 909, 91, 1000],
      ['8', 500, 40, 540],
    ],
    total: [1409, 131, 1540],
  },
  {
    example: 'Kuwait-like, three decimals: 1.005 net with 5 %',
    sale: { ...netPerLine, lines: at('5', 1005) },
    taxes: [50],
    rates: [['5', 1005, 50, 1055]],
    total: [1005, 50, 1055],
  },
  {
    example: 'Québec: 99.99 net with 14.975 %',
    sale: { ...netPerLine, lines: at('14.975', 9999) },
    taxes: [1497],
    rates: [['14.975', 9999, 1497, 11_496]],
    total: [9999, 1497, 11_496],
  },
  {
    example: 'Germany to a company in France: the buyer owes the tax, prices lose theirs',
    sale: { ...mixed.sale, isReverseCharge: true },
    taxes: [0, 0, 0],
    rates: [['0', 6504, 0, 6504]],
    total: [6504, 0, 6504],
  },
  {
    example: 'the same at net prices: they are what is paid',
    sale: { ...netPerTotal, lines: at('19', 10_000), isReverseCharge: true },
    taxes: [0],
    rates: [['0', 10_000, 0, 10_000]],
    total: [10_000, 0, 10_000],
  },
  {
    example: 'United Kingdom: books at 0 % beside a lamp at 20 %, postage by share',
    sale: { ...perLine, lines: [...at('0', 3000), ...at('20', 1200)], expenses: [{ amount: 350 }] },
    taxes: [0, 200, 17],
    rates: [
      ['20', 1083, 217, 1300],
      ['0', 3250, 0, 3250],
    ],
    total: [4333, 217, 4550],
  },
  {
    example: 'exempt goods are kept apart from those taxed at 0',
    sale: { ...perLine, lines: [...at(null, 5000), ...at('0', 1000), ...at('19', 1190)] },
    taxes: [0, 0, 190],
    rates: [
      ['19', 1000, 190, 1190],
      ['0', 1000, 0, 1000],
      [null, 5000, 0, 5000],
    ],
    total: [7000, 190, 7190],
  },
  {
    example: 'a gift of 0.00 with shipping: at the highest rate of the goods',
    sale: { ...perLine, lines: [...at('7', 0), ...at('19', 0)], expenses: [{ amount: 595 }] },
    taxes: [0, 0, 95],
    rates: [
      ['19', 500, 95, 595],
      ['7', 0, 0, 0],
    ],
    total: [500, 95, 595],
  },
  {
    example: 'Germany: all of the mixed order taken back',
    sale: { ...perLine, lines: [...at('19', -5950), ...at('7', -1070)], expenses: [{ amount: -590 }] },
    taxes: [-950, -70, -86],
    rates: [
      ['19', -5420, -1030, -6450],
      ['7', -1084, -76, -1160],
    ],
    total: [-6504, -1106, -7610],
  },
]

const figures = ({ net, tax, gross }: Taxed): Figures => [net, tax, gross]

describe('the tax of an order', () => {
  it.each(examples)('$example', ({ sale, taxes, rates, total }) => {
    const found = calculateTaxes(sale)
    expect([...found.lines, ...found.expenses].map(({ tax }) => tax)).toEqual(taxes)
    expect(found.rates.map(taxed => [taxed.rate, ...figures(taxed)])).toEqual(rates)
    expect(figures(found.total)).toEqual(total)
  })

  it('says that the buyer owes it', () => {
    expect(calculateTaxes({ ...mixed.sale, isReverseCharge: true }).note).toBe('reverseCharge')
    expect(calculateTaxes(mixed.sale).note).toBeUndefined()
  })

  it('shows the parts of an expense', () => {
    expect(calculateTaxes(mixed.sale).expenses[0]?.parts).toEqual([
      { rate: '19', net: 420, tax: 80, gross: 500 },
      { rate: '7', net: 84, tax: 6, gross: 90 },
    ])
  })

  it('needs a rate for an expense without goods', () => {
    expect(() => calculateTaxes({ ...perLine, lines: [], expenses: [{ amount: 500 }] })).toThrow(RangeError)
    const own = calculateTaxes({ ...perLine, lines: [], expenses: [{ amount: 595, rate: '19' }] })
    expect(figures(own.total)).toEqual([500, 95, 595])
  })

  it('is none where nothing is sold', () => {
    const none = calculateTaxes({ ...perTotal, lines: [] })
    expect(none).toEqual({ lines: [], expenses: [], rates: [], total: { net: 0, tax: 0, gross: 0 } })
  })

  it('is not counted beyond what is exact', () => {
    expect(() => calculateTaxes({ ...netPerLine, lines: at('100', Number.MAX_SAFE_INTEGER) })).toThrow(RangeError)
  })
})
