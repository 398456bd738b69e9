import { apportioned, nearest } from './apportion.ts'
import { compareRates, partsOf, WHOLE } from './percentage.ts'

/** In per cent; null of what is exempt, which invoices keep apart from what is taxed at 0. */
export type Rate = string | null

/** Whether prices have the tax in them, and so amounts are what is paid. */
export type PriceMode = 'gross' | 'net'
/** Whether the tax of each line is rounded, or that of all lines of a rate together. */
export type TaxRounding = 'line' | 'total'

/** What is sold or taken back, in minor units as ordered; below zero for what is taken back. */
export type TaxLine = { readonly amount: number; readonly rate: Rate }
/** Shipping or a fee: at a rate of its own, else at those of the goods, by their share. */
export type TaxExpense = { readonly amount: number; readonly rate?: Rate }

export type Taxable = {
  readonly mode: PriceMode
  readonly rounding: TaxRounding
  readonly lines: readonly TaxLine[]
  readonly expenses?: readonly TaxExpense[]
  /** The buyer owes the tax: what would be in the price is taken out of it. See reverse-charge.ts. */
  readonly isReverseCharge?: boolean
}

/** In minor units; gross = net + tax. */
export type Taxed = { readonly net: number; readonly tax: number; readonly gross: number }
export type TaxedAt = Taxed & { readonly rate: Rate }
export type TaxedExpense = Taxed & { readonly parts: readonly TaxedAt[] }

export type Taxes = {
  /** As they were given. */
  readonly lines: readonly TaxedAt[]
  readonly expenses: readonly TaxedExpense[]
  /** What comes to each rate, highest first, exempt last. */
  readonly rates: readonly TaxedAt[]
  readonly total: Taxed
  readonly note?: 'reverseCharge'
}

const sumOf = (taxed: readonly Taxed[]): Taxed => ({
  net: taxed.reduce((sum, { net }) => sum + net, 0),
  tax: taxed.reduce((sum, { tax }) => sum + tax, 0),
  gross: taxed.reduce((sum, { gross }) => sum + gross, 0),
})

const expenseOf = (parts: readonly TaxedAt[]): TaxedExpense => ({ ...sumOf(parts), parts })

const highestFirst = (a: Rate, b: Rate): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : compareRates(b, a)

const ratesOf = (lines: readonly { readonly rate: Rate }[]): Rate[] =>
  [...new Set(lines.map(({ rate }) => rate))].sort(highestFirst)

const amountAt = (lines: readonly TaxLine[], rate: Rate): number =>
  lines.reduce((sum, line) => (line.rate === rate ? sum + line.amount : sum), 0)

/** A part for each rate of the goods, as much as of them is taxed at it; all at the highest where they come to nothing. */
const byShare = (amount: number, lines: readonly TaxLine[]): TaxLine[] => {
  const [highest, ...others] = ratesOf(lines)
  if (highest === undefined) throw new RangeError('an expense without goods needs a rate of its own')
  const rates = [highest, ...others]
  const weights = rates.map(rate => BigInt(Math.abs(amountAt(lines, rate))))
  const weight = weights.reduce((sum, one) => sum + one, 0n)
  if (weight === 0n) return [{ amount, rate: highest }]
  const amounts = apportioned(
    weights.map(one => BigInt(amount) * one),
    weight,
  )
  return rates.flatMap((rate, index) => {
    const part = Number(amounts[index])
    return part === 0 ? [] : [{ amount: part, rate }]
  })
}

/** The tax of an amount is `parts` of so many; exact. */
const taxOf = (mode: PriceMode, { amount, rate }: TaxLine): { readonly parts: bigint; readonly of: bigint } => {
  const percent = partsOf(rate ?? '0')
  return { parts: BigInt(amount) * percent, of: mode === 'net' ? WHOLE : WHOLE + percent }
}

const roundedTaxes = (mode: PriceMode, rounding: TaxRounding, lines: readonly TaxLine[]): number[] => {
  if (rounding === 'line') return lines.map(line => Number(nearest(taxOf(mode, line))))
  const taxes = new Map<number, number>()
  for (const rate of ratesOf(lines)) {
    const at = [...lines.keys()].filter(index => lines[index]?.rate === rate)
    const exact = at.map(index => taxOf(mode, { amount: lines[index]?.amount ?? 0, rate }))
    const whole = apportioned(
      exact.map(({ parts }) => parts),
      exact[0]?.of ?? 1n,
    )
    for (const [index, position] of at.entries()) taxes.set(position, Number(whole[index]))
  }
  return lines.map((_, index) => taxes.get(index) ?? 0)
}

/** @throws RangeError where a sum is beyond what is counted exactly. */
const checked = (taxed: TaxedAt): TaxedAt => {
  if (!Number.isSafeInteger(taxed.gross) || !Number.isSafeInteger(taxed.net))
    throw new RangeError('amount beyond safe integers')
  return taxed
}

const taxedLine = ({ mode, isReverseCharge = false }: Taxable, { amount, rate }: TaxLine, tax: number): TaxedAt => {
  const net = mode === 'net' ? amount : amount - tax
  return checked(isReverseCharge ? { rate: '0', net, tax: 0, gross: net } : { rate, net, tax, gross: net + tax })
}

/**
 * The tax of an order, or of a part of one that is taken back, in whole numbers all the way. Half a minor unit is rounded
 * away from zero; what rounding in total leaves is shared out by largest remainder, so that lines come to their total.
 * See docs/adr/0041.
 * @throws RangeError for an expense by share without goods, and beyond 2^53 minor units.
 */
export const calculateTaxes = (sale: Taxable): Taxes => {
  const { mode, rounding, lines, expenses = [], isReverseCharge = false } = sale
  const parts = expenses.map(({ amount, rate }) => (rate === undefined ? byShare(amount, lines) : [{ amount, rate }]))
  const all = [...lines, ...parts.flat()]
  const taxes = roundedTaxes(mode, rounding, all)
  const taxed = all.map((line, index) => taxedLine(sale, line, taxes[index] ?? 0))
  const owners = [...lines.map(() => undefined), ...parts.flatMap((of, expense) => of.map(() => expense))]
  return {
    lines: taxed.slice(0, lines.length),
    expenses: parts.map((_, expense) => expenseOf(taxed.filter((_part, index) => owners[index] === expense))),
    rates: ratesOf(taxed).map(rate => ({ rate, ...sumOf(taxed.filter(line => line.rate === rate)) })),
    total: sumOf(taxed),
    ...(isReverseCharge ? { note: 'reverseCharge' } : {}),
  }
}
