import { lineTotal } from '../shared/money.ts'
import {
  calculateTaxes,
  type PriceMode,
  type Rate,
  type Taxed,
  type TaxedAt,
  type TaxRounding,
} from '../shared/tax/calculate.ts'

/** What is taken off a line, in minor units. */
export type Discount = {
  readonly key: string
  readonly name: string
  readonly code?: string | undefined
  readonly amount: number
}
/** What a unit of a line has beside what it is: a gift wrapping. */
export type AskedOption = { readonly key: string; readonly name: string; readonly unitPrice: string }

type AskedLine = {
  readonly unitPrice: string
  readonly quantity: number
  readonly discounts?: readonly Discount[]
  readonly options?: readonly AskedOption[]
  /** Undefined where nothing says how it is taxed: then it is not. */
  readonly rate?: Rate | undefined
}

export const expenseKinds = ['delivery', 'payment'] as const

export type AskedExpense = {
  readonly kind: (typeof expenseKinds)[number]
  readonly key: string
  readonly name: string
  readonly amount: number
  /** Undefined: taxed as the goods are, by their share. */
  readonly rate?: Rate | undefined
}

export type AskedTotals = {
  readonly currency: string
  readonly priceMode: PriceMode
  readonly taxRounding: TaxRounding
  readonly lines: readonly AskedLine[]
  readonly expenses: readonly AskedExpense[]
  readonly isReverseCharge?: boolean
}

/** What of an amount is tax; `net` and `amount` together are what is paid. */
export type LineTax = { readonly rate: Rate; readonly net: number; readonly amount: number }

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0)

/** Each takes as much as it says, as long as something is left. */
const granted = (discounts: readonly Discount[], of: number): Discount[] => {
  let left = of
  return discounts.map(discount => {
    const amount = Math.min(Math.max(0, discount.amount), left)
    left -= amount
    return { ...discount, amount }
  })
}

const pricedLine = ({ unitPrice, quantity, discounts = [], options = [] }: AskedLine, currency: string) => {
  const withTotals = options.map(option => ({ ...option, total: lineTotal(option.unitPrice, quantity, currency) }))
  const subtotal = lineTotal(unitPrice, quantity, currency) + sum(withTotals.map(({ total }) => total))
  const taken = granted(discounts, subtotal)
  const total = subtotal - sum(taken.map(({ amount }) => amount))
  return { subtotal, total, discounts: taken, options: withTotals }
}

const taxOf = ({ rate, net, tax }: TaxedAt): LineTax => ({ rate, net, amount: tax })

/** The taxes of what has a rate, each beside the place of its line or expense. */
const taxesOf = (asked: AskedTotals, totals: readonly number[]) => {
  const { priceMode, taxRounding, lines, expenses, isReverseCharge = false } = asked
  const taxed = lines.flatMap(({ rate }, index) =>
    rate === undefined ? [] : [{ index, amount: totals[index] ?? 0, rate }],
  )
  // Nothing says how an expense is taxed that goes by goods of which nothing says it.
  const charged = expenses.flatMap(({ amount, rate }, index) =>
    rate === undefined && taxed.length === 0 ? [] : [{ index, amount, ...(rate === undefined ? {} : { rate }) }],
  )
  const found = calculateTaxes({
    mode: priceMode,
    rounding: taxRounding,
    lines: taxed,
    expenses: charged,
    isReverseCharge,
  })
  return {
    rates: found.rates,
    lines: new Map(taxed.map(({ index }, at) => [index, found.lines[at]])),
    expenses: new Map(charged.map(({ index }, at) => [index, found.expenses[at]])),
  }
}

/** What is paid for something: what it comes to, with its tax where prices are without. */
const paidFor = (total: number, taxed: Taxed | undefined): number => taxed?.gross ?? total

/**
 * What an order comes to: pure, in whole minor units. Lines, expenses and sums are in the price mode of the store; `total` is
 * what is to be paid. Nothing is below zero, and the parts come to the whole. See docs/adr/0050.
 * @throws RangeError beyond what is counted exactly
 */
export const orderTotals = (asked: AskedTotals) => {
  const priced = asked.lines.map(line => pricedLine(line, asked.currency))
  const taxes = taxesOf(
    asked,
    priced.map(({ total }) => total),
  )
  const lines = priced.map(({ subtotal: _whole, ...line }, index) => {
    const taxed = taxes.lines.get(index)
    return { ...line, ...(taxed === undefined ? {} : { tax: taxOf(taxed) }) }
  })
  const expenses = asked.expenses.map(({ rate: _asked, ...expense }, index) => ({
    ...expense,
    taxes: taxes.expenses.get(index)?.parts.map(taxOf) ?? [],
  }))
  const paid = [
    ...priced.map(({ total }, index) => paidFor(total, taxes.lines.get(index))),
    ...expenses.map(({ amount }, index) => paidFor(amount, taxes.expenses.get(index))),
  ]
  return {
    lines,
    expenses,
    taxes: taxes.rates.map(({ rate, net, tax }) => ({ rate, net, tax })),
    subtotal: sum(priced.map(({ subtotal }) => subtotal)),
    discount: sum(lines.flatMap(line => line.discounts.map(({ amount }) => amount))),
    expense: sum(expenses.map(({ amount }) => amount)),
    tax: sum(taxes.rates.map(({ tax }) => tax)),
    total: sum(paid),
  }
}
export type OrderTotals = ReturnType<typeof orderTotals>

/** What is paid for a part of an order, as its event has it. */
export const paidOf = (total: number, taxes: readonly LineTax[]): number =>
  taxes.length === 0 ? total : sum(taxes.map(({ net, amount }) => net + amount))
