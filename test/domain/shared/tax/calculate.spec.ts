import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  calculateTaxes,
  type Rate,
  type Taxable,
  type TaxedAt,
  type Taxes,
  type TaxLine,
} from '../../../../domain/shared/tax/calculate.ts'
import { canonical, compareRates, partsOf, WHOLE } from '../../../../domain/shared/tax/percentage.ts'

const percentage = fc
  .nat(1_000_000)
  .map(parts => canonical(`${Math.floor(parts / 10_000)}.${String(parts % 10_000).padStart(4, '0')}`))
const few: fc.Arbitrary<Rate> = fc.constantFrom('19', '7', '20', '8.1', '0', '14.975', null)
const rate: fc.Arbitrary<Rate> = fc.oneof({ weight: 4, arbitrary: few }, percentage)
const amount = fc.oneof(
  fc.integer({ min: -2000, max: 2000 }),
  fc.integer({ min: -100_000_000_000, max: 100_000_000_000 }),
)
const lines = fc.array(fc.record({ amount, rate }), { minLength: 1, maxLength: 12 })
const expense = fc.oneof(fc.record({ amount, rate }), fc.record({ amount }))
const sales: fc.Arbitrary<Taxable> = fc.record({
  mode: fc.constantFrom('gross', 'net'),
  rounding: fc.constantFrom('line', 'total'),
  lines,
  expenses: fc.array(expense, { maxLength: 3 }),
  isReverseCharge: fc.boolean(),
})

const always = (holds: (sale: Taxable, taxes: Taxes) => void) =>
  fc.assert(
    fc.property(sales, sale => holds(sale, calculateTaxes(sale))),
    { numRuns: 500 },
  )

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
const netOf = (of: readonly { readonly net: number }[]) => sum(of.map(({ net }) => net))
const taxOf = (of: readonly { readonly tax: number }[]) => sum(of.map(({ tax }) => tax))
const grossOf = (of: readonly { readonly gross: number }[]) => sum(of.map(({ gross }) => gross))
const sums = (of: readonly Omit<TaxedAt, 'rate'>[]) => ({ net: netOf(of), tax: taxOf(of), gross: grossOf(of) })

/** What is taxed by itself: lines and the parts of expenses. */
const allOf = ({ lines, expenses }: Taxes) => [...lines, ...expenses.flatMap(({ parts }) => parts)]
const orderedIn = ({ lines, expenses = [] }: Taxable) => sum([...lines, ...expenses].map(({ amount }) => amount))

/** How far a tax is from the exact one of an amount, in parts of so many. */
const off = (mode: Taxable['mode'], tax: number, amount: number, rate: Rate) => {
  const percent = partsOf(rate ?? '0')
  const of = mode === 'net' ? WHOLE : WHOLE + percent
  const difference = BigInt(tax) * of - BigInt(amount) * percent
  return { twice: 2n * (difference < 0n ? -difference : difference), difference, of }
}
const amountIn = (mode: Taxable['mode'], { net, gross }: { net: number; gross: number }) =>
  mode === 'net' ? net : gross

/** No −0 where something is turned. */
const negative = (value: number) => 0 - value
const turned = <L extends { readonly amount: number }>(of: readonly L[]) =>
  of.map(line => ({ ...line, amount: negative(line.amount) }))

describe('the tax of any order', () => {
  it('is made of that of its parts, on every level', () =>
    always((_, taxes) => {
      expect(sums([...taxes.lines, ...taxes.expenses])).toEqual(taxes.total)
      expect(sums(taxes.rates)).toEqual(taxes.total)
      for (const one of taxes.expenses)
        expect(sums(one.parts)).toEqual({ net: one.net, tax: one.tax, gross: one.gross })
      for (const { rate, ...at } of taxes.rates)
        expect(sums(allOf(taxes).filter(part => part.rate === rate))).toEqual(at)
    }))

  it('is what gross and net differ by, on every level', () =>
    always((_, taxes) => {
      for (const { net, tax, gross } of [...allOf(taxes), ...taxes.expenses, ...taxes.rates, taxes.total])
        expect(gross - tax).toBe(net)
    }))

  it('leaves amounts as they were ordered: gross ones gross, net ones net', () =>
    always((sale, { total }) => {
      if (sale.mode === 'net') expect(total.net).toBe(orderedIn(sale))
      else if (sale.isReverseCharge !== true) expect(total.gross).toBe(orderedIn(sale))
    }))

  it('rounded per line is off by half a minor unit per line at most', () =>
    always((sale, taxes) => {
      if (sale.rounding !== 'line' || sale.isReverseCharge === true) return
      for (const part of allOf(taxes)) {
        const { twice, of } = off(sale.mode, part.tax, amountIn(sale.mode, part), part.rate)
        expect(twice <= of).toBe(true)
      }
    }))

  it('rounded in total is off by half a minor unit per rate at most, and by less than one per line', () =>
    always((sale, taxes) => {
      if (sale.rounding !== 'total' || sale.isReverseCharge === true) return
      for (const at of taxes.rates) {
        const { twice, of } = off(sale.mode, at.tax, amountIn(sale.mode, at), at.rate)
        expect(twice <= of).toBe(true)
      }
      for (const part of allOf(taxes)) {
        const { twice, of } = off(sale.mode, part.tax, amountIn(sale.mode, part), part.rate)
        expect(twice < 2n * of).toBe(true)
      }
    }))

  it('rounds half a minor unit away from zero', () =>
    always((sale, taxes) => {
      if (sale.isReverseCharge === true) return
      for (const part of sale.rounding === 'line' ? allOf(taxes) : taxes.rates) {
        const { twice, difference, of } = off(sale.mode, part.tax, amountIn(sale.mode, part), part.rate)
        if (twice === of && part.tax !== 0) expect(difference > 0n).toBe(part.tax > 0)
      }
    }))

  it('comes to the same in any order of its lines', () =>
    fc.assert(
      fc.property(
        sales.chain(sale =>
          fc.shuffledSubarray([...sale.lines], { minLength: sale.lines.length }).map(lines => [sale, lines] as const),
        ),
        ([sale, shuffled]) => {
          const [one, other] = [calculateTaxes(sale), calculateTaxes({ ...sale, lines: shuffled })]
          expect(other.total).toEqual(one.total)
          expect(other.rates).toEqual(one.rates)
        },
      ),
      { numRuns: 500 },
    ))

  it('is the other way round where all is taken back', () =>
    always((sale, taxes) => {
      const back = calculateTaxes({ ...sale, lines: turned(sale.lines), expenses: turned(sale.expenses ?? []) })
      const mirrored = ({ net, tax, gross }: Omit<TaxedAt, 'rate'>) => ({
        net: negative(net),
        tax: negative(tax),
        gross: negative(gross),
      })
      expect(sums([back.total])).toEqual(mirrored(taxes.total))
      expect(back.lines.map(line => sums([line]))).toEqual(taxes.lines.map(mirrored))
      expect(back.expenses.map(one => sums([one]))).toEqual(taxes.expenses.map(mirrored))
    }))

  it('is none for whom the tax is owed by the buyer', () =>
    always((sale, { total, rates }) => {
      if (sale.isReverseCharge !== true) return
      const { net } = calculateTaxes({ ...sale, isReverseCharge: false }).total
      expect(total).toEqual({ net, tax: 0, gross: net })
      expect(rates.map(({ rate }) => rate)).toEqual(['0'])
    }))

  it('of one rate is the same rounded either way, where it is one line', () =>
    fc.assert(
      fc.property(amount, rate, fc.constantFrom('gross' as const, 'net' as const), (amount, rate, mode) => {
        const lines: readonly TaxLine[] = [{ amount, rate }]
        const [line, total] = (['line', 'total'] as const).map(rounding => calculateTaxes({ mode, rounding, lines }))
        expect(line).toEqual(total)
      }),
    ))

  it('goes by rates, highest first and exempt last', () =>
    always((_, { rates }) => {
      const known = rates.flatMap(({ rate }) => (rate === null ? [] : [rate]))
      expect(known).toEqual([...known].sort((a, b) => compareRates(b, a)))
      expect(rates.slice(0, -1).map(({ rate }) => rate)).not.toContain(null)
    }))
})
